"""Bringing a row back to a state that it had: the operations that make it so, conflicts among them.

Pure but for the numbering of a delete: what undo writes. A conflict comes back as values that do not cover each
other; heads that still stand are left standing, so that they keep their author.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from inspector.domain.operation import WHOLE, Operation
from inspector.storage.fold import Head, RowState, seen_on
from inspector.storage.log import Key
from inspector.storage.transaction import Transaction
from inspector.storage.writes import Write, cell_of, delete_of, whole_of

Told = tuple[tuple[bool, str], ...]
"""What a cell says: for each value, the one shown first, whether it is a delete, and its JSON; the others sorted."""


def is_shown(state: RowState) -> bool:
    """Whether the row is there and has wholly arrived."""
    return state.alive and state.whole


def told(state: RowState, number: int) -> Told:
    """What a cell says; several values are a conflict. For the row itself (0) whether a delete stands against it."""
    if number == WHOLE:
        return ((WHOLE in state.conflicts, ""),)
    heads = state.conflicts.get(number)
    if heads is None:
        return ((False, json.dumps(state.values.get(number))),)
    shown, *others = dict.fromkeys((head.deleted, json.dumps(head.value)) for head in heads)
    return shown, *sorted(others)


def shown_values(state: RowState) -> dict[int, Any]:
    """The stored values that are not empty."""
    return {number: value for number, value in state.values.items() if value is not None}


def differing(before: RowState, after: RowState) -> list[int]:
    """The cells on which two states may differ; 0 for a delete against the row."""
    disputed = before.conflicts.keys() | after.conflicts.keys()
    return sorted(
        number
        for number in before.values.keys() | after.values.keys() | disputed
        if number in disputed or not _alike(before.values.get(number), after.values.get(number))
    )


def _alike(one: Any, other: Any) -> bool:  # noqa: ANN401 - stored values
    """Whether two plain values are the same; structures, which only others write, are left to their JSON."""
    return isinstance(one, str | int | float | None) and type(one) is type(other) and bool(one == other)


def needs_whole_row(changed: Collection[int], target: RowState, now: RowState, past: Sequence[Operation]) -> bool:
    """Whether single cells cannot bring `target` back: a delete has come or gone, or would be covered."""
    return WHOLE in changed or any(
        head.deleted and head not in _left_standing(number, target, now, past)[0]
        for number in changed
        for head in target.conflicts.get(number, ())
    )


def mixed(changed: Collection[int], target: RowState, now: RowState) -> RowState:
    """`now` with the changed cells as they are in `target`."""
    values = {**now.values, **{number: target.values.get(number) for number in changed if number != WHOLE}}
    kept = {number: heads for number, heads in now.conflicts.items() if number not in changed}
    back = {number: heads for number, heads in target.conflicts.items() if number in changed}
    return RowState(alive=True, whole=True, values=values, conflicts=kept | back)


def restated_cell(key: Key, number: int, target: RowState, now: RowState, past: Sequence[Operation]) -> Iterator[Write]:
    """The operations that make one cell say what it said; see `needs_whole_row` for when they do not suffice."""
    heads = target.conflicts.get(number, ())
    kept, over = _left_standing(number, target, now, past)
    again = {json.dumps(head.value): head.value for head in reversed(heads[1:]) if head not in kept}
    for value in (*again.values(), target.values.get(number)):  # the one shown comes last: the latest shows
        yield cell_of(key, number, value, over)


def restated_row(tx: Transaction, key: Key, target: RowState, past: Sequence[Operation]) -> Iterator[Write]:
    """The operations that make a whole row what it was, after a delete or against one."""
    disputed = {number for number, heads in target.conflicts.items() if any(head.deleted for head in heads)}
    deletes = tx.append([delete_of(key, past)]) if disputed else []
    for number, heads in target.conflicts.items():
        others = {json.dumps(head.value): head.value for head in reversed(heads[1:]) if not head.deleted}
        if number != WHOLE:
            yield from (cell_of(key, number, value, past) for value in others.values())
    beside: dict[int, Sequence[Operation]] = {
        number: deletes if number in disputed else () for number in target.conflicts
    }
    yield whole_of(key, target.values, [*past, *deletes], beside)


def _left_standing(
    number: int, target: RowState, now: RowState, past: Sequence[Operation]
) -> tuple[list[Head], list[Operation]]:
    """The heads of a cell, but for the one shown, that need not be written again; and the operations to cover.

    A head that its own author has written past can no longer be left out of what is covered.
    """
    standing = [head for head in target.conflicts.get(number, ())[1:] if head in now.conflicts.get(number, ())]
    over = [one for one in past if not any(_is(one, head) for head in standing)]
    seen = seen_on(over, number)
    return [head for head in standing if seen.get(head.replica, 0) < head.seq], over


def _is(one: Operation, head: Head) -> bool:
    return (one.replica, one.seq) == (head.replica, head.seq)
