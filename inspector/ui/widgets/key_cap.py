"""A key as printed on a key cap, beside what it does."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy

from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Tokens

_GAP = 8


class KeyCap(QLabel):
    """`F2`, `Ctrl+Enter`: a label in a key's outline."""

    def __init__(self, keys: str) -> None:
        super().__init__(keys)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("kind", "key_cap")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A single letter stands in a square. A least width in the style sheet would let layouts cut longer keys."""
        wanted = super().sizeHint()
        return wanted.expandedTo(QSize(wanted.height(), 0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Nothing of it is cut off."""
        return self.sizeHint()

    @property
    def spare(self) -> int:
        """Pixels of the key and the gap before it."""
        return self.sizeHint().width() + _GAP

    @property
    def is_folded(self) -> bool:
        """Whether it has given way."""
        return self.isHidden()

    def fold(self, *, folded: bool) -> None:
        """Give way to what it stands beside: F1 tells all keys."""
        self.setVisible(not folded)


def paint_key_cap(painter: QPainter, rect: QRectF, keys: str, tokens: Tokens, colour: str) -> None:
    """A key cap for widgets that paint themselves, in a `#RRGGBB` colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), tokens.radius, tokens.radius)
    painter.setFont(face(tokens.dense))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, keys)
    painter.restore()
