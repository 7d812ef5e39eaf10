"""The cells of the matrix: a project with how many of its lamps burn, and lamps as shape, letter and days."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.services.lamp_matrix_view import MatrixCell, MatrixRow
from inspector.ui.screens.lamps.matrix_model import CELL, ROW, Index
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.lamp import LampShape, paint_lamp, paint_sign, sign_of

PAD = 8
_PAD_NAME = 24
_SMALL_GAP = 4
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class MatrixDelegate(QStyledItemDelegate):
    """Draws both views of the matrix; `row` is the one that the cursor is in."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.row = -1

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        tokens, area = self._appearance.tokens, QRectF(option.rect)
        row: MatrixRow | None = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, QColor(tokens.surface))
        if row is not None and index.column():
            _paint_step(painter, area, index.data(CELL), tokens)
        elif row is not None:
            _paint_name(painter, area, row, tokens, marked=index.row() == self.row)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(tokens.grid))
        chosen, current = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus
        if option.state & (chosen | current):  # with Ctrl held the cursor goes where nothing is chosen
            line = Qt.PenStyle.SolidLine if option.state & chosen else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(tokens.ink), tokens.ring, line))
            by = tokens.ring / 2
            painter.drawRect(area.adjusted(by, by, -by, -by - 1))
        painter.restore()


def _paint_step(painter: QPainter, area: QRectF, cell: MatrixCell | None, tokens: Tokens) -> None:
    if cell is None:
        return
    sign = sign_of(cell.lamp)
    if sign.tint:
        painter.fillRect(area, QColor(tokens.colour(sign.tint)))
    paint_sign(painter, area.adjusted(PAD, 0, -2, 0), sign, tokens)
    if cell.others:
        painter.setFont(face(tokens.caption))
        painter.setPen(QColor(tokens.ink3))
        room = area.adjusted(0, 0, -PAD, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"+{cell.others}")


def _paint_name(painter: QPainter, area: QRectF, row: MatrixRow, tokens: Tokens, *, marked: bool) -> None:
    """The name, and at the right how many lamps of it are red and yellow."""
    if marked:
        painter.fillRect(area, QColor(tokens.tint))
    right = area.right() - PAD
    for count, shape in ((row.yellow, LampShape.YELLOW), (row.red, LampShape.RED)):
        room = QRectF(area.topLeft(), QSizeF(right - area.left(), area.height()))
        right = _paint_count(painter, room, count, shape, tokens)
    painter.setFont(face(tokens.dense, medium=marked))
    painter.setPen(QColor(tokens.ink))
    room = QRectF(area.left() + _PAD_NAME, area.top(), right - area.left() - _PAD_NAME, area.height())
    metrics = painter.fontMetrics()
    painter.drawText(room, _LEFT, metrics.elidedText(row.project, Qt.TextElideMode.ElideRight, round(room.width())))


def _paint_count(painter: QPainter, room: QRectF, count: int, shape: LampShape, tokens: Tokens) -> float:
    """A small lamp and its count at the right of `room`, in a place of its own even if there is none; its left edge."""
    letters = face(tokens.caption)
    digits = QFontMetrics(letters).horizontalAdvance("00")
    left = room.right() - digits - _SMALL_GAP - tokens.lamp_small
    if count:
        size = tokens.lamp_small
        paint_lamp(painter, QRectF(left, room.center().y() - size / 2, size, size), shape, tokens)
        painter.setFont(letters)
        painter.setPen(QColor(tokens.ink2))
        text = QRectF(left + size + _SMALL_GAP, room.top(), digits, room.height())
        painter.drawText(text, _LEFT, str(count))
    return left - PAD
