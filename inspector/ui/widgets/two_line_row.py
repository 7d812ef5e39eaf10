"""A row of two lines: what it is over a note at the left, figures at the right, and a button where one is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.row_list import ROW, Index, RowDelegate

_PAD = 16
_GAP = 12
_BUTTON_PAD = 16
_MARK = 4
_SIDE_SHARE = 0.4
"""Of a row's width at most for what stands at the right."""


@dataclass(frozen=True)
class TwoLineRow:
    """What a row says; `icon` with its token stands before it where it has one."""

    row_id: str
    title: str
    note: str = ""
    side: str = ""
    side_note: str = ""
    icon: str = ""
    tone: str = "ink2"

    @property
    def spoken(self) -> str:
        """The row in words."""
        return "\n".join(one for one in (self.title, self.note, self.side, self.side_note) if one)


class TwoSides(Protocol):
    """Two lines at the left, and two at the right or none."""

    @property
    def title(self) -> str:
        """What it is."""

    @property
    def note(self) -> str:
        """Why, whose or where."""

    @property
    def side(self) -> str:
        """A figure, or a date."""

    @property
    def side_note(self) -> str:
        """What of it."""


class TwoLineDelegate(RowDelegate):
    """Draws `TwoLineRow`s; `action` is what the button of each row says."""

    def __init__(self, appearance: Appearance, action: str = "") -> None:
        super().__init__(appearance)
        self._action = action

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Two lines high, whatever the width."""
        return QSize(0, self.height())

    def height(self) -> int:
        """Of a row, in pixels."""
        tokens = self.appearance.tokens
        return max(tokens.row_two - 8, tokens.control + 8)

    def button(self, row: QRect) -> QRect:
        """At the right, in the middle of the height; without one the whole row is clicked."""
        if not self._action:
            return row
        tokens = self.appearance.tokens
        words = QFontMetrics(face(tokens.body, medium=True)).horizontalAdvance(self._action)
        size = QSize(words + 2 * _BUTTON_PAD, tokens.control)
        return QRect(QPoint(row.right() + 1 - _PAD - size.width(), row.center().y() - size.height() // 2 + 1), size)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: TwoLineRow = index.data(ROW)
        tokens, area = self.appearance.tokens, option.rect
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, tokens, marked=focused, first=index.row() == 0, pad=_PAD)
        inside = area.adjusted(_PAD, 0, -_PAD, 0)
        if self._action:
            button = self.button(area)
            inside.setRight(button.left() - _GAP)
            paint_button(painter, button, self._action, tokens, marked=focused, focused=focused)
        if row.icon:
            size = tokens.icon
            place = QRectF(inside.left(), area.center().y() - size / 2 + 1, size, size)
            paint_icon(painter, place, row.icon, tokens.colour(row.tone))
            inside.setLeft(inside.left() + size + _GAP)
        write_row(painter, inside, row, tokens)
        painter.restore()


def write_row(painter: QPainter, inside: QRect, row: TwoSides, tokens: Tokens) -> None:
    """Left and right, each its two lines; the right one takes what it needs."""
    letters = QFontMetrics(face(tokens.dense, medium=True))
    wanted = max(map(letters.horizontalAdvance, (row.side, row.side_note))) + 2
    side = min(wanted, round(inside.width() * _SIDE_SHARE)) if row.side or row.side_note else 0
    left = inside.adjusted(0, 0, -(side + _GAP if side else 0), 0)
    right = QRect(inside.right() + 1 - side, inside.top(), side, inside.height())
    upper, lower = two_lines(left, tokens, both=bool(row.note))
    write(painter, upper, row.title, tokens, "ink", tokens.body)
    write(painter, lower, row.note, tokens, "ink2", tokens.dense)
    upper, lower = two_lines(right, tokens, both=bool(row.side_note))
    write(painter, upper, row.side, tokens, "ink", tokens.dense, right=True)
    write(painter, lower, row.side_note, tokens, "ink2", tokens.dense, right=True)


def paint_ground(painter: QPainter, area: QRect, tokens: Tokens, *, marked: bool, first: bool, pad: int) -> None:
    """The line above a row, or the tint and the bar of the one that the cursor is on."""
    if marked:
        painter.fillRect(area, QColor(tokens.tint))
        painter.fillRect(QRect(area.topLeft(), QSize(_MARK, area.height())), QColor(tokens.primary))
    elif not first:
        painter.fillRect(area.left() + pad, area.top(), area.width() - 2 * pad, tokens.border, QColor(tokens.line))


def two_lines(area: QRect, tokens: Tokens, *, both: bool = True) -> tuple[QRect, QRect]:
    """Two lines in the middle of a row, or one where there is no second."""
    upper = QFontMetrics(face(tokens.body)).height()
    lower = QFontMetrics(face(tokens.dense)).height() if both else 0
    top = area.center().y() - (upper + lower) // 2 + 1
    return QRect(area.left(), top, area.width(), upper), QRect(area.left(), top + upper, area.width(), lower)


def write(  # noqa: PLR0913 - where, what and how of one line
    painter: QPainter, area: QRect, text: str, tokens: Tokens, tone: str, size: int, *, right: bool = False
) -> None:
    """One line of text, cut with … where it has no room."""
    font = face(size, medium=size == tokens.body or tone in {"red", "amber"})
    painter.setFont(font)
    painter.setPen(QColor(tokens.colour(tone)))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, shown)


def paint_button(painter: QPainter, area: QRect, text: str, tokens: Tokens, *, marked: bool, focused: bool) -> None:
    """A secondary button as the style sheet draws one."""
    edge = "ink" if focused else "primary" if marked else "line2"
    width = tokens.ring if focused else tokens.border
    painter.setPen(QPen(QColor(tokens.colour(edge)), width))
    painter.setBrush(QColor(tokens.surface))
    inset = width / 2
    painter.drawRoundedRect(QRectF(area).adjusted(inset, inset, -inset, -inset), tokens.radius, tokens.radius)
    painter.setFont(face(tokens.body, medium=True))
    painter.setPen(QColor(tokens.link if marked else tokens.ink))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
