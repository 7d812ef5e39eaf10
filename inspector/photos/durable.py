"""Files that survive a power cut: copy to a temporary name, fsync, rename, fsync the folder.

Measured in 120 kills: writing in place left 19 truncated photos, this order none (reliability.md).
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inspector.vault.casing import PLAIN, Casing, write_all

__all__ = [
    "Fingerprint",
    "copy",
    "discard",
    "discard_folder",
    "fingerprint",
    "make_folder",
    "publish",
    "sync",
    "sync_everything",
    "sync_file",
    "sync_folder",
    "waits_for_everything",
    "write",
    "write_all",
]


@dataclass(frozen=True)
class Fingerprint:
    """What tells one file's bytes from another's."""

    sha256: str
    byte_size: int


def fingerprint(path: Path) -> Fingerprint:
    """Read the plain file `path` once. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    for chunk in PLAIN.pieces(path):
        digest.update(chunk)
        size += len(chunk)
    return Fingerprint(digest.hexdigest(), size)


def copy(source: Path, temp: Path, casing: Casing = PLAIN) -> Fingerprint:
    """Copy the plain file `source` to the new file `temp` as `casing` has it, down to the disk; tells what was copied.

    Raises OSError.
    """
    digest, size = hashlib.sha256(), 0
    with casing.writing(temp) as out:
        for chunk in PLAIN.pieces(source):
            digest.update(chunk)
            write_all(out, chunk)
            size += len(chunk)
    sync_file(temp)
    return Fingerprint(digest.hexdigest(), size)


def write(data: bytes, temp: Path, casing: Casing = PLAIN) -> None:
    """Write `data` to the new file `temp` as `casing` has it, down to the disk. Raises OSError."""
    with casing.writing(temp) as out:
        write_all(out, data)
    sync_file(temp)


def sync_file(path: Path) -> None:
    """Wait until the disk has the closed file `path`. Raises OSError."""
    with path.open("r+b") as file:
        sync(file.fileno())


def sync_everything() -> None:
    """Let the system write back all that it holds, where it can be asked to; no proof that a single file arrived."""
    if hasattr(os, "sync"):
        os.sync()


def waits_for_everything() -> bool:
    """Whether `sync_everything` comes back only when all is written: so on Linux (sync(2)); POSIX promises less."""
    return sys.platform == "linux"


def publish(temp: Path, target: Path) -> None:
    """Give the synced file `temp` its final name in the same folder, replacing what was there."""
    temp.replace(target)
    sync_folder(target.parent)


def make_folder(folder: Path) -> None:
    """Make `folder` and its parents, each entry down to the disk."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def discard(*paths: Path) -> None:
    """Delete what is there. A file that another program holds open on Windows is left to the next sweep."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def discard_folder(folder: Path) -> None:
    """Delete `folder` if it is there and empty."""
    with suppress(OSError):
        folder.rmdir()


def sync(descriptor: int) -> None:
    """Wait until the disk has the file."""
    os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's entries. Windows has no such call: NTFS journals them itself."""
    if os.name == "nt":  # pragma: no cover - decided by the platform
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)
