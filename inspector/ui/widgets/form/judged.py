"""合格, 不合格, 不适用 as three large keys: the item that a checklist mostly has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.checklists.scoring import Verdict
from inspector.ui.widgets.answer_button import AnswerButton, AnswerMark
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.verdicts import verdict_of

MARKS = {
    Verdict.FIT: AnswerMark.GOOD,
    Verdict.UNFIT: AnswerMark.BAD,
    Verdict.NOT_APPLICABLE: AnswerMark.NEITHER,
}


class JudgedEditor(ItemEditor):
    """Keys 1 2 3 in the order of the list. The key of the answer that is given, pressed again, leaves it."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self.body.addLayout(self._line)
        self.buttons: dict[str, AnswerButton] = {}
        self._value: str | None = None

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:
        """Fill the key of the answer."""
        if list(self.buttons) != [one.name for one in choices]:
            self._build(choices)
        self._value = None if entry.value is None else str(entry.value)
        self._mark()

    def _build(self, choices: Sequence[Choice]) -> None:
        for old in self.buttons.values():
            old.hide()
            old.deleteLater()
        self.buttons = {}
        for number, choice in enumerate(choices, start=1):
            mark = MARKS[verdict_of(self.question, choice)]
            button = AnswerButton(self.around.appearance, self.around.choice(choice), mark, str(number))
            button.clicked.connect(lambda _on=False, name=choice.name: self._pressed(name))
            self._line.addWidget(button)
            self.buttons[choice.name] = button

    def _mark(self) -> None:
        for name, button in self.buttons.items():
            button.setChecked(name == self._value)

    def _pressed(self, name: str) -> None:
        self._value = name
        self._mark()
        self.give(name)

    def choose(self, number: int) -> bool:
        """Answer by number."""
        if not 1 <= number <= len(self.buttons):
            return False
        self._pressed(list(self.buttons)[number - 1])
        return True

    def clear(self) -> bool:
        """Take the answer back."""
        if self._value is None:
            return False
        self.give(None)
        return True

    def first_input(self) -> QWidget | None:
        """The key of the answer that is given, else the first."""
        given = self.buttons.get(self._value or "")
        return given or next(iter(self.buttons.values()), None)
