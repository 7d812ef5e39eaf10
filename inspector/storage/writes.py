"""Operations about to be written: what each holds, and which others its base covers.

Apart from the transaction, which numbers them, because a save, an undo and the settling of a conflict differ
only in what they cover.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from inspector.domain.errors import RuleError
from inspector.domain.operation import DELETE, EVERY, WHOLE, Operation, Vector
from inspector.storage.codec import canonical
from inspector.storage.fold import seen_everywhere, seen_on
from inspector.storage.log import Key


class Write(NamedTuple):
    """An operation without its number and clock; `value` and `base` are canonical JSON."""

    kind: int
    row: str
    field: int
    value: str
    base: str


def delete_of(key: Key, past: Sequence[Operation]) -> Write:
    """A delete that knows everything in `past`."""
    return Write(*key, DELETE, "null", canonical(seen_everywhere(past)))


def cell_of(key: Key, field: int, value: Any, past: Sequence[Operation]) -> Write:  # noqa: ANN401 - a stored value
    """A new value of one cell, over everything in `past`."""
    return Write(*key, field, faithful(value), canonical(seen_on(past, field)))


def whole_of(
    key: Key, values: Mapping[int, Any], past: Sequence[Operation], beside: Mapping[int, Collection[Operation]]
) -> Write:
    """A whole row over everything in `past`, but for the operations that shall stand `beside` it on a cell.

    `values` holds stored values by field number, also of fields that this version does not know.
    """
    content = {str(number): value for number, value in values.items() if value is not None}
    base: dict[str, Vector] = seen_everywhere(past)
    for number, others in beside.items():
        left = [one for one in past if one not in others]
        base[EVERY if number == WHOLE else str(number)] = seen_on(left, number)
    return Write(*key, WHOLE, faithful(content), canonical(base))


def faithful(value: Any) -> str:  # noqa: ANN401 - a stored value
    """Canonical JSON also of what came from elsewhere and no cell of ours can hold (NaN, half a character)."""
    try:
        return canonical(value)
    except (RuleError, ValueError):
        return json.dumps(value, sort_keys=True, separators=(",", ":"))
