"""What a backup is on disk: made, read, verified, thinned.

A backup is a folder `<time>-<reason>` with `workspace.db` and `manifest.json`; the photos of all backups at one
destination lie beside them in `photos/` by content address, so that a backup is complete and costs only what
is new (reliability.md, "Backups"). That of an encrypted workspace has its `keys.json` with it, and its photos lie in
`photos-<id of the key>/`. Apart from `backup`, because a workspace makes one before it is open.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from inspector.domain.errors import StorageError
from inspector.domain.ids import CHINA, Clock, local_time
from inspector.durable import sha256_of, sync_folder
from inspector.storage import migrations
from inspector.storage.chain import last_change
from inspector.storage.damage import damaged_rows, is_sound
from inspector.storage.driver import Connection, connect, telling
from inspector.storage.files import link_or_copy, staged_folder, write_durably
from inspector.storage.sweep import original_path, photo_files, photo_hashes
from inspector.vault import key_file
from inspector.vault.casing import Casing
from inspector.vault.data_key import DataKey
from inspector.vault.sealed_file import BrokenSealError

DATABASE = "workspace.db"
MANIFEST = "manifest.json"
PHOTOS = "photos"
DUE_AFTER = timedelta(hours=1)
MANUAL = "manual"
_FORMAT = 1
_HOURLY, _DAILY = timedelta(days=1), timedelta(days=31)


@dataclass(frozen=True)
class Backup:
    """A backup that is there. `change_id` is the newest change set in it, `size` the bytes of its database."""

    path: Path
    made_at: datetime
    reason: str
    size: int
    sha256: str
    photos: tuple[str, ...]
    schema_version: int
    change_id: int

    @property
    def is_encrypted(self) -> bool:
        """Whether it asks for the passphrase that its workspace had when it was made, or changed since."""
        return key_file.is_encrypted(self.path)


@dataclass(frozen=True)
class Source:
    """What is backed up: the folder, a connection to its database, the clock, and the key of an encrypted one."""

    path: Path
    connection: Connection
    clock: Clock
    key: DataKey | None = None


def make(source: Source, *, destination: Path | None = None, reason: str) -> Backup:
    """Make, verify and keep a backup, then thin the automatic ones of its destination."""
    place = destination or source.path / "backups"
    with telling(place):
        place.mkdir(parents=True, exist_ok=True)
        made_at = local_time(source.clock)
        final = free_name(place, f"{made_at:%Y%m%d-%H%M%S}-{reason}")
        with staged_folder(final) as stage:
            manifest = _copy_database(source, stage / DATABASE)
            photos = _copy_photos(source, photo_folder(place, source.key))
            _copy_key_file(source, stage)
            manifest |= {"format": _FORMAT, "made_at": made_at.isoformat(), "reason": reason, "photos": photos}
            write_durably(stage / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
            sync_folder(stage)
    thin(place, made_at)
    return read_backup(final)


def make_if_due(source: Source, reason: str = "start") -> Backup | None:
    """The automatic backup: when something changed and the last one is older than an hour."""
    newest = next(iter(in_folder(source.path / "backups")), None)
    if newest and timedelta() <= local_time(source.clock) - newest.made_at < DUE_AFTER:
        return None
    return make_if_changed(source, reason)


def make_if_changed(source: Source, reason: str) -> Backup | None:
    """A backup unless the newest one holds every change already."""
    newest = next(iter(in_folder(source.path / "backups")), None)
    if last_change(source.connection) == (newest.change_id if newest else 0):
        return None
    return make(source, reason=reason)


def in_folder(place: Path) -> Iterator[Backup]:
    """The readable backups at a destination, the newest first."""
    found = []
    for manifest in place.glob(f"[!.]*/{MANIFEST}"):
        try:
            found.append(read_backup(manifest.parent))
        except StorageError:  # a damaged manifest is told when someone asks for that backup
            continue
    # Times are whole seconds; the number of the last change tells two backups of one second apart.
    yield from sorted(found, key=lambda one: (one.made_at, one.change_id, one.path.name), reverse=True)


def read_backup(path: Path) -> Backup:
    """What the manifest of a backup says. Raises StorageError when there is none that can be read."""
    try:
        told: dict[str, Any] = json.loads((path / MANIFEST).read_bytes())
        return Backup(
            path=path,
            made_at=datetime.fromisoformat(told["made_at"]).astimezone(CHINA),
            reason=str(told["reason"]),
            size=int(told["size"]),
            sha256=str(told["sha256"]),
            photos=tuple(map(str, told["photos"])),
            schema_version=int(told["schema_version"]),
            change_id=int(told["change_id"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StorageError("storage.backup_unreadable", path=path) from error


def verify(path: Path, key: DataKey | None = None) -> Backup:
    """Read everything in a backup, with the key of an encrypted one.

    Raises StorageError that says what is damaged or missing.
    """
    backup = read_backup(path)
    casing = Casing.of(key)
    database = path / DATABASE
    if not database.is_file() or sha256_of(database) != backup.sha256:
        raise StorageError("storage.backup_damaged", path=path)
    _verify_database(database, key)
    for sha in backup.photos:
        if not _is_whole(original_path(photo_folder(path.parent, key), sha), sha, casing):
            raise StorageError("storage.backup_photo_damaged", path=path, sha256=sha)
    return backup


def photo_folder(place: Path, key: DataKey | None) -> Path:
    """Where the photos of the backups at a destination lie: those of each key by themselves, plain ones too."""
    return place / (PHOTOS if key is None else f"{PHOTOS}-{key.id}")


def _is_whole(original: Path, sha256: str, casing: Casing) -> bool:
    try:
        return casing.sha256_of(original) == sha256
    except (FileNotFoundError, BrokenSealError):
        return False


def thin(place: Path, now: datetime) -> tuple[Path, ...]:
    """Drop automatic backups that newer ones stand for; returns their folders.

    One an hour is kept for a day, one a day for a month, then one a week. What a person asked for stays.
    """
    kept: set[str] = set()
    dropped = []
    for backup in in_folder(place):
        slot = _slot(backup.made_at, now)
        if backup.reason != MANUAL and slot in kept:
            shutil.rmtree(backup.path)
            dropped.append(backup.path)
        kept.add(slot)
    return tuple(dropped)


def _slot(made_at: datetime, now: datetime) -> str:
    age = now - made_at
    if age < _HOURLY:
        return f"{made_at:%Y-%m-%d %H}"
    return f"{made_at:%Y-%m-%d}" if age < _DAILY else f"{made_at:%G-W%V}"


def free_name(place: Path, name: str) -> Path:
    """`name` in `place`, with a number after it when two backups fall into one second."""
    path, number = place / name, 1
    while path.exists():
        number += 1
        path = place / f"{name}-{number}"
    return path


def _copy_key_file(source: Source, folder: Path) -> None:
    found = key_file.read(source.path)
    if source.key is not None and found is not None:
        key_file.write(folder, found)


def _copy_database(source: Source, database: Path) -> dict[str, Any]:
    """Copy through SQLite (a consistent state while others write), as one file; returns what it holds."""
    copy = connect(database, "rwc", key=source.key)
    try:
        source.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE").fetchall()
        told = {"schema_version": migrations.version(copy), "change_id": last_change(copy)}
    finally:
        copy.close()
    _verify_database(database, source.key)
    return told | told_of_file(database)


def told_of_file(database: Path) -> dict[str, Any]:
    """What a manifest says of the file of a database."""
    return {"size": database.stat().st_size, "sha256": sha256_of(database)}


def _verify_database(database: Path, key: DataKey | None) -> None:
    connection = connect(database, "ro", key=key)
    try:
        with telling(database):
            sound = is_sound(connection) and not any(damaged_rows(connection))
    finally:
        connection.close()
    if not sound:
        raise StorageError("storage.backup_damaged", path=database.parent)


def _copy_photos(source: Source, store: Path) -> list[str]:
    """Bring what the destination lacks; returns the hashes of the photos that it now holds."""
    photos = source.path / PHOTOS
    brought = []
    for sha in sorted(photo_hashes(source.connection)):
        bring_photo(photos, store, sha)
        if original_path(store, sha).is_file():
            brought.append(sha)
    return brought


def bring_photo(photos: Path, store: Path, sha: str) -> None:
    """Link or copy the files of one photo from one photo folder to another that lacks them."""
    for file in photo_files(photos, sha):
        target = store / file.relative_to(photos)
        if not target.exists():
            link_or_copy(file, target)
