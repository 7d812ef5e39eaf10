"""Backups as a user asks for them: make one, list them, verify one, restore one into a new folder."""

from __future__ import annotations

from pathlib import Path

from inspector.domain.ids import SystemClock
from inspector.storage import backup_folder, identity, meta
from inspector.storage.backup_folder import (
    DATABASE,
    MANUAL,
    PHOTOS,
    Backup,
    Source,
    bring_photo,
    in_folder,
    photo_folder,
)
from inspector.storage.driver import connect, telling
from inspector.storage.files import copy_durably, staged_folder
from inspector.storage.unlocking import Unlocking, unlocked
from inspector.storage.workspace import FOLDERS, Workspace, WorkspaceInfo
from inspector.vault import key_file
from inspector.vault.data_key import DataKey

_QUICK = 64 * 2**20
"""Bytes of a database that is backed up in about a second."""

__all__ = ["Backup", "backup_before", "backup_if_due", "list_backups", "make_backup", "restore", "verify_backup"]


def make_backup(ws: Workspace, destination: Path | None = None) -> Backup:
    """Back up now, into the workspace's own folder or elsewhere. Raises StorageError (disk full, damaged)."""
    return backup_folder.make(_source(ws), destination=destination, reason=MANUAL)


def backup_before(ws: Workspace, reason: str) -> Backup | None:
    """Back up before something that changes much, such as `import`; thinned like the other automatic ones.

    None where the newest backup holds everything already, or where a large database has one of the last hour:
    copying and verifying that would cost more than the import, and within an hour only the newest is kept anyway.
    """
    source = _source(ws)
    if ws.database.stat().st_size > _QUICK:
        return backup_folder.make_if_due(source, reason)
    return backup_folder.make_if_changed(source, reason)


def backup_if_due(ws: Workspace) -> Backup | None:
    """The automatic backup of a session: when something changed and the last one is older than an hour."""
    return backup_folder.make_if_due(_source(ws))


def _source(ws: Workspace) -> Source:
    return Source(ws.path, ws.reader.connection, ws.clock, ws.key)


def list_backups(place: Path) -> tuple[Backup, ...]:
    """The backups in a workspace's `backups` folder or another destination, the newest first."""
    return tuple(in_folder(place))


def verify_backup(path: Path, passphrase: Unlocking = None) -> Backup:
    """Read everything in a backup. Raises StorageError: damaged or incomplete, or its passphrase is needed."""
    return backup_folder.verify(path, unlocked(path, passphrase))


def restore(backup_path: Path, target: Path, passphrase: Unlocking = None) -> WorkspaceInfo:
    """Make a workspace from a backup in a folder that is new or empty: wholly, or nothing is left.

    The restored workspace is a new epoch of its replica, encrypted as the backup is, under the same passphrase.
    Raises StorageError.
    """
    key = unlocked(backup_path, passphrase)
    backup = backup_folder.verify(backup_path, key)
    with telling(target), staged_folder(target) as stage:
        for name in FOLDERS:
            (stage / name).mkdir()
        for sha in backup.photos:
            bring_photo(photo_folder(backup_path.parent, key), stage / PHOTOS, sha)
        if key is not None:
            copy_durably(backup_path / key_file.NAME, stage / key_file.NAME)
        _copy_as_new_epoch(backup_path / DATABASE, stage, key)
    with Workspace.open(target, read_only=True, passphrase=key) as ws:
        return ws.info


def _copy_as_new_epoch(source: Path, folder: Path, key: DataKey | None) -> None:
    database = folder / DATABASE
    copy_durably(source, database)
    connection = connect(database, "rw", key=key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        identity.begin_epoch(connection, SystemClock().milliseconds())
        meta.write(connection, clean="1")
        connection.execute("COMMIT")
        identity.mark(folder, connection)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
