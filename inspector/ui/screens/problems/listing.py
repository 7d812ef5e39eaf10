"""The problems found as a list: the words of a row are made when it comes into sight, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from inspector.services.bundle import Services
from inspector.services.problem_board import Board, ProblemRow, Show
from inspector.texts import sentence
from inspector.ui.screens.problems.line import ProblemLine, ProblemLineDelegate, line_of
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.lamp import LampSign, sign_of
from inspector.ui.widgets.long_list import LongList
from inspector.ui.widgets.plain import plain_tip
from inspector.ui.widgets.row_list import ROW

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Found:
    """What a search found, and the lamps that occur in it."""

    board: Board
    signs: AbstractSet[LampSign]


def find(services: Services, on: date, show: Show, text: str, role: str) -> Found:
    """The problems of a day; the lamps are gathered where nobody waits."""
    board = services.problem_board.listed(on, show, text, role)
    lamps = {id(one.lamp): one.lamp for one in board.rows}  # problems of one day share theirs
    return Found(board, frozenset(map(sign_of, lamps.values())))


class ProblemModel(QAbstractListModel):
    """Problems, told one by one."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[ProblemRow] = ()

    def show_rows(self, rows: Sequence[ProblemRow]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many problems were found."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The line for the delegate, its words for everybody else."""
        roles = Qt.ItemDataRole
        if not index.isValid() or role not in {ROW, roles.ToolTipRole, roles.DisplayRole, roles.AccessibleTextRole}:
            return None
        line = line_of(self.rows[index.row()])
        if role == ROW:
            return line
        return plain_tip(line.spoken) if role == roles.ToolTipRole else line.spoken


class ProblemList(LongList):
    """`marked` carries the id of the problem that the cursor is on; empty for none."""

    marked = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance, sentence("ui_problems.list"))
        self._model = ProblemModel()
        self._delegate = ProblemLineDelegate(appearance)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(self._on_current_changed)

    @property
    def rows(self) -> Sequence[ProblemRow]:
        """The problems listed."""
        return self._model.rows

    def line_at(self, at: int) -> ProblemLine:
        """What a row says."""
        return line_of(self.rows[at])

    @property
    def marked_id(self) -> str:
        """The problem that the cursor is on; empty for none."""
        at = self.currentIndex().row()
        return self.rows[at].problem.id if 0 <= at < len(self.rows) else ""

    def show_found(self, found: Found, *, marks_first: bool) -> None:
        """List what was found; the cursor stays on its problem where that is still there."""
        kept, rows = self.marked_id, found.board.rows
        self._delegate.show_signs(found.signs)
        self._model.show_rows(rows)
        at = max(self._place_of(kept), 0)
        if rows and (marks_first or at):
            self._go_to(at)
        self.marked.emit(rows[at].problem.id if rows else "")

    def stand_at(self, wanted: str) -> str:
        """Go to a problem, by its id or the end of one; its id, empty where it is not listed."""
        at = self._place_of(wanted)
        if at < 0:
            return ""
        self._go_to(at)
        return self.marked_id

    def _place_of(self, problem_id: str) -> int:
        places = (at for at, one in enumerate(self.rows) if one.problem.id.endswith(problem_id))
        return next(places, -1) if problem_id else -1

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self.marked.emit(self.marked_id)
