"""The table of projects: one row a project, read as it comes into view; Enter or a double click opens one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QToolTip

from inspector.domain.project_query import ProjectRow, SortColumn
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.models.project_columns import title
from inspector.ui.models.project_table import ProjectTableModel
from inspector.ui.models.row_loader import RowLoader
from inspector.ui.screens.projects.cells import ProjectCells
from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Density
from inspector.ui.widgets.plain import plain_tip
from inspector.ui.widgets.table_rows import LongTable, fit_rows

_ARROW = 36
"""Pixels beside a title: its margins and the mark of the order."""
_LETTERS = 13
"""Pixels of the letters that the widths of the columns are given for."""


class ProjectTable(LongTable):
    """`picked` carries the id of a project that is opened, `marked` tells that the cursor moved."""

    picked = Signal(str)
    marked = Signal()
    sort_wanted = Signal(object)
    """A `SortColumn`."""
    widths_changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.projects = ProjectTableModel()
        self.loader = RowLoader(self.projects, context, self._sight, self)
        self._cells = ProjectCells(context.appearance, self.projects)
        self._widths: dict[str, int] = {}
        self.setAccessibleName(sentence("ui_projects.list"))
        self.setModel(self.projects)
        self.setItemDelegate(self._cells)
        self._set_up()
        context.appearance.changed.connect(self._dress)
        self._dress()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        across = self.horizontalHeader()
        across.setSectionsClickable(True)
        across.setSortIndicatorShown(True)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(56)
        across.sectionClicked.connect(self._on_head_clicked)
        across.sectionResized.connect(self._on_resized)
        self.doubleClicked.connect(self._on_picked)
        self.selectionModel().currentRowChanged.connect(self.marked)

    # -- looks -----------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        """Heights and widths of the look and of the density that the user has chosen."""
        tokens = self._context.appearance.tokens
        fit_rows(self, tokens, Density(self._context.preferences.density), tokens.target)
        self._set_widths()
        self.viewport().update()

    def refit(self) -> None:
        """Take on another density."""
        self._dress()

    def show_columns(self, names: tuple[str, ...], widths: Mapping[str, int]) -> None:
        """Show these columns; `widths` are those that the user has drawn, in pixels."""
        self._widths = dict(widths)
        at = self.current_row
        self.projects.show_columns(names)
        self._set_widths()
        if at is not None:
            self.mark(at.number)

    @property
    def widths(self) -> dict[str, int]:
        """The widths that the user has drawn."""
        return dict(self._widths)

    def _set_widths(self) -> None:
        across, tokens = self.horizontalHeader(), self._context.appearance.tokens
        with QSignalBlocker(across):  # only what the user draws is remembered
            letters = QFontMetrics(face(tokens.dense, medium=True))
            for at, column in enumerate(self.projects.columns):
                head = letters.horizontalAdvance(title(column.name)) + _ARROW
                usual = max(round(column.width * tokens.dense / _LETTERS), head)
                across.resizeSection(at, self._widths.get(column.name, usual))
            across.setStretchLastSection(True)
        self.updateGeometries()

    def _on_resized(self, at: int, _before: int, width: int) -> None:
        if at < len(self.projects.columns) - 1:  # the last one takes what is left
            self._widths[self.projects.columns[at].name] = width
            self.widths_changed.emit()

    def show_sort(self, column: SortColumn, *, descending: bool) -> None:
        """Mark the column by which is sorted; Qt points down where it rises, we where the figures fall."""
        names = [one.sort for one in self.projects.columns]
        order = Qt.SortOrder.AscendingOrder if descending else Qt.SortOrder.DescendingOrder
        self.horizontalHeader().setSortIndicator(names.index(column) if column in names else -1, order)

    # -- the cursor ------------------------------------------------------------------------------------------------

    @property
    def current_row(self) -> ProjectRow | None:
        """The project that the cursor is on, if it has been read."""
        return self.projects.row_at(self.currentIndex().row())

    def mark(self, number: int) -> None:
        """Put the cursor on a project, or on the first one where it is not there."""
        if self.projects.numbers:
            at = max(self.projects.place_of(number), 0)
            self.setCurrentIndex(self.projects.index(at, 0))

    def move_cursor(self, by: int) -> None:
        """Some rows up or down, as arrows in the search line do."""
        at = min(max(self.currentIndex().row() + by, 0), len(self.projects.numbers) - 1)
        if at >= 0:
            self.setCurrentIndex(self.projects.index(at, 0))

    def open_current(self) -> None:
        """Open the project that the cursor is on."""
        self._on_picked(self.currentIndex())

    # -- events ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens, Home and End go to the first and the last project."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.open_current()
        elif event.matches(QKeySequence.StandardKey.MoveToStartOfLine):
            self.move_cursor(-len(self.projects.numbers))
        elif event.matches(QKeySequence.StandardKey.MoveToEndOfLine):
            self.move_cursor(len(self.projects.numbers))
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A tooltip only for what is cut, and always as plain text."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            cut = index.isValid() and self._cells.is_cut(index, self.visualRect(index).width())
            QToolTip.showText(event.globalPos(), plain_tip(str(index.data())) if cut else "", self)
            return True
        return super().viewportEvent(event)

    def _on_head_clicked(self, at: int) -> None:
        sort = self.projects.columns[at].sort
        if sort is not None:
            self.sort_wanted.emit(sort)

    def _on_picked(self, index: QModelIndex) -> None:
        row = self.projects.row_at(index.row())
        if row is not None:
            self.picked.emit(row.id)

    def _sight(self) -> tuple[int, int]:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return max(first, 0), last if last >= 0 else len(self.projects.numbers) - 1
