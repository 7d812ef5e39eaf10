"""All packages together, project by project: what is new, changed, deleted and in conflict, and what is missing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from inspector.services.merge_view import MergeView
from inspector.services.packages.report import ProjectReport
from inspector.texts import sentence
from inspector.ui.screens.merge import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.two_line_row import write

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NAME, _CONFLICTS = 0, 4
_TOLD = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}
_WIDTH, _NARROW = 130, 72
_PAD = 8


class ProjectModel(QAbstractTableModel):
    """One project a row, in the order of the report."""

    def __init__(self) -> None:
        super().__init__()
        self.projects: tuple[ProjectReport, ...] = ()

    def show_projects(self, projects: tuple[ProjectReport, ...]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.projects = projects
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many projects."""
        return 0 if parent.isValid() else len(self.projects)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Name, new, changed, deleted, conflicts."""
        return 0 if parent.isValid() else _CONFLICTS + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Words; figures at the right."""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == _CONFLICTS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role not in _TOLD:
            return None
        one = self.projects[index.row()]
        if index.column() == _NAME:
            return words.project_name(one)
        if index.column() == _CONFLICTS:
            return str(one.conflicts) if one.conflicts else ""
        return words.counts_text((one.new, one.changed, one.deleted)[index.column() - 1])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: ANN401, N802 - Qt's
        """What the columns are."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == _CONFLICTS else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        heads = (
            sentence("ui_merge.project"),
            sentence("ui_merge.new"),
            sentence("ui_merge.changed"),
            sentence("ui_merge.deleted"),
            sentence("ui_merge.conflicts"),
        )
        return heads[section] if role == Qt.ItemDataRole.DisplayRole else None


class _Cells(QStyledItemDelegate):
    """Draws a cell in line with its header: the table's own would stand at the edge."""

    def __init__(self, appearance: Appearance, table: QTableView) -> None:
        super().__init__(table)
        self._appearance = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, the line below, and the words."""
        tokens, area = self._appearance.tokens, option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(area, QColor(tokens.tint if chosen else tokens.surface))
        painter.fillRect(area.left(), area.bottom(), area.width(), tokens.border, QColor(tokens.grid))
        right = index.column() == _CONFLICTS
        tone = "amber" if right else "ink"
        inside = area.adjusted(_PAD, 0, -_PAD, 0)
        write(painter, inside, str(index.data() or ""), tokens, tone, tokens.dense, right=right)
        painter.restore()


class OverviewPage(QWidget):
    """`opened` carries the id of a project; the buttons of a merge that is done stand above."""

    opened = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.title = plain_label("", "section")
        self.done = DoneCard(appearance)
        self.missing = Card(kind="warning")
        self._missing_text = plain_label("", "dense", wrap=True)
        row = QHBoxLayout()
        row.addWidget(IconLabel(appearance, "warning", "amber"))
        row.addWidget(self._missing_text, 1)
        self.missing.body.addLayout(row)
        self.model = ProjectModel()
        self.table = QTableView()
        self._dress_table()
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 16, 24, 16)
        down.setSpacing(12)
        for part in (self.done, self.title, self.missing):
            down.addWidget(part)
        down.addWidget(self.table, 1)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(sentence("ui_merge.projects"))
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setShowGrid(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        head.setMinimumSectionSize(_NARROW)
        for column in range(_NAME + 1, _CONFLICTS + 1):
            table.setColumnWidth(column, _NARROW if column == _CONFLICTS else _WIDTH)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setItemDelegate(_Cells(self._appearance, table))
        self._appearance.changed.connect(self._fit)
        self._fit()
        table.activated.connect(self._on_activated)

    def _fit(self) -> None:
        self.table.verticalHeader().setDefaultSectionSize(self._appearance.tokens.row)

    def show_view(self, view: MergeView, *, done: bool) -> None:
        """Show a merge, previewed or done."""
        self.model.show_projects(view.projects)
        self.title.setText(sentence("ui_merge.project_count", count=len(view.projects)))
        self.done.setVisible(done)
        if done:
            self.done.show_view(view)
        told = [words.missing_text(view.missing)] if view.missing else []
        if view.photos_missing:
            told.append(sentence("ui_merge.photos_missing", count=view.photos_missing))
        self.missing.setVisible(bool(told))
        self._missing_text.setText("\n".join(told))

    def _on_activated(self, index: QModelIndex) -> None:
        project = self.model.projects[index.row()].project_id
        if project:
            self.opened.emit(project)


class DoneCard(Card):
    """合并完成: the report for the files, and the way back."""

    pdf_wanted = Signal()
    excel_wanted = Signal()
    undo_wanted = Signal()
    closed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(kind="good")
        self.told = plain_label("", "strong", wrap=True)
        head = QHBoxLayout()
        head.addWidget(IconLabel(appearance, "check-circle", "green", 20))
        head.addWidget(self.told, 1)
        self.pdf = Button(appearance, sentence("ui_merge.report_pdf"), icon_name="report")
        self.excel = Button(appearance, sentence("ui_merge.report_excel"), icon_name="excel")
        self.undo = Button(appearance, sentence("ui_merge.undo_all"), icon_name="undo")
        self.close_button = Button(appearance, sentence("ui_merge.finish"), ButtonKind.TEXT)
        signals = (self.pdf_wanted, self.excel_wanted, self.undo_wanted, self.closed)
        buttons = (self.pdf, self.excel, self.undo, self.close_button)
        row = FlowLayout(gap=8)
        for button, signal in zip(buttons, signals, strict=True):
            button.clicked.connect(signal)
            row.addWidget(button)
        self.body.addLayout(head)
        self.body.addLayout(row)

    def show_view(self, view: MergeView) -> None:
        """What the merge did; one that wrote nothing cannot be undone."""
        tally = view.tally
        text = sentence("ui_merge.done", new=tally.new, changed=tally.changed, deleted=tally.deleted)
        self.told.setText(text if view.change_id else sentence("ui_merge.done_nothing"))
        self.undo.setVisible(bool(view.change_id))
