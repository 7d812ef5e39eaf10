"""The rows of a ruled grid: cells with their vertical lines, used by tables and lamp matrices.

Apart from `object_block`, which knows no cells, and from `tables`, which knows no drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas

PAD_X, PAD_Y = 4.5, 4.5


class GridCell(Protocol):
    """What stands in one field of the grid; sizes in points."""

    @property
    def height(self) -> float:
        """The height of the content without padding."""
        ...

    @property
    def tint(self) -> float | None:
        """The grey behind the cell, or None."""
        ...

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw with the upper left corner of the content at (x, top)."""
        ...

    def cut(self, height: float) -> tuple[GridCell, GridCell]:
        """What fits into `height` and the rest; either may be empty."""
        ...


@dataclass(frozen=True)
class GridRow:
    """Cells side by side; each content is as wide as its column less the padding."""

    cells: tuple[GridCell, ...]
    widths: tuple[float, ...]

    @cached_property
    def height(self) -> float:
        """The tallest cell with its padding."""
        return max(cell.height for cell in self.cells) + 2 * PAD_Y

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw tints, contents in the middle of their cells, then the lines left, right and above."""
        bottom, x = top - self.height, 0.0
        lines = [(0.0, top, sum(self.widths), top)]
        for cell, width in zip(self.cells, self.widths, strict=True):
            if cell.tint is not None:
                _fill(canvas, cell.tint, (x, bottom, width, self.height))
            cell.draw(canvas, x + PAD_X, top - (self.height - cell.height) / 2)
            x += width
            lines.append((x, bottom, x, top))
        canvas.lines(lines[:-1])

    def cut(self, height: float) -> tuple[GridRow, GridRow] | None:
        """Each cell cut at the same height; None when no line of any cell fits."""
        pairs = [cell.cut(height - 2 * PAD_Y) for cell in self.cells]
        first = GridRow(tuple(pair[0] for pair in pairs), self.widths)
        rest = GridRow(tuple(pair[1] for pair in pairs), self.widths)
        return (first, rest) if rest.height < self.height else None


def _fill(canvas: Canvas, grey: float, box: tuple[float, float, float, float]) -> None:
    canvas.setFillGray(grey)
    canvas.rect(*box, stroke=0, fill=1)
    canvas.setFillGray(0)
