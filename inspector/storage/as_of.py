"""The records as this workspace knew them at the end of a past day, read from the operation log.

Rows that later steps touched are folded again from what was there by then and laid over their tables as temporary
views of the same names, so that whatever reads through the `Reader` reads that day, without knowing of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from inspector.domain.ids import CHINA
from inspector.domain.record import Record
from inspector.storage.driver import Connection, connect, rows
from inspector.storage.fold import fold
from inspector.storage.log import Log, chunks
from inspector.storage.materialize import materialize
from inspector.storage.narrow import Narrow
from inspector.storage.reader import Reader
from inspector.storage.shape import Row, shape
from inspector.storage.trimmed_log import builds_on_trimmed, has_trimmed
from inspector.storage.workspace import Workspace


def history_begins(reader: Reader) -> date | None:
    """The day in China of the first step that a user took here; None before there is one."""
    query = "SELECT min(at) FROM change_set WHERE role = 'do'"
    first = next(rows(reader.connection, query))[0]
    return None if first is None else datetime.fromtimestamp(first // 1000, tz=CHINA).date()


@contextmanager
def reader_as_of(workspace: Workspace, day: date, kinds: Iterable[type[Record]]) -> Iterator[Reader]:
    """A reader of its own over the records of `kinds` as they stood at the end of `day` in China.

    A record whose past has been trimmed since reads as it stands today: there is nothing older to read.
    """
    connection = connect(workspace.database, "ro", key=workspace.key)
    try:
        connection.execute("PRAGMA query_only=OFF")  # temporary views; the file itself stays read-only
        connection.execute("PRAGMA temp_store=MEMORY")
        last = _last_change(connection, day)
        touched = {cls: _touched(connection, cls, last) for cls in kinds}
        narrow = Narrow(connection)
        for cls, ids in touched.items():
            narrow.leave(cls.KIND, ids)  # whose they are today
        for cls, ids in touched.items():
            if ids:
                _lay_over(connection, cls, ids, last)
        for cls, ids in touched.items():
            narrow.leave(cls.KIND, ids)  # whose they were then
        narrow.copy()
        yield Reader(connection)
    finally:
        connection.close()


def _last_change(connection: Connection, day: date) -> int:
    midnight = datetime.combine(day + timedelta(days=1), time(), CHINA)
    query = "SELECT coalesce(max(change_id), 0) FROM change_set WHERE at < ?"
    return int(next(rows(connection, query, [int(midnight.timestamp() * 1000)]))[0])


def _touched(connection: Connection, cls: type[Record], last: int) -> list[str]:
    """The ids of the rows of a kind that were touched after step `last`."""
    query = "SELECT DISTINCT row FROM operation WHERE change_id > ? AND kind = ?"
    return [row for (row,) in rows(connection, query, [last, cls.NUMBER])]


def _lay_over(connection: Connection, cls: type[Record], touched: list[str], last: int) -> None:
    """Hide rows of a kind behind what they were after step `last`.

    A row keeps its number; one that is there no more has a number below zero.
    """
    made = shape(cls)
    hidden, then = f'temp."hidden {cls.KIND}"', f'temp."then {cls.KIND}"'
    columns = f"{made.columns}, row_hash"
    connection.execute(f"CREATE TABLE {hidden} (id TEXT PRIMARY KEY)")
    connection.execute(f"CREATE TABLE {then} AS SELECT {columns} FROM main.{made.table} LIMIT 0")  # noqa: S608 - declared
    states = dict(_states(connection, cls, touched, last))
    connection.executemany(f"INSERT INTO {hidden} VALUES (?)", [(row_id,) for row_id in states])  # noqa: S608 - declared
    places = ", ".join("?" * (len(made.cells) + 2))
    connection.executemany(
        f"INSERT INTO {then} VALUES ({places})",  # noqa: S608 - declared names
        [(*row, made.hash(row)) for row in states.values() if row is not None],
    )
    for cell in made.cells:
        if cell.refers:  # as in the tables themselves, lest every project reads the whole overlay
            connection.execute(f'CREATE INDEX temp."{cls.KIND} {cell.name}" ON "then {cls.KIND}" ({cell.name})')
    connection.execute(
        f"CREATE TEMP VIEW {made.table} AS SELECT rowid, {columns} FROM main.{made.table}"  # noqa: S608 - declared names
        f" WHERE id NOT IN (SELECT id FROM {hidden}) UNION ALL"
        f" SELECT coalesce((SELECT now.rowid FROM main.{made.table} AS now WHERE now.id = past.id), -past.rowid),"
        f" {columns} FROM {then} AS past"
    )


def _states(
    connection: Connection, cls: type[Record], ids: Collection[str], last: int
) -> Iterator[tuple[str, Row | None]]:
    """The rows as they were; None for those that were not there."""
    log = Log(connection)
    trimmed = has_trimmed(log)
    for chunk in chunks(ids):
        for row_id, arrivals in log.arrivals_of(cls.NUMBER, chunk).items():
            past = [one for change_id, one in arrivals if change_id <= last]
            if trimmed and builds_on_trimmed(log, [one for _, one in arrivals]):
                continue
            yield row_id, materialize(shape(cls), row_id, fold(past)) if past else None
