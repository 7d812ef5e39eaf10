"""What the workspace says about itself, in the `meta` table: plain texts by key."""

from __future__ import annotations

from inspector.storage.driver import Connection


def read(connection: Connection) -> dict[str, str]:
    """All entries."""
    return dict(connection.execute("SELECT key, value FROM meta"))


def write(connection: Connection, **entries: str) -> None:
    """Set entries."""
    connection.executemany(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        entries.items(),
    )
