"""A content `Table` as a block: column widths by content, the type size, header, rows, 合计, note.

Apart from `table_figures` (arithmetic) and `object_block` (pages): this module only decides the measures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspector.bulletin import geometry
from inspector.bulletin.captions import note_row, table_captions
from inspector.bulletin.column_widths import Wish, column_widths, fits
from inspector.bulletin.content import Align, Table
from inspector.bulletin.object_block import Blueprint, ObjectBlock
from inspector.bulletin.pen import Pen
from inspector.bulletin.table_figures import TableText, table_text
from inspector.bulletin.table_rows import PAD_X, GridRow

EMPTY = "（无）"
LEAST_CHARACTERS = 3
LONGEST_WISH = 14
"""A column never asks for more characters than this on one line: longer text wraps."""

_FIGURE = re.compile(r"[-−+]?[0-9][0-9.,:/%‰-]*|[A-Za-z0-9._-]+")


def table_block(table: Table, label: str, pen: Pen) -> ObjectBlock:
    """The table in the largest type of 12 pt or less in which every column keeps its figures whole."""
    setter = TableSetter.fitting(table, pen)
    foot = note_row(pen, setter.text.note) if setter.text.note else None
    captions = table_captions(pen, label, table.title)
    return ObjectBlock(Blueprint.grid(captions, setter.header(), setter.rows(), foot))


@dataclass(frozen=True)
class TableSetter:
    """Sets the text of one table at one size and with one set of widths."""

    text: TableText
    pen: Pen
    size: float
    widths: tuple[float, ...]
    spare: float = 0.0

    @classmethod
    def fitting(cls, table: Table, pen: Pen, spare: float = 0.0) -> TableSetter:
        """Try the sizes from 12 pt down; the least one is taken even when it does not fit.

        `spare` is the room (em) that a head with its unit needs beyond its width, where marks are not trimmed.
        """
        text = table_text(table)
        for size in geometry.CELL_SIZES:
            wishes = [_wish(table, text, pen, (index, size, spare)) for index in range(len(table.columns))]
            if fits(wishes, geometry.WIDTH):
                break
        return cls(text, pen, size, tuple(column_widths(wishes, geometry.WIDTH)), spare)

    def heads(self) -> tuple[str, ...]:
        """The texts of the header; the unit goes on a line of its own where it does not fit beside its head."""
        pairs = zip(self.text.header, self.widths, strict=True)
        return tuple(head if self._width(head) <= width - 2 * PAD_X else _unit_below(head) for head, width in pairs)

    def _width(self, head: str) -> float:
        return self.pen.width(head, "hei", self.size) + self.spare * self.size

    def header(self) -> GridRow:
        """The row that is repeated on every page."""
        pairs = zip(self.heads(), self.widths, strict=True)
        cells = (self.pen.cell(text, "hei", self.size, width - 2 * PAD_X, Align.CENTRE) for text, width in pairs)
        return GridRow(tuple(cells), self.widths)

    def rows(self) -> tuple[GridRow, ...]:
        """The rows with the 合计 row last, or one that says that there are none."""
        if not self.text.all_rows:
            cell = self.pen.cell(EMPTY, "fang", self.size, geometry.WIDTH - 2 * PAD_X, Align.CENTRE)
            return (GridRow((cell,), (geometry.WIDTH,)),)
        last = len(self.text.all_rows) - (self.text.total is not None)
        return tuple(self._row(index, "hei" if index == last else "fang") for index in range(len(self.text.all_rows)))

    def _row(self, index: int, face: str) -> GridRow:
        row = zip(self.text.all_rows[index], self.text.aligns[index], self.widths, strict=True)
        cells = (self.pen.cell(text, face, self.size, width - 2 * PAD_X, align) for text, align, width in row)
        return GridRow(tuple(cells), self.widths)


def _unit_below(head: str) -> str:
    """The head and the unit after it on two lines."""
    name, bracket, unit = head.rpartition("（")
    return f"{name}\n{bracket}{unit}" if name and head.endswith("）") else head


def _wish(table: Table, text: TableText, pen: Pen, column_at: tuple[int, float, float]) -> Wish:
    """What a column (its index, the size, the spare room of its head) needs.

    Its figures and unit whole, its longest text on one line if that is short.
    """
    index, size, spare = column_at
    column = [row[index] for row in text.all_rows]
    figures = [figure for cell in column for figure in _FIGURE.findall(cell)]
    longest = max((pen.width(figure, "hei", size) for figure in set(figures)), default=0.0)
    heads = _unit_below(text.header[index]).split("\n")
    natural = max((pen.width(cell, "hei", size) for cell in {*column, *heads}), default=0.0)
    unit = pen.width(heads[1], "hei", size) + spare * size if len(heads) > 1 else 0.0
    least = max(longest, unit, min(natural, LEAST_CHARACTERS * size))
    wished = max(least, min(natural, LONGEST_WISH * size))
    padding = 2 * PAD_X + 0.5
    return Wish(least + padding, wished + padding, table.columns[index].width)
