"""A row of two lines with a mark or a framed note at its right end: packages and conflicts in narrow lists."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.focus_ring import paint_focus_ring
from inspector.ui.widgets.row_list import ROW, Index, RowDelegate
from inspector.ui.widgets.two_line_row import paint_ground, two_lines, write

_PAD = 16
_GAP = 10
_BADGE_PAD = 8


@dataclass(frozen=True)
class MarkedRow:
    """What a row says. `tone` colours icon and note, `mark` is an icon, `badge` an amber note instead of it."""

    row_id: str
    title: str
    note: str = ""
    tone: str = "ink2"
    icon: str = ""
    mark: str = ""
    mark_tone: str = "ink2"
    badge: str = ""

    @property
    def spoken(self) -> str:
        """The row in words."""
        return "\n".join(one for one in (self.title, self.badge, self.note) if one)


class MarkedRowDelegate(RowDelegate):
    """Draws `MarkedRow`s; the chosen one keeps its tint when the focus is elsewhere."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Two lines high, whatever the width."""
        return QSize(0, self.appearance.tokens.row_two)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: MarkedRow = index.data(ROW)
        tokens, area = self.appearance.tokens, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_ground(painter, area, tokens, marked=chosen, first=index.row() == 0, pad=_PAD)
        inside = area.adjusted(_PAD, 0, -_PAD, 0)
        if row.icon:
            _paint_icon(painter, inside.left(), area, row.icon, (tokens.icon, tokens.colour(row.tone)))
            inside.setLeft(inside.left() + tokens.icon + _GAP)
        inside.setRight(_paint_end(painter, inside, row, tokens))
        upper, lower = two_lines(inside, tokens, both=bool(row.note))
        write(painter, upper, row.title, tokens, "ink", tokens.body)
        write(painter, lower, row.note, tokens, row.tone, tokens.dense)
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(area), tokens)
        painter.restore()


def _paint_end(painter: QPainter, inside: QRect, row: MarkedRow, tokens: Tokens) -> int:
    """Draw mark or badge; where the words have to end."""
    if row.badge:
        frame = _badge_frame(inside, row.badge, tokens)
        painter.setPen(QPen(QColor(tokens.amber_edge), tokens.border))
        painter.setBrush(QColor(tokens.amber_tint))
        painter.drawRoundedRect(QRectF(frame).adjusted(0.5, 0.5, -0.5, -0.5), tokens.radius, tokens.radius)
        painter.setFont(face(tokens.dense, medium=True))
        painter.setPen(QColor(tokens.amber))
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, row.badge)
        return frame.left() - _GAP
    if row.mark:
        left = inside.right() + 1 - tokens.icon
        _paint_icon(painter, left, inside, row.mark, (tokens.icon, tokens.colour(row.mark_tone)))
        return left - _GAP
    return inside.right()


def _badge_frame(inside: QRect, text: str, tokens: Tokens) -> QRect:
    letters = QFontMetrics(face(tokens.dense, medium=True))
    width, height = letters.horizontalAdvance(text) + 2 * _BADGE_PAD, letters.height() + 4
    return QRect(inside.right() + 1 - width, inside.center().y() - height // 2 + 1, width, height)


def _paint_icon(painter: QPainter, left: int, area: QRect, name: str, look: tuple[int, str]) -> None:
    size, colour = look
    paint_icon(painter, QRectF(left, area.center().y() - size / 2 + 1, size, size), name, colour)
