"""Undo and redo: inverse operations of a step, written as a new step. Nothing is ever taken out of the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

from inspector.domain.changes import Changes
from inspector.domain.errors import RuleError
from inspector.domain.operation import WHOLE, Operation
from inspector.storage.driver import Connection, rows
from inspector.storage.fold import RowState, fold
from inspector.storage.history import Step, steps_taken
from inspector.storage.log import Arrivals, Key, Log, chunks
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
    """A row that a step touched: what it amounted to before, after, and now, with all its operations.

    `then` are those that had come when the step was taken.
    """

    key: Key
    before: RowState
    after: RowState
    now: RowState
    past: tuple[Operation, ...]
    then: tuple[Operation, ...]


def undo(ws: Workspace, author: str = "") -> Changes:
    """Undo the newest step that is not undone yet; called again it goes further back.

    Raises RuleError when there is none, or when a later change touched the same cells.
    """
    step = undoable(ws.reader.connection)
    if step is None:
        raise RuleError("storage.nothing_to_undo")
    return _reverse(ws, step, ChangeSet(step.action, author, "undo", step.change_id)).changes


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
    return _reverse(ws, step, ChangeSet(step.action, author, "redo", step.change_id)).changes


def redoable(connection: Connection) -> Step | None:
    """The undo that a redo would take back; None where something else was done since."""
    for step in steps_taken(connection):
        if step.role == "do":
            return None
        if step.role == "undo" and not step.undone_by:
            return step
    return None


@dataclass(frozen=True)
class Aside:
    """What changed, and the (kind number, id) of the rows that have cells in conflict now."""

    changes: Changes
    disputed: list[Key]


def reinstate(ws: Workspace, change_id: int, author: str = "") -> Aside:
    """Take back the undo of a step although work went on since, as somebody would who does not know of that work.

    What nobody touched since becomes again what the step had made it. Where both say something else, both stand: it is
    a conflict like any other, and nothing that was written since is lost. Raises RuleError `storage.not_undone` where
    the step stands, `storage.undo_trimmed` where what it rests on is gone.
    """
    step = standing_undo(ws.reader.connection, change_id)
    if step is None:
        raise RuleError("storage.not_undone")
    return _reverse_aside(ws, step, ChangeSet(step.action, author, "redo", step.change_id))


def withdraw(ws: Workspace, change_id: int, author: str = "") -> Aside:
    """Undo a step although work went on since: `reinstate` the other way round.

    Raises RuleError `storage.not_standing` where there is no such step in force, `storage.undo_trimmed` as above.
    """
    step = _last_of(ws.reader.connection, change_id)
    if step is None or step.role not in {"do", "redo"}:
        raise RuleError("storage.not_standing")
    return _reverse_aside(ws, step, ChangeSet(step.action, author, "undo", step.change_id))


def standing_undo(connection: Connection, change_id: int) -> Step | None:
    """The undo because of which a step is not in force; None where it was never undone, or done again since."""
    last = _last_of(connection, change_id)
    return last if last is not None and last.role == "undo" else None


def _last_of(connection: Connection, change_id: int) -> Step | None:
    """The step, or the undo of it, or the redo of that, and so on: what came last."""
    steps = {one.change_id: one for one in steps_taken(connection)}
    at = steps.get(change_id)
    while at is not None and at.undone_by is not None:
        at = steps[at.undone_by]
    return at


def _reverse_aside(ws: Workspace, step: Step, change: ChangeSet) -> Aside:
    tx = _reverse(ws, step, change, aside=True)
    return Aside(tx.changes, tx.disputed)


def reversal_of(log: Log, replica: str, seq: int) -> str:
    """`undo` or `redo` for a write of this workspace by which nobody said anything new, else nothing."""
    if not log.is_own(replica):
        return ""
    query = "SELECT role FROM change_set JOIN operation USING (change_id) WHERE dot = ? AND role IN ('undo', 'redo')"
    return next((str(role) for (role,) in rows(log.connection, query, [log.dot(replica, seq)])), "")


def _reverse(ws: Workspace, step: Step, change: ChangeSet, *, aside: bool = False) -> Transaction:
    """`aside`: knowing nothing that came after the step."""
    with ws.change(change) as tx:
        keys = tx.log.rows_of_change(step.change_id)
        if was_trimmed(tx.log, step.change_id):
            raise RuleError("storage.undo_trimmed", action=step.action)
        touched = (_as_then(one) if aside else one for one in _touched(tx, keys, step))
        tx.append([write for one in touched for write in _inverse(tx, one, step.action)])
        refold(tx, keys, doubtful=())
    return tx


def _touched(tx: Transaction, keys: list[Key], step: Step) -> Iterator[_Touched]:
    """The rows of a step, the last written first, so that children go before their parents."""
    trimmed = has_trimmed(tx.log)
    for kind, group in groupby(reversed(keys), key=itemgetter(0)):
        for ids in chunks(row_id for _, row_id in group):
            for row_id, arrivals in tx.log.arrivals_of(kind, ids).items():
                made = _compared((kind, row_id), arrivals, step.change_id)
                if trimmed and builds_on_trimmed(tx.log, made.past):
                    raise RuleError("storage.undo_trimmed", action=step.action)
                yield made


def _compared(key: Key, arrivals: Arrivals, change_id: int) -> _Touched:
    past = tuple(one for _, one in arrivals)
    then = tuple(one for at, one in arrivals if at <= change_id)
    after = fold(then)
    now = fold(past) if len(past) > len(then) else after
    return _Touched(key, fold(one for at, one in arrivals if at < change_id), after, now, past, then)


def _as_then(row: _Touched) -> _Touched:
    """The row as if nothing had been written since."""
    return replace(row, now=row.after, past=row.then)


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
