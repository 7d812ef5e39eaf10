"""Items that take no answer here: notes, and what only the form itself fills."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.form.answer_text import answer_text
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.plain import plain_label


class ShownEditor(ItemEditor):
    """The value in a well, to be read and copied; a note has only its text."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.value = plain_label("", wrap=True)
        self.value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._well = QFrame()
        self._well.setProperty("card", "well")
        inside = QVBoxLayout(self._well)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self.value)
        self.body.addWidget(self._well)
        self._well.setHidden(question.kind is Kind.NOTE)

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:
        """Show the value in words."""
        self.value.setText(answer_text(entry, choices, self.around) or sentence("ui_visit.item_empty_value"))
