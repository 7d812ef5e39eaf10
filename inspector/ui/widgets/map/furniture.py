"""What stands at the edges of a map: the scale, north, who made it and its 审图号; and the grid where there is no map.

It stands apart from the widget because a wall chart or a picture for a bulletin needs the same.
"""

from __future__ import annotations

from math import floor, log10

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from inspector.domain.mercator import to_degrees, to_world
from inspector.texts import sentence
from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.map.marks import paint_words
from inspector.ui.widgets.map.viewport import Viewport

_EDGE = 12
_NORTH_ROOM = 64
_WIDEST_SCALE = 120
_CREDIT_SHARE = 0.7
_KILOMETRE = 1_000
_STEPS = (5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
_LEAST_GRID = 140
"""Pixels between two lines of the grid, at least."""


def scale_of(metres_per_pixel: float) -> tuple[float, float]:
    """The longest round length that fits: metres (1, 2 or 5 of a power of ten) and pixels."""
    longest = metres_per_pixel * _WIDEST_SCALE
    power = 10.0 ** floor(log10(longest))
    metres = next(step * power for step in (5, 2, 1) if step * power <= longest)
    return metres, metres / metres_per_pixel


def paint_scale(painter: QPainter, view: Viewport, tokens: Tokens) -> None:
    """The bar at the lower left, its length beside it."""
    metres, pixels = scale_of(view.metres_per_pixel)
    bottom = view.height - _EDGE
    for colour, width in ((tokens.surface, 5.0), (tokens.ink, 2.0)):
        painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        left, right = QPointF(_EDGE, bottom), QPointF(_EDGE + pixels, bottom)
        rise = QPointF(0, -6)
        painter.drawPolyline(QPolygonF([left + rise, left, right, right + rise]))
    paint_words(painter, QPointF(_EDGE + pixels + 8, bottom), length_told(metres), tokens)


def length_told(metres: float) -> str:
    """`500 m` or `2 km`."""
    if metres >= _KILOMETRE:
        return sentence("ui_map.kilometres", length=f"{metres / _KILOMETRE:g}")
    return sentence("ui_map.metres", length=f"{metres:g}")


def paint_north(painter: QPainter, tokens: Tokens) -> None:
    """An arrow at the upper left with the word for north."""
    middle = QPointF(_EDGE + 10, _EDGE + 14)
    arrow = [QPointF(0, -14), QPointF(8, 10), QPointF(0, 5), QPointF(-8, 10)]
    painter.setPen(QPen(QColor(tokens.surface), 2))
    painter.setBrush(QColor(tokens.ink))
    painter.drawPolygon(QPolygonF([middle + one for one in arrow]))
    word = sentence("ui_map.north")
    wide = QFontMetricsF(face(tokens.caption)).horizontalAdvance(word)
    paint_words(painter, middle + QPointF(-wide / 2, 14 + tokens.caption), word, tokens)


def paint_credits(painter: QPainter, view: Viewport, words: str, tokens: Tokens) -> None:
    """Source and 审图号 at the lower right, on paper, a line for each layer."""
    painter.setFont(face(tokens.caption))
    metrics = QFontMetricsF(painter.font())
    bottom = float(view.height)
    for line in reversed(words.splitlines()):
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, view.width * _CREDIT_SHARE)
        wide, high = metrics.horizontalAdvance(shown) + 12, metrics.height() + 2
        room = QRectF(view.width - wide, bottom - high, wide, high)
        painter.fillRect(room, QColor(tokens.surface))
        painter.setPen(QColor(tokens.ink2))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)
        bottom -= high


def paint_grid(painter: QPainter, view: Viewport, tokens: Tokens) -> None:
    """Lines of longitude and latitude with their degrees, where no map lies underneath."""
    west, north, east, south = view.box()
    (left, top), (right, bottom) = to_degrees(west, north), to_degrees(east, south)
    step = _grid_step((right - left) / max(view.width, 1))
    painter.setPen(QPen(QColor(tokens.grid), 1))
    across = [(one, view.to_screen(to_world(one, 0)[0], view.y)[0]) for one in _steps(left, right, step)]
    down = [(one, view.to_screen(view.x, to_world(0, one)[1])[1]) for one in _steps(bottom, top, step)]
    painter.drawLines([QLineF(x, 0, x, view.height) for _, x in across])
    painter.drawLines([QLineF(0, y, view.width, y) for _, y in down])
    painter.setFont(face(tokens.caption))
    painter.setPen(QColor(tokens.ink3))
    for degrees, x in across:
        if x < _NORTH_ROOM:  # there stands the arrow
            continue
        painter.drawText(QPointF(x + 4, tokens.caption + 4), sentence("ui_map.degrees_east", degrees=f"{degrees:g}"))
    for degrees, y in down:
        if y < _NORTH_ROOM or y > view.height - _NORTH_ROOM / 2:  # the arrow, the scale
            continue
        painter.drawText(QPointF(4, y - 4), sentence("ui_map.degrees_north", degrees=f"{degrees:g}"))


def _grid_step(degrees_per_pixel: float) -> float:
    least = degrees_per_pixel * _LEAST_GRID
    return min((step for step in _STEPS if step >= least), default=_STEPS[0])


def _steps(low: float, high: float, step: float) -> list[float]:
    return [round(place * step, 6) for place in range(floor(low / step) + 1, floor(high / step) + 1)]
