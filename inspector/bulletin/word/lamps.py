"""审批亮灯 in Word: a table of signs and words, which can be written over.

The printed shapes are drawings; here they are the characters that every Chinese font has for them, in the same depths
of black: ● ▲ ■ ○ ‖ — and √ for what is finished. A picture in every field could not be changed and would weigh much.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspector.bulletin import geometry
from inspector.bulletin.content import Align, LampCell, LampColour, LampMatrix
from inspector.bulletin.lamp_matrix import LARGEST, LEGEND, NAME_HEAD, matrix_measures, padded
from inspector.bulletin.lamp_shapes import LETTERS, tint
from inspector.bulletin.pen import Pen
from inspector.bulletin.word import styles
from inspector.bulletin.word.grids import Cell, Row, margins_of
from inspector.bulletin.word.tables import caption, cell, room, ruled
from inspector.bulletin.word.text import aligned, coloured, paragraph, runs
from inspector.bulletin.word.xml import Node

SIGNS = {
    LampColour.GREEN: "●",
    LampColour.YELLOW: "▲",
    LampColour.RED: "■",
    LampColour.OPEN: "○",
    LampColour.STOPPED: "‖",
    LampColour.PENDING: "",
    LampColour.NOT_APPLICABLE: "—",
}
_DEPTHS = {LampColour.GREEN: "B0B0B0", LampColour.YELLOW: "7F7F7F"}
FINISHED = "√"
_BESIDE = 2.0
"""The room beside a lamp: sign, √ and word are three characters wide, a printed lamp only two and a half."""


def lamp_table(matrix: LampMatrix, at: slice, label: str, pen: Pen) -> list[Node]:
    """One printed matrix: the steps of `at`, with 表题 and what the signs mean."""
    steps = matrix.steps[at]
    wished, widths = matrix_measures(len(steps))
    size = max((one for one in geometry.CELL_SIZES if one <= wished), default=geometry.CELL_SIZES[-1])
    heads = (_named(NAME_HEAD, size, Align.CENTRE), *(cell(one, size, Align.CENTRE, bold=True) for one in steps))
    rows = [_row(row.name, padded(row.cells[at], len(steps)), size) for row in matrix.rows]
    beside = margins_of(left=_BESIDE, right=_BESIDE)
    made = ruled(widths, (Row(heads, head=True), *rows), beside)
    return [caption(matrix, label, pen), made, paragraph(styles.LEGEND, _legend()), room()]


def _named(name: str, size: float, align: Align) -> Cell:
    return cell(name, max(size, LARGEST), align, bold=align is Align.CENTRE)


def _row(name: str, lamps: tuple[LampCell, ...], size: float) -> Row:
    return Row((_named(name, size, Align.LEFT), *(_lamp(one, size) for one in lamps)))


def _lamp(lamp: LampCell, size: float) -> Cell:
    """Sign and word on one line, the days on the next; grey behind what calls for action."""
    style = styles.cell_style(size, head=False)
    content = [paragraph(style, _signed(lamp, LETTERS[lamp.colour]), aligned(Align.CENTRE))]
    if lamp.text:
        content.append(paragraph(style, runs(lamp.text, "fang"), aligned(Align.CENTRE)))
    grey = tint(lamp)
    return Cell(content, ground="" if grey is None else _hex(grey))


def _hex(grey: float) -> str:
    return f"{round(grey * 255):02X}" * 3


def _signed(lamp: LampCell, word: str) -> Iterator[Node]:
    depth = _DEPTHS.get(lamp.colour)
    yield from runs(SIGNS[lamp.colour], "fang", *([coloured(depth)] if depth else [])) if SIGNS[lamp.colour] else ()
    yield from runs((FINISHED if lamp.finished else "") + word, "fang")


def _legend() -> Iterator[Node]:
    for number, (lamp, word) in enumerate(LEGEND):
        if number:
            yield from runs("　", "fang")
        yield from _signed(lamp, word)
