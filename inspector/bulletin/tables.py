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
    text = table_text(table)
    foot = note_row(pen, text.note) if text.note else None
    setter = _Setter.fitting(table, text, pen)
    captions = table_captions(pen, label, table.title)
    return ObjectBlock(Blueprint.grid(captions, setter.header(), setter.rows(), foot))


@dataclass(frozen=True)
class _Setter:
    """Sets the text of one table at one size and with one set of widths."""

    text: TableText
    pen: Pen
    size: float
    widths: tuple[float, ...]

    @classmethod
    def fitting(cls, table: Table, text: TableText, pen: Pen) -> _Setter:
        """Try the sizes from 12 pt down; the least one is taken even when it does not fit."""
        for size in geometry.CELL_SIZES:
            wishes = [_wish(table, text, pen, index, size) for index in range(len(table.columns))]
            if fits(wishes, geometry.WIDTH):
                break
        return cls(text, pen, size, tuple(column_widths(wishes, geometry.WIDTH)))

    def header(self) -> GridRow:
        """The unit goes on a line of its own where it does not fit beside its head."""
        cells = []
        for head, width in zip(self.text.header, self.widths, strict=True):
            whole = self.pen.width(head, "hei", self.size) <= width - 2 * PAD_X
            text = head if whole else _unit_below(head)
            cells.append(self.pen.cell(text, "hei", self.size, width - 2 * PAD_X, Align.CENTRE))
        return GridRow(tuple(cells), self.widths)

    def rows(self) -> tuple[GridRow, ...]:
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


def _wish(table: Table, text: TableText, pen: Pen, index: int, size: float) -> Wish:
    """What column `index` needs at `size`: its figures and unit whole, its longest text on one line if short."""
    column = [row[index] for row in text.all_rows]
    figures = [figure for cell in column for figure in _FIGURE.findall(cell)]
    longest = max((pen.width(figure, "hei", size) for figure in set(figures)), default=0.0)
    heads = _unit_below(text.header[index]).split("\n")
    natural = max((pen.width(cell, "hei", size) for cell in {*column, *heads}), default=0.0)
    unit = pen.width(heads[1], "hei", size) if len(heads) > 1 else 0.0
    least = max(longest, unit, min(natural, LEAST_CHARACTERS * size))
    wished = max(least, min(natural, LONGEST_WISH * size))
    padding = 2 * PAD_X + 0.5
    return Wish(least + padding, wished + padding, table.columns[index].width)
