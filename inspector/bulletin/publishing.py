"""A finished file put where the user asked for it: made beside it, moved in one step.

Apart from what is printed, so that bulletins and letters end alike and none leaves half a file.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from inspector.bulletin.pdfa import finish_pdfa
from inspector.domain.errors import StorageError

MOST_NUMBERED = 99

Told = TypeVar("Told")


@dataclass(frozen=True)
class PublishedPdf:
    """Where a PDF was put (another name where the wanted one was held open), its pages and its SHA-256."""

    path: Path
    pages: int
    sha256: str


def publish_pdf(out: Path, dated: date, build: Callable[[Path], int]) -> PublishedPdf:
    """Let `build` write a PDF and tell its pages, complete it to PDF/A-2b, and put it to `out`; raises as `publish`."""

    def make(made: Path) -> tuple[int, str]:
        pages = build(made)
        finish_pdfa(made, dated)
        return pages, _digest(made)

    placed, (pages, digest) = publish(out, make)
    return PublishedPdf(placed, pages, digest)


def publish(out: Path, build: Callable[[Path], Told]) -> tuple[Path, Told]:
    """Let `build` write a file beside `out`, then put it in place; returns where it is, and what `build` tells.

    A target that another program holds open gets a number behind its name. Raises StorageError
    `bulletin.cannot_write` when the folder takes no file.
    """
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".bulletin-") as folder:
            made = Path(folder) / f"bulletin{out.suffix}"
            told = build(made)
            return _put_in_place(made, out), told
    except OSError as error:
        raise StorageError("bulletin.cannot_write", file=out.name, folder=str(out.parent)) from error


def _digest(made: Path) -> str:
    with made.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _put_in_place(made: Path, out: Path) -> Path:
    """Move the finished file to `out`, or beside it when another program holds `out` open."""
    targets = [out, *(out.with_stem(f"{out.stem}-{number}") for number in range(2, MOST_NUMBERED + 1))]
    for target in targets[:-1]:
        with suppress(PermissionError):
            return made.replace(target)
    return made.replace(targets[-1])
