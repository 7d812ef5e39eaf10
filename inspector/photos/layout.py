"""Where a photo's files lie below the workspace's `photos/` folder; storage and backups rely on it.

originals/ab/<sha256>      originals/ab/<sha256>.<hex>.tmp
print/ab/<sha256>.jpg      print/<hex>.tmp
thumbs/ab/<sha256>.jpg     thumbs/<hex>.tmp
parts/<sha256>/<offset>-<size>-<total>-<check>
arriving/<hex>.tmp
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path

from inspector.domain.errors import NotFoundError

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Layout:
    """The paths of every photo, by the SHA-256 of its original (64 lower-case hex digits)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def original(self, sha256: str) -> Path:
        """The untouched bytes."""
        return self._path("originals", sha256, "")

    def print_copy(self, sha256: str) -> Path:
        """The upright JPEG for the printed page."""
        return self._path("print", sha256, ".jpg")

    def thumbnail(self, sha256: str) -> Path:
        """The upright JPEG for lists."""
        return self._path("thumbs", sha256, ".jpg")

    def parts(self, sha256: str) -> Path:
        """The folder of the pieces in which the original has arrived so far."""
        return self.root / "parts" / address(sha256)

    def arriving(self) -> Path:
        """A temporary name for something that is just coming in."""
        return self.root / "arriving" / f"{secrets.token_hex(8)}.tmp"

    def new_views(self) -> tuple[Path, Path]:
        """Temporary names for a print copy and a thumbnail whose original is still being hashed."""
        name = f"{secrets.token_hex(8)}.tmp"
        return self.root / "print" / name, self.root / "thumbs" / name

    def leftovers(self) -> list[Path]:
        """Temporary files of attaches and receipts that were cut short."""
        return sorted(self.root.rglob("*.tmp"))

    def _path(self, folder: str, sha256: str, ending: str) -> Path:
        return self.root / folder / address(sha256)[:2] / (sha256 + ending)


def address(sha256: str) -> str:
    """`sha256` itself, if it may become part of a path. Raises NotFoundError."""
    if not _SHA256.fullmatch(sha256):
        raise NotFoundError("photos.no_original", sha256=sha256[:64])
    return sha256


def temporary(target: Path) -> Path:
    """A name of its own beside `target`, so that the last step is a rename within one folder."""
    return target.with_name(f"{target.name}.{secrets.token_hex(4)}.tmp")
