"""Headings of four levels with their numbers and bookmarks, and the titles of the issue and of annexes.

一、黑体 /（一）楷体 / 1. 仿宋 /（1）仿宋, all 16 pt, indented two characters (GB/T 9704 7.3.3). `Stack` keeps a
heading with what follows it; the bookmark is a flowable without height that goes with the heading.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reportlab.platypus.flowables import Flowable

from inspector.bulletin import geometry
from inspector.bulletin.characters import printable
from inspector.bulletin.numbering import LEVELS
from inspector.bulletin.pen import Pen

FACES = {1: "hei", 2: "kai", 3: "fang", 4: "fang"}


def heading_face(level: int) -> str:
    """The face of a heading level; other levels count as the nearest."""
    return FACES[min(max(level, 1), LEVELS)]


class Bookmark(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """An entry of the outline at this place; takes no room."""

    _ZEROSIZE = 1

    def __init__(self, title: str, level: int, key: str) -> None:
        super().__init__()
        self._title, self._level, self._key = title, level, key

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """No room at all."""
        return 0, 0

    def draw(self) -> None:
        """Mark the place and enter it into the outline."""
        self.canv.bookmarkHorizontal(self._key, 0, 0)
        self.canv.addOutlineEntry(self._title, self._key, self._level)


@dataclass
class Outline:
    """Hands out bookmarks; no entry lies more than one level below the one before it."""

    _count: int = field(default=0)
    _level: int = field(default=-1)

    def bookmark(self, title: str, level: int) -> Bookmark:
        """The bookmark of a title at `level`, 0 being the outermost."""
        self._count += 1
        self._level = min(level, self._level + 1)
        return Bookmark(printable(title).replace("\n", " "), self._level, f"b{self._count}")


class TitleBlock(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A title in 小标宋, its lines centred on the grid; cut between lines when no page could hold it."""

    def __init__(self, lines: list[str], pen: Pen) -> None:
        super().__init__()
        self._lines, self._pen = lines, pen

    @property
    def _widest(self) -> float:
        """A line that its writer broke may be too long; the title is then set smaller as a whole."""
        return max((self._pen.width(line, "song", geometry.TITLE_SIZE) for line in self._lines), default=0.0)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """A grid line for each line of the title."""
        self.height = len(self._lines) * geometry.PITCH
        return width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """The lines that fit and the others, only where a page would not hold them all."""
        fit = geometry.lines_within(height)
        if fit == 0 or len(self._lines) <= geometry.LINES:
            return []
        return [TitleBlock(self._lines[:fit], self._pen), TitleBlock(self._lines[fit:], self._pen)]

    def draw(self) -> None:
        """Draw the lines from the top."""
        size = geometry.TITLE_SIZE * min(1.0, geometry.WIDTH / max(self._widest, 1.0))
        baseline = self.height - (geometry.PITCH + size * 0.76) / 2
        for line in self._lines:
            x = (geometry.WIDTH - self._pen.width(line, "song", size)) / 2
            self._pen.write(self.canv, x, baseline, line, "song", size)
            baseline -= geometry.PITCH
