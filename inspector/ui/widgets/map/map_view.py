"""The map widget: where it looks, and what the user does with it.

By mouse: drag pans, wheel and double click zoom, a click chooses. By keyboard: arrows pan, + and - zoom, Home shows
everything, Tab goes from mark to mark beginning at the middle, Enter opens. It knows places by their index alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log2

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.map.clusters import Clusters, Mark
from inspector.ui.widgets.map.ground import Ground, OutlineLayer, TileLayer
from inspector.ui.widgets.map.scene import RouteLine, Scene
from inspector.ui.widgets.map.tiles import Pictures, TileLoader
from inspector.ui.widgets.map.viewport import Box, Viewport, box_of

NOTCH = 120
"""Eighths of a degree that one notch of a wheel turns."""

NEAR = 14.0
"""How near a place is shown that was looked for."""

_PAN_SHARE = 6
"""An arrow moves by this part of the view."""


class MapView(QWidget):
    """The map; give it places, layers and a route."""

    chosen = Signal(int)
    """The index of a place; -1: none."""
    opened = Signal(int)
    gathered = Signal(object)
    """The indexes of places that stand so near to each other that no zoom parts them."""
    moved = Signal()
    layer_failed = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._loader = TileLoader(self)
        self._ground = Ground(self._loader)
        self.scene = Scene(appearance.tokens, self.devicePixelRatioF())
        self._view = Viewport(0.83, 0.38, 5.0, 1, 1)
        self._pressed: QPointF | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
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
        """Show these places, none of them chosen; `describe` gives the lines of the bubble over a mark."""
        scene = self.scene
        scene.clusters, scene.names, scene.describe = clusters, names, describe
        scene.hovered, scene.chosen = None, -1
        self.update()

    def show_tiles(self, layers: Sequence[tuple[TileLayer, Pictures]]) -> None:
        """Draw these layers of tiles, the first one lowest; their files are let go by the caller after `stop`."""
        self._loader.use({layer.key: pictures for layer, pictures in layers})
        self._ground.tile_layers = tuple(layer for layer, _ in layers)
        self.update()

    def show_outlines(self, layers: Sequence[OutlineLayer], told: str) -> None:
        """Draw these boundaries; `told`: sources and 审图号 of all layers."""
        self._ground.outline_layers = tuple(layers)
        self.scene.credits = told
        self.update()

    def show_route(self, route: RouteLine | None) -> None:
        """Draw a route, or none."""
        self.scene.route = route
        self.update()

    def stop(self) -> None:
        """Load no more tiles; when it returns, no thread reads any file."""
        self._loader.stop()

    # -- where it looks --------------------------------------------------------------------------------------------

    def look_at(self, view: Viewport) -> None:
        """Show another part of the world."""
        self._view = view.resized(max(self.width(), 1), max(self.height(), 1))
        self.scene.hovered = None
        self.moved.emit()
        self.update()

    def fit(self, box: Box) -> None:
        """Show all of a box."""
        self.look_at(self._view.fitted(box))

    def fit_places(self) -> None:
        """Show every place."""
        clusters = self.scene.clusters
        box = None if clusters is None else box_of(clusters.places.xs, clusters.places.ys)
        if box is not None:
            self.fit(box)

    def zoom(self, steps: float) -> None:
        """Nearer or farther, the middle staying."""
        self.look_at(self._view.zoomed(steps, self.width() / 2, self.height() / 2))

    def choose(self, index: int, *, look: bool = False) -> None:
        """Choose a place (-1: none) without telling; `look` brings it into the middle, near enough to be alone."""
        self.scene.chosen = index
        clusters = self.scene.clusters
        if look and clusters is not None and index >= 0:
            near = self._view.centred(clusters.places.xs[index], clusters.places.ys[index])
            self.look_at(near.zoomed(max(NEAR - near.zoom, 0.0), self.width() / 2, self.height() / 2))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ground, scene, and the ring of the focus."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        self._ground.paint(painter, self._view, tokens)
        self.scene.paint(painter, self._view)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.primary), tokens.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    # -- mouse -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A press begins a drag or a click."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag, or point."""
        if self._pressed is None:
            self._point_at(self.scene.mark_at(self._view, event.position()))
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
            self._click(self.scene.mark_at(self._view, event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Opens a project; elsewhere it zooms in."""
        mark = self.scene.mark_at(self._view, event.position())
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
        """Two fingers that spread zoom."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            at = event.position()
            self.look_at(self._view.zoomed(log2(max(1 + event.value(), 0.1)), at.x(), at.y()))
            return True
        return super().event(event)

    def _point_at(self, mark: Mark | None) -> None:
        if mark != self.scene.hovered:
            self.scene.hovered = mark
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
        clusters = self.scene.clusters
        if clusters is None:
            return
        members = clusters.members(mark, self._view.zoom)
        box = box_of([clusters.places.xs[one] for one in members], [clusters.places.ys[one] for one in members])
        nearer = None if box is None else self._view.fitted(box)
        if nearer is None or nearer.zoom <= self._view.zoom:
            self.gathered.emit(tuple(members))
        else:
            self.look_at(nearer)

    def _tell_chosen(self, index: int) -> None:
        self.scene.chosen = index
        self.setAccessibleDescription(self.scene.names[index] if index >= 0 else sentence("ui_map.map_keys"))
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
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and (mark := self.scene.chosen_mark(self._view)) is not None:
            if mark.count == 1:
                self.opened.emit(mark.first)
            else:
                self._enter(mark)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, FBT001 - Qt's
        """Tab goes from mark to mark, the nearest to the middle first, and then on to the next widget."""
        view, chosen = self._view, self.scene.chosen_mark(self._view)
        order = sorted(
            self.scene.marks(view), key=lambda one: ((one.x - view.x) ** 2 + (one.y - view.y) ** 2, one.cell)
        )
        cells = [one.cell for one in order]
        at = cells.index(chosen.cell) if chosen is not None and chosen.cell in cells else -1
        following = at + 1 if forward else at - 1
        if self.hasFocus() and 0 <= following < len(order):
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

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The middle stays."""
        self.look_at(self._view)
        super().resizeEvent(event)

    def _on_appearance_changed(self) -> None:
        self.scene.dress(self._appearance.tokens, self.devicePixelRatioF())
        self.update()


_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOMS = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}
