"""The route: today's stops in a short order, or a tour; lengths as the crow flies, and that said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from inspector.services.routes import Route, Tour
from inspector.texts import sentence
from inspector.ui.screens.map.listing import Index
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.map.furniture import length_told
from inspector.ui.widgets.plain import plain_label

TODAY = "today"
_ID = Qt.ItemDataRole.UserRole
_LEG = Qt.ItemDataRole.UserRole + 1
_PAD = 16


class StopDelegate(QStyledItemDelegate):
    """The number of the stop, its name, and how far it is from the one before."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """A row of one line with room for a finger."""
        tokens = self._appearance.tokens
        return QSize(120, max(tokens.row, tokens.body + 20))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a stop."""
        tokens, room = self._appearance.tokens, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(tokens.tint))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        size = tokens.caption + 8
        disc = QRectF(room.left() + _PAD, room.center().y() - size / 2, size, size)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.primary))
        painter.drawEllipse(disc)
        painter.setFont(face(tokens.caption, medium=True))
        painter.setPen(QColor(tokens.on_primary))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        self._paint_words(painter, room.adjusted(_PAD + size + 10, 0, -_PAD, 0), index)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRectF, index: Index) -> None:
        tokens = self._appearance.tokens
        leg, small = str(index.data(_LEG) or ""), face(tokens.dense)
        wide = QFontMetrics(small).horizontalAdvance(leg) + 12 if leg else 0
        painter.setFont(small)
        painter.setPen(QColor(tokens.ink2))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, leg)
        painter.setFont(face(tokens.body))
        painter.setPen(QColor(tokens.ink))
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        words = QFontMetrics(painter.font()).elidedText(name, Qt.TextElideMode.ElideRight, int(room.width() - wide))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


class StopList(QListWidget):
    """The stops; `reordered` after a drag or Alt and an arrow, `removed` by Del, `marked` by a click or an arrow."""

    reordered = Signal()
    removed = Signal(str)
    marked = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setAccessibleName(sentence("ui_map.stops"))
        self._delegate = StopDelegate(appearance)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.itemClicked.connect(lambda item: self.marked.emit(item.data(_ID)))
        appearance.changed.connect(self.scheduleDelayedItemsLayout)

    def show_route(self, route: Route, *, movable: bool) -> None:
        """Show these stops."""
        kept = self.currentRow()
        self.clear()
        for at, stop in enumerate(route.stops):
            item = QListWidgetItem(stop.name)
            item.setData(_ID, stop.project_id)
            leg = length_of(route.legs[at - 1]) if at else ""
            item.setData(_LEG, leg)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{at + 1} {stop.name} {leg}".strip())
            self.addItem(item)
        self.setCurrentRow(min(kept, self.count() - 1))
        mode = QAbstractItemView.DragDropMode
        self.setDragDropMode(mode.InternalMove if movable else mode.NoDragDrop)

    @property
    def ids(self) -> tuple[str, ...]:
        """The projects in the order shown."""
        return tuple(str(self.item(at).data(_ID)) for at in range(self.count()))

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """A stop was moved."""
        super().dropEvent(event)
        self.reordered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt and an arrow moves a stop, Del takes it off."""
        movable = self.dragDropMode() is QAbstractItemView.DragDropMode.InternalMove
        at, key = self.currentRow(), event.key()
        if movable and at >= 0 and key == Qt.Key.Key_Delete:
            self.removed.emit(self.ids[at])
        elif movable and at >= 0 and key in _MOVES and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(at, at + _MOVES[Qt.Key(key)])
        else:
            super().keyPressEvent(event)
            if self.currentRow() != at and self.currentItem() is not None:
                self.marked.emit(self.currentItem().data(_ID))

    def _move(self, at: int, to: int) -> None:
        if 0 <= to < self.count():
            self.insertItem(to, self.takeItem(at))
            self.setCurrentRow(to)
            self.reordered.emit()


_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class RoutePanel(QWidget):
    """`chosen`: another route is wanted; `reordered` carries the ids in their new order; `shortest`: order it again."""

    chosen = Signal()
    reordered = Signal(object)
    shortest = Signal()
    marked = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.which = Combo(sentence("ui_map.which_route"))
        self.which.addItem(sentence("ui_map.route_today"), TODAY)
        self.total = plain_label("", "strong")
        self.note = plain_label("", "dense", "ink2", wrap=True)
        self.stops = StopList(appearance)
        self.order = Button(appearance, sentence("ui_map.shortest"), ButtonKind.TEXT, "route")
        self.which.activated.connect(self.chosen)
        self.order.clicked.connect(self.shortest)
        self.stops.reordered.connect(lambda: self.reordered.emit(self.stops.ids))
        self.stops.removed.connect(
            lambda gone: self.reordered.emit(tuple(one for one in self.stops.ids if one != gone))
        )
        self.stops.marked.connect(self.marked)
        self._lay_out()

    @property
    def wanted(self) -> str:
        """`TODAY` or the id of a tour."""
        return str(self.which.currentData())

    def show_tours(self, tours: Sequence[Tour]) -> None:
        """The tours to choose from beside today."""
        chosen = self.which.currentData()
        while self.which.count() > 1:
            self.which.removeItem(1)
        for one in tours:
            self.which.addItem(sentence("ui_map.route_tour", name=one.name, day=one.toured_on), one.id)
        self.which.setCurrentIndex(max(self.which.findData(chosen), 0))
        self.which.setVisible(bool(tours))

    def show_route(self, route: Route) -> None:
        """Show stops and lengths."""
        today = self.wanted == TODAY
        self.stops.show_route(route, movable=today)
        self.order.setVisible(today and len(route.stops) > 2)  # noqa: PLR2004 - two stops have one order
        told = sentence("ui_map.route_total", stops=len(route.stops), length=length_of(route.length))
        self.total.setText(told if route.stops else sentence("ui_map.route_empty"))
        self.note.setText(_note(route))

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 8, 0, 0)
        down.setSpacing(4)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 4)
        head.setSpacing(4)
        row = QHBoxLayout()
        row.addWidget(self.total, 1)
        row.addWidget(self.order)
        head.addWidget(self.which)
        head.addLayout(row)
        head.addWidget(self.note)
        down.addLayout(head)
        down.addWidget(self.stops, 1)


def length_of(metres: float) -> str:
    """Kilometres with one decimal, metres below one kilometre."""
    return length_told(round(metres, -2) if metres >= 1_000 else round(metres, -1))  # noqa: PLR2004 - a kilometre


def _note(route: Route) -> str:
    if not route.stops and not route.unplaced:
        return sentence("ui_map.route_empty_advice")
    parts = [sentence("ui_map.straight_lines")] if route.legs else []
    if route.unplaced:
        parts.append(sentence("ui_map.route_unplaced", count=len(route.unplaced), names=list(route.unplaced[:3])))
    return " ".join(parts)
