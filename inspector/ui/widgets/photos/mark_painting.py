"""Draws marks on a picture, in the window and in a view that is exported.

Colours and widths are those of a pen on a photo, the same in every theme; a dark edge keeps them visible on any ground.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from inspector.domain.markup import Mark, MarkColour, MarkKind, Point
from inspector.ui.theme.fonts import face

INKS = {
    MarkColour.RED: "#E5231B",
    MarkColour.YELLOW: "#FFC400",
    MarkColour.BLUE: "#1F6FD6",
    MarkColour.WHITE: "#FFFFFF",
}
_EDGE = QColor(0, 0, 0, 150)
_HEAD_ANGLE = 0.5
"""Radians between an arrow and the sides of its head."""


def paint_marks(painter: QPainter, area: QRectF, marks: Sequence[Mark]) -> None:
    """All marks over the picture that fills `area`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(2.5, max(area.width(), area.height()) / 240)
    for mark in marks:
        if mark.is_drawn:
            _paint(painter, area, mark, width)
    painter.restore()


def _paint(painter: QPainter, area: QRectF, mark: Mark, width: float) -> None:
    points = [_placed(area, one) for one in mark.points]
    if mark.kind is MarkKind.TEXT:
        _paint_text(painter, points[0], mark, width)
        return
    path = _PATHS[mark.kind](points, width)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, wide in ((_EDGE, width + 2), (QColor(INKS[mark.colour]), width)):
        pen = QPen(colour, wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(path)


def _placed(area: QRectF, point: Point) -> QPointF:
    return QPointF(area.left() + point[0] * area.width(), area.top() + point[1] * area.height())


def _paint_text(painter: QPainter, at: QPointF, mark: Mark, width: float) -> None:
    """Letters filled with the colour, with an edge around them that they stand out from."""
    font = face(round(width * 8), medium=True)
    path = QPainterPath()
    path.addText(QPointF(at.x(), at.y() + QFontMetricsF(font).ascent()), font, mark.text)
    pale = mark.colour in {MarkColour.YELLOW, MarkColour.WHITE}
    painter.setPen(QPen(_EDGE if pale else QColor(INKS[MarkColour.WHITE]), width * 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.fillPath(path, QColor(INKS[mark.colour]))


def _arrow(points: Sequence[QPointF], width: float) -> QPainterPath:
    tail, head = points[0], points[-1]
    angle = math.atan2(head.y() - tail.y(), head.x() - tail.x())
    path = QPainterPath(tail)
    path.lineTo(head)
    for side in (-_HEAD_ANGLE, _HEAD_ANGLE):
        back = angle + math.pi + side
        path.moveTo(head)
        path.lineTo(head + QPointF(math.cos(back), math.sin(back)) * (width * 6))
    return path


def _box(points: Sequence[QPointF], _width: float) -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(points[0], points[-1]).normalized())
    return path


def _circle(points: Sequence[QPointF], _width: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(points[0], points[-1]).normalized())
    return path


def _pen(points: Sequence[QPointF], _width: float) -> QPainterPath:
    path = QPainterPath(points[0])
    for one in points[1:]:
        path.lineTo(one)
    return path


_PATHS: dict[MarkKind, Callable[[Sequence[QPointF], float], QPainterPath]] = {
    MarkKind.ARROW: _arrow,
    MarkKind.BOX: _box,
    MarkKind.CIRCLE: _circle,
    MarkKind.PEN: _pen,
}
