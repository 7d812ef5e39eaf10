"""The bubble over a mark: a name and a line or two, painted, so that no name ever reaches a markup parser."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Tokens

_PAD = 8
_GAP = 6
_WIDEST = 320


def paint_bubble(painter: QPainter, mark: QRectF, lines: Sequence[str], room: QRect, tokens: Tokens) -> None:
    """The lines above `mark`, or below it where there is no room; the first in the medium face."""
    faces = [face(tokens.dense, medium=not at) for at in range(len(lines))]
    metrics = [QFontMetricsF(one) for one in faces]
    shown = [
        measure.elidedText(line, Qt.TextElideMode.ElideRight, _WIDEST)
        for measure, line in zip(metrics, lines, strict=True)
    ]
    wide = max(measure.horizontalAdvance(line) for measure, line in zip(metrics, shown, strict=True)) + 2 * _PAD
    high = sum(measure.height() for measure in metrics) + 2 * _PAD
    left = min(max(mark.center().x() - wide / 2, 4.0), max(room.width() - wide - 4.0, 4.0))
    top = mark.top() - high - _GAP
    bubble = QRectF(left, top if top >= 4 else mark.bottom() + _GAP, wide, high)  # noqa: PLR2004 - a little air
    painter.setPen(QPen(QColor(tokens.line2), tokens.border))
    painter.setBrush(QColor(tokens.surface))
    painter.drawRoundedRect(bubble, tokens.radius, tokens.radius)
    baseline = bubble.top() + _PAD
    for line, font, measure in zip(shown, faces, metrics, strict=True):
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink if font is faces[0] else tokens.ink2))
        painter.drawText(QPointF(bubble.left() + _PAD, baseline + measure.ascent()), line)
        baseline += measure.height()
