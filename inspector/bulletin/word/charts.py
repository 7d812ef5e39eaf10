"""Charts in Word: pictures of the printed drawings, with every figure in words behind them.

Drawn by the code that prints them and made into pixels, so that a bar is never longer here than there. Word's own
charts would bring a workbook each, and other programs draw them otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin import geometry
from inspector.bulletin.content import BarChart, ProgressChart
from inspector.bulletin.object_block import Blueprint, Row
from inspector.bulletin.pdfium import page_png

_DENSITY = 300 / 72
_EDGE = 1.0
_MOST = geometry.HEIGHT - 4 * geometry.PITCH
"""A chart leaves room for its caption and a line of text on its page."""


def drawings(plan: Blueprint) -> Iterator[tuple[bytes, tuple[float, float]]]:
    """(PNG, size in points) for every part of a chart that a page holds; the rows go on in the next one.

    Ink on the very edge of the drawing would be cut in half by the edge of the pixels, so a hair is left around it.
    """
    rows: list[Row] = []
    for row in plan.rows:
        if rows and _height(plan, [*rows, row]) > _MOST:
            yield _drawn(plan, rows, last=False)
            rows = []
        rows.append(row)
    yield _drawn(plan, rows, last=True)


def _height(plan: Blueprint, rows: list[Row]) -> float:
    header = plan.header.height if plan.header else 0.0
    foot = plan.foot.height + plan.gap if plan.foot else 0.0
    return header + sum(row.height for row in rows) + foot + 2 * _EDGE


def _drawn(plan: Blueprint, rows: list[Row], *, last: bool) -> tuple[bytes, tuple[float, float]]:
    height = _height(plan, rows)
    size = (geometry.WIDTH + 2 * _EDGE, height)
    made = BytesIO()
    canvas = Canvas(made, pagesize=size, invariant=1)
    canvas.translate(_EDGE, 0)
    top = height - _EDGE
    for row in (*((plan.header,) if plan.header else ()), *rows):
        row.draw(canvas, top)
        top -= row.height
    if plan.foot and last:
        plan.foot.draw(canvas, top - plan.gap)
    canvas.save()
    return page_png(made.getvalue(), _DENSITY), (geometry.WIDTH, height * geometry.WIDTH / size[0])


def in_words(chart: BarChart | ProgressChart) -> str:
    """What the picture shows, for whoever has it read aloud."""
    parts = chart.bars if isinstance(chart, BarChart) else chart.segments
    told = [f"{one.label} {one.shown}" for one in parts]
    if isinstance(chart, BarChart) and chart.line is not None and chart.line_label:
        told.append(chart.line_label)
    return f"{chart.title}：{'；'.join(told)}" if told else chart.title
