"""One choice of a list: as a list, in columns, or as a scale (`likert`)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.ui.widgets.form.choice_button import Mark
from inspector.ui.widgets.form.choice_list import ChoiceList
from inspector.ui.widgets.form.even_grid import ONE_ROW
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings


class SelectOneEditor(ItemEditor):
    """Keys 1–9 choose; the key that clears takes the answer back."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        scale = self.look.has("likert")
        columns = ONE_ROW if scale else self.look.columns
        self.list = ChoiceList(around, Mark.NONE if scale else Mark.RING, columns, self._pressed)
        self.body.addWidget(self.list)
        self._value: str | None = None

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:
        """Mark the answer among the choices that are left."""
        self._value = None if entry.value is None else str(entry.value)
        self.list.show_choices(choices, () if self._value is None else (self._value,))

    def _pressed(self, name: str) -> None:
        self._value = name
        for choice, button in self.list.pairs():
            button.setChecked(choice.name == name)
        self.give(name)

    def choose(self, number: int) -> bool:
        """Choose by number."""
        return self.list.press(number)

    def clear(self) -> bool:
        """Take the answer back."""
        if self._value is None:
            return False
        self.give(None)
        return True

    def first_input(self) -> QWidget | None:
        """The chosen key, else the first one."""
        return self.list.first()
