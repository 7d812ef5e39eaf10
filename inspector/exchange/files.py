"""Files that are there whole or not at all: temporary name, fsync, rename, fsync of the folder (reliability.md).

Stands apart because volumes and sealed files are published alike. Packages never replace a file: a name that is
taken gets `-2`, because the file of that name may not have been handed over yet.
"""

from __future__ import annotations

import hashlib
import os
from itertools import count
from pathlib import Path

from inspector.exchange import limits


def free_name(path: Path) -> Path:
    """The path itself, or where that is taken the first of `name-2`, `name-3` that is free."""
    names = (path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(1))
    return next(name for name in names if not os.path.lexists(name))


def sync_file(path: Path) -> None:
    """Wait until the disk has the file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names of a folder; Windows has no such call and journals them itself."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(limits.BLOCK):
            digest.update(block)
    return digest.hexdigest()
