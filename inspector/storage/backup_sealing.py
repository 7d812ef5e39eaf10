"""The backups in a workspace's own folder, when the workspace is encrypted: sealed under its key, or gone.

A plain copy of everything beside an encrypted workspace would make its passphrase worth nothing. Backups elsewhere
stay as they are: this program may not even see them.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from inspector.domain.errors import StorageError
from inspector.durable import sync_folder
from inspector.storage.backup_folder import (
    DATABASE,
    MANIFEST,
    PHOTOS,
    Backup,
    bring_photo,
    free_name,
    photo_folder,
    read_backup,
    told_of_file,
)
from inspector.storage.files import staged_folder, write_durably
from inspector.storage.rekeying import rekeyed
from inspector.storage.sweep import photo_files
from inspector.vault import key_file
from inspector.vault.casing import CasedFile, Casing
from inspector.vault.data_key import DataKey
from inspector.vault.key_file import KeyFile

BACKUPS = "backups"
_PAST_READING = ("storage.backup_unreadable", "storage.damaged", "storage.cannot_open")


def seal_backups(workspace: Path, key: DataKey, made: KeyFile) -> None:
    """Seal every plain backup; one that cannot be read any more would only betray what it still holds, and goes.

    Raises StorageError, OSError; done again it goes on where it stopped.
    """
    place = workspace / BACKUPS
    for folder in list(_plain_ones(place)):
        try:
            _seal(read_backup(folder), workspace, key, made)
        except StorageError as error:
            if error.key not in _PAST_READING:
                raise
        shutil.rmtree(folder)
    shutil.rmtree(place / PHOTOS, ignore_errors=True)


def keep_key_file(workspace: Path, made: KeyFile) -> None:
    """Bring a new passphrase to the backups beside the workspace that have the same data key."""
    for folder in (workspace / BACKUPS).glob(f"*/{key_file.NAME}"):
        found = key_file.read(folder.parent)
        if found is not None and found.id == made.id:
            key_file.write(folder.parent, made)


def _plain_ones(place: Path) -> Iterator[Path]:
    """Also those that a kill left unfinished."""
    for folder in sorted(place.glob("*")):
        if folder.is_dir() and not folder.name.startswith(PHOTOS) and not key_file.is_encrypted(folder):
            yield folder


def _seal(backup: Backup, workspace: Path, key: DataKey, made: KeyFile) -> None:
    place = backup.path.parent
    for sha in backup.photos:
        _bring(sha, workspace, place, key)
    manifest = json.loads((backup.path / MANIFEST).read_bytes())
    with staged_folder(free_name(place, backup.path.name)) as stage:
        rekeyed(backup.path / DATABASE, stage / DATABASE, None, key)
        key_file.write(stage, made)
        manifest |= told_of_file(stage / DATABASE)
        write_durably(stage / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
        sync_folder(stage)


def _bring(sha256: str, workspace: Path, place: Path, key: DataKey) -> None:
    """A photo from the workspace, which has sealed it already, or from the plain ones of the backups."""
    target = photo_folder(place, key)
    bring_photo(workspace / PHOTOS, target, sha256)
    for plain in photo_files(place / PHOTOS, sha256):
        final = target / plain.relative_to(place / PHOTOS)
        if not final.exists():
            final.parent.mkdir(parents=True, exist_ok=True)
            draft = final.with_name(f"{final.name}.tmp")
            draft.unlink(missing_ok=True)
            CasedFile(plain).copied_to(draft, Casing.of(key))
            draft.replace(final)
