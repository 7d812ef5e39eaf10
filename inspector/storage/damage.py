"""Finding damaged content: SQLite's own check, and the hash beside every row and operation.

`integrity_check` alone misses content damage (reliability.md: 321 of 600 one-bit flips changed data unseen).
"""

from __future__ import annotations

from collections.abc import Iterator

from inspector.domain.entities import kinds
from inspector.domain.operation import Operation
from inspector.storage.driver import Connection, DatabaseError
from inspector.storage.log import Log
from inspector.storage.schema import fingerprint
from inspector.storage.shape import quoted, shape


def is_sound(connection: Connection) -> bool:
    """Whether SQLite finds the file whole: pages, indexes, NOT NULL and types; of an encrypted one the seals too."""
    try:
        if connection.execute("PRAGMA cipher_status").fetchone() == ("1",) and _broken_seals(connection):
            return False
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except DatabaseError:
        return False


def _broken_seals(connection: Connection) -> bool:
    return connection.execute("PRAGMA cipher_integrity_check").fetchone() is not None


def damaged_rows(connection: Connection) -> Iterator[tuple[str, str]]:
    """(kind, id) of every row whose content is no longer what was saved.

    The database may be one of before a migration: tables and columns that it does not have yet are empty.
    """
    for cls in kinds().values():
        made = shape(cls)
        there = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", [made.kind])}
        if not there:
            continue
        cells = ", ".join(quoted(cell.name) if cell.name in there else "NULL" for cell in made.cells)
        for *row, kept in connection.execute(f"SELECT id, {cells}, row_hash FROM {made.table}"):  # noqa: S608 - declared
            if made.hash(row) != kept:
                yield made.kind, str(row[0])


def damaged_operations(connection: Connection) -> Iterator[Operation]:
    """Every operation whose content is no longer what was saved."""
    yield from Log(connection).damaged()


def has_stray_marks(connection: Connection) -> bool:
    """Whether a row is marked as not wholly understood that the log does not hold."""
    query = "SELECT row, kind FROM unknown_op EXCEPT SELECT row, kind FROM operation"
    return connection.execute(query).fetchone() is not None


def is_redeclared(connection: Connection) -> bool:
    """Whether a table, an index or a trigger is no longer declared as the migrations left it."""
    kept = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    return bool(kept != (fingerprint(connection),))
