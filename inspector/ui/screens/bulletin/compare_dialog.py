"""与上期比较: the figures of this issue beside the same ones of the last."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from inspector.domain.money import round_half_up
from inspector.services.studio_view import ComparedFigure, SectionView, Slot
from inspector.texts import sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.figure_rows.model import CELL, RowsDelegate
from inspector.ui.screens.bulletin import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.plain import plain_label

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_HEADERS = (
    "ui_bulletin.compare_figure",
    "ui_bulletin.compare_before",
    "ui_bulletin.compare_now",
    "ui_bulletin.compare_change",
)


def in_order(rows: Sequence[ComparedFigure], sections: Sequence[SectionView]) -> list[ComparedFigure]:
    """The figures as they follow each other in the text; those that stand nowhere in it come last."""
    slots = ((one.key, part) for one in sections for part in one.parts if isinstance(part, Slot))
    named = [(key, run.figure) for key, slot in slots for run in slot.runs if run.figure]
    place = {one: at for at, one in reversed(list(enumerate(named)))}
    return sorted(rows, key=lambda one: place.get((one.section, one.name), len(named)))


class _Model(QAbstractTableModel):
    """Name, last issue, this issue, change."""

    def __init__(self, rows: Sequence[ComparedFigure]) -> None:
        super().__init__()
        self._cells = [
            (words.figure_name(one.name), one.before, one.now, _changed(one.change, one.unit)) for one in rows
        ]

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many figures there are."""
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Four."""
        return 0 if parent.isValid() else len(_HEADERS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Text, numbers at the right."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() else _LEFT
        told = {Qt.ItemDataRole.DisplayRole, CELL}
        return self._cells[index.row()][index.column()] if role in told else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """What the columns are called."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else _LEFT
        return sentence(_HEADERS[section]) if role == Qt.ItemDataRole.DisplayRole else None


def _changed(change: Decimal | None, unit: str) -> str:
    if change is None:
        return ""
    if not change:
        return sentence("ui_bulletin.compare_level")
    shown = f"{round_half_up(change, 2 if unit else 0):+f}"
    return sentence("ui_bulletin.compare_points", points=shown) if unit == "%" else shown


class CompareDialog(FrameDialog):
    """A table, or that there is nothing to compare with."""

    def __init__(self, parent: QWidget, appearance: Appearance, rows: Sequence[ComparedFigure]) -> None:
        super().__init__(parent, sentence("ui_bulletin.compare"), width=720)
        self.table: QTableView | None = None
        if not rows:
            self.body.addWidget(plain_label(sentence("ui_bulletin.compare_none"), "body", "ink2", wrap=True))
        else:
            self.table = self._made(appearance, rows)
            self.body.addWidget(self.table, 1)
        self.add_button(sentence("ui_bulletin.close"), kind="primary", default=True).clicked.connect(self.accept)

    def _made(self, appearance: Appearance, rows: Sequence[ComparedFigure]) -> QTableView:
        table = QTableView()
        self._model = _Model(rows)
        table.setModel(self._model)
        table.setItemDelegate(RowsDelegate(appearance))
        table.setAccessibleName(sentence("ui_bulletin.compare"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setMinimumHeight(400)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(appearance.tokens.row)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(appearance.tokens.row)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(8 * appearance.tokens.body)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        return table
