"""Retention: operations that every replica has and that nothing shown depends on any more are taken out of the log.

What is left of each (number, step, hash) keeps the chain, what is known and what a peer lacks verifiable. No row,
no conflict and no later merge comes out differently (exchange.md, "Retention").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inspector.domain.errors import RuleError
from inspector.domain.intervals import Have
from inspector.domain.operation import DELETE, Operation, Trimmed
from inspector.storage.fold import fold, heads_of_row
from inspector.storage.log import Log
from inspector.storage.reader import Reader
from inspector.storage.refold import refold
from inspector.storage.transaction import DECISION, ChangeSet, Transaction
from inspector.storage.trimmed_log import move, trimmed_beyond
from inspector.storage.workspace import Workspace

KEPT_FOR = 400 * 24 * 3_600_000
"""Milliseconds for which operations and deletes stay at least."""


@dataclass(frozen=True)
class TrimResult:
    """How many operations went, from how many records, and the bytes of their content."""

    operations: int
    rows: int
    bytes: int


def trim(ws: Workspace, acknowledged: Have, before: int, *, dry_run: bool = False) -> TrimResult:
    """Take out what all rostered replicas have `acknowledged` and was written before a moment (Unix milliseconds).

    Only what no cell shows or disputes goes; a deleted record goes wholly, its delete too. Raises RuleError for a
    moment less than 400 days ago.
    """
    if before > ws.clock.milliseconds() - KEPT_FOR:
        raise RuleError("storage.trim_too_young", days=KEPT_FOR // (24 * 3_600_000))
    if dry_run:
        return _counted(dispensable(Log(ws.reader.connection), acknowledged, before))
    with ws.change(ChangeSet("trim", role=DECISION)) as tx:
        return trim_log(tx, acknowledged, before)


def trim_log(tx: Transaction, acknowledged: Have, before: int) -> TrimResult:
    """The same inside a transaction, without regard to the age."""
    found = list(dispensable(tx.log, acknowledged, before))
    dots = [tx.log.dot(one.replica, one.seq) for one in found]
    if dots:
        move(tx.log, dots)
        marked = set(tx.log.unknown_rows()) & {(one.kind, one.row) for one in found}
        refold(tx, marked)  # a row that is wholly gone has nothing left to be understood
        tx.record_decision()
    return _counted(found)


def dispensable(log: Log, acknowledged: Have, before: int) -> Iterator[Operation]:
    """The operations that may go. Raises StorageError where a damaged one stands beside them."""
    kept = {(replica, intervals[-1][1]) for replica, intervals in log.have().items()}
    for operations in log.rows_whole():
        old = [one for one in operations if one.milliseconds < before and (one.replica, one.seq) not in kept]
        free = [one for one in old if _is_in(acknowledged, one)]
        if free:
            yield from _superseded(operations, free)


def trimmed_since(reader: Reader, peer: Have) -> Iterator[Trimmed]:
    """What is left of the trimmed operations that a peer has not."""
    return trimmed_beyond(Log(reader.connection), peer)


def lacks_trimmed(reader: Reader, peer: Have) -> bool:
    """Whether a peer lacks an operation that was trimmed here: then only a snapshot brings him up to date."""
    return any(True for _ in trimmed_since(reader, peer))


def _superseded(operations: list[Operation], free: list[Operation]) -> Iterable[Operation]:
    state = fold(operations)
    if any(one.field == DELETE for one in operations):
        return free if len(free) == len(operations) and not state.alive else ()
    if state.conflicts:  # whoever settles it wants to see what stood there before
        return ()
    heads = heads_of_row(operations)
    return [one for one in free if (one.replica, one.seq) not in heads]


def _counted(found: Iterable[Operation]) -> TrimResult:
    rows: set[tuple[int, str]] = set()
    operations = size = 0
    for one in found:
        rows.add((one.kind, one.row))
        operations += 1
        size += sum(len(text.encode()) for text in (one.row, one.value, one.base))
    return TrimResult(operations, len(rows), size)


def _is_in(have: Have, one: Operation) -> bool:
    return any(first <= one.seq <= last for first, last in have.get(one.replica, ()))
