"""Several choices of a list; a long one (`autocomplete`, `minimal`) is searched by typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.form.choice_button import Mark
from inspector.ui.widgets.form.choice_list import ChoiceList
from inspector.ui.widgets.form.choice_search import matching
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings

_SEARCHED = 12
"""From so many choices on, a list that asks for it gets a search line."""


class SelectManyEditor(ItemEditor):
    """Keys 1–9 put a choice in or out; the answer keeps the order of the list, as ODK does."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.search = QLineEdit()
        self.search.setPlaceholderText(sentence("ui_visit.item_search"))
        self.search.setAccessibleName(sentence("ui_visit.item_search"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show)
        self.search.hide()
        self.list = ChoiceList(around, Mark.BOX, self.look.columns, self._pressed)
        self.body.addWidget(self.search)
        self.body.addWidget(self.list)
        self._choices: tuple[Choice, ...] = ()
        self._chosen: tuple[str, ...] = ()

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:
        """Mark the answers among the choices that are left."""
        self._choices = tuple(choices)
        self._chosen = tuple(entry.value) if isinstance(entry.value, list) else ()
        wants = self.look.has("autocomplete", "search", "minimal")
        self.search.setVisible(wants and len(choices) >= _SEARCHED)
        self._show()

    def _show(self) -> None:
        found = matching(self._choices, self.search.text(), self.around)
        shown = [one for one in self._choices if one in found or one.name in self._chosen]
        self.list.show_choices(shown, self._chosen)

    def _pressed(self, name: str) -> None:
        wanted = set(self._chosen) ^ {name}
        kept = [one for one in self._chosen if one not in {choice.name for choice in self._choices} and one in wanted]
        self._chosen = (*kept, *(one.name for one in self._choices if one.name in wanted))
        self._show()
        self.give(list(self._chosen) or None)

    def choose(self, number: int) -> bool:
        """Put a choice in or out by number."""
        return self.list.press(number)

    def clear(self) -> bool:
        """Take the answer back."""
        if not self._chosen:
            return False
        self.give(None)
        return True

    def first_input(self) -> QWidget | None:
        """The search line of a long list, else the first chosen key."""
        return self.list.first() if self.search.isHidden() else self.search
