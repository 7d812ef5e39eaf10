"""What is left of trimmed operations: number, step and hash, so that chain, `known` and replay still hold.

Apart from the log of what is still there in full; `trim` decides what may go.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from inspector.domain.errors import StorageError
from inspector.domain.intervals import Have, without
from inspector.domain.operation import SEQ_BITS, Operation, Trimmed
from inspector.storage.driver import rows
from inspector.storage.log import Key, Log, chunks, places

_SEQ = (1 << SEQ_BITS) - 1


def count_between(log: Log, replica: str, first: int, last: int) -> int:
    """How many operations of a replica from one number to another were trimmed."""
    query = "SELECT count(*) FROM trimmed WHERE dot BETWEEN ? AND ?"
    return sum(count for (count,) in rows(log.connection, query, [log.dot(replica, first), log.dot(replica, last)]))


def trimmed_beyond(log: Log, have: Have) -> Iterator[Trimmed]:
    """The trimmed operations that are not in `have`."""
    query = "SELECT dot, hash FROM trimmed WHERE dot BETWEEN ? AND ? ORDER BY dot"
    for replica, intervals in log.have().items():
        for first, last in without(intervals, have.get(replica, ())):
            for dot, kept in rows(log.connection, query, [log.dot(replica, first), log.dot(replica, last)]):
                yield Trimmed(replica, dot & _SEQ, kept.hex())


def has_trimmed(log: Log) -> bool:
    """Whether anything was ever trimmed."""
    return any(rows(log.connection, "SELECT 1 FROM trimmed LIMIT 1"))


def was_trimmed(log: Log, change_id: int) -> bool:
    """Whether an operation of this step was trimmed."""
    query = "SELECT 1 FROM trimmed WHERE change_id = ? LIMIT 1"
    return any(rows(log.connection, query, [change_id]))


def builds_on_trimmed(log: Log, operations: Iterable[Operation]) -> bool:
    """Whether one of the operations names in its base one that was trimmed.

    So every cell tells that has lost a part of its past: the last write trimmed is named by what came after it.
    """
    named = {
        log.dot(replica, seq)
        for one in operations
        for vector in one.vectors().values()
        for replica, seq in vector.items()
    }
    return any(
        any(rows(log.connection, f"SELECT 1 FROM trimmed WHERE dot IN ({places(chunk)}) LIMIT 1", chunk))  # noqa: S608 - bound
        for chunk in chunks(named)
    )


def move(log: Log, dots: Collection[int]) -> None:
    """Take operations out of the log, keeping number, step and hash."""
    values = [(dot,) for dot in dots]
    log.connection.executemany("INSERT INTO trimmed SELECT dot, change_id, hash FROM operation WHERE dot = ?", values)
    log.connection.executemany("DELETE FROM operation WHERE dot = ?", values)


def receive_trimmed(log: Log, trimmed: Sequence[Trimmed], change_id: int) -> tuple[list[Trimmed], list[Key]]:
    """Keep what another replica has trimmed; returns what was not known here, and the rows that lost operations.

    An operation that is still here in full is trimmed too. Raises StorageError where one number carries another
    content here.
    """
    hashes = log.hashes(log.dot(one.replica, one.seq) for one in trimmed)
    fresh = []
    for one in trimmed:
        dot, made = log.dot(one.replica, one.seq), bytes.fromhex(one.hash)
        if dot not in hashes:
            hashes[dot] = made
            fresh.append(one)
        elif hashes[dot] != made:
            raise StorageError("storage.number_used_twice", replica=one.replica, seq=one.seq)
    here = log.keys_at(hashes)
    move(log, here)
    values = [(log.dot(one.replica, one.seq), change_id, bytes.fromhex(one.hash)) for one in fresh]
    log.connection.executemany("INSERT INTO trimmed (dot, change_id, hash) VALUES (?, ?, ?)", values)
    return fresh, list(here.values())
