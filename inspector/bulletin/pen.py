"""Short texts at a place: one line at a baseline, or a cell of wrapped lines, through the line composer.

The one door of the drawing modules to the composer, so that masthead, tables, charts and tail get fallback fonts,
plain text and 禁则 alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin.composer import BLACK, Alignment, Colour, Line, TextStyle, compose, place
from inspector.bulletin.content import Align
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.geometry import CELL_LEADING, SLACK
from inspector.bulletin.paragraph import ASCENT, draw_lines

_ALIGNMENTS: dict[Align, Alignment] = {Align.LEFT: "left", Align.CENTRE: "centre", Align.RIGHT: "right"}
_REMEMBERED = 4096


@dataclass(frozen=True)
class TextCell:
    """Composed lines of one width; an empty text has no height."""

    lines: tuple[Line, ...]
    style: TextStyle
    tint: float | None = None

    @cached_property
    def height(self) -> float:
        """From the top of the first line's em box to the bottom of the last one's."""
        return (len(self.lines) - 1) * self.style.leading + self.style.size if self.lines else 0.0

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw with the upper left corner at (x, top)."""
        if self.lines:
            draw_lines(canvas, self.lines, x, top, self.style)

    def cut(self, height: float) -> tuple[TextCell, TextCell]:
        """The lines that fit into `height` and the others."""
        room = height - self.style.size
        fit = int((room + SLACK) / self.style.leading) + 1 if room > -SLACK else 0
        return replace(self, lines=self.lines[:fit]), replace(self, lines=self.lines[fit:])


class Pen:
    """Writes short texts with one set of fonts."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self.line = lru_cache(_REMEMBERED)(self._line)
        self.composed = lru_cache(_REMEMBERED)(self._composed)

    def _line(self, text: str, face: str, size: float, space: float = 0.0) -> Line:
        return place(text, TextStyle(face, size, size, char_space=space, align="left"), 0.0, self.fonts)

    def width(self, text: str, face: str, size: float) -> float:
        """The width of the text on one line, in points."""
        return self.line(text, face, size).width if text else 0.0

    def fitted(self, text: str, face: str, size: float, room: float) -> float:
        """The size, or the smaller one at which the text on one line is no wider than `room`."""
        return size * min(1.0, max(room, 1.0) / max(self.width(text, face, size), 1.0))

    def write(  # noqa: PLR0913 - the place, the text and how it looks
        self,
        canvas: Canvas,
        x: float,
        baseline: float,
        text: str,
        face: str,
        size: float,
        *,
        colour: Colour = BLACK,
        space: float = 0.0,
    ) -> None:
        """Write the text on one line from x rightwards; `space` goes between its letters."""
        if text:
            style = TextStyle(face, size, size, char_space=space, colour=colour)
            draw_lines(canvas, (self.line(text, face, size, space),), x, baseline + ASCENT * size, style)

    def cell(self, text: str, face: str, size: float, width: float, align: Align, leading: float = 0.0) -> TextCell:
        """The text wrapped into `width`; its leading is 1.42 of the size unless told."""
        style = TextStyle(face, size, leading or size * CELL_LEADING, align=_ALIGNMENTS[align])
        return self.composed(text.strip(), style, max(width, size))

    def _composed(self, text: str, style: TextStyle, width: float) -> TextCell:
        """Most cells are one line, which needs no search for breaks."""
        if not text:
            return TextCell((), style)
        if "\n" not in text:
            line = place(text, style, width, self.fonts)
            if line.width <= width:
                return TextCell((line,), style)
        return TextCell(compose(text, style, width, self.fonts), style)
