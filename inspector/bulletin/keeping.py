"""Keeping things together on the line grid: headings with what follows, the tail with the last of the text.

reportlab's KeepTogether moves a whole paragraph rather than cutting it, which leaves half-empty pages, and
drops a Spacer at the head of a page; these flowables cut the follower and keep to whole lines.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from inspector.bulletin import geometry


class BlankLines(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Empty lines of the grid that stand at the head of a page too."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """`count` lines high."""
        return width, self._count * geometry.PITCH

    def draw(self) -> None:
        """Nothing: the lines are empty."""


class Stack(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Flowables one under the other; only the last may be cut, and its first piece stays with the others."""

    def __init__(self, parts: Sequence[Flowable]) -> None:
        super().__init__()
        self._parts = tuple(parts)
        self._heights: list[float] = []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The sum of the parts' heights."""
        self._heights = [part.wrap(width, height)[1] for part in self._parts]
        self.height = sum(self._heights)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The others with the last one's first piece; on an empty page the parts one by one if need be."""
        self.wrap(width, height)
        *others, last = self._parts
        room = height - sum(self._heights[:-1])
        pieces = last.split(width, room) if room > geometry.SLACK else []
        if len(pieces) > 1:
            return [Stack([*others, pieces[0]]), *pieces[1:]]
        hopeless = geometry.is_fresh(height) and self.height > height + geometry.SLACK
        return list(self._parts) if hopeless else []

    def draw(self) -> None:
        """Draw the parts from the top."""
        top = self.height
        for part, height in zip(self._parts, self._heights, strict=True):
            top -= height
            part.drawOn(self.canv, 0, top)


class Closing(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """The end of the text and what must not stand alone on a page: 附件说明, or 版记 `at_foot` (rule 8)."""

    def __init__(self, last: Flowable, tail: Flowable, *, at_foot: bool) -> None:
        super().__init__()
        self._last, self._tail, self._at_foot = last, tail, at_foot
        self._last_height = 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Both heights; at the foot all there is, so that the tail comes to stand on the bottom edge."""
        self._last_height = self._last.wrap(width, height)[1]
        tail = self._tail.wrap(width, height)[1]
        needed = self._last_height + tail
        self.height = max(height, needed) if self._at_foot else needed
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The latest cut of the text that leaves something for the tail's page."""
        for lines in range(geometry.lines_within(height), 0, -1):
            pieces = self._last.split(width, lines * geometry.PITCH)
            if len(pieces) > 1:
                return [*pieces[:-1], Closing(pieces[-1], self._tail, at_foot=self._at_foot)]
        if not geometry.is_fresh(height):
            return []
        fits = self._last.wrap(width, height)[1] <= height + geometry.SLACK
        pieces = [] if fits else self._last.split(width, height)
        return [*(pieces or [self._last]), self._tail_alone()]

    def _tail_alone(self) -> Flowable:
        """For a last object that fills a page and cannot be cut."""
        return Closing(BlankLines(0), self._tail, at_foot=True) if self._at_foot else self._tail

    def draw(self) -> None:
        """Draw the text at the top and the tail at the bottom."""
        self._last.drawOn(self.canv, 0, self.height - self._last_height)
        self._tail.drawOn(self.canv, 0, 0)
