"""Large originals that arrive in pieces: which pieces are there, and whether they make up the whole.

Volumes of a package come in any order, twice, or not at all, and their sender may have cut the same photo
differently each time. So pieces may overlap; each is a file that says in its name what it is, and is checked
against that name when it is read again, perhaps weeks later.
"""

from __future__ import annotations

import hashlib
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from inspector.photos import durable
from inspector.vault.casing import PLAIN, Casing

MAX_PARTS = 4096
"""Pieces of one photo: 600 MB in volumes of 150 KB. More is no way to cut a photo."""

_NAME = re.compile(r"(\d{1,12})-(\d{1,12})-(\d{1,12})-([0-9a-f]{16})")
_CHECK = 16


@dataclass(frozen=True)
class Part:
    """Bytes `offset` to `end` of a photo of `total` bytes, in the file `path`; `check` begins their SHA-256."""

    offset: int
    size: int
    total: int
    check: str
    path: Path

    @property
    def end(self) -> int:
        """The first byte after it."""
        return self.offset + self.size

    @property
    def name(self) -> str:
        """Its file name in the store."""
        return f"{self.offset}-{self.size}-{self.total}-{self.check}"

    @classmethod
    def of(cls, offset: int, total: int, temp: Path, print_: durable.Fingerprint) -> Self:
        """The piece that was just written to `temp`."""
        return cls(offset, print_.byte_size, total, print_.sha256[:_CHECK], temp)


class DamagedPartError(Exception):
    """The bytes of `part` cannot be read or are not those of its name any more."""

    def __init__(self, part: Part) -> None:
        super().__init__(part.name)
        self.part = part


def kept(folder: Path) -> list[Part]:
    """The pieces of one photo in its `folder`; none when there is no folder."""
    if not folder.is_dir():
        return []
    named = ((path, _NAME.fullmatch(path.name)) for path in folder.iterdir())
    return [Part(int(found[1]), int(found[2]), int(found[3]), found[4], path) for path, found in named if found]


def covering(parts: Iterable[Part], total: int) -> list[Part]:
    """As few of `parts` as cover bytes 0 to `total` without a hole, in order; empty when there is a hole."""
    chosen: list[Part] = []
    reached, ahead = 0, deque(sorted(parts, key=lambda part: part.offset))
    while reached < total:
        here = [part for part in _until(ahead, reached) if part.end > reached]
        if not here:
            return []
        chosen.append(max(here, key=lambda part: part.end))
        reached = chosen[-1].end
    return chosen


def _until(ahead: deque[Part], reached: int) -> Iterator[Part]:
    """Take off those that begin at or before `reached`."""
    while ahead and ahead[0].offset <= reached:
        yield ahead.popleft()


def joined(chosen: Iterable[Part], casing: Casing = PLAIN) -> Iterator[bytes]:
    """The photo's bytes from pieces as `covering` gives them. Raises DamagedPartError."""
    reached = 0
    for part in chosen:
        yield from _beyond(part, reached, casing)
        reached = part.end


def _beyond(part: Part, reached: int, casing: Casing) -> Iterator[bytes]:
    """The bytes of `part` from byte `reached` of the photo on; all of it is read, for its check."""
    check, at = hashlib.sha256(), part.offset
    try:
        for chunk in casing.pieces(part.path):
            check.update(chunk)
            yield chunk[max(0, reached - at) :]
            at += len(chunk)
    except OSError as error:
        raise DamagedPartError(part) from error
    if at != part.end or not check.hexdigest().startswith(part.check):
        raise DamagedPartError(part)
