"""The operation log in the database: what is appended, what is known, what a row has been through.

One `Log` serves one transaction or one read: it keeps no state that a rollback would have to undo.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any, TypeVar

from inspector.domain.errors import StorageError
from inspector.domain.intervals import Have, Interval, merged, without
from inspector.domain.operation import COUNTER_BITS, SEQ_BITS, Operation
from inspector.storage import meta
from inspector.storage.codec import canonical
from inspector.storage.driver import Connection, path_of, rows

_SEQ = (1 << SEQ_BITS) - 1
_COLUMNS = "dot, kind, row, field, value, hlc, base, hash"
_INSERT = f"INSERT INTO operation ({_COLUMNS}, change_id) VALUES (?,?,?,?,?,?,?,?,?)"  # noqa: S608 - a constant
_CHUNK = 500
_LOOKUP = 4
"""How many rows are looked through in the time in which one is looked up."""
_SHARED = """EXISTS (SELECT 1 FROM operation AS other WHERE other.row = one.row AND other.kind = one.kind
 AND other.dot >> 40 <> one.dot >> 40)"""
_LATEST = 2**63 - 1
"""What a clock value is at most (docs/exchange-format.md, section 5)."""
_Item = TypeVar("_Item")

Key = tuple[int, str]
"""Kind number and id of a row."""

Arrivals = list[tuple[int, Operation]]
"""Operations with the change set that brought each, in the order of arrival."""


class Log:
    """Reads and appends operations over one connection.

    An operation that is no longer what was saved is never handed out (StorageError), lest it be shown as
    history, folded into a row or given to others; `by_row` and `damaged` alone go past it, to tell of it.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._numbers: dict[str, int] = {}
        self._names: dict[int, str] = {}

    def number(self, replica: str) -> int:
        """The local short number of a replica, given on first sight."""
        if replica not in self._numbers:
            # Looked up first: packages are also written from a connection that may only read.
            found = next(rows(self.connection, "SELECT number FROM replica WHERE name = ?", [replica]), None)
            if found is None:
                query = "INSERT INTO replica (name) VALUES (?) RETURNING number"
                found = self.connection.execute(query, [replica]).fetchone()
            self._numbers[replica] = found[0]
        return self._numbers[replica]

    def name(self, number: int) -> str:
        """The replica behind a local short number. Raises StorageError for a number that was never given."""
        if number not in self._names:
            self._names = dict(rows(self.connection, "SELECT number, name FROM replica"))
        if number not in self._names:
            raise StorageError("storage.damaged", path=path_of(self.connection))
        return self._names[number]

    def last_seq(self, replica: str) -> int:
        """The highest sequence number known of a replica; 0 for none."""
        query = "SELECT coalesce(max(last), 0) FROM known JOIN replica ON number = replica WHERE name = ?"
        return sum(last for (last,) in rows(self.connection, query, [replica]))

    def last_hlc(self, device: str) -> int:
        """The last clock value that this device (in any of its epochs) has written; 0 for none."""
        query = (
            "SELECT hlc FROM known JOIN replica ON number = replica"
            " JOIN operation ON dot = (replica << 40) + last WHERE name LIKE ? || ':%'"
        )
        return max((int(hlc) for (hlc,) in rows(self.connection, query, [device])), default=0)

    def size(self) -> int:
        """How many operations are known."""
        return sum(count for (count,) in rows(self.connection, "SELECT last - first + 1 FROM known"))

    def seen_before(self, kind: int, ids: list[str]) -> list[str]:
        """Those of the ids that some operation names already."""
        found: list[str] = []
        for chunk in chunks(ids):
            query = f"SELECT DISTINCT row FROM operation WHERE kind = ? AND row IN ({places(chunk)})"  # noqa: S608 - bound
            found.extend(row for (row,) in rows(self.connection, query, [kind, *chunk]))
        return found

    def append(self, operations: Iterable[Operation], change_id: int) -> None:
        """Keep operations of this replica; their numbers follow the last one kept."""
        self.connection.executemany(_INSERT, (self._row(one, change_id) for one in operations))

    def receive(self, operations: Iterable[Operation], change_id: int) -> list[Operation]:
        """Keep operations from elsewhere, each once; returns those that were not known, in their order.

        Raises StorageError where a number that is known, or was before it was trimmed, carries another content.
        """
        received = [(self.dot(one.replica, one.seq), one.hash(), one) for one in operations]
        hashes = self.hashes(dot for dot, *_ in received)
        fresh = []
        for dot, made, one in received:
            if dot not in hashes:
                hashes[dot] = made
                fresh.append(one)
            elif hashes[dot] != made:
                self._refuse(one)
        self.append(fresh, change_id)
        return fresh

    def hashes(self, dots: Iterable[int]) -> dict[int, bytes]:
        """The hashes of those of the dots that are known here, trimmed ones among them."""
        found: dict[int, bytes] = {}
        for chunk in chunks(dots):
            found.update(rows(self.connection, _hashes_where(f"dot IN ({places(chunk)})"), [*chunk, *chunk]))
        return found

    def of_row(self, kind: int, row: str) -> list[Operation]:
        """Every operation on a row, in the order in which they came here."""
        return [one for _, one in self.arrivals(kind, row)]

    def arrivals(self, kind: int, row: str) -> Arrivals:
        """Every operation on a row with the change set that brought it, in the order of arrival."""
        return self.arrivals_of(kind, [row])[row]

    def arrivals_of(self, kind: int, ids: Iterable[str]) -> dict[str, Arrivals]:
        """The same for many rows of one kind, also of those that have none."""
        made: dict[str, Arrivals] = {row: [] for row in ids}
        for chunk in chunks(made):
            query = (
                f"SELECT change_id, {_COLUMNS} FROM operation WHERE row IN ({places(chunk)}) AND kind = ?"  # noqa: S608 - bound
                " ORDER BY change_id, dot"
            )
            for change_id, *rest in rows(self.connection, query, [*chunk, kind]):
                one = self._operation(rest)
                made[one.row].append((change_id, one))
        return made

    def keys_at(self, dots: Iterable[int]) -> dict[int, Key]:
        """The row of each of the dots that is here in full."""
        found: dict[int, Key] = {}
        for chunk in chunks(dots):
            query = f"SELECT dot, kind, row FROM operation WHERE dot IN ({places(chunk)})"  # noqa: S608 - bound
            found.update((dot, (kind, row)) for dot, kind, row in rows(self.connection, query, chunk))
        return found

    def count_outside(self, earliest: int, end: int) -> dict[str, int]:
        """By replica, how many operations carry a clock value below `earliest`, or `end` and above."""
        query = "SELECT dot >> 40, count(*) FROM operation WHERE hlc < ? OR hlc >= ? GROUP BY 1 ORDER BY 1"
        return {self.name(number): count for number, count in rows(self.connection, query, [earliest, end])}

    def rows_of_change(self, change_id: int) -> list[Key]:
        """The (kind number, id) of each row that a change set touched, in the order of its writing."""
        query = "SELECT kind, row FROM operation WHERE change_id = ? GROUP BY kind, row ORDER BY min(dot)"
        return list(rows(self.connection, query, [change_id]))

    def note_unknown(self, kind: int, row: str, *, unknown: bool) -> None:
        """Mark a row whose operations hold more than this version understands, or take the mark away."""
        if unknown:
            self.connection.execute("INSERT OR IGNORE INTO unknown_op (kind, row) VALUES (?, ?)", [kind, row])
        else:
            self.connection.execute("DELETE FROM unknown_op WHERE kind = ? AND row = ?", [kind, row])

    def unknown_rows(self) -> list[Key]:
        """The (kind number, id) of each row that a newer program has to finish reading."""
        return list(rows(self.connection, "SELECT kind, row FROM unknown_op ORDER BY kind, row"))

    def rows_since(self, change_id: int) -> set[Key]:
        """The (kind number, id) of each row that later change sets touched."""
        return set(rows(self.connection, "SELECT kind, row FROM operation WHERE change_id > ?", [change_id]))

    def shared_rows(self) -> list[Key]:
        """The rows that more than one replica has written: only these can be in conflict."""
        few = self._all_but_the_largest()
        if few is None:
            query = "SELECT kind, row FROM operation GROUP BY row, kind HAVING min(dot) >> 40 <> max(dot) >> 40"
            return list(rows(self.connection, query))
        query = f"SELECT DISTINCT kind, row FROM operation AS one WHERE dot BETWEEN ? AND ? AND {_SHARED}"  # noqa: S608
        return list(dict.fromkeys(key for span in few for key in rows(self.connection, query, span)))

    def shared_among(self, keys: Iterable[Key]) -> list[Key]:
        """Those of the rows that more than one replica has written."""
        query = (
            "SELECT kind, row FROM operation WHERE (row, kind) IN (SELECT value ->> 1, value ->> 0 FROM json_each(?))"
            " GROUP BY row, kind HAVING min(dot) >> 40 <> max(dot) >> 40"
        )
        return list(rows(self.connection, query, [canonical(sorted(keys))]))

    def _all_but_the_largest(self) -> list[tuple[int, int]] | None:
        """The dots of all replicas but the one that wrote most, where it wrote nearly everything; else None.

        Looking up what the others wrote is quick then, and looking through the whole log is not.
        """
        spans = [self._span(number) for (number,) in rows(self.connection, "SELECT number FROM replica")]
        ordered = sorted((one for one in spans if one is not None), key=lambda one: one[1] - one[0])
        sizes = [last - first + 1 for first, last in ordered] or [0]
        return ordered[:-1] if sum(sizes[:-1]) * _LOOKUP < sizes[-1] else None

    def _span(self, number: int) -> tuple[int, int] | None:
        found: list[tuple[int]] = []
        for order in ("ASC", "DESC"):
            query = f"SELECT dot FROM operation WHERE dot >= ? AND dot < ? ORDER BY dot {order} LIMIT 1"  # noqa: S608
            found += rows(self.connection, query, [number << SEQ_BITS, (number + 1) << SEQ_BITS])
        return (found[0][0], found[1][0]) if found else None

    def by_row(self) -> Iterator[tuple[Key, list[Operation]]]:
        """All operations, row by row, damaged ones among them."""
        query = f"SELECT {_COLUMNS} FROM operation ORDER BY row, kind"  # noqa: S608 - a constant
        for key, group in groupby(rows(self.connection, query), key=lambda row: (row[1], row[2])):
            yield key, [self._kept(row)[0] for row in group]

    def rows_whole(self) -> Iterator[list[Operation]]:
        """The same without the rows' names. Raises StorageError at a damaged operation."""
        query = f"SELECT {_COLUMNS} FROM operation ORDER BY row, kind"  # noqa: S608 - a constant
        for _, group in groupby(rows(self.connection, query), key=lambda row: (row[1], row[2])):
            yield [self._operation(row) for row in group]

    def damaged(self) -> Iterator[Operation]:
        """The operations that no longer match the hash kept with them."""
        for row in rows(self.connection, f"SELECT {_COLUMNS} FROM operation"):  # noqa: S608 - a constant
            one, whole = self._kept(row)
            if not whole:
                yield one

    def counted(self) -> dict[str, tuple[Interval, ...]]:
        """What is known of every replica, counted from the operations themselves, trimmed ones among them."""
        query = (
            "SELECT replica, min(seq), max(seq) FROM (SELECT dot >> 40 AS replica, dot & 0xFFFFFFFFFF AS seq,"
            " dot - row_number() OVER (ORDER BY dot) AS run"
            " FROM (SELECT dot FROM operation UNION ALL SELECT dot FROM trimmed)) GROUP BY replica, run ORDER BY 1, 2"
        )
        return self._by_name(rows(self.connection, query))

    def digest(self) -> str:
        """SHA-256 in hex over every dot known and its hash, in order: equal where the same operations are known."""
        made = hashlib.sha256()
        for replica, intervals in self.have().items():
            made.update(f"{replica}\n".encode())
            for first, last in intervals:
                ends = [self.dot(replica, first), self.dot(replica, last)]
                for dot, kept in rows(self.connection, _hashes_where("dot BETWEEN ? AND ?"), ends * 2):
                    made.update(f"{dot & _SEQ} {kept.hex()}\n".encode())
        return made.hexdigest()

    def is_own(self, replica: str) -> bool:
        """Whether a replica is this device, in any of its epochs."""
        return replica.partition(":")[0] == meta.read(self.connection)["replica"]

    def have(self) -> dict[str, tuple[Interval, ...]]:
        """What is known of every replica, by name."""
        return self._by_name(rows(self.connection, "SELECT replica, first, last FROM known ORDER BY 1, 2"))

    def _by_name(self, counted: Iterable[tuple[int, int, int]]) -> dict[str, tuple[Interval, ...]]:
        made: dict[str, list[Interval]] = {}
        for number, first, last in counted:
            made.setdefault(self.name(number), []).append((first, last))
        return {name: tuple(intervals) for name, intervals in sorted(made.items())}

    def beyond(self, have: Have) -> Iterator[Operation]:
        """The operations known here that are not in `have`, replica by replica in order of their numbers."""
        for replica, intervals in self.have().items():
            for first, last in without(intervals, have.get(replica, ())):
                yield from self.between(replica, first, last)

    def between(self, replica: str, first: int, last: int) -> Iterator[Operation]:
        """The operations of a replica from one number to another, without those trimmed."""
        query = f"SELECT {_COLUMNS} FROM operation WHERE dot BETWEEN ? AND ? ORDER BY dot"  # noqa: S608 - a constant
        found = rows(self.connection, query, [self.dot(replica, first), self.dot(replica, last)])
        yield from map(self._operation, found)

    def note_known(self, replica: str, intervals: Iterable[Interval]) -> None:
        """Add sequence numbers to what is known, keeping the intervals disjoint and not touching."""
        number = self.number(replica)
        before = list(rows(self.connection, "SELECT first, last FROM known WHERE replica = ?", [number]))
        after = merged([*before, *intervals])
        kept = set(before)
        self.connection.executemany(
            "DELETE FROM known WHERE replica = ? AND first = ?", [(number, row[0]) for row in kept - set(after)]
        )
        self.connection.executemany(
            "INSERT INTO known (replica, first, last) VALUES (?, ?, ?)",
            [(number, *interval) for interval in after if interval not in kept],
        )

    def dot(self, replica: str, seq: int) -> int:
        """The key of an operation: the number of the replica from bit 40, and its sequence number."""
        return (self.number(replica) << SEQ_BITS) + seq

    def _row(self, one: Operation, change_id: int) -> tuple[object, ...]:
        dot = self.dot(one.replica, one.seq)
        return dot, one.kind, one.row, one.field, one.value, one.hlc, one.base, one.hash(), change_id

    def _refuse(self, one: Operation) -> None:
        query = f"SELECT {_COLUMNS} FROM operation WHERE dot = ?"  # noqa: S608 - a constant
        for row in rows(self.connection, query, [self.dot(one.replica, one.seq)]):
            self._operation(row)  # what is damaged here is no fault of the sender
        raise StorageError("storage.number_used_twice", replica=one.replica, seq=one.seq)

    def _operation(self, row: Sequence[Any]) -> Operation:
        one, whole = self._kept(row)
        if not whole:
            raise StorageError("storage.damaged_operation", replica=one.replica, seq=one.seq)
        return one

    def _kept(self, row: Sequence[Any]) -> tuple[Operation, bool]:
        """The operation of a row, and whether it still is what was saved."""
        dot, *cells, kept = row
        one = Operation(self.name(dot >> SEQ_BITS), dot & _SEQ, *cells)
        return one, one.hash() == kept


def _hashes_where(condition: str) -> str:
    parts = (f"SELECT dot, hash FROM {table} WHERE {condition}" for table in ("operation", "trimmed"))  # noqa: S608 - bound
    return " UNION ALL ".join(parts) + " ORDER BY dot"


def chunks(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """The items in lists short enough to be bound in one query."""
    left = iter(items)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk


def places(chunk: Sequence[object]) -> str:
    """As many places in a query."""
    return ", ".join("?" * len(chunk))


def next_hlc(last: int, milliseconds: int) -> int:
    """The clock value after `last` at a wall clock: never less than the one before, even if the clock jumps back.

    At the very end, where only a forged value can have led, it stands still: numbers and bases order what follows.
    """
    return min(max(last + 1, milliseconds << COUNTER_BITS), _LATEST)
