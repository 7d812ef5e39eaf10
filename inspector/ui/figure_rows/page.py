"""The page that a figure opens: which rows it counts, each with a way to its project, and as a workbook.

The screen that shows the figure holds the page and goes back to itself when it is `closed`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from inspector.services import exports
from inspector.services.bundle import Services
from inspector.services.cockpit_view import RowKind
from inspector.services.figure_rows import COLUMNS, FigureRows
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.figure_rows.model import RowsDelegate, RowsModel
from inspector.ui.long_task import LongTask
from inspector.ui.prompts import FileRequest
from inspector.ui.screen import KeyHint, Toast
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.buttons import Button, icon_button
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.enter import is_enter
from inspector.ui.widgets.entrance import Entrance
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.table_rows import LongTable

_AIR = 24
"""Pixels of a column beside its text."""


@dataclass(frozen=True)
class Facet:
    """A part of what a figure counts: its name, and how its rows are found."""

    name: str
    kind: RowKind
    find: Callable[[Services], Sequence[str]]
    count: int | None = None


@dataclass(frozen=True)
class Figure:
    """What is opened: the figure in words, its parts, the first of them shown, as of a day."""

    title: str
    facets: tuple[Facet, ...]
    on: date


class _Table(LongTable):
    """Enter or a double click opens a row."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self._on_double_clicked)
        self._widths: Sequence[int] = ()

    def fit(self, widths: Sequence[int]) -> None:
        """Set the widths that columns need; the first one takes what is left."""
        self._widths = widths
        if not widths:
            return
        first = max(widths[0], self.viewport().width() - sum(widths[1:]))
        for at, width in enumerate((first, *widths[1:])):
            self.setColumnWidth(at, width)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the first column the new room."""
        super().resizeEvent(event)
        self.fit(self._widths)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens."""
        if is_enter(event):
            self.opened.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)


class RowsPage(Entrance):
    """`opened` carries (kind, row id, project id); `closed` wants back to the figure."""

    closed = Signal()
    opened = Signal(object, str, str)
    told = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._figure: Figure | None = None
        self._at = 0
        appearance = context.appearance
        self.back = icon_button(appearance, "arrow-back", sentence("ui_cockpit.rows_back"), "Esc")
        self.title = ElidedLabel("", "section")
        self.export = Button(appearance, sentence("ui_cockpit.export"), icon_name="export")
        self.chips: list[Chip] = []
        self._chip_row = QWidget()
        self._flow = FlowLayout(self._chip_row)
        self.model = RowsModel()
        self.table = _Table()
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowsDelegate(appearance))
        self.table.setAccessibleName(sentence("ui_cockpit.rows_name"))
        self._lay_out()
        self.back.clicked.connect(self.closed)
        self.export.clicked.connect(self._on_export_clicked)
        self.table.opened.connect(self._on_row_opened)
        self.model.wanted.connect(self._read_rows)
        appearance.changed.connect(self._dress)
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(8)
        for part, stretch in ((self.back, 0), (self.title, 0), (self._chip_row, 1), (self.export, 0)):
            head.addWidget(part, stretch, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        card = Card()
        card.body.setContentsMargins(1, 8, 1, 8)
        card.body.addWidget(self.table)
        column.addWidget(card, 1)

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_figure(self, figure: Figure) -> None:
        """Show the rows of a figure, those of its first part first."""
        self._figure = figure
        self.title.set_text(figure.title)
        while item := self._flow.takeAt(0):
            if (before := item.widget()) is not None:
                before.hide()
                before.deleteLater()
        self.chips = [Chip(one.name, one.count) for one in figure.facets]
        for at, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self.show_facet, at))
            self._flow.addWidget(chip)
        self.show_facet(0)

    def key_map(self) -> tuple[KeyHint, ...]:
        """Enter and Esc, for the screen that holds the page."""
        return (
            KeyHint("Enter", sentence("ui_cockpit.key_open")),
            KeyHint("Esc", sentence("ui_cockpit.rows_back")),
        )

    def show_facet(self, at: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - what a click carries
        """Show another part of the figure."""
        if self._figure is None:
            return
        self._at = at
        for number, chip in enumerate(self.chips):
            chip.setChecked(number == at)
        self._context.work.read(self, self._figure.facets[at].find, self._show_ids, key="ids")

    def refresh(self) -> None:
        """Find the rows anew; the cursor stays on its record where that is still there."""
        self.show_facet(self._at)

    def _show_ids(self, ids: Sequence[str]) -> None:
        at = self.table.currentIndex().row()
        kept = self.model.ids[at] if 0 <= at < len(self.model.ids) else ""
        columns = COLUMNS[self._facet.kind]
        self.chips[self._at].show_count(len(ids))
        self.model.show_ids(columns, ids)
        self._dress()
        self.export.setEnabled(bool(ids))
        if ids:
            self.table.setCurrentIndex(self.model.index(ids.index(kept) if kept in ids else 0, 0))

    @property
    def _facet(self) -> Facet:
        assert self._figure is not None  # noqa: S101 - nothing is asked for before a figure is shown
        return self._figure.facets[self._at]

    def _dress(self) -> None:
        """Columns as wide as their header and what they usually hold."""
        tokens = self._context.appearance.tokens
        letters = QFontMetrics(face(tokens.dense))
        self.table.verticalHeader().setDefaultSectionSize(tokens.row)
        self.table.horizontalHeader().setFixedHeight(tokens.row)
        columns = COLUMNS[self._facet.kind] if self._figure else ()
        digit = letters.horizontalAdvance("0")
        self.table.fit(
            [max(one.width * digit, letters.horizontalAdvance(one.header)) + _AIR for one in columns],
        )

    def _read_rows(self, ids: tuple[str, ...]) -> None:
        kind, figure = self._facet.kind, self._figure
        assert figure is not None  # noqa: S101 - as above
        self._context.work.read(
            self,
            lambda services: FigureRows(services.workspace, services.profile).page(kind, ids, figure.on),
            self.model.take_rows,
        )

    # -- going on --------------------------------------------------------------------------------------------------

    def _on_row_opened(self, at: int) -> None:
        row = self.model.row_at(at)
        if row is not None:
            self.opened.emit(self._facet.kind, row.row_id, row.project_id)

    def _on_export_clicked(self) -> None:
        kinds = ((sentence("ui_cockpit.excel"), ("*.xlsx",)),)
        name = sentence("ui_cockpit.rows_file", title=self.title.full_text, facet=self._facet.name)
        request = FileRequest(sentence("ui_cockpit.export"), kinds, name=name)
        self._context.prompts.save_file(request, self._export)

    def _export(self, path: Path) -> None:
        kind, ids, figure = self._facet.kind, self.model.ids, self._figure
        assert figure is not None  # noqa: S101 - as above
        task = LongTask(sentence("ui_cockpit.exporting"), sentence("ui_cockpit.exporting_cancel"))
        errand = partial(exports.figure_rows, kind, ids, figure.on, path)
        self._context.work.long_apart(self, task, errand, self._on_exported)

    def _on_exported(self, done: tuple[Path, int]) -> None:
        path, count = done
        self.told.emit(Toast(sentence("ui_cockpit.exported_rows", name=path.name, count=count), undo=False))
