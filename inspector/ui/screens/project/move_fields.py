"""What has to be known of a move of 手续: the day, and what belongs to this move alone."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inspector.domain.approval import ApprovalStep, DayKind, StepState
from inspector.services.approval_moves import ENDED, Move
from inspector.texts import label, sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo, DateField, WholeNumberBox

_MOST_DAYS = 999
_ROWS = (("day", "ended"), ("days", "kind"), ("department", "number"), ("reason",))
"""Fields beside each other; one whose neighbour is not asked for takes the whole width."""
_REASONED = frozenset({Move.STOP, Move.REFUSE})
_TERMS = frozenset({Move.BEGIN, Move.REGISTER, Move.CORRECT})
_ACCEPTING = frozenset({Move.BEGIN, Move.ACCEPT, Move.CORRECT})
_UNDATED = frozenset({Move.REGISTER, Move.EXCLUDE, Move.INCLUDE})


class MoveFields(QWidget):
    """Shows what a move needs; `changed` tells that something else is wished for."""

    changed = Signal()

    def __init__(self, appearance: Appearance, today: date) -> None:
        super().__init__()
        self._today = today
        self.day = DateField(appearance, sentence("ui_projects.step_day"))
        self.ended = DateField(appearance, label("approval_step", "finished_on"))
        self.days = WholeNumberBox(label("approval_step", "promised_days"))
        self.days.setRange(0, _MOST_DAYS)
        self.kind = Combo(label("approval_step", "day_kind"))
        for one in DayKind:
            self.kind.addItem(label("approval_step", "day_kind", one.value), one)
        self.department = QLineEdit()
        self.number = QLineEdit()
        self.reason = QLineEdit()
        editors: dict[str, tuple[str, QWidget]] = {
            "day": (sentence("ui_projects.step_day"), self.day),
            "ended": (label("approval_step", "finished_on"), self.ended),
            "days": (label("approval_step", "promised_days"), self.days),
            "kind": (label("approval_step", "day_kind"), self.kind),
            "department": (label("approval_step", "department"), self.department),
            "number": (label("approval_step", "document_number"), self.number),
            "reason": (sentence("ui_projects.step_reason"), self.reason),
        }
        self._fields = {name: Field(appearance, *one) for name, one in editors.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for names in _ROWS:
            row = QHBoxLayout()
            row.setSpacing(16)
            for name in names:
                row.addWidget(self._fields[name], 1)
                self._fields[name].hide()
            column.addLayout(row)
        column.addStretch(1)
        self.day.show_date(today)
        self._connect()

    def _connect(self) -> None:
        for line in (self.day, self.ended, self.department, self.number, self.reason):
            line.textChanged.connect(self.changed)
        self.days.valueChanged.connect(self.changed)
        self.kind.currentIndexChanged.connect(self.changed)

    def show_move(self, move: Move, step: ApprovalStep | None = None) -> None:
        """Ask for what this move needs; a correction begins with what the step says."""
        correction = move is Move.CORRECT
        accepted = step is not None and step.state not in {StepState.PENDING, StepState.NOT_APPLICABLE}
        shown = {
            "day": move not in _UNDATED and (accepted or not correction),
            "ended": correction and step is not None and step.state in ENDED,
            "days": move in _TERMS,
            "kind": move in _TERMS,
            "department": move in _TERMS,
            "number": correction or move is Move.FINISH,
            "reason": move in _REASONED,
        }
        for name, field in self._fields.items():
            field.setVisible(shown[name])
            field.show_error("")
        dated = label("approval_step", "accepted_on") if move in _ACCEPTING else ""
        self._fields["day"].show_note(dated)
        if step is not None:
            self._show_step(step, correction=correction)

    def _show_step(self, step: ApprovalStep, *, correction: bool) -> None:
        self.day.show_date(step.accepted_on if correction else self._today)
        self.ended.show_date(step.finished_on)
        self.days.setValue(step.promised_days or 0)
        self.kind.setCurrentIndex(self.kind.findData(step.day_kind))
        self.department.setText(step.department or "")
        self.number.setText(step.document_number or "")

    def check(self, move: Move) -> bool:
        """Whether all is there; what is not says so below its field."""
        right = (self._day_is_right("day"), self._day_is_right("ended"), self._reason_is_there(move))
        return all(right)

    def _day_is_right(self, name: str) -> bool:
        field = self._fields[name]
        if field.isHidden():
            return True
        value = (self.day if name == "day" else self.ended).value
        wrong = ""
        if value is None:
            wrong = sentence("ui_projects.step_no_day")
        elif value > self._today:
            wrong = sentence("ui_projects.step_day_ahead", today=self._today.isoformat())
        field.show_error(wrong)
        return not wrong

    def _reason_is_there(self, move: Move) -> bool:
        missing = move in _REASONED and not self.reason.text().strip()
        self._fields["reason"].show_error(sentence("ui_projects.step_no_reason") if missing else "")
        return not missing

    @property
    def chosen_kind(self) -> DayKind:
        """The days that the limit counts."""
        return DayKind(self.kind.currentData())


def told_move(move: Move) -> str:
    """What a move is called."""
    return {
        Move.REGISTER: sentence("ui_projects.move_register"),
        Move.BEGIN: sentence("ui_projects.move_begin"),
        Move.ACCEPT: sentence("ui_projects.move_accept"),
        Move.STOP: sentence("ui_projects.move_stop"),
        Move.RESTART: sentence("ui_projects.move_restart"),
        Move.FINISH: sentence("ui_projects.move_finish"),
        Move.REFUSE: sentence("ui_projects.move_refuse"),
        Move.EXCLUDE: sentence("ui_projects.move_exclude"),
        Move.INCLUDE: sentence("ui_projects.move_include"),
        Move.CORRECT: sentence("ui_projects.move_correct"),
    }[move]
