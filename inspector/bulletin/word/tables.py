"""A content `Table` in Word: the widths, type and texts of the printed one, its header repeated on every page."""

from __future__ import annotations

from inspector.bulletin import geometry
from inspector.bulletin.captions import broken, caption_text, note_text
from inspector.bulletin.content import Align, LampMatrix, Table
from inspector.bulletin.pen import Pen
from inspector.bulletin.table_rows import PAD_Y
from inspector.bulletin.tables import EMPTY, TableSetter
from inspector.bulletin.word import styles
from inspector.bulletin.word.grids import Cell, Row, grid, width_of
from inspector.bulletin.word.style_sheet import TABLE_STYLE
from inspector.bulletin.word.text import aligned, written
from inspector.bulletin.word.xml import Node, node

_UNTRIMMED = 1.0
"""Word keeps both brackets of a unit at their full width."""


def table(content: Table, label: str, pen: Pen) -> list[Node]:
    """表题, the table, and its note or a little room."""
    setter = TableSetter.fitting(content, pen, _UNTRIMMED)
    rows = (_header(setter), *_rows(setter))
    note = setter.text.note
    foot = [written(styles.TABLE_NOTE, note_text(note))] if note else []
    return [caption(content, label, pen), ruled(setter.widths, rows), *foot, room()]


def caption(content: Table | LampMatrix, label: str, pen: Pen) -> Node:
    """表1 and the title; Word repeats the header, it cannot say 续表1."""
    return written(styles.TABLE_CAPTION, broken(pen, caption_text(label, content.title)))


def ruled(widths: tuple[float, ...], rows: tuple[Row, ...], *properties: Node) -> Node:
    """A table with lines, as wide as the type area."""
    style = node("w:tblStyle", {"w:val": TABLE_STYLE})
    return grid(widths, rows, style, width_of(geometry.WIDTH), node("w:jc", {"w:val": "center"}), *properties)


def room() -> Node:
    """What keeps the text off the last line, and two tables from becoming one."""
    return written(styles.AFTER, "")


def cell(text: str, size: float, align: Align, *, bold: bool = False, span: int = 1) -> Cell:
    """A field with a text in the middle; `bold` is 黑体."""
    pad = max(0.0, PAD_Y - size * (geometry.CELL_LEADING - 1) / 2)
    style = styles.cell_style(size, head=bold)
    return Cell((written(style, text.strip(), aligned(align)),), span, margins={"top": pad, "bottom": pad})


def _header(setter: TableSetter) -> Row:
    cells = tuple(cell(text, setter.size, Align.CENTRE, bold=True) for text in setter.heads())
    return Row(cells, head=setter.header().height <= geometry.HEIGHT / 3)


def _rows(setter: TableSetter) -> tuple[Row, ...]:
    text, size = setter.text, setter.size
    if not text.all_rows:
        return (Row((cell(EMPTY, size, Align.CENTRE, span=len(setter.widths)),)),)
    total = len(text.rows)
    return tuple(
        Row(tuple(cell(one, size, align, bold=at == total) for one, align in zip(row, aligns, strict=True)))
        for at, (row, aligns) in enumerate(zip(text.all_rows, text.aligns, strict=True))
    )
