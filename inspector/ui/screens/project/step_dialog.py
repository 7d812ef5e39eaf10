"""手续: registering a step of a project and moving it on — 受理, 停表, 恢复计时, 办结, 不予批准, 不涉及."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from inspector.domain.errors import InspectorError
from inspector.services.approval_moves import Move, MoveWish, StepChoice, moves_of, step_choices, take_move
from inspector.texts import explain, label, sentence
from inspector.ui.context import Context
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo, DateField, WholeNumberBox

_MOST_DAYS = 999
_REASONED = frozenset({Move.STOP, Move.REFUSE})


class StepDialog(FrameDialog):
    """Which step, what becomes of it, on which day; `moved` carries what was done in words."""

    moved = Signal(str)

    def __init__(self, parent: QWidget, context: Context, project_id: str) -> None:
        super().__init__(parent, sentence("ui_projects.step_title"), width=520)
        self._context = context
        self._project_id = project_id
        appearance = context.appearance
        self.step = Combo(sentence("ui_projects.step_which"))
        self.deed = Combo(sentence("ui_projects.step_move"))
        self.day = DateField(appearance, sentence("ui_projects.step_day"))
        self.day.show_date(context.today())
        self.days = WholeNumberBox(label("approval_step", "promised_days"))
        self.days.setRange(0, _MOST_DAYS)
        self.department = QLineEdit()
        self.reason = QLineEdit()
        self._step_field = Field(appearance, sentence("ui_projects.step_which"), self.step)
        self._days_field = Field(appearance, label("approval_step", "promised_days"), self.days)
        self._department_field = Field(appearance, label("approval_step", "department"), self.department)
        self._reason_field = Field(appearance, sentence("ui_projects.step_reason"), self.reason)
        for field in (
            self._step_field,
            Field(appearance, sentence("ui_projects.step_move"), self.deed),
            Field(appearance, sentence("ui_projects.step_day"), self.day),
            self._days_field,
            self._department_field,
            self._reason_field,
        ):
            self.body.addWidget(field)
        self.add_button(sentence("ui.cancel")).clicked.connect(self.reject)
        self.doing = self.add_button(sentence("ui_projects.step_do"), kind="primary", default=True)
        self.doing.clicked.connect(self._on_doing_clicked)
        self.step.currentIndexChanged.connect(self._show_moves)
        self.deed.currentIndexChanged.connect(self._show_fields)
        context.work.read(
            self, lambda services: step_choices(services.approvals, services.profile, project_id), self._show
        )

    def _show(self, choices: tuple[StepChoice, ...]) -> None:
        for one in choices:
            told = sentence("ui_projects.step_new", name=one.name) if one.step is None else one.name
            self.step.addItem(told, one)
        self.step.setFocus()

    def _show_moves(self) -> None:
        choice = self.step.currentData()
        self.deed.clear()
        for one in moves_of(choice):
            self.deed.addItem(_told(one), one)
        self._days_field.setVisible(choice.step is None)
        self._department_field.setVisible(choice.step is None)

    def _show_fields(self) -> None:
        self._reason_field.setVisible(self.deed.currentData() in _REASONED)
        self._step_field.show_error("")
        self.fit()

    def _wish(self, choice: StepChoice, move: Move, day: date) -> MoveWish:
        return MoveWish(
            project_id=self._project_id,
            choice=choice,
            move=move,
            on=day,
            promised_days=self.days.value() or None,
            department=self.department.text().strip() or None,
            reason=self.reason.text().strip(),
        )

    def _on_doing_clicked(self) -> None:
        choice, deed, day = self.step.currentData(), self.deed.currentData(), self.day.value
        if choice is None or deed is None or day is None:
            self._step_field.show_error(sentence("ui_projects.step_incomplete"))
            return
        move = Move(deed)  # Qt gives back the plain text of an enumeration of texts
        wish, author = self._wish(choice, move, day), self._context.author
        self.doing.setEnabled(False)
        told = f"{choice.name}: {_told(move)}"
        self._context.work.write(
            self,
            lambda services: take_move(services.approvals, wish, author),
            lambda _: self._on_done(told),
            failed=self._on_refused,
        )

    def _on_done(self, told: str) -> None:
        self.moved.emit(told)
        self.accept()

    def _on_refused(self, error: InspectorError) -> None:
        self.doing.setEnabled(True)
        self._step_field.show_error(explain(error))


def _told(move: Move) -> str:
    return {
        Move.REGISTER: sentence("ui_projects.move_register"),
        Move.BEGIN: sentence("ui_projects.move_begin"),
        Move.ACCEPT: sentence("ui_projects.move_accept"),
        Move.STOP: sentence("ui_projects.move_stop"),
        Move.RESTART: sentence("ui_projects.move_restart"),
        Move.FINISH: sentence("ui_projects.move_finish"),
        Move.REFUSE: sentence("ui_projects.move_refuse"),
        Move.EXCLUDE: sentence("ui_projects.move_exclude"),
    }[move]
