"""表题, 图题 and notes as strips across the type area.

Apart from the objects: they all say 表1, 续表1 and 图1 in the same words and type.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin import geometry
from inspector.bulletin.composer import TextStyle
from inspector.bulletin.content import Align
from inspector.bulletin.pen import Pen, TextCell
from inspector.bulletin.trapezoid import trapezoid

NOTE_SIZE = 10.5
_STYLE = TextStyle("hei", geometry.CAPTION_SIZE, geometry.CAPTION_SIZE * geometry.CELL_LEADING, align="centre")


@dataclass(frozen=True)
class TextRow:
    """A text across the type area."""

    cell: TextCell

    @property
    def height(self) -> float:
        """The height of its lines."""
        return self.cell.height

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw from the left edge of the type area."""
        self.cell.draw(canvas, 0, top)

    def cut(self, _height: float) -> None:
        """A caption or note stays whole."""


def _caption(pen: Pen, text: str) -> TextRow:
    """One of two lines breaks where a title would, not inside a word; a longer one is set as running text."""
    width = pen.width(text, "hei", geometry.CAPTION_SIZE)
    if geometry.WIDTH < width < 2 * geometry.WIDTH:
        text = "\n".join(trapezoid(text, _STYLE, geometry.WIDTH, pen.fonts))
    return TextRow(pen.cell(text, "hei", geometry.CAPTION_SIZE, geometry.WIDTH, Align.CENTRE))


def table_captions(pen: Pen, label: str, title: str) -> tuple[TextRow, TextRow]:
    """The caption 表1 and, for every further page, 续表1."""
    return _caption(pen, f"{label}　{title}"), _caption(pen, f"续{label}　{title}")


def figure_captions(pen: Pen, label: str, title: str) -> tuple[TextRow, TextRow]:
    """The caption 图1 and, for every further page, the same with （续）."""
    return _caption(pen, f"{label}　{title}"), _caption(pen, f"{label}　{title}（续）")


def note_row(pen: Pen, note: str) -> TextRow:
    """注：… under a table."""
    text = note if note.startswith("注") else f"注：{note}"
    return TextRow(pen.cell(text, "fang", NOTE_SIZE, geometry.WIDTH, Align.LEFT))
