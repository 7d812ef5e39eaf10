"""The ballast: a file that takes up room in a workspace, so that there is room to give when the disk is full.

On a full disk SQLite can neither save nor open nor tidy up, and a user who wants to delete something in the
program could not. So a write that finds the disk full frees the ballast and says so; the next one has room.
It is made when a workspace is opened that holds enough to be worth it, where there is plenty of room, and made
again in the same way once it was freed. It lies beside the database and belongs to no backup.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from inspector.domain.errors import StorageError
from inspector.durable import sync_file

NAME = "ballast"
SIZE = 20 * 2**20
LOW_SPACE = 500 * 2**20
"""Free bytes below which a user is warned and no ballast is made (reliability.md)."""

WORTH = 1000
"""Operations from which on a workspace gets its ballast: a new or tiny one is not worth 20 MB."""

_BLOCK = 2**20
_Result = TypeVar("_Result")


def keep(folder: Path, size: int = SIZE) -> bool:
    """Make the ballast if it is not there, is not whole, and there is room; returns whether it was made.

    Random bytes: a file system must not make it sparse, or small by compression.
    """
    path = folder / NAME
    if size == 0 or (path.is_file() and path.stat().st_size == size):
        return False
    if shutil.disk_usage(folder).free < LOW_SPACE + size:
        return False
    beside = path.with_name(NAME + ".tmp")
    try:
        with beside.open("wb") as out:
            for start in range(0, size, _BLOCK):
                out.write(os.urandom(min(_BLOCK, size - start)))
        sync_file(beside)
        beside.replace(path)
    except OSError:  # a disk that cannot hold it is no reason to stop anything
        beside.unlink(missing_ok=True)
        return False
    return True


def release(folder: Path) -> int:
    """Free the ballast; returns the bytes freed, 0 when there was none."""
    path = folder / NAME
    try:
        freed = path.stat().st_size
        path.unlink()
    except OSError:
        return 0
    return freed


@contextmanager
def easing(folder: Path) -> Iterator[None]:
    """When the disk turns out to be full inside, free the ballast. Raises StorageError that says so."""
    try:
        yield
    except StorageError as error:
        freed = release(folder) if error.key == "storage.disk_full" else 0
        if not freed:
            raise
        raise StorageError("storage.disk_full_eased", path=folder, freed=freed // 2**20) from error


def eased(folder: Path, work: Callable[[], _Result]) -> _Result:
    """Do `work`; when the disk turns out to be full, free the ballast and do it once more."""
    try:
        with easing(folder):
            return work()
    except StorageError as error:
        if error.key != "storage.disk_full_eased":
            raise
    return work()
