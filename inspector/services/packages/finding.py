"""Packages among what a user hands over: files, and folders with whatever else lies in them.

Apart from importing, because nothing is unpacked here: a package is known by its content whatever its name, and what is
none is told instead of being passed over.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspector.exchange.reading import looks_like_package

SUFFIX = ".xmw"
DEPTH = 3
"""Folders below one another that are looked into, the one handed over among them: a stick, a day, a device."""
MOST_FILES = 5_000
"""Files looked at; whoever hands over a whole disk did not mean it."""

_JUNK = {"thumbs.db", "desktop.ini", "system volume information", "$recycle.bin", "__macosx"}

Progress = Callable[[int, int], None]


@dataclass
class Found:
    """`packages` in their order, `others` that are none, `unread` files and folders that could not be opened.

    `deeper` are folders too deep to be looked into; `cut` says that there was more than is ever looked at.
    """

    packages: list[Path] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)
    unread: list[Path] = field(default_factory=list)
    deeper: list[Path] = field(default_factory=list)
    cut: bool = False

    @property
    def complete(self) -> bool:
        """Whether everything handed over is a package."""
        return not (self.others or self.unread or self.deeper or self.cut)


def find_packages(paths: Sequence[Path], progress: Progress | None = None) -> Found:
    """Look through files and folders. Nothing is opened for writing, no link is followed out of a folder."""
    found = Found()
    for done, file in enumerate(_files(paths, found)):
        if done == MOST_FILES:
            found.cut = True
            break
        _judge(file, found)
        if progress:
            progress(done, 0)
    return found


def _files(paths: Sequence[Path], found: Found) -> Iterator[Path]:
    for path in dict.fromkeys(paths):
        if path.is_dir():
            yield from _inside(path, DEPTH, found)
        else:
            yield path


def _inside(folder: Path, depth: int, found: Found) -> Iterator[Path]:
    try:
        with os.scandir(folder) as listed:
            entries = sorted(listed, key=lambda one: one.name)
    except OSError:
        found.unread.append(folder)
        return
    folders = []
    for one in entries:
        if one.name.startswith(".") or one.name.lower() in _JUNK or one.is_symlink():
            continue
        if one.is_dir(follow_symlinks=False):
            folders.append(Path(one.path))
        else:
            yield Path(one.path)
    if depth == 1:
        found.deeper += folders
        return
    for below in folders:
        yield from _inside(below, depth - 1, found)


def _judge(file: Path, found: Found) -> None:
    try:
        with file.open("rb"):
            is_package = file.suffix.lower() == SUFFIX or looks_like_package(file)
    except OSError:
        found.unread.append(file)
        return
    (found.packages if is_package else found.others).append(file)
