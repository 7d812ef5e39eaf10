"""The operation: the unit of history, undo and merging (exchange.md, "Identity and operations").

It stands apart from the log that keeps operations and from the merge that reads them: this is the wire form.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inspector.domain.errors import FormatError

WHOLE = 0
"""Field number of an operation that carries a whole new row."""

DELETE = -1
"""Field number of an operation that deletes a row."""

EVERY = "*"
"""In the base of a whole row or a delete: the vector of every cell that is not listed by its own number."""

COUNTER_BITS = 16
SEQ_BITS = 40
WIRE_VERSION = 1

Vector = dict[str, int]
"""For each replica the highest sequence number seen."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One write of one replica.

    `replica` is `uuid:epoch` and `(replica, seq)` the dot. `kind` is the number of the table, `field` that of
    the cell (0 = whole row, -1 = delete). `value` is canonical JSON of the stored value (an object by field
    number for a whole row). `hlc` holds milliseconds shifted by 16 bits plus a counter. `base` is canonical
    JSON: for a cell the vector seen on it; for a whole row or a delete one vector for each cell, `*` standing
    for all that are not listed.
    """

    replica: str
    seq: int
    kind: int
    row: str
    field: int
    value: str
    hlc: int
    base: str

    @property
    def milliseconds(self) -> int:
        """Wall clock of the author, Unix milliseconds."""
        return self.hlc >> COUNTER_BITS

    def hash(self) -> bytes:
        """16 bytes over the whole operation, kept beside it."""
        text = "\n".join(map(str, (self.replica, self.seq, self.kind, self.row, self.field, self.hlc, self.base)))
        return hashlib.blake2b(f"{text}\n{self.value}".encode(), digest_size=16).digest()

    def vectors(self) -> dict[str, Vector]:
        """The base by field number as text; `*` where none is listed."""
        base = json.loads(self.base)
        return base if self.field in (WHOLE, DELETE) else {EVERY: base}


@dataclass(frozen=True, slots=True)
class Trimmed:
    """What is kept of an operation that nobody needs any more: its dot and its hash, 32 hex digits."""

    replica: str
    seq: int
    hash: str


def join(vectors: Iterable[Mapping[str, int]]) -> Vector:
    """The least vector that covers all of them."""
    made: Vector = {}
    for vector in vectors:
        for replica, seq in vector.items():
            made[replica] = max(seq, made.get(replica, 0))
    return made


def validate(operation: Operation) -> Operation:
    """The operation itself. Raises FormatError for one that no program of this kind can have written."""
    try:
        well_made = _numbers_hold(operation) and _base_holds(operation) and _value_holds(operation)
    except (ValueError, TypeError, AttributeError, RecursionError):
        well_made = False
    if not well_made:
        raise FormatError("domain.bad_operation", replica=operation.replica, seq=operation.seq)
    return operation


def _numbers_hold(one: Operation) -> bool:
    one.replica.encode()
    one.row.encode()
    numbers_fit = 0 < one.seq < 2**SEQ_BITS and 0 <= one.hlc < 2**63 and 0 < one.kind < 2**31
    return numbers_fit and DELETE <= one.field < 2**31 and bool(one.replica) and bool(one.row)


def _base_holds(one: Operation) -> bool:
    """Whether every entry of the base is a whole number, and none covers the operation itself."""
    for vector in one.vectors().values():
        if any(type(seq) is not int or not 0 < seq < 2**SEQ_BITS for seq in vector.values()):
            return False
        if vector.get(one.replica, 0) >= one.seq:
            return False
    return True


def _value_holds(one: Operation) -> bool:
    one.value.encode()
    value: Any = json.loads(one.value)
    if one.field == WHOLE:
        return isinstance(value, dict) and all(key.isascii() and key.isdigit() for key in value)
    return one.field != DELETE or value is None
