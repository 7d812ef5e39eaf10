"""A plain workspace becomes an encrypted one, and back; whatever cuts it short, it is the old or the new one.

The step that counts is one rename: `keys.json` in the state `sealing` or `opening`. Before it nothing has changed
but drafts. After it the workspace asks for its passphrase, and its next opening finishes what is left. Every part
can be done again, because each file shows by its first bytes whether it is sealed. Opened only under the lock.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from inspector.domain.errors import StorageError
from inspector.durable import sync_folder
from inspector.storage import backup_sealing
from inspector.storage.backup_folder import DATABASE, PHOTOS
from inspector.storage.driver import connect, telling
from inspector.storage.rekeying import rekeyed
from inspector.vault import key_file
from inspector.vault.casing import CasedFile, Casing
from inspector.vault.data_key import DataKey
from inspector.vault.key_file import KeyFile, SealState
from inspector.vault.sealed_file import BrokenSealError

DRAFT = f"{DATABASE}.converting"
_PLAIN_HEAD = b"SQLite format 3\x00"
_ROOM_TO_LEAVE = 64 * 2**20


def is_unfinished(folder: Path) -> bool:
    """Whether a conversion was cut short after the step that counts."""
    found = key_file.read(folder)
    return found is not None and found.state is not SealState.SEALED


def seal(folder: Path, key: DataKey, made: KeyFile) -> None:
    """Encrypt a plain workspace, its photos and its own backups. Raises StorageError; then it is as it was."""
    _demand_room(folder)
    with telling(folder):
        _fold_in(folder / DATABASE, None)
        _export(folder, None, key)
        key_file.write(folder, made.in_state(SealState.SEALING, key))
        _publish(folder)
    finish(folder, key)


def unseal(folder: Path, key: DataKey, found: KeyFile) -> None:
    """Turn an encrypted workspace into a plain one; its backups stay encrypted. Raises StorageError."""
    _demand_room(folder)
    with telling(folder):
        _fold_in(folder / DATABASE, key)
        key_file.write(folder, found.in_state(SealState.OPENING, key))
    finish(folder, key)


def finish(folder: Path, key: DataKey | None) -> DataKey | None:
    """Do what a conversion has left to do; returns the key that the workspace has from here on.

    `key` is the one of its key file, None without one. Raises StorageError (disk full); the next opening goes on.
    """
    with telling(folder):
        for draft in folder.glob(f"{DRAFT}*"):
            draft.unlink()
        found = key_file.read(folder)
        if key is None or found is None or found.state is SealState.SEALED:
            return key
        sealing = found.state is SealState.SEALING
        after = key if sealing else None
        _recase(folder / PHOTOS, Casing.of(None if sealing else key), Casing.of(after))
        _switch(folder, key, after)
        if sealing:
            backup_sealing.seal_backups(folder, key, found.in_state(SealState.SEALED, key))
            key_file.write(folder, found.in_state(SealState.SEALED, key))
        else:
            key_file.remove(folder)
    return after


def _demand_room(folder: Path) -> None:
    """The database stands twice for a moment, and one photo."""
    needed = (folder / DATABASE).stat().st_size + _ROOM_TO_LEAVE
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StorageError("storage.no_room_to_convert", needed=needed // 2**20, free=free // 2**20)


def _switch(folder: Path, key: DataKey, after: DataKey | None) -> None:
    """Bring the database to its new state, unless it is there already."""
    with (folder / DATABASE).open("rb") as file:
        is_plain = file.read(len(_PLAIN_HEAD)) == _PLAIN_HEAD
    if is_plain == (after is None):
        return
    before = None if is_plain else key
    _fold_in(folder / DATABASE, before)
    _export(folder, before, after)
    _publish(folder)


def _fold_in(database: Path, key: DataKey | None) -> None:
    """Everything into the one file: a WAL in the old key beside a database in the new one would be its ruin.

    Raises StorageError `storage.busy` while anybody reads.
    """
    connection = connect(database, "rw", key=key)
    try:
        if connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
            raise StorageError("storage.busy", path=database)
    finally:
        connection.close()


def _export(folder: Path, before: DataKey | None, after: DataKey | None) -> None:
    rekeyed(folder / DATABASE, folder / DRAFT, before, after)


def _publish(folder: Path) -> None:
    (folder / DRAFT).replace(folder / DATABASE)
    sync_folder(folder)


def _recase(photos: Path, before: Casing, after: Casing) -> None:
    """Bring every photo file to its new state, each by a durable rename."""
    touched: set[Path] = set()
    for path in sorted(photos.rglob("*")):
        if not path.is_file():
            continue
        if path.suffix == ".tmp":
            path.unlink()
        elif not after.holds(path) and _recased(path, before, after):
            touched.add(path.parent)
    for folder in touched:
        sync_folder(folder)


def _recased(path: Path, before: Casing, after: Casing) -> bool:
    """Whether it could be read: a photo whose seal is broken stays as it is, and `check` tells of it."""
    draft = path.with_name(f"{path.name}.converting.tmp")
    draft.unlink(missing_ok=True)
    try:
        CasedFile(path, before).copied_to(draft, after)
    except BrokenSealError:
        draft.unlink(missing_ok=True)
        return False
    draft.replace(path)
    return True
