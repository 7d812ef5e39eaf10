"""手续: registering a step of a project and moving it on — 受理, 停表, 恢复计时, 办结, 不予批准, 不涉及, 更正."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.approval import StepType
from inspector.domain.errors import InspectorError
from inspector.services.approval_moves import Move, MoveWish, StepChoice, moves_of, step_choices, take_move
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screens.project.move_fields import MoveFields, told_move
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo

_WIDTH = 600


class StepDialog(FrameDialog):
    """Which step, what becomes of it, on which day; `moved` carries what was done in words.

    `only` is the type of step that is asked about, and `step_id` the one to begin with; `title` says of what.
    """

    moved = Signal(str)

    def __init__(
        self, parent: QWidget, context: Context, project_id: str, only: StepType | None = None, step_id: str = ""
    ) -> None:
        super().__init__(parent, sentence("ui_projects.step_title"), width=_WIDTH)
        self._context = context
        self._project_id = project_id
        self._step_id = step_id
        appearance = context.appearance
        self.step = Combo(sentence("ui_projects.step_which"))
        self.deed = Combo(sentence("ui_projects.step_move"))
        self.fields = MoveFields(appearance, context.today())
        self.step_field = Field(appearance, sentence("ui_projects.step_which"), self.step)
        self.deed_field = Field(appearance, sentence("ui_projects.step_move"), self.deed)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.step_field, 1)
        row.addWidget(self.deed_field, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        self.add_button(sentence("ui.cancel")).clicked.connect(self.reject)
        self.doing = self.add_button(sentence("ui_projects.step_do"), kind="primary", default=True)
        self.doing.clicked.connect(self._on_doing_clicked)
        self.step.currentIndexChanged.connect(self._show_moves)
        self.deed.currentIndexChanged.connect(self._show_fields)
        context.work.read(
            self,
            lambda services: step_choices(services.approvals, services.profile, project_id, only),
            self._show,
        )

    def head(self, project: str) -> None:
        """Say of which project it is."""
        self.heading.setText(project)

    def _show(self, choices: tuple[StepChoice, ...]) -> None:
        for one in choices:
            told = sentence("ui_projects.step_new", name=one.name) if one.step is None else one.name
            self.step.addItem(told, one)
        ids = [one.step.id if one.step else None for one in choices]
        if self._step_id in ids:
            self.step.setCurrentIndex(ids.index(self._step_id))
        single = len(choices) == 1
        self.step.setEnabled(not single)
        (self.deed if single else self.step).setFocus()

    def _show_moves(self) -> None:
        self.deed.clear()
        for one in moves_of(self.step.currentData()):
            self.deed.addItem(told_move(one), one)

    def _show_fields(self) -> None:
        choice, deed = self.step.currentData(), self.deed.currentData()
        if deed is not None:
            self.fields.show_move(Move(deed), choice.step)
        self.deed_field.show_error("")
        self.fit()

    def _wish(self, choice: StepChoice, move: Move) -> MoveWish:
        fields = self.fields
        return MoveWish(
            project_id=self._project_id,
            choice=choice,
            move=move,
            on=fields.day.value,
            ended_on=fields.ended.value,
            promised_days=fields.days.value() or None,
            day_kind=fields.chosen_kind,
            department=fields.department.text().strip() or None,
            document_number=fields.number.text().strip() or None,
            reason=fields.reason.text().strip(),
        )

    def _on_doing_clicked(self) -> None:
        choice, deed = self.step.currentData(), self.deed.currentData()
        if choice is None or deed is None or not self.fields.check(Move(deed)):
            self.fit()
            return
        move = Move(deed)  # Qt gives back the plain text of an enumeration of texts
        wish, author = self._wish(choice, move), self._context.author
        self.doing.setEnabled(False)
        told = f"{choice.name}: {told_move(move)}"
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
        self.deed_field.show_error(explain(error))
        self.fit()
