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


def broken(pen: Pen, text: str) -> str:
    """A caption of two lines breaks where a title would, not inside a word; a longer one is set as running text."""
    width = pen.width(text, "hei", geometry.CAPTION_SIZE)
    if geometry.WIDTH < width < 2 * geometry.WIDTH:
        return "\n".join(trapezoid(text, _STYLE, geometry.WIDTH, pen.fonts))
    return text


def _caption(pen: Pen, text: str) -> TextRow:
    return TextRow(pen.cell(broken(pen, text), "hei", geometry.CAPTION_SIZE, geometry.WIDTH, Align.CENTRE))


def caption_text(label: str, title: str) -> str:
    """The number of an object and its title."""
    return f"{label}　{title}"


def table_captions(pen: Pen, label: str, title: str) -> tuple[TextRow, TextRow]:
    """The caption 表1 and, for every further page, 续表1."""
    text = caption_text(label, title)
    return _caption(pen, text), _caption(pen, f"续{text}")


def figure_captions(pen: Pen, label: str, title: str) -> tuple[TextRow, TextRow]:
    """The caption 图1 and, for every further page, the same with （续）."""
    text = caption_text(label, title)
    return _caption(pen, text), _caption(pen, f"{text}（续）")


def note_text(note: str) -> str:
    """注：… under a table."""
    return note if note.startswith("注") else f"注：{note}"


def note_row(pen: Pen, note: str) -> TextRow:
    """The note as a row."""
    return TextRow(pen.cell(note_text(note), "fang", NOTE_SIZE, geometry.WIDTH, Align.LEFT))
