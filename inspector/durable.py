"""Files and names that survive a power cut, and their hash: the steps that every safe write is made of.

At the bottom, because photos, packages and the workspace write alike and may not know each other (reliability.md:
temporary name, fsync, rename, fsync of the folder).
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_BLOCK = 1 << 20


def sync_file(path: Path) -> None:
    """Wait until the disk has the content of a file. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder; Windows has no such call and journals them itself."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hex. Raises OSError."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while block := source.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def write_text(path: Path, text: str) -> None:
    """Write a small file so that it is there wholly, new or old, whatever happens. Raises OSError."""
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """The same of bytes."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    sync_file(beside)
    beside.replace(path)
    sync_folder(path.parent)
