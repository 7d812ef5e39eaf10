"""The lamps as vector shapes in black ink.

In print red belongs to the masthead alone (GB/T 9704, bulletin.md rule 6) and most offices print the rest
in one ink, so a lamp is told by its shape, its depth and the letter beside it: ○ 在办 is empty, ● 绿 light
grey, ▲ 黄 middle grey, ■ 红 black; a check inside means finished. The screen's colours never come here.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin.content import LampCell, LampColour

LETTERS = {
    LampColour.GREEN: "绿",
    LampColour.YELLOW: "黄",
    LampColour.RED: "红",
    LampColour.OPEN: "在办",
    LampColour.STOPPED: "停表",
    LampColour.PENDING: "待办",
    LampColour.NOT_APPLICABLE: "",
}
"""The word beside each shape; 不涉及 is a dash and needs none, 待办 is a word without a shape."""

_FILLS = {LampColour.GREEN: 0.8, LampColour.YELLOW: 0.62, LampColour.RED: 0.0, LampColour.OPEN: 1.0}
_TINTS = {LampColour.YELLOW: 0.94, LampColour.RED: 0.87}
_EDGE = 0.9


def tint(cell: LampCell) -> float | None:
    """The grey behind a cell that calls for action: open yellow and red ones; None for the others."""
    return None if cell.finished else _TINTS.get(cell.colour)


def has_shape(colour: LampColour) -> bool:
    """待办 stands as a word alone."""
    return colour is not LampColour.PENDING


def draw_lamp(canvas: Canvas, cell: LampCell, x: float, y: float, size: float) -> None:
    """Draw the shape of `cell` into the square of `size` points whose lower left corner is (x, y)."""
    canvas.saveState()
    canvas.setLineWidth(_EDGE)
    canvas.setStrokeGray(0)
    canvas.setFillGray(_FILLS.get(cell.colour, 1.0))
    _draw_shape(canvas, cell.colour, x, y, size)
    if cell.finished and cell.colour in _FILLS:
        _draw_check(canvas, cell.colour, x, y, size)
    canvas.restoreState()


def _draw_shape(canvas: Canvas, colour: LampColour, x: float, y: float, size: float) -> None:
    middle = y + size / 2
    if colour in (LampColour.GREEN, LampColour.OPEN):
        canvas.circle(x + size / 2, middle, size / 2 - _EDGE / 2, stroke=1, fill=1)
    elif colour is LampColour.YELLOW:
        _draw_triangle(canvas, x, y, size)
    elif colour is LampColour.RED:
        inset = size * 0.06
        canvas.rect(x + inset, y + inset, size - 2 * inset, size - 2 * inset, stroke=1, fill=1)
    elif colour is LampColour.STOPPED:
        for at in (0.35, 0.65):
            canvas.line(x + size * at, y + size * 0.1, x + size * at, y + size * 0.9)
    elif colour is LampColour.NOT_APPLICABLE:
        canvas.line(x + size * 0.2, middle, x + size * 0.8, middle)


def _draw_triangle(canvas: Canvas, x: float, y: float, size: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x + size / 2, y + size - _EDGE / 2)
    path.lineTo(x + size - _EDGE / 2, y + _EDGE)
    path.lineTo(x + _EDGE / 2, y + _EDGE)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)


def _draw_check(canvas: Canvas, colour: LampColour, x: float, y: float, size: float) -> None:
    canvas.setStrokeGray(1.0 if colour is LampColour.RED else 0.0)
    canvas.setLineWidth(max(0.8, size * 0.12))
    drop = size * 0.1 if colour is LampColour.YELLOW else 0.0
    path = canvas.beginPath()
    path.moveTo(x + size * 0.28, y + size * 0.5 - drop)
    path.lineTo(x + size * 0.44, y + size * 0.34 - drop)
    path.lineTo(x + size * 0.72, y + size * 0.66 - drop)
    canvas.drawPath(path, stroke=1, fill=0)
