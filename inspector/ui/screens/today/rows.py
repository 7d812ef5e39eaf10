"""The rows of 今日 as they are drawn: a project to visit with its reason, a problem with its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.lamp import LampShape, LampSign, paint_lamp, paint_sign, sign_width
from inspector.ui.widgets.row_list import ROW, Index, RowDelegate
from inspector.ui.widgets.two_line_row import paint_button, paint_ground, two_lines, write

_PAD = 24
_PAD_SIDE = 16
_BUTTON_PAD = 28
_REASON_SHARE = 0.34
"""Of a row's width at most for the reason."""
_GAP = 6


@dataclass(frozen=True)
class VisitRow:
    """A project to visit; `shape` is the lamp of the reason, `tone` the token of its letters."""

    row_id: str
    name: str
    place: str
    reason: str
    last: str
    stage: str = ""
    shape: LampShape = LampShape.TEXT
    tone: str = "ink"

    @property
    def spoken(self) -> str:
        """The row in words."""
        return "\n".join(one for one in (self.name, self.place, self.reason, self.last) if one)


@dataclass(frozen=True)
class ProblemRow:
    """A problem that is due, with its lamp and its project."""

    row_id: str
    sign: LampSign
    text: str
    project: str

    @property
    def spoken(self) -> str:
        """The row in words."""
        return "\n".join((self.sign.spoken or self.sign.text, self.text, self.project))


class VisitDelegate(RowDelegate):
    """Name over place and reported status, reason over the last visit, and a button at the right."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._measured: tuple[Sequence[VisitRow], Tokens, int] = ((), appearance.tokens, 0)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Two lines high, whatever the width."""
        return QSize(0, self.appearance.tokens.row_two)

    def button(self, row: QRect) -> QRect:
        """At the right, in the middle of the height."""
        tokens = self.appearance.tokens
        words = QFontMetrics(face(tokens.body, medium=True)).horizontalAdvance(sentence("ui_today.visit"))
        size = QSize(words + 2 * _BUTTON_PAD, tokens.control)
        return QRect(QPoint(row.right() + 1 - _PAD - size.width(), row.center().y() - size.height() // 2 + 1), size)

    def _reasons(self, rows: Sequence[VisitRow]) -> int:
        """Pixels that the longest reason of the list needs, so that all begin at one edge."""
        tokens = self.appearance.tokens
        if self._measured[0] is not rows or self._measured[1] is not tokens:
            letters = QFontMetrics(face(tokens.dense, medium=True))
            widest = max(
                (letters.horizontalAdvance(text) for one in rows for text in (one.reason, one.last)), default=0
            )
            self._measured = (rows, tokens, widest + _GAP)
        return self._measured[2]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row, tokens = index.data(ROW), self.appearance.tokens
        area, button = option.rect, self.button(option.rect)
        state = option.state
        marked = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, tokens, marked=marked, first=index.row() == 0, pad=_PAD)
        lamp = tokens.lamp + _GAP
        room = min(self._reasons(index.model().rows), round(area.width() * _REASON_SHARE))  # type: ignore[attr-defined]
        reason = QRect(button.left() - _PAD_SIDE - room, area.top(), room, area.height())
        left = QRect(area.left() + _PAD, area.top(), reason.left() - lamp - area.left() - 2 * _PAD, area.height())
        upper, lower = two_lines(left, tokens)
        write(painter, upper, row.name, tokens, "ink", tokens.body)
        write(painter, lower, row.place, tokens, "ink2", tokens.dense)
        upper, lower = two_lines(reason, tokens)
        write(painter, upper, row.reason, tokens, row.tone, tokens.dense)
        write(painter, lower, row.last, tokens, "ink2", tokens.dense)
        if row.shape is not LampShape.TEXT:
            size = tokens.lamp
            place = QRectF(reason.left() - lamp, upper.center().y() - size / 2, size, size)
            paint_lamp(painter, place, row.shape, tokens)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        paint_button(painter, button, sentence("ui_today.visit"), tokens, marked=marked, focused=focused)
        painter.restore()


class ProblemDelegate(RowDelegate):
    """The lamp at the left, the problem over its project; the whole row is what is clicked."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """A little less than a row of the main list."""
        return QSize(0, self.height())

    def height(self) -> int:
        """Of a row, in pixels."""
        tokens = self.appearance.tokens
        return max(tokens.row_two - 8, 2 * tokens.body + 24)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row, tokens = index.data(ROW), self.appearance.tokens
        area, state = option.rect, option.state
        marked = bool(state & QStyle.StateFlag.State_HasFocus) or bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, tokens, marked=marked, first=index.row() == 0, pad=_PAD_SIDE)
        lamps = max(sign_width(one.sign, tokens) for one in index.model().rows)  # type: ignore[attr-defined]
        words = area.adjusted(_PAD_SIDE + max(lamps + 12, 6 * tokens.dense + 18), 0, -_PAD_SIDE, 0)
        upper, lower = two_lines(words, tokens)
        sign = QRectF(area.left() + _PAD_SIDE, upper.top(), lamps + 4, upper.height())
        paint_sign(painter, sign, row.sign, tokens)
        write(painter, upper, row.text, tokens, "ink", tokens.body)
        write(painter, lower, row.project, tokens, "ink2", tokens.caption)
        painter.restore()
