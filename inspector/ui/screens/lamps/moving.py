"""手续 moved on from the matrix: one step in its own panel, or the steps of many projects together."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.services.approval_batch import MOST
from inspector.services.lamp_matrix_view import MatrixRow, StepColumn
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.screen import Toast
from inspector.ui.screens.lamps.batch_dialog import BatchDialog
from inspector.ui.screens.project.step_dialog import StepDialog


class LampMoving(QObject):
    """Opens what asks for the move over `screen`; `told` carries what was done."""

    told = Signal(object)

    def __init__(self, context: Context, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen

    def move_one(self, row: MatrixRow, column: StepColumn | None, step_id: str) -> None:
        """The panel of a step, or of one that is to be registered where `step_id` is empty.

        Without a column any step of the project, also of types that the matrix does not show.
        """
        only = column.step_type if column is not None else None
        dialog = StepDialog(self._screen, self._context, row.project_id, only, step_id)
        dialog.head(row.project)
        project = row.project
        dialog.moved.connect(lambda told: self.told.emit(Toast(sentence("ui_lamps.moved", project=project, told=told))))
        dialog.open()

    def move_together(self, columns: Sequence[StepColumn], projects: Sequence[str]) -> None:
        """The same move for the steps of these projects; of one type only, and not of all too many."""
        refused = ""
        if len(columns) != 1:
            refused = sentence("ui_lamps.one_column")
        elif len(projects) > MOST:
            refused = sentence("ui_lamps.too_many", most=MOST, count=len(projects))
        if refused:
            self.told.emit(Toast(refused, undo=False))
            return
        dialog = BatchDialog(self._screen, self._context, columns[0], projects)
        dialog.moved.connect(lambda told: self.told.emit(Toast(told)))
        dialog.open()
