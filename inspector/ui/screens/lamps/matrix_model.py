"""The matrix as a table model: project ids in order, and a window of rows that were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from inspector.domain.approval import StepType
from inspector.domain.lamps import LampColour, LampState
from inspector.services.lamp_matrix_view import MatrixCell, MatrixRow, StepColumn
from inspector.texts import sentence
from inspector.ui.widgets.lamp import sign_of

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
CELL = Qt.ItemDataRole.UserRole + 1
DEPARTMENT = Qt.ItemDataRole.UserRole + 2
BLOCK = 60
KEPT = 900
"""Rows in memory; whoever scrolls on reads them again."""
_NOWHERE = QModelIndex()
_URGENCY = {LampColour.RED: 0, LampColour.YELLOW: 1, LampColour.NONE: 2, LampColour.GREEN: 2}


class MatrixModel(QAbstractTableModel):
    """The first column are the projects; `wanted` carries the number of a first row and the ids to read from there."""

    wanted = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.projects: Sequence[str] = ()
        self.columns: tuple[StepColumn, ...] = ()
        self._rows: dict[str, MatrixRow] = {}
        self._asked: set[int] = set()
        self._departments: dict[StepType, str] = {}

    def show_projects(self, projects: Sequence[str], columns: tuple[StepColumn, ...]) -> None:
        """Take other projects, or the same as they are now."""
        self.beginResetModel()
        self.projects, self.columns = projects, columns
        self._rows.clear()
        self._asked.clear()
        self.endResetModel()

    def take_rows(self, first: int, rows: Sequence[MatrixRow]) -> None:
        """Keep rows that were read."""
        if len(self._rows) > KEPT:
            self._rows.clear()
            self._asked.clear()
        self._rows |= {one.project_id: one for one in rows}
        if not self._departments:
            self._note_departments(rows)
        last = min(first + BLOCK, len(self.projects)) - 1
        if first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns)))

    def _note_departments(self, rows: Sequence[MatrixRow]) -> None:
        """Below each step the department that most of them lie with."""
        found: dict[StepType, Counter[str]] = {}
        for row in rows:
            for kind, cell in row.cells.items():
                if cell.department:
                    found.setdefault(kind, Counter())[cell.department] += 1
        self._departments = {kind: counted.most_common(1)[0][0] for kind, counted in found.items()}
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns))

    def row_at(self, at: int) -> MatrixRow | None:
        """A row that was read."""
        return self._rows.get(self.projects[at]) if 0 <= at < len(self.projects) else None

    def cell_at(self, index: Index) -> MatrixCell | None:
        """The step of a cell, None where the project has none of that type."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or not index.column():
            return None
        return row.cells.get(self.columns[index.column() - 1].step_type)

    def worst_column(self, at: int) -> int:
        """The column of a row's most urgent lamp; the first step where none burns."""
        row = self.row_at(at)
        cells = row.cells if row is not None else {}
        urgent = [
            (_URGENCY[cell.lamp.colour], cell.lamp.days_left or 0, column)
            for column, one in enumerate(self.columns, start=1)
            if (cell := cells.get(one.step_type)) is not None and cell.lamp.state is LampState.IN_PROGRESS
        ]
        return min(urgent)[2] if urgent else min(1, len(self.columns))

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many projects there are."""
        return 0 if parent.isValid() else len(self.projects)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """The name and the steps."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Row and cell for the delegate, words for everybody else; a row that is still being read is blank."""
        if not index.isValid() or role not in {ROW, CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        row = self.row_at(index.row())
        if row is None:
            self._ask(index.row())
            return None
        if role == ROW:
            return row
        cell = self.cell_at(index)
        return cell if role == CELL else self._words(row, cell, index.column())

    @staticmethod
    def _words(row: MatrixRow, cell: MatrixCell | None, column: int) -> str:
        if not column:
            return row.project
        if cell is None:
            return ""
        sign = sign_of(cell.lamp)
        told = " ".join(one for one in (cell.name, cell.department, sign.text or sign.spoken) if one)
        return f"{told} {sentence('ui_lamps.others', count=cell.others)}" if cell.others else told

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """The step, and below it its department."""
        if orientation is not Qt.Orientation.Horizontal or section > len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section - 1].name if section else sentence("ui_lamps.head_project")
        if role == DEPARTMENT and section:
            return self._departments.get(self.columns[section - 1].step_type, "")
        return None

    def _ask(self, at: int) -> None:
        first = at - at % BLOCK
        if first not in self._asked:
            self._asked.add(first)
            self.wanted.emit(first, tuple(self.projects[first : first + BLOCK]))
