"""Undo and redo: inverse operations of a step, written as a new step. Nothing is ever taken out of the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.domain.entities import kinds
from inspector.domain.errors import RuleError
from inspector.domain.record import Record
from inspector.storage.changes import Changes
from inspector.storage.fold import RowState, fold
from inspector.storage.history import Step, steps_taken
from inspector.storage.log import Log
from inspector.storage.materialize import materialize
from inspector.storage.shape import Row, shape
from inspector.storage.transaction import ChangeSet, Transaction
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class _Touched:
    """A row that a step touched: its state and row before, its row after."""

    cls: type[Record]
    id: str
    state: RowState
    before: Row | None
    after: Row | None


def undo(ws: Workspace, author: str = "") -> Changes:
    """Undo the newest step that is not undone yet; called again it goes further back.

    Raises RuleError when there is none, or when a later change touched the same cells.
    """
    taken = steps_taken(ws.reader.connection)
    step = next((one for one in taken if one.role in {"do", "redo"} and not one.undone_by), None)
    if step is None:
        raise RuleError("storage.nothing_to_undo")
    return _reverse(ws, step, ChangeSet(step.action, author, "undo", step.change_id))


def redo(ws: Workspace, author: str = "") -> Changes:
    """Take back the newest undo, as long as nothing else was done since.

    Raises RuleError when there is none, or when a later change touched the same cells.
    """
    for step in steps_taken(ws.reader.connection):
        if step.role == "do":
            break
        if step.role == "undo" and not step.undone_by:
            return _reverse(ws, step, ChangeSet(step.action, author, "redo", step.change_id))
    raise RuleError("storage.nothing_to_redo")


def _reverse(ws: Workspace, step: Step, change: ChangeSet) -> Changes:
    with ws.change(change) as tx:
        for touched in _touched(tx.log, step.change_id):
            _reverse_row(tx, touched, step.action)
    return tx.changes


def _touched(log: Log, change_id: int) -> Iterator[_Touched]:
    """The rows of a step, the last written first, so that children go before their parents."""
    classes = {cls.NUMBER: cls for cls in kinds().values()}
    for number, row_id in reversed(log.rows_of_change(change_id)):
        if number not in classes:
            continue
        made = shape(classes[number])
        arrivals = log.arrivals(number, row_id)
        before = fold(one for at, one in arrivals if at < change_id)
        after = fold(one for at, one in arrivals if at <= change_id)
        yield _Touched(made.cls, row_id, before, materialize(made, row_id, before), materialize(made, row_id, after))


def _reverse_row(tx: Transaction, touched: _Touched, action: str) -> None:
    cls, row_id, before, after = touched.cls, touched.id, touched.before, touched.after
    now = tx.reader.row(cls, row_id)
    if before is None or after is None:
        if now != after:
            raise RuleError("storage.undo_touched", action=action, kind=cls.KIND, id=row_id)
        if after is not None:
            tx.delete(cls, row_id)
        elif before is not None:
            tx.bring_back(cls, before, touched.state.values)
        return
    if now is None:
        raise RuleError("storage.undo_touched", action=action, kind=cls.KIND, id=row_id)
    former = {}
    for place, cell in enumerate(cls.CELLS, start=1):
        if before[place] == after[place]:
            continue
        if now[place] != after[place]:
            raise RuleError("storage.undo_touched", action=action, kind=cls.KIND, id=row_id, field=cell.name)
        former[cell.name] = before[place]
    tx.set_stored(cls, row_id, former)
