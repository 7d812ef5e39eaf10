"""The merge core: the state of a row as a pure function of its operations, never of their order.

X supersedes Y on a cell when X's base covers Y's dot; what nothing supersedes are the heads; of several heads
the one with the greatest (clock, replica, seq) is shown and different ones are a conflict (exchange.md,
"Merging"). No database here: the laws are tested on this alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from inspector.domain.operation import DELETE, EVERY, WHOLE, Operation, Vector, join


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
    acts = list(map(_act, operations))
    if len(acts) == 1 and acts[0].operation.field == WHOLE:  # nearly every row: entered once, never touched
        return RowState(alive=True, whole=True, values={int(key): value for key, value in acts[0].value.items()})
    apart = _apart(acts)
    together = {key for act in acts if act.operation.field == WHOLE for key in act.value} - apart
    whole_heads = _heads(acts, EVERY)
    heads = {key: _heads(acts, key) for key in apart}
    if all(act.deletes for found in (whole_heads, *heads.values()) for act in found):
        return RowState()
    values = _shown_together(acts, together, whole_heads)
    values |= {int(key): _shown(acts, key, found) for key, found in heads.items()}
    whole = any(act.operation.field == WHOLE for act in acts)
    return RowState(alive=True, whole=whole, values=values, conflicts=_conflicts(heads, whole_heads, together))


@dataclass(frozen=True, slots=True)
class Common:
    """The value that a cell had before its writers went apart; `found` is False where it never had one."""

    found: bool
    value: Any = None


def last_common(operations: Iterable[Operation], number: int, heads: Iterable[Head]) -> Common:
    """The value of a cell in conflict that all its heads last had in common: what every base covers amounts to.

    Not found where an operation of it has not arrived, or was trimmed: an older value would mislead.
    """
    key = str(number)
    writers = {(one.replica, one.seq): _act(one) for one in operations}
    writers = {dot: act for dot, act in writers.items() if act.writes(key)}
    seen = [writers[head.replica, head.seq].covers(key) for head in heads]
    vector = {replica: min(one.get(replica, 0) for one in seen) for replica in seen[0]}
    if any(seq and (replica, seq) not in writers for replica, seq in vector.items()):
        return Common(found=False)
    shared = [act for (replica, seq), act in writers.items() if vector.get(replica, 0) >= seq]
    live = [act for act in _heads(shared, key) if not act.deletes]
    return Common(found=True, value=_shown(shared, key, live)) if live else Common(found=False)


def heads_of_row(operations: Iterable[Operation]) -> set[tuple[str, int]]:
    """The dots of the operations that are a head on some cell of their row, or on the row itself."""
    acts = list(map(_act, operations))
    keys = {EVERY, *_apart(acts)}
    return {(act.operation.replica, act.operation.seq) for key in keys for act in _heads(acts, key)}


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


def _act(one: Operation) -> _Act:
    return _Act(one, json.loads(one.value), one.vectors())


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


def _shown_together(acts: Iterable[_Act], keys: Iterable[str], heads: list[_Act]) -> dict[int, Any]:
    """The cells that share the fate of the whole row; nearly always it was written once."""
    if len(heads) == 1 and not heads[0].deletes:
        return {int(key): heads[0].value.get(key) for key in keys}
    return {int(key): _shown(acts, key, heads) for key in keys}


def _conflicts(
    heads: Mapping[str, Sequence[_Act]], whole: Sequence[_Act], together: Iterable[str]
) -> dict[int, tuple[Head, ...]]:
    found = {}
    if len({act.deletes for act in whole}) > 1:
        found[WHOLE] = _ordered(whole, EVERY)
    live = [act for act in whole if not act.deletes]
    told = {**heads, **(dict.fromkeys(together, live) if len(live) > 1 else {})}
    for key, acts in told.items():
        ordered = _ordered(acts, key) if len(acts) > 1 else ()
        if len({(head.deleted, json.dumps(head.value)) for head in ordered}) > 1:
            found[int(key)] = ordered
    return found


def _ordered(acts: Iterable[_Act], key: str) -> tuple[Head, ...]:
    """Heads, the one that is shown first: live ones before deletes, then the latest."""
    latest_first = sorted(acts, key=lambda act: act.order, reverse=True)
    return tuple(act.head(key) for act in sorted(latest_first, key=lambda act: act.deletes))
