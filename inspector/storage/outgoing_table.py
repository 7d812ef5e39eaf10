"""What a set of operations holds, counted in the log: records by kind, those of one kind, bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.domain.intervals import Have
from inspector.domain.operation import WHOLE
from inspector.domain.record import Record
from inspector.storage.codec import canonical
from inspector.storage.log import Log
from inspector.storage.reader import Reader
from inspector.storage.shape import shape


@dataclass(frozen=True)
class Holding:
    """Records touched by kind number, operations, and the bytes of their contents before packing."""

    records: dict[int, int]
    operations: int
    size: int


def holding(reader: Reader, have: Have) -> Holding:
    """What these operations hold; a record that several intervals touch counts in each of them."""
    records: dict[int, int] = {}
    operations = size = 0
    query = (
        "SELECT kind, count(DISTINCT row), count(*), sum(length(CAST(value AS BLOB)) + length(base))"
        " FROM operation WHERE dot BETWEEN ? AND ? GROUP BY kind"
    )
    for span in _spans(reader, have):
        for kind, rows, count, length in reader.rows(query, span):
            records[int(str(kind))] = records.get(int(str(kind)), 0) + int(str(rows))
            operations += int(str(count))
            size += int(str(length))
    return Holding(records, operations, size)


def rows_touched(reader: Reader, have: Have, kind: int, *, new_only: bool = False) -> tuple[str, ...]:
    """The ids of the records of a kind that these operations touch, or only those that they bring."""
    only = f" AND field = {WHOLE}" if new_only else ""
    query = f"SELECT DISTINCT row FROM operation WHERE dot BETWEEN ? AND ? AND kind = ?{only} ORDER BY row"  # noqa: S608
    found = (row for span in _spans(reader, have) for (row,) in reader.rows(query, [*span, kind]))
    return tuple(dict.fromkeys(map(str, found)))


def states_touched(reader: Reader, have: Have, cls: type[Record]) -> dict[str, int]:
    """How many records of a kind that these operations touch are in each state."""
    query = f"""SELECT state, count(*) FROM {shape(cls).table} WHERE id IN (
      SELECT operation.row FROM json_each(?) AS span
      CROSS JOIN operation ON dot BETWEEN span.value ->> 0 AND span.value ->> 1 WHERE kind = ?) GROUP BY state"""  # noqa: S608
    found = reader.fetch(query, [canonical(list(_spans(reader, have))), cls.NUMBER])
    return {str(state): count for state, count in found}


def _spans(reader: Reader, have: Have) -> Iterator[list[int]]:
    log = Log(reader.connection)
    for replica, intervals in have.items():
        for first, last in intervals:
            yield [log.dot(replica, first), log.dot(replica, last)]
