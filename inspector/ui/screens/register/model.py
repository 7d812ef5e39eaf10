"""The register as a grid of any length: rows of the ledger, read as they come into view, in the columns chosen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from inspector.services.ledger_columns import LedgerColumn
from inspector.services.ledger_window import GridRow
from inspector.ui.models.windowed import NOWHERE, ROW, Index, WindowedModel
from inspector.ui.screens.register.columns import cell_text, title

_TOLD = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.EditRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_EDITABLE = _SHOWN | Qt.ItemFlag.ItemIsEditable
"""Made once: the view asks twice for every cell that it draws."""


class LedgerModel(WindowedModel[GridRow]):
    """Cells say what the register says; they are changed by the screen, never by the model."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[LedgerColumn, ...] = ()

    def show_columns(self, columns: tuple[LedgerColumn, ...]) -> None:
        """Show these columns."""
        self.beginResetModel()
        self.columns = columns
        self.endResetModel()

    def text_at(self, row: int, column: int) -> str:
        """The words of a cell; empty while its row is not there."""
        found, shown = self.row_at(row), self.columns[column]
        return "" if found is None else cell_text(shown, found.row.cells.get(shown.key))

    def column_of(self, key: str) -> int:
        """Where a column stands; -1 where it is not shown."""
        return next((at for at, one in enumerate(self.columns) if one.key == key), -1)

    # -- asked by Qt -----------------------------------------------------------------------------------------------

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many columns are shown."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A cell that has been read can be typed into where its column can."""
        if self.columns[index.column()].editable and self.numbers[index.row()] in self._rows:
            return _EDITABLE
        return _SHOWN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The row itself for the delegate, the words of a cell for everybody else."""
        if role == ROW:
            return self.wanted_row(index.row())
        return self.text_at(index.row(), index.column()) if role in _TOLD else None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Titles above, counted from 1 at the side."""
        if role == Qt.ItemDataRole.DisplayRole:
            return title(self.columns[section]) if orientation is Qt.Orientation.Horizontal else section + 1
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
