"""What a map shows above its ground: marks with their names, a route with its stops, the bubble, the edges.

It stands apart from the widget, which only knows where it looks and what the user does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from inspector.domain.mercator import World
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.map.bubble import paint_bubble
from inspector.ui.widgets.map.clusters import Clusters, Mark
from inspector.ui.widgets.map.furniture import length_told, paint_credits, paint_north, paint_scale
from inspector.ui.widgets.map.marks import MarkPainter, paint_stop, paint_words, words_width
from inspector.ui.widgets.map.viewport import Viewport

NAMED_FROM = 12.0
"""The zoom level from which on single marks have names, where there are at most `MOST_NAMED` marks."""

MOST_NAMED = 40
LONGEST_NAME = 16
_MARGIN = 32
"""Pixels around the view from which marks still reach into it."""


@dataclass(frozen=True)
class RouteLine:
    """Stops in the unit square, in order, and metres between each and the next."""

    stops: tuple[World, ...]
    legs: tuple[float, ...]


class Scene:
    """Places, route and credits, drawn in one look. Places are known by their index alone."""

    def __init__(self, tokens: Tokens, ratio: float) -> None:
        self.clusters: Clusters | None = None
        self.names: Sequence[str] = ()
        self.describe: Callable[[Mark], Sequence[str]] = _nothing
        self.route: RouteLine | None = None
        self.credits = ""
        self.chosen = -1
        self.hovered: Mark | None = None
        self.dress(tokens, ratio)

    def dress(self, tokens: Tokens, ratio: float) -> None:
        """Take on another look."""
        self._tokens = tokens
        self._painter = MarkPainter(tokens, ratio)

    def marks(self, view: Viewport) -> list[Mark]:
        """The marks in view."""
        return [] if self.clusters is None else self.clusters.marks(view.box(_MARGIN), view.zoom)

    def chosen_mark(self, view: Viewport) -> Mark | None:
        """The mark that stands for the chosen place."""
        if self.clusters is None or self.chosen < 0:
            return None
        return self.clusters.mark_of(self.chosen, view.zoom)

    def mark_at(self, view: Viewport, at: QPointF) -> Mark | None:
        """The nearest mark under a point; small ones are caught with a margin."""
        slack = max(0, (self._tokens.target - self._tokens.lamp) // 2 - 3)
        around = [
            one for one in self.marks(view) if self.room(view, one).adjusted(-slack, -slack, slack, slack).contains(at)
        ]
        return min(around, key=lambda one: (place_of(view, one) - at).manhattanLength(), default=None)

    def room(self, view: Viewport, mark: Mark) -> QRectF:
        """Where a mark is drawn."""
        size, place = self._painter.size_of(mark, view.zoom), place_of(view, mark)
        return QRectF(place.x() - size.width() / 2, place.y() - size.height() / 2, size.width(), size.height())

    def paint(self, painter: QPainter, view: Viewport) -> None:
        """Draw everything."""
        tokens, marks = self._tokens, self.marks(view)
        self._paint_line(painter, view)
        self._paint_marks(painter, view, marks)
        self._paint_names(painter, view, marks)
        self._paint_stops(painter, view)
        paint_scale(painter, view, tokens)
        paint_north(painter, tokens)
        paint_credits(painter, view, self.credits, tokens)
        lines = self.describe(self.hovered) if self.hovered is not None else ()
        if lines and self.hovered is not None:
            paint_bubble(painter, self.room(view, self.hovered), lines, QRect(0, 0, view.width, view.height), tokens)

    def _paint_marks(self, painter: QPainter, view: Viewport, marks: Sequence[Mark]) -> None:
        """From north to south, the chosen one on top."""
        chosen = self.chosen_mark(view)
        for mark in marks:
            if chosen is None or mark.cell != chosen.cell:
                self._painter.paint(painter, place_of(view, mark), mark, view.zoom, chosen=False)
        if chosen is not None:
            self._painter.paint(painter, place_of(view, chosen), chosen, view.zoom, chosen=True)

    def _paint_names(self, painter: QPainter, view: Viewport, marks: Sequence[Mark]) -> None:
        """Names beside single marks where they cover nothing."""
        if view.zoom < NAMED_FROM or len(marks) > MOST_NAMED:
            return
        tokens, seen = self._tokens, QRectF(0, 0, view.width, view.height)
        taken = [self.room(view, one) for one in marks]
        for mark in marks:
            if mark.count > 1 or not seen.contains(place_of(view, mark)):
                continue
            words, room = short_name(self.names[mark.first]), self.room(view, mark)
            place = QRectF(room.right() + 4, room.center().y() - tokens.caption, 0, 2.0 * tokens.caption)
            place.setWidth(words_width(words, tokens))
            if not any(one.intersects(place) for one in taken):
                taken.append(place)
                paint_words(painter, QPointF(place.left(), place.center().y() + tokens.caption * 0.4), words, tokens)

    def _paint_line(self, painter: QPainter, view: Viewport) -> None:
        if self.route is None:
            return
        line = QPolygonF([QPointF(*view.to_screen(*one)) for one in self.route.stops])
        for colour, width in ((self._tokens.surface, 7.0), (self._tokens.bar, 3.0)):
            pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(line)

    def _paint_stops(self, painter: QPainter, view: Viewport) -> None:
        """Numbers at the stops, lengths on the legs that are long enough for them."""
        if self.route is None:
            return
        tokens = self._tokens
        places = [QPointF(*view.to_screen(*one)) for one in self.route.stops]
        for (one, other), metres in zip(pairwise(places), self.route.legs, strict=True):
            words = length_told(round(metres, -2))
            wide = words_width(words, tokens)
            if (one - other).manhattanLength() > 2 * wide:
                paint_words(painter, (one + other) / 2 - QPointF(wide / 2, -4), words, tokens)
        for number, place in enumerate(places, start=1):
            paint_stop(painter, place, number, tokens)


def place_of(view: Viewport, mark: Mark) -> QPointF:
    """The middle of a mark in the widget."""
    return QPointF(*view.to_screen(mark.x, mark.y))


def short_name(name: str) -> str:
    """A name that fits beside a mark."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def _nothing(_mark: Mark) -> Sequence[str]:
    return ()
