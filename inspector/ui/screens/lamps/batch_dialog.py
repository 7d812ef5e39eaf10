"""One move for the same 手续 of several projects: how many it will be and who is left out, before it is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InspectorError
from inspector.services.approval_batch import BatchPlan, BatchWish, open_moves, plan_batch, take_batch
from inspector.services.approval_moves import Move
from inspector.services.lamp_matrix_view import StepColumn
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screens.project.move_fields import MoveFields, told_move
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow

_WIDTH = 600
_LEFT_HEIGHT = 150
_UNTOLD = "…"
"""Until a reason is typed, without which nothing is done: the preview is of all else."""


class BatchDialog(FrameDialog):
    """`moved` carries what was done in words."""

    moved = Signal(str)

    def __init__(self, parent: QWidget, context: Context, column: StepColumn, projects: Sequence[str]) -> None:
        title = sentence("ui_lamps.batch_title", step=column.name, count=len(projects))
        super().__init__(parent, title, width=_WIDTH)
        self._context = context
        self._column = column
        self._projects = tuple(projects)
        self._plan = BatchPlan((), ())
        appearance = context.appearance
        self.deed = Combo(sentence("ui_projects.step_move"))
        self._deed_field = Field(appearance, sentence("ui_projects.step_move"), self.deed)
        self.fields = MoveFields(appearance, context.today())
        self.outcome = plain_label("", "body", wrap=True)
        self.left: RowList[TwoLineRow] = RowList(sentence("ui_lamps.batch_left"), TwoLineDelegate(appearance))
        self.left.setFixedHeight(_LEFT_HEIGHT)
        self.left.hide()
        for part in (self._deed_field, self.fields, self.outcome):
            self.body.addWidget(part)
        self.body.addWidget(self.left)
        self.body.addStretch(1)
        self.add_button(sentence("ui.cancel")).clicked.connect(self.reject)
        self.doing = self.add_button("", kind="primary", default=True)
        self.doing.clicked.connect(self._on_doing_clicked)
        self.deed.currentIndexChanged.connect(self._on_deed_chosen)
        self.fields.changed.connect(self._look)
        self._show_plan(self._plan)
        context.work.read(self, lambda services: open_moves(services, self._projects, column.step_type), self._offer)

    def _offer(self, moves: Mapping[Move, int]) -> None:
        for move, count in moves.items():
            told = sentence("ui_lamps.batch_move", move=told_move(move), count=count)
            self.deed.addItem(told, move)
        if moves:
            self.deed.setFocus()
            return
        self._deed_field.hide()
        self.fields.hide()
        self.outcome.setText(sentence("ui_lamps.batch_nothing"))
        self.fit()

    @property
    def _move(self) -> Move | None:
        chosen = self.deed.currentData()
        return None if chosen is None else Move(chosen)  # Qt gives back the plain text of an enumeration of texts

    def _on_deed_chosen(self) -> None:
        if self._move is not None:
            self.fields.show_move(self._move)
        self._look()

    def _wish(self, move: Move) -> BatchWish:
        fields = self.fields
        return BatchWish(
            projects=self._projects,
            step_type=self._column.step_type,
            move=move,
            on=fields.day.value or self._context.today(),
            promised_days=fields.days.value() or None,
            day_kind=fields.chosen_kind,
            department=fields.department.text().strip() or None,
            document_number=fields.number.text().strip() or None,
            reason=fields.reason.text().strip() or _UNTOLD,
        )

    def _look(self) -> None:
        """Ask the rules of every step anew; of fast typing only the last is asked."""
        move = self._move
        if move is None:
            return
        wish = self._wish(move)
        self._context.work.read(self, lambda services: plan_batch(services, wish), self._show_plan, key="plan")

    def _show_plan(self, plan: BatchPlan) -> None:
        self._plan = plan
        count, left = len(plan.wishes), len(plan.left)
        told = sentence("ui_lamps.batch_outcome", count=count) if count else sentence("ui_lamps.batch_none")
        if left:
            told = f"{told}\n{sentence('ui_lamps.batch_left', count=left)}"
        self.outcome.setText(told if self._move is not None else "")
        rows = [TwoLineRow(one.project_id, one.project, explain(one.why), "", "") for one in plan.left]
        self.left.show_rows(rows, marks_first=False)
        self.left.setVisible(bool(left))
        self.doing.setText(sentence("ui_lamps.batch_do", count=count))
        self.doing.setEnabled(bool(count))
        self.fit()

    def _on_doing_clicked(self) -> None:
        move = self._move
        if move is None or not self.fields.check(move):
            self.fit()
            return
        wish, shown, author = self._wish(move), self._plan, self._context.author
        self.doing.setEnabled(False)
        self._context.work.write(
            self,
            lambda services: take_batch(services, wish, shown, author),
            lambda count: self._on_done(move, count),
            failed=self._on_refused,
        )

    def _on_done(self, move: Move, count: int) -> None:
        told = sentence("ui_lamps.batch_done", step=self._column.name, move=told_move(move), count=count)
        self.moved.emit(told)
        self.accept()

    def _on_refused(self, error: InspectorError) -> None:
        self._deed_field.show_error(explain(error))
        self._look()
