"""A table of words to read in a dialog: nothing is edited, sorted or opened in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from inspector.ui.figure_rows.model import CELL, RowsDelegate
from inspector.ui.theme.appearance import Appearance

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class WordsModel(QAbstractTableModel):
    """Rows of words under headers; the columns from `numbers` on stand at the right."""

    def __init__(self, headers: Sequence[str], rows: Sequence[Sequence[str]], numbers: int) -> None:
        super().__init__()
        self._headers, self._rows, self._numbers = headers, rows, numbers

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """One for each header."""
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The words, told in full where they do not fit."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        told = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, CELL}
        return self._rows[index.row()][index.column()] if role in told else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """What the columns are called."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        return self._headers[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _side(self, column: int) -> int:
        return _RIGHT if column >= self._numbers else _LEFT


def words_table(appearance: Appearance, name: str, model: WordsModel) -> QTableView:
    """The table; its first column takes the room that the others leave."""
    table = QTableView()
    model.setParent(table)
    table.setModel(model)
    table.setItemDelegate(RowsDelegate(appearance))
    table.setAccessibleName(name)
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
