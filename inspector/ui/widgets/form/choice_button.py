"""One choice of a list as a key of its own: number, mark and a label that wraps however long it is.

Qt's radio and check buttons cut long labels off, and their arrow keys would keep the keys that go from item to item.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.key_cap import paint_key_cap

_PAD, _GAP = 10, 8
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextWrapAnywhere.value
_LEFT = _WRAP | Qt.AlignmentFlag.AlignVCenter.value | Qt.AlignmentFlag.AlignLeft.value
_CENTRE = _WRAP | Qt.AlignmentFlag.AlignCenter.value
_TALL = 16_000


class Mark(Enum):
    """What tells that a choice is chosen: one of a list, one of several, or only its ground (a scale)."""

    RING = auto()
    BOX = auto()
    NONE = auto()


class ChoiceButton(QAbstractButton):
    """A checkable key; `number` 1–9 is drawn as its key, 0 is none."""

    def __init__(self, text: str, mark: Mark, appearance: Appearance, number: int = 0) -> None:
        super().__init__()
        self._mark = mark
        self._appearance = appearance
        self._number = number
        self.setText(text.replace("&", "&&"))
        self._shown = text
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # -- sizes -----------------------------------------------------------------------------------------------------

    def _least_height(self) -> int:
        tokens = self._appearance.tokens
        return max(tokens.control, tokens.target)

    def _cap(self) -> int:
        return self._appearance.tokens.dense + 9

    def _tick(self) -> int:
        return 32 if self._appearance.tokens.theme is Theme.LARGE else 18

    def _indent(self) -> int:
        tick = 0 if self._mark is Mark.NONE else self._tick() + _GAP
        cap = self._cap() + _GAP if self._number else 0
        return _PAD + tick + cap

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(face(self._appearance.tokens.body))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its label in one line."""
        wide = self._indent() + self._metrics().horizontalAdvance(self._shown) + _PAD + 2
        return QSize(wide, max(self._least_height(), self._metrics().height() + _PAD))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for four signs of its label in a line."""
        return QSize(self._indent() + 4 * self._metrics().height() + _PAD, self._least_height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """A label that wraps needs height."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height in which the whole label stands."""
        room = QRect(0, 0, max(1, width - self._indent() - _PAD), _TALL)
        needed = self._metrics().boundingRect(room, _LEFT, self._shown).height()
        return max(self._least_height(), needed + _PAD)

    # -- looks -----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ground, edge, key, mark and label."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        left = _PAD
        if self._number:
            box = QRectF(left, (self.height() - self._cap()) / 2, self._cap(), self._cap())
            paint_key_cap(painter, box, str(self._number), tokens, tokens.ink2)
            left += self._cap() + _GAP
        if self._mark is not Mark.NONE:
            self._paint_mark(painter, QRectF(left, (self.height() - self._tick()) / 2, self._tick(), self._tick()))
        painter.setFont(face(tokens.body, medium=self.isChecked()))
        painter.setPen(QColor(tokens.ink if self.isEnabled() else tokens.ink3))
        room = self.rect().adjusted(self._indent(), 0, -_PAD, 0)
        painter.drawText(room, _CENTRE if self._mark is Mark.NONE else _LEFT, self._shown)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = self._appearance.tokens
        chosen, hovered = self.isChecked(), self.underMouse() and self.isEnabled()
        edge = tokens.ink if self.hasFocus() else (tokens.primary if chosen else tokens.line2)
        wide = tokens.ring if self.hasFocus() else tokens.border
        ground = tokens.tint if chosen else (tokens.head if hovered or not self.isEnabled() else tokens.surface)
        painter.setPen(QPen(QColor(edge), wide))
        painter.setBrush(QColor(ground))
        inset = wide / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, tokens.radius, tokens.radius)

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        tokens, chosen = self._appearance.tokens, self.isChecked()
        painter.setPen(QPen(QColor(tokens.primary if chosen else tokens.line2), max(1.5, tokens.border)))
        painter.setBrush(QColor(tokens.surface))
        inner = box.adjusted(1, 1, -1, -1)
        if self._mark is Mark.RING:
            painter.drawEllipse(inner)
            if chosen:
                inset = box.width() * 0.28
                painter.setBrush(QColor(tokens.primary))
                painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
            return
        painter.setBrush(QColor(tokens.primary if chosen else tokens.surface))
        painter.drawRoundedRect(inner, 3, 3)
        if chosen:
            paint_icon(painter, inner, "check", tokens.on_primary, heavy=True)

    # -- keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right go from choice to choice; up and down are left to the form."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._neighbour(step).setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _neighbour(self, step: int) -> QWidget:
        parent = self.parentWidget()
        beside = [one for one in parent.findChildren(ChoiceButton) if not one.isHidden()] if parent else [self]
        return beside[(beside.index(self) + step) % len(beside)]
