"""Files that have to survive a power cut: written beside, synced, renamed, and the folder synced (reliability.md)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.domain.errors import StorageError
from inspector.durable import sync_file, sync_folder

_UNFINISHED = ".unfinished"


def write_durably(path: Path, content: bytes) -> None:
    """Replace `path` by `content`: afterwards either the old or the new content is there, never a part."""
    beside = path.with_name(path.name + ".tmp")
    try:
        with beside.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file; `target` is there whole or not at all."""
    beside = target.with_name(target.name + ".tmp")
    try:
        shutil.copyfile(source, beside)
        sync_file(beside)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def link_or_copy(source: Path, target: Path) -> None:
    """Give `target` the bytes of `source`, as a hard link where the file system can, else as a durable copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        copy_durably(source, target)


def clear_unfinished(place: Path) -> None:
    """Delete the folders that a killed program was still making."""
    for stage in place.glob(f".*{_UNFINISHED}"):
        shutil.rmtree(stage, ignore_errors=True)


@contextmanager
def staged_folder(target: Path) -> Iterator[Path]:
    """A folder beside `target` that becomes it at the end: wholly there or not at all.

    Raises StorageError when the target is not empty. What a killed program left beside it is cleared away.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise StorageError("storage.not_empty", path=target)
    target.parent.mkdir(parents=True, exist_ok=True)
    stage = target.with_name(f".{target.name}{_UNFINISHED}")
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir()
    try:
        yield stage
        if target.exists():
            target.rmdir()
        stage.rename(target)
    except BaseException:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    sync_folder(target.parent)
