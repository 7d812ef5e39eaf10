"""The page of the bulletin: one frame on the type area, the page number under it, the mark over it.

Apart from the story so that what every page carries stands in one place (bulletin.md rules 1 and 9).
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.frames import Frame

from inspector.bulletin import geometry
from inspector.bulletin.pen import Pen

DASH_RISE = 0.36
"""How high the dash of the face stands over its baseline, in its own size."""

MARK_RISE = 10 * geometry.MM


def type_area() -> Frame:
    """The frame of 156 × 225 mm without padding; a hair higher, against float dust in sums of lines."""
    return Frame(
        geometry.LEFT,
        geometry.BOTTOM - geometry.SLACK,
        geometry.WIDTH,
        geometry.HEIGHT + geometry.SLACK,
        leftPadding=0,
        bottomPadding=0,
        rightPadding=0,
        topPadding=0,
    )


class PageFurniture:
    """Draws what every page carries."""

    def __init__(self, pen: Pen, mark: str) -> None:
        self._pen, self._mark = pen, mark

    def __call__(self, canvas: Canvas, document: BaseDocTemplate) -> None:
        """Called by reportlab at the end of each page, so that copied text begins with the page's own."""
        self.draw_folio(canvas, document.page)
        self.draw_mark(canvas)

    def draw_folio(self, canvas: Canvas, page: int) -> None:
        """— 1 —, its dash 7 mm under the type area; odd right, even left, one character in."""
        size, text = geometry.FOLIO_SIZE, f"— {page} —"
        width = self._pen.width(text, "fang", size)
        x = geometry.RIGHT - size - width if page % 2 else geometry.LEFT + size
        baseline = geometry.BOTTOM - geometry.FOLIO_DROP - DASH_RISE * size
        self._pen.write(canvas, x, baseline, text, "fang", size)

    def draw_mark(self, canvas: Canvas) -> None:
        """The data's tier, small and framed, in the head margin at the right."""
        if not self._mark:
            return
        size, pad = self._pen.fitted(self._mark, "hei", geometry.MARK_SIZE, geometry.WIDTH / 2), 4.0
        width = self._pen.width(self._mark, "hei", size)
        x, baseline = geometry.RIGHT - width - pad - 0.5, geometry.CEILING + MARK_RISE
        canvas.saveState()
        canvas.setStrokeGray(0.3)
        canvas.setLineWidth(0.5)
        canvas.rect(x - pad, baseline - size * 0.45, width + 2 * pad, size * 1.75, stroke=1, fill=0)
        canvas.restoreState()
        self._pen.write(canvas, x, baseline, self._mark, "hei", size)


def bulletin_template(target: Any, furniture: PageFurniture, **properties: Any) -> BaseDocTemplate:  # noqa: ANN401 - reportlab's
    """The document with its one page form; `invariant` keeps dates and identifiers out of the bytes."""
    template = BaseDocTemplate(
        target, pagesize=(geometry.PAGE_WIDTH, geometry.PAGE_HEIGHT), invariant=1, pageCompression=1, **properties
    )
    template.addPageTemplates([PageTemplate("page", [type_area()], onPageEnd=furniture)])
    return template
