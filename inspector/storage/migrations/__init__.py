"""The versions of the database schema, each made once and never changed after its release.

`PRAGMA user_version` holds the version. A new version is a new module with its `upgrade(database)`, appended
to `STEPS`, and a real workspace of the version before it under `tests/storage/workspaces/`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.domain.errors import StorageError
from inspector.storage import meta
from inspector.storage.driver import Connection
from inspector.storage.migrations import m0001_foundation, m0002_exchange, m0003_draft, m0004_visits
from inspector.storage.schema import fingerprint

if TYPE_CHECKING:
    from sqlite_utils import Database

    Step = Callable[[Database], None]

STEPS: tuple[Step, ...] = (
    m0001_foundation.upgrade,
    m0002_exchange.upgrade,
    m0003_draft.upgrade,
    m0004_visits.upgrade,
)


def version(connection: Connection) -> int:
    """The schema version of an open database; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def pending(connection: Connection, path: Path) -> int:
    """How many steps the database is behind.

    Raises StorageError when a newer program made it, or when no workspace was ever made of it.
    """
    found = version(connection)
    if found > len(STEPS):
        raise StorageError("storage.newer_schema", found=found, known=len(STEPS))
    if found == 0:
        raise StorageError("storage.not_a_workspace", path=path)
    return len(STEPS) - found


def refuse_other(connection: Connection, path: Path) -> None:
    """For reading only: the schema has to be exactly ours. Raises StorageError."""
    if pending(connection, path):
        raise StorageError("storage.older_schema", found=version(connection), known=len(STEPS))


def migrate(connection: Connection) -> None:
    """Bring the database to the newest schema; each step wholly or not at all, with its fingerprint in `meta`."""
    from sqlite_utils import Database  # noqa: PLC0415 - 0.2 s that a start without a migration need not pay

    database = Database(connection)
    for number in range(version(connection), len(STEPS)):
        with database.atomic():
            STEPS[number](database)
            connection.execute(f"PRAGMA user_version={number + 1}")
            meta.write(connection, schema=fingerprint(connection))
