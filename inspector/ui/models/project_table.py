"""Projects as a table of any length, read as they come into view (`windowed`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from inspector.domain.project_query import ProjectRow
from inspector.ui.models.project_columns import COLUMNS, USUAL, ProjectColumn, title
from inspector.ui.models.windowed import NOWHERE, ROW, Index, WindowedModel

__all__ = ["ROW", "Index", "ProjectTableModel"]
_TOLD = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole})


class ProjectTableModel(WindowedModel[ProjectRow]):
    """The rows of `FindingService`, with the columns that the user has chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[ProjectColumn, ...] = tuple(COLUMNS[name] for name in USUAL)

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns."""
        self.beginResetModel()
        self.columns = tuple(COLUMNS[name] for name in names)
        self.endResetModel()

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many columns are shown."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The row itself for the delegate, the words of a cell for everybody else."""
        if role != ROW and role not in _TOLD:
            return None
        row = self.wanted_row(index.row())
        if role == ROW:
            return row
        return "" if row is None else self.columns[index.column()].text(row)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Titles above, counted from 1 at the side."""
        if role == Qt.ItemDataRole.DisplayRole:
            return title(self.columns[section].name) if orientation is Qt.Orientation.Horizontal else section + 1
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
