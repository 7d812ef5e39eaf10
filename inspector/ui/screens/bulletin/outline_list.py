"""The rows of the outline, which keys and the mouse put in another order.

A drag is followed here and not by Qt's own, which runs a loop of its own and takes the row out before it is anywhere
else: the rows stay as they are until the issue was written.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenu, QStyle, QStyleOptionViewItem

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.widgets.row_list import ROW, Index, RowDelegate, RowList
from inspector.ui.widgets.two_line_row import paint_ground, two_lines, write

_PAD = 16
_GRIP = 16
_GAP = 8
_LINE = 2


@dataclass(frozen=True)
class OutlineRow:
    """A part of the issue: its number, what it holds, and the sign of its state with the words for it.

    `movable` where it can be put at another place, `hideable` where it can be left out; `hidden` where it is.
    """

    row_id: str
    number: str
    title: str
    note: str
    icon: str
    tone: str
    state: str
    movable: bool = False
    hideable: bool = False
    hidden: bool = False

    @property
    def spoken(self) -> str:
        """The row in words."""
        return "\n".join((f"{self.number} {self.title}".strip(), self.note, self.state))


class OutlineDelegate(RowDelegate):
    """A grip where the row can be moved, number, title over note, and the state's sign at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Two lines high."""
        return QSize(0, self.appearance.tokens.row_two)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        row: OutlineRow = index.data(ROW)
        tokens, area = self.appearance.tokens, option.rect
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, tokens, marked=marked, first=True, pad=_PAD)
        number = QFontMetrics(face(tokens.body)).horizontalAdvance("一") + _GAP
        size = tokens.icon_small + 2
        words = area.adjusted(_PAD + _GRIP // 2 + number, 0, -(_PAD + size + _GAP), 0)
        upper, lower = two_lines(words, tokens)
        quiet = "ink3" if row.hidden else "ink"
        ink = "link" if marked and not row.hidden else quiet
        left = QRect(words.left() - number, upper.top(), number, upper.height())
        write(painter, left, row.number, tokens, ink, tokens.body)
        write(painter, upper, row.title, tokens, ink, tokens.body)
        write(painter, lower, row.note, tokens, "amber" if row.tone == "amber" else "ink2", tokens.dense)
        middle = area.center().y() + 1
        place = QRectF(area.right() - _PAD - size + 1, middle - size / 2, size, size)
        paint_icon(painter, place, row.icon, tokens.colour(row.tone), heavy=True)
        if row.movable:
            grip = QRectF(area.left() + _GAP - 2, middle - _GRIP / 2, _GRIP, _GRIP)
            paint_icon(painter, grip, "drag", tokens.ink3)
        painter.restore()


class OutlineList(RowList[OutlineRow]):
    """`moved` carries a part and its new place among those that can be moved, `toggled` one to hide or to show."""

    moved = Signal(str, int)
    toggled = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_bulletin.outline"), OutlineDelegate(appearance))
        self._appearance = appearance
        self._grabbed: tuple[OutlineRow, QPoint] | None = None
        self._slot = -1

    # -- keys ------------------------------------------------------------------------------------------------------

    def move_marked(self, by: int) -> None:
        """Put the part that the cursor is on one place up or down."""
        row = self.marked_row
        movable = self._movable()
        if row is not None and row.movable and 0 <= movable.index(row.row_id) + by < len(movable):
            self._move(row, movable.index(row.row_id) + by)

    def toggle_marked(self) -> None:
        """Hide or show the part that the cursor is on."""
        row = self.marked_row
        if row is not None and row.hideable:
            self.toggled.emit(row.row_id)

    def _move(self, row: OutlineRow, to: int) -> None:
        """Shown at once, so that keys may follow each other faster than the issue is written."""
        rows = [one for one in self.rows if one is not row]
        first = next(at for at, one in enumerate(self.rows) if one.movable)
        rows.insert(first + to, row)
        self.show_rows(rows, marks_first=True)
        self.moved.emit(row.row_id, to)

    def _movable(self) -> list[str]:
        return [one.row_id for one in self.rows if one.movable]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt with up and down moves the part, Space hides or shows it; Esc lets go of one that is dragged."""
        keys = Qt.Key
        steps = {keys.Key_Up: -1, keys.Key_Down: 1}
        if event.key() in steps and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_marked(steps[keys(event.key())])
        elif event.key() == keys.Key_Space and not event.modifiers():
            self.toggle_marked()
        elif event.key() == keys.Key_Escape and self._slot >= 0:
            self._let_go()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """What can be done with the part, with its keys."""
        row = self.marked_row
        if row is None or not row.hideable:
            return
        menu = QMenu(self)
        menu.setAccessibleName(row.title)
        at = self._movable().index(row.row_id) if row.movable else -1
        up = menu.addAction(sentence("ui_bulletin.section_up"), "Alt+Up", lambda: self.move_marked(-1))
        down = menu.addAction(sentence("ui_bulletin.section_down"), "Alt+Down", lambda: self.move_marked(1))
        up.setEnabled(at > 0)
        down.setEnabled(0 <= at < len(self._movable()) - 1)
        told = sentence("ui_bulletin.section_show" if row.hidden else "ui_bulletin.section_hide")
        menu.addAction(told, "Space", self.toggle_marked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    # -- dragging --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A press may begin a drag."""
        super().mousePressEvent(event)
        where = event.position().toPoint()
        row: OutlineRow | None = self.indexAt(where).data(ROW)
        if event.button() is Qt.MouseButton.LeftButton and row is not None and row.movable:
            self._grabbed = row, where

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the row would go; a row that is held marks no other one."""
        if self._grabbed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            super().mouseMoveEvent(event)
            return
        where = event.position().toPoint()
        if self._slot >= 0 or (where - self._grabbed[1]).manhattanLength() >= QApplication.startDragDistance():
            self._slot = self._slot_at(where)
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Put the row where it was dragged to."""
        grabbed, slot = self._grabbed, self._slot
        self._let_go()
        super().mouseReleaseEvent(event)
        row = next((one for one in self.rows if grabbed is not None and one.row_id == grabbed[0].row_id), None)
        if row is None or not row.movable or slot < 0:
            return
        at = self._movable().index(row.row_id)
        to = slot - 1 if slot > at else slot
        if to != at:
            self._move(row, to)

    def _let_go(self) -> None:
        self._grabbed, self._slot = None, -1
        self.viewport().unsetCursor()
        self.viewport().update()

    def _slot_at(self, where: QPoint) -> int:
        """The gap between movable rows that is nearest: 0 above the first of them."""
        middles = [self._area(one).center().y() for one in self._movable()]
        return sum(where.y() > one for one in middles)

    def _area(self, row_id: str) -> QRect:
        at = [one.row_id for one in self.rows].index(row_id)
        return self.visualRect(self.model().index(at, 0))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The rows, and a line where the one that is dragged would go."""
        super().paintEvent(event)
        movable = self._movable()
        if self._slot < 0 or not movable:
            return
        last = self._slot >= len(movable)
        area = self._area(movable[min(self._slot, len(movable) - 1)])
        height = area.bottom() if last else area.top()
        painter = QPainter(self.viewport())
        painter.setPen(QPen(QColor(self._appearance.tokens.primary), _LINE))
        painter.drawLine(area.left() + _GAP, height, area.right() - _GAP, height)
        painter.end()
