"""The rate family as one bar cut into its parts: 续建 232 | 新建 268 of 500, each filled as far as it is done.

Apart from `charts` because its lengths are counts of one whole, not values on a scale.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin import geometry
from inspector.bulletin.captions import figure_captions
from inspector.bulletin.charts import BAR, TEXT_SIZE, TRACK
from inspector.bulletin.content import Align, ProgressChart, Segment
from inspector.bulletin.object_block import Blueprint, ObjectBlock
from inspector.bulletin.pen import Pen, TextCell

THICK = 22.0
LEAD = 4.0
LEAST = 40.0
"""A part too small to be seen still gets this many points, so that its words have room."""


@dataclass(frozen=True)
class ProgressRow:
    """The bar with each part's label above and its counts below."""

    segments: tuple[Segment, ...]
    edges: tuple[float, ...]
    labels: tuple[TextCell, ...]
    counts: tuple[TextCell, ...]

    @cached_property
    def _above(self) -> float:
        return max(cell.height for cell in self.labels) + LEAD

    @cached_property
    def height(self) -> float:
        """Labels, bar and counts."""
        return self._above + THICK + LEAD + max(cell.height for cell in self.counts)

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw the parts from the left."""
        bottom = top - self._above - THICK
        for index, segment in enumerate(self.segments):
            left, right = self.edges[index : index + 2]
            canvas.setFillColor(TRACK)
            canvas.rect(left, bottom, right - left, THICK, stroke=0, fill=1)
            canvas.setFillColor(BAR)
            canvas.rect(left, bottom, (right - left) * _filled(segment), THICK, stroke=0, fill=1)
            canvas.setFillGray(0)
            label = self.labels[index]
            label.draw(canvas, left, bottom + THICK + LEAD + label.height)
            self.counts[index].draw(canvas, left, bottom - LEAD)
        self._draw_edges(canvas, bottom)

    def _draw_edges(self, canvas: Canvas, bottom: float) -> None:
        canvas.setStrokeGray(0)
        canvas.setLineWidth(0.7)
        canvas.rect(0.35, bottom, geometry.WIDTH - 0.7, THICK, stroke=1, fill=0)
        canvas.setLineWidth(1.4)
        for edge in self.edges[1:-1]:
            canvas.line(edge, bottom - 3, edge, bottom + THICK + 3)

    def cut(self, _height: float) -> None:
        """One bar is never cut."""


def _filled(segment: Segment) -> float:
    if segment.total <= 0:
        return 0.0
    return float(min(max(segment.done / segment.total, Decimal(0)), Decimal(1)))


def segment_edges(segments: tuple[Segment, ...], width: float) -> tuple[float, ...]:
    """The places of the cuts, from 0 to `width`, in proportion to the totals but never nearer than `LEAST`."""
    least = min(LEAST, width / len(segments))
    whole = sum((max(segment.total, Decimal(0)) for segment in segments), Decimal(0))
    shares = [float(max(one.total, Decimal(0)) / whole) if whole else 1 / len(segments) for one in segments]
    raw = [max(share * width, least) for share in shares]
    spare, over = sum(size - least for size in raw), sum(raw) - width
    sizes = [size - over * (size - least) / spare if spare else size for size in raw]
    edges = [0.0]
    for size in sizes:
        edges.append(edges[-1] + size)
    return tuple(edges)


def progress_block(chart: ProgressChart, label: str, pen: Pen) -> ObjectBlock:
    """The bar as a block; every rate stands with its numerator and denominator as `shown` says."""
    edges = segment_edges(chart.segments, geometry.WIDTH)
    widths = [right - left for left, right in pairwise(edges)]
    pairs = list(zip(chart.segments, widths, strict=True))
    labels = tuple(pen.cell(one.label, "hei", TEXT_SIZE, width, Align.CENTRE) for one, width in pairs)
    counts = tuple(pen.cell(one.shown, "fang", TEXT_SIZE, width, Align.CENTRE) for one, width in pairs)
    caption, again = figure_captions(pen, label, chart.title)
    row = ProgressRow(chart.segments, edges, labels, counts)
    return ObjectBlock(Blueprint(caption, again, (row,), above=False))
