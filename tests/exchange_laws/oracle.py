"""What exchange.md says the state is, written down plainly and slowly, and apart from inspector/storage/fold.py.

X supersedes Y on a cell when Y's number is within X's base for Y's replica; what nothing supersedes are the heads;
of several heads the one with the greatest (clock, replica, number) is shown, and different ones are a conflict.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.operation import Operation
from inspector.domain.record import Cell, Record
from inspector.storage.codec import accepted, encode

Dot = tuple[str, int]
Known = Mapping[Dot, Operation]
"""The operations that a replica knows, by replica and number."""

Vector = dict[str, int]
Side = tuple[str, int, int, str, bool]
"""A head as a conflict tells it: replica, number, clock, JSON of the value, whether it is a delete."""

ConflictKey = tuple[str, str, str | None]
Shows = Callable[[str, Any], bool]
"""Whether a row shows a value in the cell of this number."""

ROW = "*"
WHOLE, DELETE = 0, -1


@dataclass(frozen=True)
class Outcome:
    """What a set of operations amounts to: by kind and id the stored row, and by kind, id and field each conflict."""

    rows: dict[tuple[str, str], tuple[Any, ...]] = field(default_factory=dict)
    conflicts: dict[ConflictKey, tuple[Side, ...]] = field(default_factory=dict)


class Write:
    """One operation, read: which cells it writes, and what it had seen on each."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.dot: Dot = (operation.replica, operation.seq)
        self.order = (operation.hlc, operation.replica, operation.seq)
        self.deletes = operation.field == DELETE
        self.whole = operation.field == WHOLE
        self.value: Any = json.loads(operation.value)
        self.base: dict[str, Any] = json.loads(operation.base)

    def writes(self, cell: str) -> bool:
        return self.whole or self.deletes or cell == str(self.operation.field)

    def seen(self, cell: str) -> Vector:
        if self.whole or self.deletes:
            found: Vector = self.base.get(cell, self.base.get(ROW, {}))
            return found
        return self.base

    def supersedes(self, other: Write, cell: str) -> bool:
        replica, seq = other.dot
        return self.writes(cell) and seq <= self.seen(cell).get(replica, 0)

    def said(self, cell: str) -> Any:
        return self.value.get(cell) if self.whole else self.value

    def side(self, cell: str) -> Side:
        value = json.dumps(self.said(cell), sort_keys=True)
        return (*self.dot, self.operation.hlc, value, self.deletes)


class Row:
    """All operations on one row."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self.writes = [Write(one) for one in operations]

    @cached_property
    def own_cells(self) -> set[str]:
        """The cells with a past of their own; the others share that of the row."""
        edited = {str(one.operation.field) for one in self.writes if one.operation.field > 0}
        based = {cell for one in self.writes if one.whole or one.deletes for cell in one.base}
        return (edited | based) - {ROW}

    @cached_property
    def cells(self) -> set[str]:
        return self.own_cells | {cell for one in self.writes if one.whole for cell in one.value}

    def heads(self, cell: str, *, among_deletes: bool = True) -> list[Write]:
        writers = [one for one in self.writes if one.writes(cell) and (among_deletes or not one.deletes)]
        return [one for one in writers if not any(other.supersedes(one, cell) for other in writers)]

    @cached_property
    def lives(self) -> bool:
        return any(not one.deletes for cell in (ROW, *self.cells) for one in self.heads(cell))

    @cached_property
    def is_shown(self) -> bool:
        return self.lives and any(one.whole for one in self.writes)

    def value(self, cell: str) -> Any:
        """A cell that only a delete heads, in a row that lives on, shows what stood there before it."""
        if cell not in self.cells:
            return None
        heads = [one for one in self.heads(cell) if not one.deletes] or self.heads(cell, among_deletes=False)
        return max(heads, key=lambda one: one.order).said(cell) if heads else None

    def conflict(self, cell: str) -> tuple[Side, ...]:
        """The sides, the shown one first; a delete against the row is told once, not for every cell of it."""
        heads = self.heads(cell) if self.lives else []
        if cell == ROW:
            return _sides(heads, cell) if len({one.deletes for one in heads}) == 2 else ()
        if cell not in self.own_cells:
            heads = [one for one in heads if not one.deletes]
        sides = _sides(heads, cell)
        return sides if len({side[3:] for side in sides}) > 1 else ()

    def is_accounted(self, one: Write, disputed: set[Dot], shows: Shows | None) -> bool:
        """Whether a write is shown, superseded or in a conflict; `shows` is None where the row is not there."""
        if one.dot in disputed:
            return True
        if one.deletes:  # it holds, or who knew of it keeps the row alive
            return shows is None or any(other.supersedes(one, cell) for other in self.writes for cell in self.cells)
        return all(
            any(other.supersedes(one, cell) for other in self.writes)
            or (shows is not None and shows(cell, one.said(cell)))
            for cell in self.cells
            if one.writes(cell)
        )


def _sides(heads: list[Write], cell: str) -> tuple[Side, ...]:
    latest = sorted(heads, key=lambda one: one.order, reverse=True)
    return tuple(one.side(cell) for one in sorted(latest, key=lambda one: one.deletes))


def by_row(known: Known) -> dict[tuple[int, str], list[Operation]]:
    found: dict[tuple[int, str], list[Operation]] = defaultdict(list)
    for one in known.values():
        found[one.kind, one.row].append(one)
    return found


def outcome(known: Known) -> Outcome:
    """What a program of this version must show of these operations."""
    made = Outcome()
    classes = {cls.NUMBER: cls for cls in kinds().values()}
    for (number, row_id), operations in by_row(known).items():
        if number in classes:
            _add(made, classes[number], row_id, Row(operations))
    return made


def _add(made: Outcome, cls: type[Record], row_id: str, row: Row) -> None:
    stored = _stored(cls, row_id, row) if row.is_shown else None
    if stored is not None:
        made.rows[cls.KIND, row_id] = stored
    names: dict[str, str | None] = {ROW: None, **{str(cell.number): cell.name for cell in cls.CELLS}}
    for cell in (ROW, *row.cells):
        sides = row.conflict(cell) if cell in names else ()
        if sides:
            made.conflicts[cls.KIND, row_id, names[cell]] = sides
    revived = next((sides for sides in _unseen(cls, row) if any(side[-1] for side in sides)), None)
    if revived is not None:  # the row is back by an edit that this version cannot show
        made.conflicts.setdefault((cls.KIND, row_id, None), revived)


def _unseen(cls: type[Record], row: Row) -> Iterator[tuple[Side, ...]]:
    """The conflicts on cells that this version does not know, in the order of their numbers."""
    unknown = row.cells - {str(cell.number) for cell in cls.CELLS}
    yield from filter(None, (row.conflict(cell) for cell in sorted(unknown, key=int)))


def _stored(cls: type[Record], row_id: str, row: Row) -> tuple[Any, ...] | None:
    """The row as the table holds it; None while a cell that it cannot do without is missing or unreadable."""
    values = [_stored_cell(cls, cell, row.value(str(cell.number))) for cell in cls.CELLS]
    lacking = any(cell.required and value is None for cell, value in zip(cls.CELLS, values, strict=True))
    return None if lacking else (row_id, *values)


def _stored_cell(cls: type[Record], cell: Cell, given: Any) -> Any:
    """What no cell of this version can hold shows as the default."""
    value = None if given is None else accepted(cell, given)
    return _default(cls, cell) if value is None else value  # type: ignore[arg-type]  # classes are hashable


@cache
def _default(cls: type[Record], cell: Cell) -> Any:
    return encode(cell, getattr(cls, cell.name, None))


def unaccounted(known: Known, told: Outcome) -> list[Dot]:
    """The operations that are neither shown, nor superseded, nor in a conflict of what the workspace tells."""
    classes = {cls.NUMBER: cls for cls in kinds().values()}
    disputed: dict[tuple[str, str], set[Dot]] = defaultdict(set)
    for (kind, row_id, _), sides in told.conflicts.items():
        disputed[kind, row_id] |= {(side[0], side[1]) for side in sides}
    lost: list[Dot] = []
    for (number, row_id), operations in by_row(known).items():
        if number in classes:
            cls, row = classes[number], Row(operations)
            stored = told.rows.get((cls.KIND, row_id))
            shows = None if stored is None else _shows(cls, stored)
            here = disputed[cls.KIND, row_id] | _disputed_by_newer(cls, row)
            if not (row.lives and stored is None):  # of a row that is awaited nothing can be shown yet
                lost += [one.dot for one in row.writes if not row.is_accounted(one, here, shows)]
    return lost


def _disputed_by_newer(cls: type[Record], row: Row) -> set[Dot]:
    """The heads of conflicts on cells that this version does not know: only a newer program tells them."""
    return {(side[0], side[1]) for sides in _unseen(cls, row) for side in sides}


def _shows(cls: type[Record], stored: tuple[Any, ...]) -> Shows:
    cells = {str(cell.number): (cell, value) for cell, value in zip(cls.CELLS, stored[1:], strict=True)}

    def shows(number: str, value: Any) -> bool:
        """Of a cell that this version does not know only the log tells."""
        return number not in cells or _stored_cell(cls, cells[number][0], value) == cells[number][1]

    return shows


def digest(known: Known) -> str:
    """The operations hash of docs/exchange-format.md."""
    made = hashlib.sha256()
    for replica in sorted({name for name, _ in known}):
        made.update(f"{replica}\n".encode())
        for seq in sorted(seq for name, seq in known if name == replica):
            made.update(f"{seq} {known[replica, seq].hash().hex()}\n".encode())
    return made.hexdigest()


def vector(operations: Iterable[Operation], cell: str) -> Vector:
    """Everything that a writer of this cell has seen who knows these operations on its row."""
    made: Vector = {}
    for one in map(Write, operations):
        if one.writes(cell):
            for replica, seq in (*one.seen(cell).items(), one.dot):
                made[replica] = max(seq, made.get(replica, 0))
    return made
