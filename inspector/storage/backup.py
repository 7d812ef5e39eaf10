"""Backups as a user asks for them: make one, list them, verify one, restore one into a new folder."""

from __future__ import annotations

from pathlib import Path

from inspector.domain.ids import SystemClock
from inspector.storage import backup_folder, identity, meta
from inspector.storage.backup_folder import DATABASE, MANUAL, PHOTOS, Backup, Source, bring_photo, in_folder
from inspector.storage.driver import connect, telling
from inspector.storage.files import copy_durably, staged_folder
from inspector.storage.workspace import FOLDERS, Workspace, WorkspaceInfo

_QUICK = 64 * 2**20
"""Bytes of a database that is backed up in about a second."""

__all__ = ["Backup", "backup_before", "list_backups", "make_backup", "restore", "verify_backup"]


def make_backup(ws: Workspace, destination: Path | None = None) -> Backup:
    """Back up now, into the workspace's own folder or elsewhere. Raises StorageError (disk full, damaged)."""
    return backup_folder.make(Source(ws.path, ws.reader.connection, ws.clock), destination=destination, reason=MANUAL)


def backup_before(ws: Workspace, reason: str) -> Backup | None:
    """Back up before something that changes much, such as `import`; thinned like the other automatic ones.

    None where the newest backup holds everything already, or where a large database has one of the last hour:
    copying and verifying that would cost more than the import, and within an hour only the newest is kept anyway.
    """
    source = Source(ws.path, ws.reader.connection, ws.clock)
    if ws.database.stat().st_size > _QUICK:
        return backup_folder.make_if_due(source, reason)
    return backup_folder.make_if_changed(source, reason)


def list_backups(place: Path) -> tuple[Backup, ...]:
    """The backups in a workspace's `backups` folder or another destination, the newest first."""
    return tuple(in_folder(place))


def verify_backup(path: Path) -> Backup:
    """Read everything in a backup. Raises StorageError that says what is damaged or missing."""
    return backup_folder.verify(path)


def restore(backup_path: Path, target: Path) -> WorkspaceInfo:
    """Make a workspace from a backup in a folder that is new or empty: wholly, or nothing is left.

    The restored workspace is a new epoch of its replica. Raises StorageError.
    """
    backup = backup_folder.verify(backup_path)
    with telling(target), staged_folder(target) as stage:
        for name in FOLDERS:
            (stage / name).mkdir()
        for sha in backup.photos:
            bring_photo(backup_path.parent / PHOTOS, stage / PHOTOS, sha)
        _copy_as_new_epoch(backup_path / DATABASE, stage)
    with Workspace.open(target, read_only=True) as ws:
        return ws.info


def _copy_as_new_epoch(source: Path, folder: Path) -> None:
    database = folder / DATABASE
    copy_durably(source, database)
    connection = connect(database, "rw")
    try:
        connection.execute("BEGIN IMMEDIATE")
        identity.begin_epoch(connection, SystemClock().milliseconds())
        meta.write(connection, clean="1")
        connection.execute("COMMIT")
        identity.mark(folder, connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
