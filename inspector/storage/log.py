"""The operation log in the database: what is appended, what is known, what a row has been through.

One `Log` serves one transaction or one read: it keeps no state that a rollback would have to undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from inspector.domain.errors import StorageError
from inspector.storage import meta
from inspector.storage.driver import Connection, path_of, rows
from inspector.storage.operation import COUNTER_BITS, SEQ_BITS, Operation

Interval = tuple[int, int]
Have = Mapping[str, tuple[Interval, ...]]
"""For each replica the closed intervals of sequence numbers known."""

_LOOKUP = 500
_SEQ = (1 << SEQ_BITS) - 1
_COLUMNS = "dot, kind, row, field, value, hlc, base, hash"
_INSERT = f"INSERT INTO operation ({_COLUMNS}, change_id) VALUES (?,?,?,?,?,?,?,?,?)"  # noqa: S608 - a constant


class Log:
    """Reads and appends operations over one connection.

    An operation that is no longer what was saved is never handed out (StorageError), lest it be shown as
    history, folded into a row or given to others; `by_row` and `damaged` alone go past it, to tell of it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._numbers: dict[str, int] = {}
        self._names: dict[int, str] = {}

    def number(self, replica: str) -> int:
        """The local short number of a replica, given on first sight."""
        if replica not in self._numbers:
            # Looked up first: packages are also written from a connection that may only read.
            found = next(rows(self._connection, "SELECT number FROM replica WHERE name = ?", [replica]), None)
            if found is None:
                query = "INSERT INTO replica (name) VALUES (?) RETURNING number"
                found = self._connection.execute(query, [replica]).fetchone()
            self._numbers[replica] = found[0]
        return self._numbers[replica]

    def name(self, number: int) -> str:
        """The replica behind a local short number. Raises StorageError for a number that was never given."""
        if number not in self._names:
            self._names = dict(rows(self._connection, "SELECT number, name FROM replica"))
        if number not in self._names:
            raise StorageError("storage.damaged", path=path_of(self._connection))
        return self._names[number]

    def last_seq(self, replica: str) -> int:
        """The highest sequence number known of a replica; 0 for none."""
        query = "SELECT coalesce(max(last), 0) FROM known JOIN replica ON number = replica WHERE name = ?"
        return sum(last for (last,) in rows(self._connection, query, [replica]))

    def last_hlc(self, device: str) -> int:
        """The last clock value that this device (in any of its epochs) has written; 0 for none."""
        query = (
            "SELECT hlc FROM known JOIN replica ON number = replica"
            " JOIN operation ON dot = (replica << 40) + last WHERE name LIKE ? || ':%'"
        )
        return max((int(hlc) for (hlc,) in rows(self._connection, query, [device])), default=0)

    def size(self) -> int:
        """How many operations are known."""
        return sum(count for (count,) in rows(self._connection, "SELECT last - first + 1 FROM known"))

    def seen_before(self, kind: int, ids: list[str]) -> list[str]:
        """Those of the ids that some operation names already."""
        found: list[str] = []
        for start in range(0, len(ids), _LOOKUP):
            chunk = ids[start : start + _LOOKUP]
            query = f"SELECT DISTINCT row FROM operation WHERE kind = ? AND row IN ({', '.join('?' * len(chunk))})"  # noqa: S608 - bound
            found.extend(row for (row,) in rows(self._connection, query, [kind, *chunk]))
        return found

    def append(self, operations: Iterable[Operation], change_id: int) -> None:
        """Keep operations of this replica; their numbers follow the last one kept."""
        self._connection.executemany(_INSERT, (self._row(one, change_id) for one in operations))

    def receive(self, operation: Operation, change_id: int) -> bool:
        """Keep an operation from elsewhere; False when its dot is known already."""
        row = self._row(operation, change_id)
        if self._connection.execute("SELECT 1 FROM operation WHERE dot = ?", row[:1]).fetchone():
            return False
        self._connection.execute(_INSERT, row)
        return True

    def at_dot(self, replica: str, seq: int) -> Operation:
        """The operation of a dot that is known."""
        query = f"SELECT {_COLUMNS} FROM operation WHERE dot = ?"  # noqa: S608 - a constant
        return self._operation(next(rows(self._connection, query, [self._dot(replica, seq)])))

    def of_row(self, kind: int, row: str) -> list[Operation]:
        """Every operation on a row, in the order in which they came here."""
        return [one for _, one in self.arrivals(kind, row)]

    def arrivals(self, kind: int, row: str) -> list[tuple[int, Operation]]:
        """Every operation on a row with the change set that brought it, in the order of arrival."""
        query = f"SELECT change_id, {_COLUMNS} FROM operation WHERE row = ? AND kind = ? ORDER BY change_id, dot"  # noqa: S608 - a constant
        found = rows(self._connection, query, [row, kind])
        return [(change_id, self._operation(rest)) for change_id, *rest in found]

    def rows_of_change(self, change_id: int) -> list[tuple[int, str]]:
        """The (kind number, id) of each row that a change set touched, in the order of its writing."""
        query = "SELECT kind, row FROM operation WHERE change_id = ? GROUP BY kind, row ORDER BY min(dot)"
        return list(rows(self._connection, query, [change_id]))

    def note_unknown(self, kind: int, row: str, *, unknown: bool) -> None:
        """Mark a row whose operations hold more than this version understands, or take the mark away."""
        if unknown:
            self._connection.execute("INSERT OR IGNORE INTO unknown_op (kind, row) VALUES (?, ?)", [kind, row])
        else:
            self._connection.execute("DELETE FROM unknown_op WHERE kind = ? AND row = ?", [kind, row])

    def unknown_rows(self) -> list[tuple[int, str]]:
        """The (kind number, id) of each row that a newer program has to finish reading."""
        return list(rows(self._connection, "SELECT kind, row FROM unknown_op ORDER BY kind, row"))

    def shared_rows(self) -> list[tuple[int, str]]:
        """The rows that more than one replica has written: only these can be in conflict."""
        query = "SELECT kind, row FROM operation GROUP BY row, kind HAVING min(dot) >> 40 <> max(dot) >> 40"
        return list(rows(self._connection, query))

    def by_row(self) -> Iterator[tuple[tuple[int, str], list[Operation]]]:
        """All operations, row by row, damaged ones among them."""
        query = f"SELECT {_COLUMNS} FROM operation ORDER BY row, kind"  # noqa: S608 - a constant
        for key, group in groupby(rows(self._connection, query), key=lambda row: (row[1], row[2])):
            yield key, [self._kept(row)[0] for row in group]

    def damaged(self) -> Iterator[Operation]:
        """The operations that no longer match the hash kept with them."""
        for row in rows(self._connection, f"SELECT {_COLUMNS} FROM operation"):  # noqa: S608 - a constant
            one, whole = self._kept(row)
            if not whole:
                yield one

    def counted(self) -> dict[str, tuple[Interval, ...]]:
        """What is known of every replica, counted from the operations themselves."""
        query = (
            "SELECT replica, min(seq), max(seq) FROM (SELECT dot >> 40 AS replica, dot & 0xFFFFFFFFFF AS seq,"
            " dot - row_number() OVER (ORDER BY dot) AS run FROM operation) GROUP BY replica, run ORDER BY 1, 2"
        )
        return self._by_name(rows(self._connection, query))

    def is_own(self, replica: str) -> bool:
        """Whether a replica is this device, in any of its epochs."""
        return replica.partition(":")[0] == meta.read(self._connection)["replica"]

    def have(self) -> dict[str, tuple[Interval, ...]]:
        """What is known of every replica, by name."""
        return self._by_name(rows(self._connection, "SELECT replica, first, last FROM known ORDER BY 1, 2"))

    def _by_name(self, counted: Iterable[tuple[int, int, int]]) -> dict[str, tuple[Interval, ...]]:
        made: dict[str, list[Interval]] = {}
        for number, first, last in counted:
            made.setdefault(self.name(number), []).append((first, last))
        return {name: tuple(intervals) for name, intervals in sorted(made.items())}

    def beyond(self, have: Have) -> Iterator[Operation]:
        """The operations known here that are not in `have`, replica by replica in order of their numbers."""
        for replica, intervals in self.have().items():
            for first, last in _without(intervals, have.get(replica, ())):
                dots = [self._dot(replica, first), self._dot(replica, last)]
                query = f"SELECT {_COLUMNS} FROM operation WHERE dot BETWEEN ? AND ? ORDER BY dot"  # noqa: S608 - a constant
                yield from map(self._operation, rows(self._connection, query, dots))

    def note_known(self, replica: str, intervals: Iterable[Interval]) -> None:
        """Add sequence numbers to what is known, keeping the intervals disjoint and not touching."""
        number = self.number(replica)
        before = list(rows(self._connection, "SELECT first, last FROM known WHERE replica = ?", [number]))
        merged = _merged([*before, *intervals])
        kept = set(before)
        self._connection.executemany(
            "DELETE FROM known WHERE replica = ? AND first = ?", [(number, row[0]) for row in kept - set(merged)]
        )
        self._connection.executemany(
            "INSERT INTO known (replica, first, last) VALUES (?, ?, ?)",
            [(number, *interval) for interval in merged if interval not in kept],
        )

    def _dot(self, replica: str, seq: int) -> int:
        return (self.number(replica) << SEQ_BITS) + seq

    def _row(self, one: Operation, change_id: int) -> tuple[object, ...]:
        dot = self._dot(one.replica, one.seq)
        return dot, one.kind, one.row, one.field, one.value, one.hlc, one.base, one.hash(), change_id

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


def next_hlc(last: int, milliseconds: int) -> int:
    """The clock value after `last` at a wall clock: never less than the one before, even if the clock jumps back."""
    return max(last + 1, milliseconds << COUNTER_BITS)


def _merged(intervals: Iterable[Interval]) -> list[Interval]:
    made: list[Interval] = []
    for first, last in sorted(intervals):
        if made and first <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return made


def _without(intervals: Iterable[Interval], taken: Iterable[Interval]) -> Iterator[Interval]:
    """The parts of the first intervals that the second do not hold."""
    holes = _merged(taken)
    for first, last in intervals:
        start = first
        for hole_first, hole_last in holes:
            if hole_last >= start and hole_first <= last:
                if hole_first > start:
                    yield start, hole_first - 1
                start = max(start, hole_last + 1)
        if start <= last:
            yield start, last
