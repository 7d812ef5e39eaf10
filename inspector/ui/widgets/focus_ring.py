"""The ring around what has the focus, for widgets that paint themselves."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from inspector.ui.theme.tokens import Tokens


def paint_focus_ring(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    """A ring inside `rect`; smoothed, since hard lines at its edge vanish at fractional display scales."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.ink), tokens.ring))
    by = tokens.ring / 2
    painter.drawRoundedRect(rect.adjusted(by, by, -by, -by), tokens.radius, tokens.radius)
    painter.restore()
