"""From the state of a row to the row that is shown: what this version can read, held back while incomplete."""

from __future__ import annotations

import json
from typing import Any

from inspector.domain.operation import DELETE, WHOLE, Operation
from inspector.domain.record import Record
from inspector.storage.codec import Stored, encode
from inspector.storage.fold import RowState
from inspector.storage.shape import Row, Shape, shape


def materialize(made: Shape[Any], row_id: str, state: RowState, shown: Row | None = None) -> Row | None:
    """The stored row of a state; None while it is deleted or has not wholly arrived.

    A value that this version cannot read stays in the log and shows as the default of its cell. `shown` is the
    row as it stands in its table: a value that stands there already need not be examined again.
    """
    if not (state.alive and state.whole):
        return None
    row: list[Stored] = [row_id]
    table = shown or (None,) * (len(made.cells) + 1)
    ways = zip(made.cells, made.acceptors.items(), made.defaults, table[1:], strict=True)
    for cell, (number, accept), default, standing in ways:
        given = state.values.get(number)
        if given is None or (type(given) is type(standing) and given == standing):
            value = None if given is None else standing
        else:
            value = accept(given)
        if value is None and cell.required:
            return None
        row.append(encode(cell, default) if value is None else value)
    return tuple(row)


def understood(cls: type[Record], operation: Operation) -> bool:
    """Whether this version can read everything that an operation holds."""
    if operation.field == DELETE:
        return True
    value = json.loads(operation.value)
    values = {int(key): one for key, one in value.items()} if operation.field == WHOLE else {operation.field: value}
    acceptors = shape(cls).acceptors
    return all(
        number in acceptors and (one is None or acceptors[number](one) is not None) for number, one in values.items()
    )
