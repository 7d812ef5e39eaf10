"""审批亮灯 as a printed matrix: projects × steps with 表题, repeated header and a legend below.

The shapes come from `lamp_shapes`; this module lays them out as a ruled grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin import geometry
from inspector.bulletin.captions import table_captions
from inspector.bulletin.content import Align, LampCell, LampColour, LampMatrix
from inspector.bulletin.lamp_shapes import LETTERS, draw_lamp, has_shape, tint
from inspector.bulletin.object_block import Blueprint, ObjectBlock
from inspector.bulletin.pen import Pen, TextCell
from inspector.bulletin.table_rows import PAD_X, GridCell, GridRow

NAME_SHARE = 0.27
NAME_HEAD = "项目名称"
MOST_STEPS = 12
LARGEST, SMALLEST = 10.5, 7.0
_LEADING = 1.35
_LEGEND_SIZE = 10.5
LEGEND: tuple[tuple[LampCell, str], ...] = (
    (LampCell(LampColour.GREEN), "绿灯"),
    (LampCell(LampColour.YELLOW), "黄灯"),
    (LampCell(LampColour.RED), "红灯"),
    (LampCell(LampColour.OPEN), "在办"),
    (LampCell(LampColour.STOPPED), "停表"),
    (LampCell(LampColour.NOT_APPLICABLE), "不涉及"),
    (LampCell(LampColour.GREEN, finished=True), "已办结"),
)


@dataclass(frozen=True)
class LampFace:
    """A lamp in its field: shape and letter on one line, the days on the next."""

    cell: LampCell
    pen: Pen
    size: float
    width: float

    @property
    def height(self) -> float:
        """One line, or two when days stand below."""
        return self.size * _LEADING * (2 if self.cell.text else 1)

    @property
    def tint(self) -> float | None:
        """Grey behind a lamp that calls for action."""
        return tint(self.cell)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw shape and letter centred, the days centred below."""
        step = self.size * _LEADING
        letter = LETTERS[self.cell.colour]
        shape = self.size if has_shape(self.cell.colour) else 0.0
        gap = self.size * 0.25 if letter and shape else 0.0
        left = x + (self.width - shape - gap - self.pen.width(letter, "fang", self.size)) / 2
        baseline = top - step * 0.77
        if shape:
            draw_lamp(canvas, self.cell, left, baseline - self.size * 0.12, self.size)
        self.pen.write(canvas, left + shape + gap, baseline, letter, "fang", self.size)
        days = self.cell.text
        size = self.pen.fitted(days, "fang", self.size, self.width)
        middle = x + (self.width - self.pen.width(days, "fang", size)) / 2
        self.pen.write(canvas, middle, baseline - step, days, "fang", size)

    def cut(self, height: float) -> tuple[GridCell, GridCell]:
        """A lamp is never cut: it stays with the first part."""
        empty = self.pen.cell("", "fang", self.size, self.width, Align.CENTRE)
        return (self, empty) if self.height <= height else (empty, self)


@dataclass(frozen=True)
class LegendRow:
    """What the shapes mean, in one centred line under the matrix."""

    pen: Pen
    height: float = _LEGEND_SIZE * 1.6

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw shapes and words with equal gaps."""
        size, baseline = _LEGEND_SIZE, top - _LEGEND_SIZE * 1.2
        words = [self.pen.width(word, "fang", size) for _, word in LEGEND]
        gap = (geometry.WIDTH - sum(words) - len(words) * size * 1.3) / (len(words) + 1)
        x = gap
        for (cell, word), width in zip(LEGEND, words, strict=True):
            draw_lamp(canvas, cell, x, baseline - size * 0.12, size)
            self.pen.write(canvas, x + size * 1.3, baseline, word, "fang", size)
            x += size * 1.3 + width + gap

    def cut(self, _height: float) -> None:
        """A legend is one line."""


def lamp_blocks(matrix: LampMatrix, labels: Sequence[str], pen: Pen) -> list[ObjectBlock]:
    """The matrix as blocks, one per `steps_apart` slice, each with its own 表 label."""
    slices = zip(steps_apart(matrix), labels, strict=True)
    return [_block(matrix, at, label, pen) for at, label in slices]


def steps_apart(matrix: LampMatrix) -> list[slice]:
    """The columns of each printed matrix: more than twelve steps in one would be too narrow to read."""
    count = max(1, len(matrix.steps))
    parts = -(-count // MOST_STEPS)
    each = -(-count // parts)
    return [slice(start, start + each) for start in range(0, count, each)]


def matrix_measures(steps: int) -> tuple[float, tuple[float, ...]]:
    """The size of the lamps of a matrix and the widths of its columns, that of the names first."""
    name = geometry.WIDTH * (NAME_SHARE if steps else 1.0)
    width = (geometry.WIDTH - name) / max(1, steps)
    return min(LARGEST, max(SMALLEST, (width - 2 * PAD_X) / 4.1)), (name, *[width] * steps)


def _block(matrix: LampMatrix, at: slice, label: str, pen: Pen) -> ObjectBlock:
    steps = matrix.steps[at]
    setter = _Setter(pen, *matrix_measures(len(steps)))
    rows = tuple(setter.lamps(row.name, padded(row.cells[at], len(steps))) for row in matrix.rows)
    captions = table_captions(pen, label, matrix.title)
    return ObjectBlock(Blueprint.grid(captions, setter.header(steps), rows, LegendRow(pen)))


def padded(cells: tuple[LampCell, ...], count: int) -> tuple[LampCell, ...]:
    """The cells of a row, one for every step; a step that is not told is not applicable."""
    missing = LampCell(LampColour.NOT_APPLICABLE)
    return (*cells, *[missing] * (count - len(cells)))[:count]


@dataclass(frozen=True)
class _Setter:
    """Sets the rows of one matrix at one size."""

    pen: Pen
    size: float
    widths: tuple[float, ...]

    def header(self, steps: tuple[str, ...]) -> GridRow:
        cells = (self._text(text, i, "hei", Align.CENTRE) for i, text in enumerate((NAME_HEAD, *steps)))
        return GridRow(tuple(cells), self.widths)

    def lamps(self, name: str, cells: tuple[LampCell, ...]) -> GridRow:
        faces = (LampFace(cell, self.pen, self.size, self.widths[1] - 2 * PAD_X) for cell in cells)
        return GridRow((self._text(name, 0, "fang", Align.LEFT), *faces), self.widths)

    def _text(self, text: str, index: int, face: str, align: Align) -> TextCell:
        size = max(self.size, LARGEST) if index == 0 else self.size
        return self.pen.cell(text, face, size, self.widths[index] - 2 * PAD_X, align)
