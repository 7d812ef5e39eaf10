"""What may be done with a problem next, as buttons; the one that leads on is the filled one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.domain.problem_states import ProblemStep
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.flow import FlowLayout

_STEPS = {
    ProblemStep.ASSIGN: ("ui_problems.step_assign", "people", ButtonKind.PRIMARY),
    ProblemStep.START: ("ui_problems.step_start", "play", ButtonKind.PRIMARY),
    ProblemStep.REQUEST_CLOSE: ("ui_problems.step_request_close", "check-circle", ButtonKind.PRIMARY),
    ProblemStep.CLOSE: ("ui_problems.step_close", "check", ButtonKind.PRIMARY),
    ProblemStep.SEND_BACK: ("ui_problems.step_send_back", "undo", ButtonKind.SECONDARY),
    ProblemStep.ESCALATE: ("ui_problems.step_escalate", "arrow-up", ButtonKind.SECONDARY),
    ProblemStep.REOPEN: ("ui_problems.step_reopen", "refresh", ButtonKind.SECONDARY),
}


class StepsBar(QWidget):
    """`wanted` carries a `ProblemStep`."""

    wanted = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.buttons: dict[ProblemStep, Button] = {}
        inside = QWidget()
        row = FlowLayout(inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(24, 8, 24, 12)
        around.addWidget(inside)
        for step, (key, icon, kind) in _STEPS.items():
            button = Button(appearance, sentence(key), kind, icon)
            button.clicked.connect(partial(self.wanted.emit, step))
            self.buttons[step] = button
            row.addWidget(button)
        self.show_steps(())

    def show_steps(self, steps: Sequence[ProblemStep]) -> None:
        """These, and no others."""
        for step, button in self.buttons.items():
            button.setVisible(step in steps)
