"""A figure that opens the rows behind it: dotted underline, focus, click or Enter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.enter import EnterClicks
from inspector.ui.widgets.focus_ring import paint_focus_ring

_BELOW = 3
_SIDE = 3


class FigureLink(EnterClicks, QAbstractButton):
    """`329 / 500 个`; `size` and `tone` are names of tokens. `clicked` wants the rows."""

    def __init__(self, appearance: Appearance, text: str, size: str = "body", tone: str = "ink2") -> None:
        super().__init__()
        self._appearance = appearance
        self._size, self._tone = size, tone
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._on_appearance_changed)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another figure."""
        self.setText(text)
        self.setAccessibleName(text)
        self._on_appearance_changed()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The text, and room for underline and focus ring."""
        metrics = QFontMetrics(self._face())
        height = max(metrics.height() + _BELOW, self._appearance.tokens.target)
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * _SIDE, height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The figure, its dots, and a ring in focus."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.setFont(self._face())
        colour = QColor(tokens.link if self.underMouse() else tokens.colour(self._tone))
        painter.setPen(colour)
        room = QRectF(self.rect()).adjusted(_SIDE, 0, -_SIDE, -_BELOW)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        below = round(room.center().y() + QFontMetrics(self._face()).height() / 2)
        painter.drawLine(_SIDE, below, self.width() - _SIDE, below)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), tokens)
        painter.end()

    def _face(self) -> QFont:
        return face(int(getattr(self._appearance.tokens, self._size)))

    def _on_appearance_changed(self) -> None:
        self.updateGeometry()
        self.update()
