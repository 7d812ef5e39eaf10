"""Projects as a table of any length: row numbers of all that was found, and the rows that were shown lately.

8 bytes a project are kept; the rows are read when they come into view, so that 100,000 projects open like ten.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from inspector.domain.project_query import ProjectRow
from inspector.ui.models.project_columns import COLUMNS, USUAL, ProjectColumn, title

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
KEPT = 2_000
"""Rows in memory; whoever scrolls back beyond them reads them again."""
_NOWHERE = QModelIndex()
_TOLD = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole})


class ProjectTableModel(QAbstractTableModel):
    """A row that is not there yet is blank; `missed` tells once that one was asked for, until rows are taken."""

    missed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.numbers: array[int] = array("q")
        self.columns: tuple[ProjectColumn, ...] = tuple(COLUMNS[name] for name in USUAL)
        self._rows: OrderedDict[int, ProjectRow] = OrderedDict()
        self._has_missed = False

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_numbers(self, numbers: array[int], rows: Sequence[ProjectRow] = (), *, fresh: bool = False) -> None:
        """Take other projects, with the rows of the first ones; `fresh`: what was read before is true no more."""
        self.beginResetModel()
        self.numbers = numbers
        if fresh:
            self._rows.clear()
        self._keep(rows)
        self.endResetModel()

    def show_columns(self, names: Sequence[str]) -> None:
        """Show these columns."""
        self.beginResetModel()
        self.columns = tuple(COLUMNS[name] for name in names)
        self.endResetModel()

    def take_rows(self, rows: Sequence[ProjectRow], first: int, last: int) -> None:
        """Keep rows that were read for the places `first` to `last`."""
        self._keep(rows)
        last = min(last, len(self.numbers) - 1)
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

    def _keep(self, rows: Sequence[ProjectRow]) -> None:
        for one in rows:
            self._rows[one.number] = one
            self._rows.move_to_end(one.number)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        self._has_missed = False

    def lacking(self, first: int, last: int) -> array[int]:
        """The row numbers of the places `first` to `last` that are not there."""
        return array("q", (one for one in self.numbers[max(first, 0) : last + 1] if one not in self._rows))

    # -- asked by the program --------------------------------------------------------------------------------------

    def row_at(self, at: int) -> ProjectRow | None:
        """The row at a place; None while it is not there."""
        return self._rows.get(self.numbers[at]) if 0 <= at < len(self.numbers) else None

    def place_of(self, number: int) -> int:
        """Where a row number stands; -1 where it was not found."""
        try:
            return self.numbers.index(number)
        except ValueError:
            return -1

    # -- asked by Qt -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many projects were found."""
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many columns are shown."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The row itself for the delegate, the words of a cell for everybody else."""
        if role != ROW and role not in _TOLD:
            return None
        row = self._rows.get(self.numbers[index.row()])
        if row is None and not self._has_missed:
            self._has_missed = True
            self.missed.emit()
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
