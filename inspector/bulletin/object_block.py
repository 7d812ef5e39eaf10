"""A numbered object (表 or 图) as rows that go over pages together with its caption.

Tables, lamp matrices, photo grids and charts differ only in their rows. This block owns what they share
(bulletin.md rule 15): 表题 above or 图题 below on every page that holds a part of the object, the header and
续表 repeated, a row taller than a page cut, and a height of whole grid lines so that the text below stands on
the line grid again. reportlab's Table cuts no row with a caption and cannot say 续表.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from inspector.bulletin import geometry

MARGIN = 8.0
LINE_SPACE = geometry.PITCH - geometry.BODY_SIZE
"""The white under a line of text, which stands at the top of its grid line: the air above an object already."""

GAP_ABOVE, GAP_BELOW = 5.0, 8.0
LEAST_CUT = 40.0
FRAME_LINE, INNER_LINE = 1.0, 0.5


class Row(Protocol):
    """A strip across the type area; `height` in points."""

    @property
    def height(self) -> float:
        """The height in points."""
        ...

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw from x = 0 rightwards and from `top` downwards."""
        ...

    def cut(self, height: float) -> tuple[Row, Row] | None:
        """This row in two, the first at most `height` points high; None when it cannot be cut there."""
        ...


@dataclass(frozen=True)
class Blueprint:
    """An object before it meets a page: captions, header, rows and what stands under them.

    `again` is the caption of every part after the first. `ruled` draws the frame of a table. No part of fewer than
    `least` rows stands at the foot of a page.
    """

    caption: Row
    again: Row
    rows: tuple[Row, ...]
    above: bool
    header: Row | None = None
    foot: Row | None = None
    ruled: bool = False
    least: int = 2

    @property
    def gap(self) -> float:
        """Between the object and its caption or foot."""
        return GAP_ABOVE if self.above else GAP_BELOW

    @classmethod
    def grid(cls, captions: tuple[Row, Row], header: Row, rows: tuple[Row, ...], foot: Row | None) -> Blueprint:
        """A ruled grid; a header taller than a third of the page is not repeated, it would leave no room for rows."""
        caption, again = captions
        if header.height > geometry.HEIGHT / 3:
            return cls(caption, again, (header, *rows), above=True, foot=foot, ruled=True)
        return cls(caption, again, rows, above=True, header=header, foot=foot, ruled=True)

    def rest(self, rows: tuple[Row, ...]) -> Blueprint:
        """The part on the following page."""
        return replace(self, caption=self.again, rows=rows)

    def part(self, rows: tuple[Row, ...]) -> Blueprint:
        """The part that stays on this page; what belongs under the whole goes with the last part."""
        return replace(self, rows=rows, foot=None)


class Shrunk(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """An object that no page holds and nothing can cut, reduced to the height of a page."""

    def __init__(self, block: ObjectBlock) -> None:
        super().__init__()
        self._block = block

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """A whole page."""
        return width, geometry.HEIGHT

    def draw(self) -> None:
        """Draw the object reduced and centred."""
        scale = geometry.HEIGHT / self._block.height
        self.canv.translate(geometry.WIDTH * (1 - scale) / 2, 0)
        self.canv.scale(scale, scale)
        self._block.drawOn(self.canv, 0, 0)


class ObjectBlock(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A `Blueprint` in the flow of the bulletin."""

    def __init__(self, blueprint: Blueprint) -> None:
        super().__init__()
        self._plan = blueprint
        self._height = 0.0

    @property
    def plan(self) -> Blueprint:
        """What the block is made of."""
        return self._plan

    @property
    def _fixed(self) -> float:
        """What every part of the object needs beside its rows."""
        header = self._plan.header.height if self._plan.header else 0.0
        return 2 * MARGIN + self._plan.caption.height + self._plan.gap + header

    @property
    def _foot(self) -> float:
        return self._plan.foot.height + self._plan.gap if self._plan.foot else 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The width and the height in whole grid lines."""
        self._height = self._fixed + sum(row.height for row in self._plan.rows) + self._foot
        self.height = geometry.on_grid(self._height)
        return width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """The part that fits and the rest, or nothing: then the block goes to the next page whole."""
        room = geometry.lines_within(height) * geometry.PITCH - self._fixed
        rows = self._plan.rows
        count = self._count(room)
        fresh = geometry.is_fresh(height)
        if count == 0 or (count < min(self._plan.least, len(rows)) and not fresh):
            return self._cut_row(room) or ([Shrunk(self)] if fresh and self.height > geometry.HEIGHT else [])
        return [ObjectBlock(self._plan.part(rows[:count])), ObjectBlock(self._plan.rest(rows[count:]))]

    def _count(self, room: float) -> int:
        """How many rows stay here; at least one goes on, a 合计 row never alone if that can be helped."""
        rows, used, count = self._plan.rows, 0.0, 0
        for row in rows:
            used += row.height
            if used > room:
                break
            count += 1
        count = max(0, min(count, len(rows) - 1))
        alone = len(rows) - count == 1 and count > self._plan.least
        return count - 1 if alone else count

    def _cut_row(self, room: float) -> list[Flowable]:
        """Cut the first row when no page could hold it whole."""
        if not self._plan.rows:
            return []
        first, *others = self._plan.rows
        whole_page = geometry.HEIGHT - self._fixed
        needed = first.height + (0 if others else self._foot)
        pair = first.cut(room) if needed > whole_page and room >= LEAST_CUT else None
        if pair is None:
            return []
        rest = (pair[1], *others)
        return [ObjectBlock(self._plan.part((pair[0],))), ObjectBlock(self._plan.rest(rest))]

    def draw(self) -> None:
        """Draw caption, header, rows and foot from the top."""
        spare = self.height - self._height + 2 * MARGIN
        top = self.height - max(0.0, (spare - LINE_SPACE) / 2)
        if self._plan.above:
            top = self._draw_strip(self._plan.caption, top) - self._plan.gap
        top = self._draw_rows(top)
        if self._plan.foot:
            top = self._draw_strip(self._plan.foot, top - self._plan.gap)
        if not self._plan.above:
            self._draw_strip(self._plan.caption, top - self._plan.gap)

    def _draw_rows(self, top: float) -> float:
        header = (self._plan.header,) if self._plan.header else ()
        bottom = top
        self.canv.setStrokeGray(0)
        self.canv.setLineWidth(INNER_LINE)
        for row in (*header, *self._plan.rows):
            bottom = self._draw_strip(row, bottom)
        if self._plan.ruled:
            self.canv.setLineWidth(FRAME_LINE)
            inset = FRAME_LINE / 2
            self.canv.rect(inset, bottom, geometry.WIDTH - FRAME_LINE, top - bottom, stroke=1, fill=0)
        return bottom

    def _draw_strip(self, row: Row, top: float) -> float:
        row.draw(self.canv, top)
        return top - row.height
