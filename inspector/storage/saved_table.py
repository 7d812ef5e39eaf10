"""When records were saved last and how often, read from the operation log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from inspector.domain.ids import CHINA
from inspector.domain.record import Record
from inspector.storage.log import chunks, places
from inspector.storage.reader import Reader


def last_saved(reader: Reader, ids: Iterable[str]) -> datetime | None:
    """When any of the records was written last, to the second; None where no operation of them is left."""
    return max(saved_times(reader, ids).values(), default=None)


def writes_of(reader: Reader, cls: type[Record], row_id: str) -> int:
    """How many operations on a record are known: the entries of its history."""
    query = "SELECT count(*) FROM operation WHERE row = ? AND kind = ?"
    return sum(int(str(count)) for (count,) in reader.rows(query, [row_id, cls.NUMBER]))


def saved_times(reader: Reader, ids: Iterable[str]) -> dict[str, datetime]:
    """When each of the records was written last; those without an operation are left out."""
    found: dict[str, datetime] = {}
    for chunk in chunks(ids):
        query = (
            "SELECT row, max(at) FROM operation JOIN change_set USING (change_id)"  # noqa: S608 - bound
            f" WHERE row IN ({places(chunk)}) GROUP BY row"
        )
        for row, at in reader.rows(query, chunk):
            found[str(row)] = datetime.fromtimestamp(int(str(at)) // 1000, tz=CHINA)
    return found
