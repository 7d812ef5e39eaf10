"""The merge core: the state of a row as a pure function of its operations, never of their order.

X supersedes Y on a cell when X's base covers Y's dot; what nothing supersedes are the heads; of several heads
the one with the greatest (clock, replica, seq) is shown and different ones are a conflict (exchange.md,
"Merging"). No database here: the laws are tested on this alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from inspector.storage.operation import DELETE, EVERY, WHOLE, Operation, Vector, join


@dataclass(frozen=True, slots=True)
class Head:
    """A write that no other supersedes; `value` is the stored value, None with `deleted` for a delete."""

    replica: str
    seq: int
    hlc: int
    value: Any
    deleted: bool


@dataclass(frozen=True)
class RowState:
    """What the operations of one row amount to.

    `whole` tells whether the row itself has arrived and not only edits of it. `values` holds the stored values
    by field number, also of fields that this version does not know; `conflicts` the heads of the cells in
    conflict, the one shown first, number 0 standing for a delete against a row.
    """

    alive: bool = False
    whole: bool = False
    values: dict[int, Any] = field(default_factory=dict)
    conflicts: dict[int, tuple[Head, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Act:
    """An operation with its JSON read."""

    operation: Operation
    value: Any
    bases: dict[str, Vector]

    @property
    def order(self) -> tuple[int, str, int]:
        return self.operation.hlc, self.operation.replica, self.operation.seq

    @property
    def deletes(self) -> bool:
        return self.operation.field == DELETE

    def covers(self, key: str) -> Vector:
        return self.bases.get(key, self.bases.get(EVERY, {}))

    def writes(self, key: str) -> bool:
        return self.operation.field in (WHOLE, DELETE) or str(self.operation.field) == key

    def head(self, key: str) -> Head:
        value = self.value.get(key) if self.operation.field == WHOLE else self.value
        return Head(self.operation.replica, self.operation.seq, self.operation.hlc, value, self.deletes)


def fold(operations: Iterable[Operation]) -> RowState:
    """The state of one row from its operations, in any order, with gaps."""
    acts = [_Act(one, json.loads(one.value), one.vectors()) for one in operations]
    if len(acts) == 1 and acts[0].operation.field == WHOLE:  # nearly every row: entered once, never touched
        return RowState(alive=True, whole=True, values={int(key): value for key, value in acts[0].value.items()})
    apart = _apart(acts)
    numbers = {key for act in acts if act.operation.field == WHOLE for key in act.value} | apart
    whole_heads = _heads(acts, EVERY)
    heads = {key: _heads(acts, key) if key in apart else whole_heads for key in numbers}
    if all(act.deletes for found in (whole_heads, *heads.values()) for act in found):
        return RowState()
    values = {int(key): _shown(acts, key, found) for key, found in heads.items()}
    whole = any(act.operation.field == WHOLE for act in acts)
    return RowState(alive=True, whole=whole, values=values, conflicts=_conflicts(heads, whole_heads, apart))


def seen_on(operations: Iterable[Operation], number: int) -> Vector:
    """The base of a new write on one cell: everything that its known writes had seen, and themselves."""
    key = str(number)
    return join(
        vector
        for one in operations
        if one.field in (WHOLE, DELETE, number)
        for bases in (one.vectors(),)
        for vector in (bases.get(key, bases.get(EVERY, {})), {one.replica: one.seq})
    )


def seen_everywhere(operations: Sequence[Operation]) -> dict[str, Vector]:
    """The base of a delete or of a row that comes back: one vector for each cell.

    One for the whole row would cover an edit of another cell that the author, with a gap, never saw.
    """
    if not operations:
        return {}
    numbers = {one.field for one in operations if one.field > WHOLE}
    numbers |= {int(key) for one in operations for key in one.vectors() if key != EVERY}
    return {EVERY: seen_on(operations, WHOLE), **{str(number): seen_on(operations, number) for number in numbers}}


def _apart(acts: Iterable[_Act]) -> set[str]:
    """Cells with a history of their own; all others share the fate of the whole row."""
    edited = {str(act.operation.field) for act in acts if act.operation.field > WHOLE}
    return edited | {key for act in acts for key in act.bases if key != EVERY}


def _heads(acts: Iterable[_Act], key: str) -> list[_Act]:
    writers = [act for act in acts if act.writes(key)]
    covered = join(act.covers(key) for act in writers)
    return [act for act in writers if act.operation.seq > covered.get(act.operation.replica, 0)]


def _shown(acts: Iterable[_Act], key: str, heads: Iterable[_Act]) -> Any:  # noqa: ANN401 - a stored value
    live = [act for act in heads if not act.deletes]
    if not live:  # an edit of another cell revived the row: this one shows what stood there before the delete
        live = _heads((act for act in acts if not act.deletes), key)
    return max(live, key=lambda act: act.order).head(key).value if live else None


def _conflicts(heads: dict[str, list[_Act]], whole: list[_Act], apart: set[str]) -> dict[int, tuple[Head, ...]]:
    found = {}
    if len({act.deletes for act in whole}) > 1:
        found[WHOLE] = _ordered(whole, EVERY)
    for key, acts in heads.items():
        told = acts if key in apart else [act for act in acts if not act.deletes]
        ordered = _ordered(told, key) if len(told) > 1 else ()
        if len({(head.deleted, json.dumps(head.value)) for head in ordered}) > 1:
            found[int(key)] = ordered
    return found


def _ordered(acts: Iterable[_Act], key: str) -> tuple[Head, ...]:
    """Heads, the one that is shown first: live ones before deletes, then the latest."""
    latest_first = sorted(acts, key=lambda act: act.order, reverse=True)
    return tuple(act.head(key) for act in sorted(latest_first, key=lambda act: act.deletes))
