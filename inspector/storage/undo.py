"""Undo and redo: inverse operations of a step, written as a new step. Nothing is ever taken out of the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from inspector.domain.changes import Changes
from inspector.domain.errors import RuleError
from inspector.domain.operation import WHOLE, Operation
from inspector.storage.driver import Connection
from inspector.storage.fold import RowState, fold
from inspector.storage.history import Step, steps_taken
from inspector.storage.log import Arrivals, Key, chunks
from inspector.storage.refold import kinds_by_number, refold
from inspector.storage.restate import (
    differing,
    is_shown,
    mixed,
    needs_whole_row,
    restated_cell,
    restated_row,
    shown_values,
    told,
)
from inspector.storage.transaction import ChangeSet, Transaction
from inspector.storage.trimmed_log import builds_on_trimmed, has_trimmed, was_trimmed
from inspector.storage.workspace import Workspace
from inspector.storage.writes import Write, delete_of


@dataclass(frozen=True)
class _Touched:
    """A row that a step touched: what it amounted to before, after, and now, with all its operations."""

    key: Key
    before: RowState
    after: RowState
    now: RowState
    past: tuple[Operation, ...]


def undo(ws: Workspace, author: str = "") -> Changes:
    """Undo the newest step that is not undone yet; called again it goes further back.

    Raises RuleError when there is none, or when a later change touched the same cells.
    """
    step = undoable(ws.reader.connection)
    if step is None:
        raise RuleError("storage.nothing_to_undo")
    return _reverse(ws, step, ChangeSet(step.action, author, "undo", step.change_id))


def undoable(connection: Connection) -> Step | None:
    """The step that an undo would take back; None where there is none."""
    return next((one for one in steps_taken(connection) if one.role in {"do", "redo"} and not one.undone_by), None)


def redo(ws: Workspace, author: str = "") -> Changes:
    """Take back the newest undo, as long as nothing else was done since.

    Raises RuleError when there is none, or when a later change touched the same cells.
    """
    step = redoable(ws.reader.connection)
    if step is None:
        raise RuleError("storage.nothing_to_redo")
    return _reverse(ws, step, ChangeSet(step.action, author, "redo", step.change_id))


def redoable(connection: Connection) -> Step | None:
    """The undo that a redo would take back; None where something else was done since."""
    for step in steps_taken(connection):
        if step.role == "do":
            return None
        if step.role == "undo" and not step.undone_by:
            return step
    return None


def _reverse(ws: Workspace, step: Step, change: ChangeSet) -> Changes:
    with ws.change(change) as tx:
        rows = tx.log.rows_of_change(step.change_id)
        if was_trimmed(tx.log, step.change_id):
            raise RuleError("storage.undo_trimmed", action=step.action)
        tx.append([write for one in _touched(tx, rows, step) for write in _inverse(tx, one, step.action)])
        refold(tx, rows, doubtful=())
    return tx.changes


def _touched(tx: Transaction, rows: list[Key], step: Step) -> Iterator[_Touched]:
    """The rows of a step, the last written first, so that children go before their parents."""
    trimmed = has_trimmed(tx.log)
    for kind, group in groupby(reversed(rows), key=itemgetter(0)):
        for ids in chunks(row_id for _, row_id in group):
            for row_id, arrivals in tx.log.arrivals_of(kind, ids).items():
                made = _compared((kind, row_id), arrivals, step.change_id)
                if trimmed and builds_on_trimmed(tx.log, made.past):
                    raise RuleError("storage.undo_trimmed", action=step.action)
                yield made


def _compared(key: Key, arrivals: Arrivals, change_id: int) -> _Touched:
    past = tuple(one for _, one in arrivals)
    after = fold(one for at, one in arrivals if at <= change_id)
    now = fold(past) if arrivals[-1][0] > change_id else after
    return _Touched(key, fold(one for at, one in arrivals if at < change_id), after, now, past)


def _inverse(tx: Transaction, row: _Touched, action: str) -> Iterator[Write]:
    """What brings the row back to what it was. Raises RuleError where a later change touched the same."""
    was, became, stands = map(is_shown, (row.before, row.after, row.now))
    if stands != became or (not was and shown_values(row.now) != shown_values(row.after)):
        raise _refusal(row, action)
    if not was:
        if became:
            yield delete_of(row.key, row.past)
        return
    changed = list(_changed(row, action))
    if not became:
        yield from restated_row(tx, row.key, row.before, row.past)
    elif needs_whole_row(changed, row.before, row.now, row.past):
        yield from restated_row(tx, row.key, mixed(changed, row.before, row.now), row.past)
    else:
        for number in changed:
            yield from restated_cell(row.key, number, row.before, row.now, row.past)


def _changed(row: _Touched, action: str) -> Iterator[int]:
    """The cells that the step changed and that do not say again what they said before.

    The row itself is among them where the step put a delete against it, or settled one.
    """
    for number in differing(row.before, row.after):
        former = told(row.before, number)
        if former in (told(row.after, number), told(row.now, number)):
            continue
        if told(row.now, number)[0] != told(row.after, number)[0]:
            raise _refusal(row, action, number)
        yield number


def _refusal(row: _Touched, action: str, number: int = WHOLE) -> RuleError:
    kind, row_id = row.key
    cls = kinds_by_number().get(kind)
    details = {"action": action, "kind": cls.KIND if cls else str(kind), "id": row_id}
    if number:
        names = {cell.number: cell.name for cell in cls.CELLS} if cls else {}
        details["field"] = names.get(number, str(number))
    return RuleError("storage.undo_touched", **details)
