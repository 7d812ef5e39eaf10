"""History: what happened to a record, read from the operation log, and the steps that were taken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.errors import NotFoundError
from inspector.domain.ids import CHINA
from inspector.domain.operation import Operation
from inspector.storage.codec import accepted, decode
from inspector.storage.driver import Connection, rows
from inspector.storage.fold import RowState, fold
from inspector.storage.log import Log
from inspector.storage.shape import Shape, shape
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class HistoryEntry:
    """One change of one field: at the author's clock, in the order in which it came to this workspace.

    `author`, `action` and `change_id` are those of the step that brought it here; `before` and `after` were shown.
    """

    at: datetime
    author: str
    action: str
    replica: str
    seq: int
    field: str
    before: Any
    after: Any
    change_id: int


@dataclass(frozen=True)
class Step:
    """A change set. `role` as in `ChangeSet`; `seqs` the first and last own operation, if any."""

    change_id: int
    action: str
    author: str
    at: datetime
    role: str
    seqs: tuple[int, int] | None
    reverses: int | None
    undone_by: int | None


def history(ws: Workspace, kind: str, row_id: str, field: str | None = None) -> tuple[HistoryEntry, ...]:
    """What happened to a record, or to one field of it. Raises NotFoundError for what was never there."""
    cls = kinds().get(kind)
    if cls is None:
        raise NotFoundError("storage.unknown_kind", kind=kind)
    made = shape(cls)
    if field is not None and field not in made.by_name:
        raise NotFoundError("storage.unknown_field", kind=kind, field=field)
    arrivals = Log(ws.reader.connection).arrivals(cls.NUMBER, row_id)
    if not arrivals:
        raise NotFoundError("storage.not_found", kind=kind, id=row_id)
    steps = {step.change_id: step for step in steps_taken(ws.reader.connection)}
    entries = _entries(made, arrivals, steps)
    return tuple(entry for entry in entries if field in (None, entry.field))


def change_sets(ws: Workspace) -> tuple[Step, ...]:
    """The steps taken in this workspace, the newest first."""
    return tuple(steps_taken(ws.reader.connection))


def steps_taken(connection: Connection) -> Iterator[Step]:
    """The steps that a connection sees, the newest first."""
    found = rows(
        connection,
        "SELECT step.change_id, step.action, step.author, step.at, step.role, step.first_seq, step.last_seq,"
        " step.reverses, later.change_id FROM change_set AS step"
        " LEFT JOIN change_set AS later ON later.reverses = step.change_id ORDER BY step.change_id DESC",
    )
    for change_id, action, author, at, role, first, last, reverses, undone_by in found:
        seqs = None if first is None else (first, last)
        yield Step(change_id, action, author, _moment(at), role, seqs, reverses, undone_by)


def is_in_force(connection: Connection, change_id: int) -> bool:
    """Whether a step stands: not undone, or done again since."""
    standing, at = True, change_id
    query = "SELECT change_id FROM change_set WHERE reverses = ?"
    while (later := next(rows(connection, query, [at]), None)) is not None:
        standing, (at,) = not standing, later
    return standing


def author_of(connection: Connection, change_id: int) -> str:
    """Who took a step."""
    found = rows(connection, "SELECT author FROM change_set WHERE change_id = ?", [change_id])
    return next((str(author) for (author,) in found), "")


def _entries(made: Shape[Any], arrivals: list[tuple[int, Operation]], steps: dict[int, Step]) -> Iterator[HistoryEntry]:
    past: list[Operation] = []
    before = RowState()
    for change_id, one in arrivals:
        past.append(one)
        after = fold(past)
        step = steps[change_id]
        for cell in made.cells:
            old, new = before.values.get(cell.number), after.values.get(cell.number)
            if old != new or cell.number == one.field:
                yield HistoryEntry(
                    at=_moment(one.milliseconds),
                    author=step.author,
                    action=step.action,
                    replica=one.replica,
                    seq=one.seq,
                    field=cell.name,
                    before=_told(made, cell.name, old),
                    after=_told(made, cell.name, new),
                    change_id=change_id,
                )
        before = after


def _told(made: Shape[Any], name: str, value: Any) -> Any:  # noqa: ANN401 - any stored value
    cell = made.by_name[name]
    stored = accepted(cell, value)
    return value if stored is None else decode(cell, stored)


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds // 1000, tz=CHINA)
