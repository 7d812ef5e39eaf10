"""The start of a workspace: what an interrupted program left among the photos, and what is missing there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inspector.storage.driver import Connection, rows

ORIGINALS, PRINT, THUMBS = "originals", "print", "thumbs"
_SUFFIX = {ORIGINALS: "", PRINT: ".jpg", THUMBS: ".jpg"}
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Sweep:
    """What was found at the start.

    `deleted` temporary files, `orphans` that no record names (kept, offered for recovery), and the hashes of
    photos whose file is `missing`.
    """

    deleted: tuple[Path, ...] = ()
    orphans: tuple[Path, ...] = ()
    missing: tuple[str, ...] = ()


def original_path(photos: Path, sha256: str) -> Path:
    """Where the untouched original of a photo lies below the photo folder."""
    return photos / ORIGINALS / sha256[:2] / sha256


def photo_files(photos: Path, sha256: str) -> Iterator[Path]:
    """The files of one photo that are there: original, print size, thumbnail."""
    for kind, suffix in _SUFFIX.items():
        path = photos / kind / sha256[:2] / f"{sha256}{suffix}"
        if path.is_file():
            yield path


def photo_hashes(connection: Connection) -> set[str]:
    """The hashes that photo records name."""
    return {sha for (sha,) in rows(connection, "SELECT DISTINCT sha256 FROM photo")}


def sweep(photos: Path, connection: Connection) -> Sweep:
    """Delete what an interrupted attach left half written; list orphans and missing files."""
    deleted = tuple(sorted(photos.rglob("*.tmp")))
    for path in deleted:
        path.unlink()
    return Sweep(deleted, *compare(photos, connection))


def compare(photos: Path, connection: Connection) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Orphan files and missing hashes."""
    named = photo_hashes(connection)
    originals = {path.name: path for path in (photos / ORIGINALS).glob("??/*") if _SHA256.fullmatch(path.name)}
    orphans = tuple(path for sha, path in sorted(originals.items()) if sha not in named)
    return orphans, tuple(sorted(named - originals.keys()))
