"""Operations from elsewhere: keep them, and bring the rows to what the whole log amounts to (exchange.md).

The package file around them (zip, signatures) is no concern of this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.errors import StorageError
from inspector.storage.changes import Changes
from inspector.storage.fold import Head, RowState, fold
from inspector.storage.identity import begin_epoch
from inspector.storage.log import Have, Interval, Log
from inspector.storage.materialize import materialize, understood
from inspector.storage.operation import WHOLE, Operation, validate
from inspector.storage.reader import Reader
from inspector.storage.shape import Shape, shape
from inspector.storage.transaction import Transaction


@dataclass(frozen=True)
class Conflict:
    """A cell on which operations disagree that did not know of each other.

    `field` is None where a delete stands against the row. `heads` holds the values, the one shown first;
    `decides` whether it has to be settled before a bulletin is frozen.
    """

    kind: str
    id: str
    field: str | None
    heads: tuple[Head, ...]
    decides: bool


def apply_operations(tx: Transaction, operations: Iterable[Operation]) -> Changes:
    """Take in operations of other replicas: in any order, with gaps, twice. Returns what changed so far in `tx`.

    Kinds and fields of a newer program are kept and relayed, and understood after an upgrade. Raises
    FormatError for one that no program can have written, StorageError when one number carries two contents.
    """
    fresh: dict[str, list[Interval]] = {}
    rows: dict[tuple[int, str], None] = {}
    for operation in map(validate, operations):
        _leave_used_numbers(tx, operation)
        if tx.receive(operation):
            fresh.setdefault(operation.replica, []).append((operation.seq, operation.seq))
            rows[operation.kind, operation.row] = None
        elif tx.log.at_dot(operation.replica, operation.seq) != operation:
            raise StorageError("storage.number_used_twice", replica=operation.replica, seq=operation.seq)
    for replica, intervals in fresh.items():
        tx.log.note_known(replica, intervals)
    for kind, row_id in rows:
        refold(tx, kind, row_id)
    return tx.changes


def have(reader: Reader) -> dict[str, tuple[Interval, ...]]:
    """For each replica (`uuid:epoch`) the closed intervals of operation numbers known here."""
    return Log(reader.connection).have()


def operations_since(reader: Reader, peer: Have) -> Iterator[Operation]:
    """The operations known here beyond what the peer has acknowledged, of every replica."""
    return Log(reader.connection).beyond(peer)


def conflicts(reader: Reader) -> Iterator[Conflict]:
    """Every open conflict, derived from the log; settle one with `Transaction.settle` or by editing the cell."""
    log = Log(reader.connection)
    classes = {cls.NUMBER: cls for cls in kinds().values()}
    for number, row_id in log.shared_rows():
        if number in classes:
            yield from _conflicts(shape(classes[number]), row_id, fold(log.of_row(number, row_id)))


def refold(tx: Transaction, kind: int, row_id: str) -> None:
    """Bring one row to what its operations amount to; keep a note where they hold more than is understood."""
    operations = tx.log.of_row(kind, row_id)
    cls = next((cls for cls in kinds().values() if kind == cls.NUMBER), None)
    tx.log.note_unknown(kind, row_id, unknown=cls is None or not all(understood(cls, one) for one in operations))
    if cls is None:
        return
    made = shape(cls)
    row = materialize(made, row_id, fold(operations))
    if row is None:
        tx.drop_row(made, row_id)
    else:
        tx.write_row(made, row)


def learn(tx: Transaction) -> None:
    """After an upgrade: understand what an older version of this program had to leave aside."""
    for kind, row_id in tx.log.unknown_rows():
        refold(tx, kind, row_id)


def _leave_used_numbers(tx: Transaction, operation: Operation) -> None:
    """An operation of ours beyond our own counter: this workspace is a restored copy, so it goes on as a new epoch."""
    if operation.replica == tx.replica and operation.seq > tx.last_seq:
        tx.continue_as(begin_epoch(tx.connection).name)


def _conflicts(made: Shape[Any], row_id: str, state: RowState) -> Iterator[Conflict]:
    for number, heads in sorted(state.conflicts.items()):
        cell = made.by_number.get(number)
        if number == WHOLE:
            yield Conflict(made.kind, row_id, None, heads, decides=True)
        elif cell is not None:
            yield Conflict(made.kind, row_id, cell.name, heads, decides=cell.decides)
