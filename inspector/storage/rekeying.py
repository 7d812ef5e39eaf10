"""A database written again under another key, and compared row by row before anybody relies on it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from inspector.domain.errors import StorageError
from inspector.durable import sync_file
from inspector.storage import driver
from inspector.storage.damage import is_sound
from inspector.storage.driver import connect
from inspector.vault.data_key import DataKey

_HASH_BYTES = 16


def rekeyed(source: Path, draft: Path, before: DataKey | None, after: DataKey | None) -> None:
    """Write a database again under another key and compare both. Raises StorageError; the draft is then worthless."""
    draft.unlink(missing_ok=True)
    driver.export(source, draft, source_key=before, target_key=after)
    sync_file(draft)
    if _digest(source, before) != _digest(draft, after):
        draft.unlink()
        raise StorageError("storage.damaged", path=source)


def _digest(database: Path, key: DataKey | None) -> dict[str, int]:
    """What a database holds, whatever the order of its rows: declarations, and every row of every table."""
    connection = connect(database, "ro", key=key)
    try:
        if not is_sound(connection):
            raise StorageError("storage.damaged", path=database)
        schema = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        found = {"": _sum(schema)}
        for table in sorted(name for kind, name, _ in schema if kind == "table"):
            found[table] = _sum(connection.execute(f'SELECT * FROM "{table}"'))  # noqa: S608 - names of our own
        return found
    finally:
        connection.close()


def _sum(rows: Iterable[tuple[object, ...]]) -> int:
    made = (hashlib.blake2b(repr(row).encode(), digest_size=_HASH_BYTES).digest() for row in rows)
    return sum(int.from_bytes(one) for one in made)
