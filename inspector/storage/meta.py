"""What the workspace says about itself, in the `meta` table: plain texts by key, each with its hash."""

from __future__ import annotations

import hashlib

from inspector.domain.errors import StorageError
from inspector.storage.driver import Connection, path_of, rows


def read(connection: Connection) -> dict[str, str]:
    """All entries. Raises StorageError when one is no longer what was written."""
    if damaged(connection):
        raise StorageError("storage.damaged", path=path_of(connection))
    return dict(rows(connection, "SELECT key, value FROM meta"))


def write(connection: Connection, **entries: str) -> None:
    """Set entries."""
    connection.executemany(
        "INSERT INTO meta (key, value, hash) VALUES (?, ?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value, hash = excluded.hash",
        [(key, value, _hash(key, value)) for key, value in entries.items()],
    )


def damaged(connection: Connection) -> list[str]:
    """The keys of the entries that are no longer what was written."""
    found = rows(connection, "SELECT key, value, hash FROM meta ORDER BY key")
    return [key for key, value, kept in found if _hash(key, value) != kept]


def _hash(key: str, value: str) -> bytes:
    return hashlib.blake2b(f"{key}\n{value}".encode(), digest_size=16).digest()
