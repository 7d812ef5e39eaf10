"""The grid: a rectangle of cells selected as in a spreadsheet, typed into, with the name column always in sight.

The name column is drawn over the others where they are scrolled under it; positions are told accordingly, so that
mouse and keys find it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QToolTip,
    QWidget,
)

from inspector.domain.project_query import SortColumn
from inspector.services.bundle import Services
from inspector.services.ledger_columns import LedgerColumn, read_only
from inspector.services.ledger_window import grid_rows
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.models.row_loader import RowLoader
from inspector.ui.models.windowed import Index
from inspector.ui.screens.register.cell_note import CellNote
from inspector.ui.screens.register.cells import PAD, CellEditor, LedgerCells
from inspector.ui.screens.register.columns import SORTS, cell_text, title, width
from inspector.ui.screens.register.heads import FrozenHead, RowNumbers
from inspector.ui.screens.register.model import LedgerModel
from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Density
from inspector.ui.widgets.table_rows import LongTable, fit_rows

_ARROW = 36
_LETTERS = 13
_MARK = 6
_Hint = QAbstractItemDelegate.EndEditHint


@dataclass(frozen=True)
class Area:
    """A rectangle of selected cells: first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def cells(self) -> int:
        """How many cells it has."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


class LedgerGrid(LongTable):
    """`area_changed`: another rectangle is selected; `typed` carries row, column and text of a cell."""

    area_changed = Signal()
    sort_wanted = Signal(object)
    """A `SortColumn`."""
    widths_changed = Signal()
    typed = Signal(int, int, str)
    copied = Signal()
    pasted = Signal()
    cleared = Signal()
    opened = Signal()
    left_cell = Signal()
    """Nothing is being typed any more."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._widths: dict[str, int] = {}
        self.ledger = LedgerModel()
        self.loader = RowLoader(self.ledger, context, self.sight, self, read=_read)
        self.cells = LedgerCells(context.appearance, self.ledger)
        self.frozen = FrozenHead(self, self.ledger)
        self.note = CellNote(context.appearance, self.viewport())
        self.setAccessibleName(sentence("ui_register.grid"))
        self.setVerticalHeader(RowNumbers(context.appearance, self))
        self.setModel(self.ledger)
        self.setItemDelegate(self.cells)
        self._set_up()
        self._connect()
        self._dress()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        across = self.horizontalHeader()
        across.setSectionsClickable(True)
        across.setSortIndicatorShown(True)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(56)

    def _connect(self) -> None:
        across = self.horizontalHeader()
        across.sectionClicked.connect(self._on_head_clicked)
        across.sectionResized.connect(self._on_resized)
        self.frozen.sectionClicked.connect(self._on_head_clicked)
        self.doubleClicked.connect(self._on_double_clicked)
        self.cells.typed.connect(self.typed)
        self.cells.typing.connect(self._on_typing)
        self.ledger.modelReset.connect(self.area_changed)
        self._context.appearance.changed.connect(self._dress)

    # -- looks -----------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        """Heights and widths of the look and of the density that the user has chosen."""
        fit_rows(self, self._context.appearance.tokens, Density(self._context.preferences.density))
        self._set_widths()
        self.viewport().update()

    def refit(self) -> None:
        """Take on another density."""
        self._dress()

    def show_columns(self, columns: tuple[LedgerColumn, ...], widths: Mapping[str, int]) -> None:
        """Show these columns; `widths` are those that the user has drawn, in pixels."""
        self._widths = dict(widths)
        self.ledger.show_columns(columns)
        self._set_widths()

    @property
    def widths(self) -> dict[str, int]:
        """The widths that the user has drawn."""
        return dict(self._widths)

    def _set_widths(self) -> None:
        across, tokens = self.horizontalHeader(), self._context.appearance.tokens
        with QSignalBlocker(across):  # only what the user draws is remembered
            letters = QFontMetrics(face(tokens.dense, medium=True))
            for at, column in enumerate(self.ledger.columns):
                head = letters.horizontalAdvance(title(column)) + _ARROW
                words = max(map(letters.horizontalAdvance, column.choices), default=0) + 2 * PAD
                usual = max(round(width(column) * tokens.dense / _LETTERS), head, words)
                across.resizeSection(at, self._widths.get(column.key, usual))
        self.updateGeometries()

    def _on_resized(self, at: int, _before: int, size: int) -> None:
        self._widths[self.ledger.columns[at].key] = size
        self.updateGeometries()
        self.widths_changed.emit()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """The title of the frozen column lies over the others."""
        super().updateGeometries()
        self.frozen.fit()

    def show_sort(self, column: SortColumn, *, descending: bool) -> None:
        """Mark the column by which is sorted; Qt points down where it rises, we where the figures fall."""
        sorts = [SORTS.get(one.key) for one in self.ledger.columns]
        at = sorts.index(column) if column in sorts else -1
        order = Qt.SortOrder.AscendingOrder if descending else Qt.SortOrder.DescendingOrder
        self.horizontalHeader().setSortIndicator(at, order)
        self.frozen.setSortIndicator(at, order)

    # -- the frozen column -----------------------------------------------------------------------------------------

    @property
    def _frozen_width(self) -> int:
        return self.columnWidth(0) if self.ledger.columns else 0

    def indexAt(self, pos: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """The cell in sight at a place."""
        if 0 <= pos.x() < self._frozen_width:
            return self.ledger.index(self.rowAt(pos.y()), 0)
        return super().indexAt(pos)

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        """Where a cell is in sight."""
        found = super().visualRect(index)
        return found.translated(-found.left(), 0) if index.column() == 0 else found

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """No cell comes to lie under the frozen column; that one never scrolls the others."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if index.column() == 0:
            bar.setValue(before)
        else:
            hidden = self._frozen_width - super().visualRect(index).left()
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """What is drawn over the cells does not move with them."""
        super().scrollContentsBy(dx, dy)
        self.note.hide()
        if dx:
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The cells, over them the frozen column, and the frame of the selected rectangle."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.horizontalOffset() > 0:
            self._paint_frozen(painter, event.rect())
        self._paint_frame(painter)
        painter.end()

    def _paint_frozen(self, painter: QPainter, dirty: QRect) -> None:
        if dirty.left() > self._frozen_width:
            return
        first, last = self.sight()
        for row in range(first, last + 1):
            area = QRect(0, self.rowViewportPosition(row), self._frozen_width, self.rowHeight(row))
            if area.intersects(dirty):
                chosen = self.selectionModel().isSelected(self.ledger.index(row, 0))
                self.cells.paint_cell(painter, area, (row, 0), self.ledger.row_at(row), chosen=chosen)

    def _paint_frame(self, painter: QPainter) -> None:
        area, tokens = self.area, self._context.appearance.tokens
        if area is None:
            return
        first, last = self.sight()
        top, bottom = max(area.top, first), min(area.bottom, last)
        if top > bottom:
            return
        rect = self._cell(top, area.left).united(self._cell(bottom, area.right))
        if area.left:
            rect.setLeft(max(rect.left(), self._frozen_width))
        if rect.width() <= 0:
            return
        painter.setPen(QPen(QColor(tokens.primary), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))
        mark = QRect(rect.right() - _MARK + 1, rect.bottom() - _MARK + 1, _MARK, _MARK)
        painter.fillRect(mark, QColor(tokens.primary))

    def _cell(self, row: int, column: int) -> QRect:
        return self.visualRect(self.ledger.index(row, column))

    # -- the selection ---------------------------------------------------------------------------------------------

    @property
    def area(self) -> Area | None:
        """The selected rectangle."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(at) for at in range(selection.count())]
        if not ranges:
            return None
        return Area(
            min(one.top() for one in ranges),
            min(one.left() for one in ranges),
            max(one.bottom() for one in ranges),
            max(one.right() for one in ranges),
        )

    def select(self, area: Area) -> None:
        """Select a rectangle, with the cursor on its first cell, as far as there are cells."""
        last = self.ledger.rowCount() - 1
        if last < 0 or not self.ledger.columns:
            return
        first = self.ledger.index(min(area.top, last), min(area.left, len(self.ledger.columns) - 1))
        end = self.ledger.index(min(area.bottom, last), min(area.right, len(self.ledger.columns) - 1))
        self.setCurrentIndex(first)
        self.selectionModel().select(QItemSelection(first, end), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:  # noqa: N802 - Qt's name
        """Another rectangle: its frame, and what adds up in it."""
        super().selectionChanged(selected, deselected)
        self.note.hide()
        self.viewport().update()
        self.verticalHeader().viewport().update()
        self.area_changed.emit()

    def move_cursor(self, by: int) -> None:
        """Some rows up or down, as arrows in the search line do."""
        index = self.currentIndex()
        at = min(max(index.row() + by, 0), self.ledger.rowCount() - 1)
        if at >= 0:
            self.setCurrentIndex(self.ledger.index(at, max(index.column(), 0)))

    # -- typing ----------------------------------------------------------------------------------------------------

    def _on_typing(self, editor: CellEditor) -> None:
        """Say below the line what its text amounts to, where it is not taken as it stands."""
        reading = editor.reading
        if reading.refusal is not None:
            self.note.show_refusal(explain(reading.refusal), editor.geometry())
        elif reading.how:
            told = sentence("ui_register.taken_as", value=cell_text(editor.column, reading.value))
            self.note.show_reading(told, sentence(reading.how), editor.geometry())
        else:
            self.note.hide()

    def say_refused(self, told: str, row: int, column: int) -> None:
        """Say below a cell why it was left as it was."""
        self.note.show_refusal(told, self._cell(row, column))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:  # noqa: N802 - Qt's name
        """Enter goes on to the cell below, Tab to the one at the right; a refusal stays in sight."""
        refused = isinstance(editor, CellEditor) and editor.reading.refusal is not None
        steps = {_Hint.EditNextItem: (0, 1), _Hint.EditPreviousItem: (0, -1)}
        by = steps.get(hint, (1, 0) if isinstance(editor, CellEditor) and editor.down else (0, 0))
        super().closeEditor(editor, _Hint.NoHint)
        if hint is _Hint.RevertModelCache or not refused:
            self.note.hide()
        if hint is not _Hint.RevertModelCache and by != (0, 0):
            index = self.currentIndex()
            after = self.ledger.index(index.row() + by[0], index.column() + by[1])
            if after.isValid():
                self.setCurrentIndex(after)
        self.left_cell.emit()

    @property
    def typing(self) -> bool:
        """Whether a cell is being typed into; the rows stay as they are until it is left."""
        return self.state() is QAbstractItemView.State.EditingState

    # -- events ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy, paste and empty; Enter types into the cell, with Ctrl it opens the project."""
        keys = QKeySequence.StandardKey
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if self.typing:
            super().keyPressEvent(event)  # what the line did not want
        elif event.matches(keys.Copy):
            self.copied.emit()
        elif event.matches(keys.Paste):
            self.pasted.emit()
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.opened.emit()
        elif self._is_to_type(event) and self._is_shut(self.currentIndex()):
            self._say_shut(self.currentIndex())
        elif enter:
            self.edit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape and self.note.isVisible():
            self.note.hide()
        elif event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _is_to_type(event: QKeyEvent) -> bool:
        """Whether somebody wants to type into the cell."""
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        typed = bool(event.text().strip()) and event.text().isprintable() and not held
        return typed or event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}

    def _is_shut(self, index: Index) -> bool:
        return index.isValid() and not self.ledger.columns[index.column()].editable

    def _say_shut(self, index: Index) -> None:
        told = explain(read_only(self.ledger.columns[index.column()]))
        self.say_refused(told, index.row(), index.column())

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if self._is_shut(index):
            self._say_shut(index)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A tooltip only for what is cut, and always as plain text."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            cut = index.isValid() and self.cells.is_cut(index, self.columnWidth(index.column()))
            escaped = str(index.data() or "").replace("&", "&amp;").replace("<", "&lt;")
            QToolTip.showText(event.globalPos(), f"<p>{escaped}</p>" if cut else "", self)
            return True
        return super().viewportEvent(event)

    def _on_head_clicked(self, at: int) -> None:
        sort = SORTS.get(self.ledger.columns[at].key)
        if sort is not None:
            self.sort_wanted.emit(sort)

    def sight(self) -> tuple[int, int]:
        """The first and the last row in sight."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return max(first, 0), last if last >= 0 else self.ledger.rowCount() - 1


def _read(services: Services, numbers: object) -> tuple[object, ...]:
    return grid_rows(services.finding, services.office.ledger, numbers)  # type: ignore[arg-type]
