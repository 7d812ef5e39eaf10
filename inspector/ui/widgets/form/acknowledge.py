"""Something to agree to: one key, pressed or not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.form.choice_button import ChoiceButton, Mark
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings


class AcknowledgeEditor(ItemEditor):
    """Key 1 agrees, once more takes it back."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.button = ChoiceButton(sentence("ui_visit.item_acknowledge"), Mark.BOX, around.appearance, 1)
        self.button.clicked.connect(lambda: self.give(self.button.isChecked() or None))
        self.body.addWidget(self.button)

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Whether it is agreed to."""
        self.button.setChecked(entry.value is True)

    def choose(self, number: int) -> bool:
        """Key 1."""
        if number == 1:
            self.button.click()
        return number == 1

    def clear(self) -> bool:
        """Take the agreement back."""
        if not self.button.isChecked():
            return False
        self.give(None)
        return True

    def first_input(self) -> QWidget | None:
        """The key."""
        return self.button
