"""Whole and decimal numbers, typed as people type them; what is no number stays and says so."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.checklists.answers import Answer
from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.typed_values import read_decimal, read_whole
from inspector.ui.widgets.plain import plain_label, restyle
from inspector.ui.widgets.typed_text import TypedLine

_WIDTH = 240


class NumberEditor(ItemEditor):
    """A line with its unit. No arrows, no wheel: a number changes only by being typed."""

    TYPED = True

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self._whole = question.kind is Kind.INTEGER
        self.line = TypedLine(sentence("ui_visit.item_number"))
        self.line.setMaximumWidth(_WIDTH)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.line.settled.connect(self._on_settled)
        row = QHBoxLayout()
        row.addWidget(self.line)
        row.addWidget(plain_label(around.unit(question), "body", "ink2"))
        row.addStretch(1)
        self.body.addLayout(row)

    def _read(self) -> Answer:
        return read_whole(self.line.text()) if self._whole else read_decimal(self.line.text())

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Show the number; a text that means it already stays as it is typed (`1,200`, `12.`)."""
        typed = self._read()
        same = typed is not None and entry.value is not None and Decimal(str(typed)) == Decimal(str(entry.value))
        if not same and not self.own_problem():
            self.line.show_text("" if entry.value is None else str(entry.value))

    def own_problem(self) -> str:
        """Typed text that is no number."""
        if not self.line.text().strip() or self._read() is not None:
            return ""
        return sentence("ui_visit.item_no_whole_number" if self._whole else "ui_visit.item_no_number")

    def _on_settled(self) -> None:
        problem = self.own_problem()
        self.show_problem(problem)
        restyle(self.line, kind="wrong" if problem else "")
        if not problem:
            self.give(self._read())

    def flush(self) -> None:
        """Give what is typed."""
        self.line.flush()

    def first_input(self) -> QWidget | None:
        """The line."""
        return self.line
