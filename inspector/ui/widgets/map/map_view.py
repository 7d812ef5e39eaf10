"""The map widget: pans, zooms, draws marks over its ground, and says what is pointed at, chosen and opened.

By mouse: drag pans, wheel and double click zoom, a click chooses. By keyboard: arrows pan, + and - zoom, Home shows
everything, Tab goes from mark to mark beginning at the middle, Enter opens. It knows places by their index alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from inspector.domain.mercator import World
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.map.bubble import paint_bubble
from inspector.ui.widgets.map.clusters import Clusters, Mark
from inspector.ui.widgets.map.furniture import length_told, paint_credits, paint_north, paint_scale
from inspector.ui.widgets.map.ground import Ground, OutlineLayer, TileLayer
from inspector.ui.widgets.map.marks import MarkPainter, paint_stop, paint_words, words_width
from inspector.ui.widgets.map.tiles import Pictures, TileLoader
from inspector.ui.widgets.map.viewport import Box, Viewport, box_of

NOTCH = 120
"""Eighths of a degree that one notch of a wheel turns."""

_NAMED_FROM = 12.0
_MOST_NAMED = 40
_PAN_SHARE = 6
_DROPPED = (".mbtiles", ".geojson", ".json")


@dataclass(frozen=True)
class RouteLine:
    """Stops in the unit square, in order, and metres between each and the next."""

    stops: tuple[World, ...]
    legs: tuple[float, ...]


class MapView(QWidget):
    """The map; give it places, layers and a route."""

    chosen = Signal(int)
    """The index of a place; -1: none."""
    opened = Signal(int)
    gathered = Signal(object)
    """The indexes of places that stand so near to each other that no zoom parts them."""
    moved = Signal()
    files_dropped = Signal(object)
    """A tuple of paths."""
    layer_failed = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._loader = TileLoader(self)
        self._ground = Ground(self._loader)
        self._painter = MarkPainter(appearance.tokens, self.devicePixelRatioF())
        self._clusters: Clusters | None = None
        self._names: Sequence[str] = ()
        self._describe: Callable[[Mark], Sequence[str]] = lambda _mark: ()
        self._route: RouteLine | None = None
        self._credits = ""
        self._view = Viewport(0.83, 0.38, 5.0, 1, 1)
        self._chosen = -1
        self._hovered: Mark | None = None
        self._pressed: QPointF | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(240, 200))
        self.setAccessibleName(sentence("ui_map.map"))
        self.setAccessibleDescription(sentence("ui_map.map_keys"))
        self._loader.arrived.connect(self.update)
        self._loader.failed.connect(self.layer_failed)
        appearance.changed.connect(self._on_appearance_changed)

    # -- what is shown ---------------------------------------------------------------------------------------------

    @property
    def view(self) -> Viewport:
        """What is seen now."""
        return self._view

    @property
    def loading(self) -> bool:
        """Whether tiles are on their way."""
        return self._loader.busy

    def show_places(self, clusters: Clusters, names: Sequence[str], describe: Callable[[Mark], Sequence[str]]) -> None:
        """Show these places; `describe` gives the lines of the bubble over a mark."""
        self._clusters, self._names, self._describe = clusters, names, describe
        self._hovered = None
        self._chosen = -1
        self.update()

    def show_tiles(self, layers: Sequence[tuple[TileLayer, Pictures]]) -> None:
        """Draw these layers of tiles, the first one lowest; their files are let go by the caller after `stop`."""
        self._loader.use({layer.key: pictures for layer, pictures in layers})
        self._ground.tile_layers = tuple(layer for layer, _ in layers)
        self.update()

    def show_outlines(self, layers: Sequence[OutlineLayer], told: str) -> None:
        """Draw these boundaries; `told`: sources and 审图号 of all layers."""
        self._ground.outline_layers = tuple(layers)
        self._credits = told
        self.update()

    def show_route(self, route: RouteLine | None) -> None:
        """Draw a route, or none."""
        self._route = route
        self.update()

    def stop(self) -> None:
        """Load no more tiles; when it returns, no thread reads any file."""
        self._loader.stop()

    # -- where it looks --------------------------------------------------------------------------------------------

    def look_at(self, view: Viewport) -> None:
        """Show another part of the world."""
        self._view = view.resized(max(self.width(), 1), max(self.height(), 1))
        self._hovered = None
        self.moved.emit()
        self.update()

    def fit(self, box: Box) -> None:
        """Show all of a box."""
        self.look_at(self._view.fitted(box))

    def fit_places(self) -> None:
        """Show every place."""
        if self._clusters is not None and len(self._clusters.places):
            places = self._clusters.places
            box = box_of(list(zip(places.xs, places.ys, strict=True)))
            if box is not None:
                self.fit(box)

    def zoom(self, steps: float) -> None:
        """Nearer or farther, the middle staying."""
        self.look_at(self._view.zoomed(steps, self.width() / 2, self.height() / 2))

    def choose(self, index: int, *, look: bool = False) -> None:
        """Choose a place (-1: none) without telling; `look` brings it into the middle, alone if it can be."""
        self._chosen = index
        if look and self._clusters is not None and index >= 0:
            places = self._clusters.places
            near = self._view.centred(places.xs[index], places.ys[index])
            self.look_at(near.zoomed(max(14.0 - near.zoom, 0.0), self.width() / 2, self.height() / 2))
        self.update()

    # -- drawing ---------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ground, route, marks, names, edges, bubble."""
        tokens, view = self._appearance.tokens, self._view
        painter = QPainter(self)
        self._ground.paint(painter, view, tokens)
        self._paint_route(painter)
        marks = self._marks()
        self._paint_marks(painter, marks)
        self._paint_names(painter, marks)
        self._paint_stops(painter)
        paint_scale(painter, view, tokens)
        paint_north(painter, tokens)
        paint_credits(painter, view, self._credits, tokens)
        self._paint_bubble(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.primary), tokens.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _marks(self) -> list[Mark]:
        return [] if self._clusters is None else self._clusters.marks(self._view.box(32), self._view.zoom)

    def _paint_marks(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        zoom, chosen = self._view.zoom, self._chosen_mark()
        for mark in sorted(marks, key=lambda one: one.y):
            if chosen is None or mark.cell != chosen.cell:
                self._painter.paint(painter, self._place(mark), mark, zoom, chosen=False)
        if chosen is not None:
            self._painter.paint(painter, self._place(chosen), chosen, zoom, chosen=True)

    def _paint_names(self, painter: QPainter, marks: Sequence[Mark]) -> None:
        """Names beside single marks where there is room for all of them."""
        single = [one for one in marks if one.count == 1]
        if self._view.zoom < _NAMED_FROM or len(marks) > _MOST_NAMED:
            return
        tokens = self._appearance.tokens
        taken: list[QRectF] = [self._room(one) for one in marks]
        for mark in single:
            if not self.rect().contains(self._place(mark).toPoint()):
                continue
            name = self._names[mark.first]
            short = name if len(name) <= 16 else f"{name[:15]}…"  # noqa: PLR2004 - a line beside a mark
            room = self._room(mark)
            words = QRectF(room.right() + 4, room.center().y() - tokens.caption, 0, 2.0 * tokens.caption)
            words.setWidth(words_width(short, tokens))
            if not any(one.intersects(words) for one in taken):
                taken.append(words)
                place = QPointF(words.left(), words.center().y() + tokens.caption * 0.4)
                paint_words(painter, place, short, tokens)

    def _paint_route(self, painter: QPainter) -> None:
        if self._route is None:
            return
        tokens = self._appearance.tokens
        line = QPolygonF([QPointF(*self._view.to_screen(*one)) for one in self._route.stops])
        for colour, width in ((tokens.surface, 7.0), (tokens.bar, 3.0)):
            pen = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(line)

    def _paint_stops(self, painter: QPainter) -> None:
        if self._route is None:
            return
        tokens = self._appearance.tokens
        places = [QPointF(*self._view.to_screen(*one)) for one in self._route.stops]
        for one, other, metres in zip(places, places[1:], self._route.legs, strict=False):
            words = length_told(round(metres, -2)) if metres else ""
            wide = words_width(words, tokens)
            if words and (one - other).manhattanLength() > 2 * wide:
                middle = (one + other) / 2
                paint_words(painter, middle - QPointF(wide / 2, 6), words, tokens)
        for number, place in enumerate(places, start=1):
            paint_stop(painter, place, number, tokens)

    def _paint_bubble(self, painter: QPainter) -> None:
        mark = self._hovered
        if mark is None:
            return
        lines = self._describe(mark)
        if lines:
            paint_bubble(painter, self._room(mark), lines, self.rect(), self._appearance.tokens)

    def _place(self, mark: Mark) -> QPointF:
        return QPointF(*self._view.to_screen(mark.x, mark.y))

    def _room(self, mark: Mark) -> QRectF:
        size, place = self._painter.size_of(mark, self._view.zoom), self._place(mark)
        return QRectF(place.x() - size.width() / 2, place.y() - size.height() / 2, size.width(), size.height())

    def _chosen_mark(self) -> Mark | None:
        if self._clusters is None or self._chosen < 0:
            return None
        return self._clusters.mark_of(self._chosen, self._view.zoom)

    # -- mouse -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A press begins a drag or a click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag, or point."""
        if self._pressed is None:
            self._point_at(self._mark_at(event.position()))
            return
        way = self._pressed - event.position()
        if self._dragged or way.manhattanLength() >= QApplication.startDragDistance():
            self._dragged = True
            self._pressed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.look_at(self._view.panned(way.x(), way.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A release without a drag is a click."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self._pressed = None
        self.unsetCursor()
        if not self._dragged:
            self._click(self._mark_at(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Opens a project; elsewhere it zooms in."""
        mark = self._mark_at(event.position())
        if mark is None:
            self.look_at(self._view.zoomed(1, event.position().x(), event.position().y()))
        elif mark.count == 1:
            self.opened.emit(mark.first)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """A wheel zooms; two fingers on a touchpad pan, with Ctrl they zoom."""
        fingers = event.phase() is not Qt.ScrollPhase.NoScrollPhase and not event.pixelDelta().isNull()
        if fingers and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.look_at(self._view.panned(-event.pixelDelta().x(), -event.pixelDelta().y()))
        else:
            at = event.position()
            self.look_at(self._view.zoomed(event.angleDelta().y() / NOTCH, at.x(), at.y()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is pointed at any more."""
        self._point_at(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        """Two fingers spread zoom."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            at = event.position()
            self.look_at(self._view.zoomed(log2(max(1 + event.value(), 0.1)), at.x(), at.y()))
            return True
        return super().event(event)

    def _mark_at(self, at: QPointF) -> Mark | None:
        """The nearest mark under a point; small ones are caught with a margin."""
        slack = max(0, (self._appearance.tokens.target - self._appearance.tokens.lamp) // 2 - 3)
        around = [one for one in self._marks() if self._room(one).adjusted(-slack, -slack, slack, slack).contains(at)]
        return min(around, key=lambda one: (self._place(one) - at).manhattanLength(), default=None)

    def _point_at(self, mark: Mark | None) -> None:
        if mark != self._hovered:
            self._hovered = mark
            self.setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)
            self.update()

    def _click(self, mark: Mark | None) -> None:
        if mark is None:
            self._tell_chosen(-1)
        elif mark.count == 1:
            self._tell_chosen(mark.first)
        else:
            self._enter(mark)

    def _enter(self, mark: Mark) -> None:
        """Zoom to what a mark stands for; where no zoom parts them, hand them out."""
        if self._clusters is None:
            return
        members = self._clusters.members(mark, self._view.zoom)
        places = self._clusters.places
        box = box_of([(places.xs[one], places.ys[one]) for one in members])
        nearer = None if box is None else self._view.fitted(box)
        if nearer is None or nearer.zoom <= self._view.zoom:
            self.gathered.emit(tuple(members))
        else:
            self.look_at(nearer)

    def _tell_chosen(self, index: int) -> None:
        self._chosen = index
        name = self._names[index] if index >= 0 else sentence("ui_map.map_keys")
        self.setAccessibleDescription(name)
        self.chosen.emit(index)
        self.update()

    # -- keyboard --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows, + and -, Home, Enter."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            across, down = _ARROWS[key]
            step = min(self.width(), self.height()) / _PAN_SHARE
            self.look_at(self._view.panned(across * step, down * step))
        elif key in _ZOOMS:
            self.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_Home:
            self.fit_places()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (mark := self._chosen_mark()) is not None:
            if mark.count == 1:
                self.opened.emit(mark.first)
            else:
                self._enter(mark)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, FBT001 - Qt's
        """Tab goes from mark to mark, the nearest to the middle first, and then on to the next widget."""
        if not self.hasFocus():
            return super().focusNextPrevChild(forward)
        order = sorted(
            self._marks(), key=lambda one: ((one.x - self._view.x) ** 2 + (one.y - self._view.y) ** 2, one.cell)
        )
        cells = [one.cell for one in order]
        chosen = self._chosen_mark()
        at = cells.index(chosen.cell) if chosen is not None and chosen.cell in cells else -1
        following = at + 1 if forward else at - 1
        if 0 <= following < len(order):
            self._tell_chosen(order[following].first)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The ring is drawn."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The ring goes."""
        self.update()
        super().focusOutEvent(event)

    # -- the widget ------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Map files and boundaries may be dropped."""
        if _paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the files out."""
        event.acceptProposedAction()
        self.files_dropped.emit(_paths(event))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The middle stays."""
        self.look_at(self._view)
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Threads end before the widget does."""
        self.stop()
        super().closeEvent(event)

    def _on_appearance_changed(self) -> None:
        self._painter = MarkPainter(self._appearance.tokens, self.devicePixelRatioF())
        self.update()


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}


def _paths(event: QDropEvent) -> tuple[Path, ...]:
    local = (Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile())
    return tuple(one for one in local if one.suffix.lower() in _DROPPED)
