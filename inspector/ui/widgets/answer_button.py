"""合格, 不合格, 不适用: the three answers, with their keys 1 2 3 and drawn marks."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.enter import EnterClicks
from inspector.ui.widgets.key_cap import paint_key_cap

_KEY = 24
_KEY_LARGE = 36
_PAD = 12
_GAP = 8


class AnswerMark(Enum):
    """The mark of an answer, the fill that it gets when it is given, and the colour of letters on the fill."""

    GOOD = ("check", "green_fill", "on_green")
    BAD = ("cross", "red_fill", "on_red")
    NEITHER = ("minus", "ink3", "on_grey")


class AnswerButton(EnterClicks, QAbstractButton):
    """One answer of an item. Without `keys` it is the narrow form of an item that is not the current one."""

    def __init__(self, appearance: Appearance, text: str, mark: AnswerMark, keys: str = "") -> None:
        super().__init__()
        self._appearance = appearance
        self._mark = mark
        self._keys = keys
        self.setText(text)
        self.setAccessibleName(f"{text} {keys}".strip())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding if keys else QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed
        )
        appearance.changed.connect(self._on_appearance_changed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as key, mark and text need; as high as an answer, or a control in the narrow form."""
        tokens = self._appearance.tokens
        width = QFontMetrics(face(self._letters, medium=True)).horizontalAdvance(self.text()) + 2 * _PAD
        if not self._keys:
            return QSize(width + 2 * _GAP, tokens.control)
        return QSize(width + tokens.icon + _GAP + 2 * (self._key + _GAP), tokens.answer)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Nothing of it may be cut off."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ground, key at the left, mark and text in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._paint_ground(painter)
        if self._keys:
            top = (self.height() - self._key) / 2
            paint_key_cap(painter, QRectF(_PAD, top, self._key, self._key), self._keys, self._appearance.tokens, colour)
        self._paint_words(painter, colour)
        painter.end()

    @property
    def _letters(self) -> int:
        tokens = self._appearance.tokens
        large = tokens.theme is Theme.LARGE and bool(self._keys)
        return tokens.title if large else tokens.body

    @property
    def _key(self) -> int:
        return _KEY_LARGE if self._appearance.tokens.theme is Theme.LARGE else _KEY

    def _paint_ground(self, painter: QPainter) -> str:
        """Paint the ground and tell the colour of what stands on it."""
        tokens = self._appearance.tokens
        _, fill, on_fill = self._mark.value
        checked, edge = self.isChecked(), "line2"
        ground = fill if checked else "head" if self.underMouse() and self.isEnabled() else "surface"
        letters = tokens.colour(on_fill if checked else "ink" if self.isEnabled() else "ink3")
        if checked:
            edge = fill
        width = tokens.border
        painter.setBrush(QColor(tokens.colour(ground)))
        painter.setPen(QPen(QColor(tokens.colour(edge)), width))
        painter.drawRoundedRect(self._inside(width / 2), tokens.radius, tokens.radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(letters if checked else tokens.ink), tokens.ring))
            painter.drawRoundedRect(self._inside(3 if checked else tokens.ring / 2), tokens.radius, tokens.radius)
        return letters

    def _inside(self, by: float) -> QRectF:
        return QRectF(self.rect()).adjusted(by, by, -by, -by)

    def _paint_words(self, painter: QPainter, colour: str) -> None:
        tokens = self._appearance.tokens
        painter.setFont(face(self._letters, medium=True))
        painter.setPen(QColor(colour))
        if not self._keys:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
            return
        words = painter.fontMetrics().horizontalAdvance(self.text())
        left = max(_PAD + self._key + _GAP, (self.width() - words - tokens.icon - _GAP) / 2)
        mark = QRectF(left, (self.height() - tokens.icon) / 2, tokens.icon, tokens.icon)
        paint_icon(painter, mark, self._mark.value[0], colour, heavy=True)
        room = QRectF(mark.right() + _GAP, 0, words + 2, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())

    def _on_appearance_changed(self) -> None:
        self.updateGeometry()
        self.update()
