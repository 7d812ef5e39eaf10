"""Schema 2: what the exchange of packages needs beside the log.

`local_record` holds what this workspace alone knows (devices, peers, receipts, its own keys): it is never
synchronised and no part of the state hash. `trimmed` holds what is left of operations that every replica has and
nobody needs any more: their number, the step that brought them and their hash, so that the chain still verifies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    """CREATE TABLE local_record (
        kind TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (kind, key)
    ) STRICT""",
    "CREATE TABLE trimmed (dot INTEGER PRIMARY KEY, change_id INTEGER NOT NULL, hash BLOB NOT NULL) STRICT",
    "CREATE INDEX trimmed_change ON trimmed (change_id)",
    """CREATE TRIGGER trimmed_never_changes BEFORE UPDATE ON trimmed
        BEGIN SELECT RAISE(ABORT, 'the list of trimmed operations is append-only'); END""",
    """CREATE TRIGGER trimmed_never_goes BEFORE DELETE ON trimmed
        BEGIN SELECT RAISE(ABORT, 'the list of trimmed operations is append-only'); END""",
    "DROP TRIGGER operation_never_goes",
    """CREATE TRIGGER operation_never_goes BEFORE DELETE ON operation
        WHEN NOT EXISTS (
            SELECT 1 FROM trimmed WHERE dot = OLD.dot AND change_id = OLD.change_id AND hash = OLD.hash
        )
        BEGIN SELECT RAISE(ABORT, 'the operation log is append-only'); END""",
)


def upgrade(database: Database) -> None:
    """Add the tables to a database of schema 1."""
    for statement in _STATEMENTS:
        database.execute(statement)
