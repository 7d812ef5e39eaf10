"""Operations from elsewhere: keep them, and bring the rows to what the whole log amounts to (exchange.md).

The package file around them (zip, signatures) is no concern of this module.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, TypeVar

from inspector.domain.changes import Changes
from inspector.domain.intervals import Have, Interval
from inspector.domain.operation import WHOLE, Operation, Trimmed, validate
from inspector.storage.fold import Head, fold, last_common
from inspector.storage.identity import begin_epoch
from inspector.storage.log import Key, Log, chunks
from inspector.storage.lone_table import lone_rows
from inspector.storage.reader import Reader
from inspector.storage.refold import is_understood, kinds_by_number, refold
from inspector.storage.shape import Shape, shape
from inspector.storage.transaction import Transaction
from inspector.storage.trimmed_log import receive_trimmed

_KEY_DIGITS = 10


@dataclass(frozen=True)
class Conflict:
    """A cell on which operations disagree that did not know of each other.

    `id` is that of the row; `field` is None where a delete stands against the row. `heads` holds the values, the
    one shown first; `common` the stored value that all of them last had in common, if `has_common`; `decides`
    tells whether it has to be settled before a bulletin is frozen.
    """

    kind: str
    id: str
    field: str | None
    heads: tuple[Head, ...]
    decides: bool
    common: Any = None
    has_common: bool = False

    @property
    def key(self) -> str:
        """A short name that is the same on every device."""
        named = f"{self.kind}/{self.id}/{self.field or ''}"
        return hashlib.sha256(named.encode()).hexdigest()[:_KEY_DIGITS]


def apply_operations(tx: Transaction, operations: Iterable[Operation]) -> Changes:
    """Take in operations of other replicas: in any order, with gaps, twice. Returns what changed so far in `tx`.

    Kinds and fields of a newer program are kept and relayed, and understood after an upgrade. Raises
    FormatError for one that no program can have written, StorageError when one number carries two contents.
    """
    rows: dict[Key, None] = {}
    doubtful: set[Key] = set()
    classes = kinds_by_number()
    for chunk in chunks(map(validate, operations)):
        _leave_used_numbers(tx, _highest(chunk))
        for one in _kept(tx, tx.receive(chunk)):
            rows[one.kind, one.row] = None
            if not is_understood(classes.get(one.kind), [one]):
                doubtful.add((one.kind, one.row))
    refold(tx, rows, doubtful)
    return tx.changes


def apply_trimmed(tx: Transaction, trimmed: Iterable[Trimmed]) -> Changes:
    """Take in what the writer of a snapshot has trimmed: those numbers are known, their content is gone for good.

    What is still here of them goes too, so that a record that was deleted there does not live on here. Raises
    StorageError when one number carries two contents.
    """
    for chunk in chunks(trimmed):
        _leave_used_numbers(tx, _highest(chunk))
        fresh, rows = receive_trimmed(tx.log, chunk, tx.change_id)
        if _kept(tx, fresh) or rows:
            tx.record_decision()
        refold(tx, dict.fromkeys(rows))
    return tx.changes


def notice_own_numbers(tx: Transaction, have: Have) -> None:
    """Go on as a new epoch where a peer knows numbers of ours that we never gave: this is a restored copy."""
    _leave_used_numbers(tx, {replica: intervals[-1][1] for replica, intervals in have.items() if intervals})


def have(reader: Reader) -> dict[str, tuple[Interval, ...]]:
    """For each replica (`uuid:epoch`) the closed intervals of operation numbers known here."""
    return Log(reader.connection).have()


def operations_since(reader: Reader, peer: Have) -> Iterator[Operation]:
    """The operations known here beyond what the peer has acknowledged, of every replica."""
    return Log(reader.connection).beyond(peer)


def operations_hash(reader: Reader) -> str:
    """SHA-256 in hex over all operations known, trimmed ones among them: equal where the same ones are known."""
    return Log(reader.connection).digest()


def conflicts(reader: Reader, rows: Collection[Key] | None = None) -> Iterator[Conflict]:
    """The open conflicts, of all rows or of these (kind number, id): derived from the log; see `resolve`."""
    log = Log(reader.connection)
    classes = kinds_by_number()
    wanted = sorted({*log.shared_rows(), *lone_rows(reader)}) if rows is None else sorted(rows)
    for kind, group in groupby(wanted, key=itemgetter(0)):
        for ids in chunks(row_id for _, row_id in group):
            for row_id, past in log.arrivals_of(kind, ids).items() if kind in classes else ():
                yield from _conflicts(shape(classes[kind]), row_id, [one for _, one in past])


def learn(tx: Transaction) -> None:
    """After an upgrade: understand what an older version of this program had to leave aside."""
    refold(tx, tx.log.unknown_rows())


def _highest(chunk: Iterable[Operation | Trimmed]) -> dict[str, int]:
    return {replica: seq for seq, replica in sorted((one.seq, one.replica) for one in chunk)}


def _leave_used_numbers(tx: Transaction, highest: Mapping[str, int]) -> None:
    """Numbers of ours beyond our own counter: this workspace is a restored copy, so it goes on as a new epoch."""
    while highest.get(tx.replica, 0) > tx.last_seq:
        tx.continue_as(begin_epoch(tx.connection, tx.now).name)


_Dotted = TypeVar("_Dotted", Operation, Trimmed)


def _kept(tx: Transaction, fresh: list[_Dotted]) -> list[_Dotted]:
    """Note what was received as known."""
    for replica in {one.replica for one in fresh}:
        tx.log.note_known(replica, [(one.seq, one.seq) for one in fresh if one.replica == replica])
    return fresh


def _revives_unseen(made: Shape[Any], number: int, heads: tuple[Head, ...]) -> bool:
    """Whether an edit of a cell that this version does not know stands against a delete.

    The row is back by something that cannot be shown, so the row itself has to say why.
    """
    return number != WHOLE and number not in made.by_number and any(head.deleted for head in heads)


def _conflicts(made: Shape[Any], row_id: str, past: list[Operation]) -> Iterator[Conflict]:
    found = fold(past).conflicts
    revived = next((heads for number, heads in sorted(found.items()) if _revives_unseen(made, number, heads)), None)
    if revived is not None and WHOLE not in found:
        yield Conflict(made.kind, row_id, None, revived, decides=True)
    for number, heads in sorted(found.items()):
        cell = made.by_number.get(number)
        if number == WHOLE:
            yield Conflict(made.kind, row_id, None, heads, decides=True)
        elif cell is not None:
            common = last_common(past, number, heads)
            yield Conflict(made.kind, row_id, cell.name, heads, cell.decides, common.value, common.found)
