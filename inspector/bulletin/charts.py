"""Bar charts and the rate family as vector drawings within the type area, 图题 below.

Horizontal bars from zero with the value printed beside each, one hue and its lighter sister for the second
series, the time line as one stroke through all bars (design tokens, "Charts"). Never red (rule 6); in one ink
both blues print as well-separated greys. Bars are rows, so that a chart longer than a page goes over pages like
a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin import geometry
from inspector.bulletin.captions import figure_captions
from inspector.bulletin.content import Align, Bar, BarChart
from inspector.bulletin.object_block import Blueprint, ObjectBlock
from inspector.bulletin.pen import Pen, TextCell

BAR, SECOND, TRACK = HexColor("#1B4F8F"), HexColor("#8FA9CC"), HexColor("#E1E7EE")
TEXT_SIZE = 12.0
THICK, THIN = 12.0, 5.0
ROW_PAD = 5.5
GAP = 6.0
WIDEST_LABEL = 0.34
LINE_WIDTH = 1.4


@dataclass(frozen=True)
class Scale:
    """Where bars begin and how long the largest may be, in points from the type area's left edge."""

    left: float
    length: float
    maximum: Decimal

    def at(self, value: Decimal) -> float:
        """The length of `value`; below zero and beyond the maximum it ends at the edge."""
        if not value.is_finite() or self.maximum <= 0:
            return 0.0
        return float(min(max(value / self.maximum, Decimal(0)), Decimal(1))) * self.length


@dataclass(frozen=True)
class BarRow:
    """One bar with its label left and its value right; `line` is the place of the time line or None."""

    bar: Bar
    label: TextCell
    scale: Scale
    line: float | None
    pen: Pen

    @cached_property
    def height(self) -> float:
        """The bars or the label, whichever is taller, and the padding."""
        bars = THICK + (THIN + 1 if self.bar.second is not None else 0)
        return max(bars, self.label.height) + 2 * ROW_PAD

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw label, bars, value, and this row's piece of the axis and the time line."""
        middle = top - self.height / 2
        self.label.draw(canvas, 0, middle + self.label.height / 2)
        end = self._draw_bars(canvas, middle)
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.7)
        canvas.line(self.scale.left, top, self.scale.left, top - self.height)
        if self.line is not None:
            canvas.setLineWidth(LINE_WIDTH)
            canvas.line(self.line, top, self.line, top - self.height)
        self._draw_value(canvas, end, middle)

    def cut(self, _height: float) -> None:
        """A bar is never cut."""

    def _draw_bars(self, canvas: Canvas, middle: float) -> float:
        """The right end of the longer bar."""
        first, second = self.scale.at(self.bar.value), 0.0
        bottom = middle - THICK / 2
        if self.bar.second is not None:
            second = self.scale.at(self.bar.second)
            bottom = middle - (THICK - THIN - 1) / 2
            canvas.setFillColor(SECOND)
            canvas.rect(self.scale.left, bottom - THIN - 1, second, THIN, stroke=0, fill=1)
        canvas.setFillColor(BAR)
        canvas.rect(self.scale.left, bottom, first, THICK, stroke=0, fill=1)
        canvas.setFillGray(0)
        return self.scale.left + max(first, second)

    def _draw_value(self, canvas: Canvas, end: float, middle: float) -> None:
        """The value beside the bar, on white where the time line would run through it."""
        x = end + GAP
        size = self.pen.fitted(self.bar.shown, "fang", TEXT_SIZE, geometry.WIDTH - x)
        width = self.pen.width(self.bar.shown, "fang", size)
        if self.line is not None and x - 2 < self.line < x + width + 2:
            canvas.setFillGray(1)
            canvas.rect(x - 1, middle - TEXT_SIZE / 2, width + 2, TEXT_SIZE, stroke=0, fill=1)
            canvas.setFillGray(0)
        self.pen.write(canvas, x, middle - size * 0.36, self.bar.shown, "fang", size)


@dataclass(frozen=True)
class HeadRow:
    """Over the bars: the unit at the right, the time line's label above its line."""

    unit: str
    line_label: str
    line: float | None
    pen: Pen
    height: float = TEXT_SIZE * 1.5

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw both texts inside the type area; the label gives way to the unit."""
        baseline = top - TEXT_SIZE
        size = self.pen.fitted(self.unit, "fang", TEXT_SIZE, geometry.WIDTH / 3)
        unit = self.pen.width(self.unit, "fang", size)
        self.pen.write(canvas, geometry.WIDTH - unit, baseline, self.unit, "fang", size)
        if self.line is None:
            return
        room = geometry.WIDTH - (unit + GAP if unit else 0)
        size = self.pen.fitted(self.line_label, "hei", TEXT_SIZE, room)
        width = self.pen.width(self.line_label, "hei", size)
        x = max(0.0, min(self.line - width / 2, room - width))
        self.pen.write(canvas, x, baseline, self.line_label, "hei", size)

    def cut(self, _height: float) -> None:
        """One line is never cut."""


@dataclass(frozen=True)
class KeyRow:
    """Which bar is which, when there are two series."""

    first: str
    second: str
    pen: Pen
    height: float = TEXT_SIZE * 1.6

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw a swatch before each name, the pair centred."""
        names = [(self.first, BAR, THICK), (self.second, SECOND, THIN)]
        room = geometry.WIDTH / 2 - 26 - GAP
        size = min(self.pen.fitted(name, "fang", TEXT_SIZE, room) for name, _, _ in names)
        width = sum(self.pen.width(name, "fang", size) + 26 for name, _, _ in names) + 2 * GAP
        x, baseline = (geometry.WIDTH - width) / 2, top - TEXT_SIZE * 1.2
        for name, colour, thick in names:
            canvas.setFillColor(colour)
            canvas.rect(x, baseline + TEXT_SIZE * 0.36 - thick / 2, 20, thick, stroke=0, fill=1)
            canvas.setFillGray(0)
            self.pen.write(canvas, x + 26, baseline, name, "fang", size)
            x += self.pen.width(name, "fang", size) + 26 + 2 * GAP

    def cut(self, _height: float) -> None:
        """One line is never cut."""


def bar_block(chart: BarChart, label: str, pen: Pen) -> ObjectBlock:
    """The chart as a block; all bars share one scale that ends at `maximum` or at the largest value."""
    scale = _scale(chart, pen)
    line = None if chart.line is None else scale.left + scale.at(chart.line)
    width = scale.left - GAP
    cells = [pen.cell(bar.label, "fang", TEXT_SIZE, width, Align.RIGHT) for bar in chart.bars]
    rows = tuple(BarRow(bar, cell, scale, line, pen) for bar, cell in zip(chart.bars, cells, strict=True))
    caption, again = figure_captions(pen, label, chart.title)
    unit = f"单位：{chart.unit}" if chart.unit else ""
    header = HeadRow(unit, chart.line_label, line, pen) if unit or line is not None else None
    names = chart.first_label and chart.second_label
    key = KeyRow(chart.first_label, chart.second_label, pen) if names else None
    # A chart is compared at one glance: it goes to the next page whole and is cut only where no page holds it.
    return ObjectBlock(Blueprint(caption, again, rows, above=False, header=header, foot=key, least=len(rows)))


def _scale(chart: BarChart, pen: Pen) -> Scale:
    labels = max((pen.width(bar.label, "fang", TEXT_SIZE) for bar in chart.bars), default=0.0)
    shown = max((pen.width(bar.shown, "fang", TEXT_SIZE) for bar in chart.bars), default=0.0)
    left = min(labels + 1, geometry.WIDTH * WIDEST_LABEL) + GAP
    return Scale(left, max(40.0, geometry.WIDTH - left - GAP - shown), _maximum(chart))


def _maximum(chart: BarChart) -> Decimal:
    if chart.maximum is not None:
        return chart.maximum
    values = [value for bar in chart.bars for value in (bar.value, bar.second) if value is not None]
    values += [chart.line] if chart.line is not None else []
    return max((value for value in values if value.is_finite()), default=Decimal(0))
