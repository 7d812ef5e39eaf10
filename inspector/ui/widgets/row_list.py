"""Lists whose rows are drawn: one row, one id; Enter or a click on the row's button goes on with it.

They stand apart from tables because a row here is one thing to go on with, and lists differ only in what it says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyledItemDelegate

from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.enter import is_enter
from inspector.ui.widgets.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


class Row(Protocol):
    """What a list shows: the id that a choice gives, and the row in words for screen readers and as a tooltip."""

    @property
    def row_id(self) -> str:
        """The record behind the row."""

    @property
    def spoken(self) -> str:
        """The row in words."""


R = TypeVar("R", bound=Row)


class RowModel(QAbstractListModel, Generic[R]):
    """The rows, in the order in which they were read."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[R, ...] = ()

    def show_rows(self, rows: Sequence[R]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def retell_rows(self, rows: Sequence[R]) -> None:
        """The same records told anew: nothing moves."""
        self.rows = tuple(rows)
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The row itself for the delegate, its words for everybody else."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.spoken)
        return row.spoken if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole} else None


class RowDelegate(QStyledItemDelegate):
    """Draws a row; where rows have a button, `button` says where it is."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.appearance = appearance

    def button(self, row: QRect) -> QRect:
        """The button of a row: the whole row where there is none drawn."""
        return row


class RowList(QListView, Generic[R]):
    """`picked` carries the id of a row that was opened, `marked` of the one that the cursor is on."""

    picked = Signal(str)
    marked = Signal(str)

    def __init__(self, name: str, delegate: RowDelegate) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._delegate = delegate
        self._model: RowModel[R] = RowModel()
        self._pressed = -1
        self.setModel(self._model)
        self.setItemDelegate(delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        delegate.appearance.changed.connect(self._on_appearance_changed)

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows shown."""
        return self._model.rows

    def show_rows(self, rows: Sequence[R], *, marks_first: bool) -> None:
        """Show other rows; the cursor stays on its record where that is still there."""
        kept = self.marked_row
        self._model.show_rows(rows)
        ids = [one.row_id for one in rows]
        at = ids.index(kept.row_id) if kept is not None and kept.row_id in ids else 0
        if ids and (marks_first or at):
            self.setCurrentIndex(self._model.index(at))
        self.marked.emit(ids[at] if ids else "")

    def retell_rows(self, rows: Sequence[R]) -> None:
        """The same records in the same order, told anew; quick, however many they are."""
        self._model.retell_rows(rows)

    @property
    def marked_row(self) -> R | None:
        """The row that the cursor is on."""
        at = self.currentIndex().row()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def _on_current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.marked.emit(self.rows[current.row()].row_id)

    def _on_appearance_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def _pick(self, at: int) -> None:
        if 0 <= at < len(self.rows):
            self.picked.emit(self.rows[at].row_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on with the row."""
        if is_enter(event):
            self._pick(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A press on the button of a row begins a click."""
        self._pressed = self._button_at(event)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Released on the same button it is a click."""
        super().mouseReleaseEvent(event)
        at, self._pressed = self._pressed, -1
        if at >= 0 and at == self._button_at(event):
            self._pick(at)

    def _button_at(self, event: QMouseEvent) -> int:
        """The row whose button is under the mouse, else -1."""
        where = event.position().toPoint()
        index = self.indexAt(where)
        is_left = event.button() is Qt.MouseButton.LeftButton
        inside = index.isValid() and self._delegate.button(self.visualRect(index)).contains(where)
        return index.row() if is_left and inside else -1
