"""A line or an area on the ground: points, a line each, typed or pasted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.place_text import read_trace, trace_answer, trace_text
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.texts import text_height
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.typed_text import TypedText

_ROWS = 4
_LEAST = {False: 2, True: 3}
"""Points of a line, and of an area."""


class TraceEditor(ItemEditor):
    """Nothing is given until every line is a position and there are enough of them."""

    TYPED = True

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self._closed = question.kind is Kind.GEOSHAPE
        self.text = TypedText(sentence("ui_visit.item_trace"))
        self.text.setPlaceholderText(sentence("ui_visit.item_trace_form"))
        self.text.setFixedHeight(text_height(around, _ROWS))
        self.text.settled.connect(self._on_settled)
        self._count = plain_label("", "caption", "ink2")
        self.body.addWidget(self.text)
        self.body.addWidget(self._count)

    def _answer(self) -> str | None:
        points, wrong = read_trace(self.text.toPlainText())
        enough = len(points) >= _LEAST[self._closed]
        return trace_answer(points, closed=self._closed) if enough and not wrong else None

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Show the points, unless what is typed means them already."""
        kept = None if entry.value is None else str(entry.value)
        if kept != self._answer() and not self.own_problem():
            self.text.show_text(trace_text(kept))
        self._show_count()

    def _show_count(self) -> None:
        points, _ = read_trace(self.text.toPlainText())
        self._count.setText(sentence("ui_visit.item_points", count=len(points)) if points else "")
        self._count.setVisible(bool(points))

    def own_problem(self) -> str:
        """Lines that are no positions, and too few points."""
        points, wrong = read_trace(self.text.toPlainText())
        if wrong:
            return sentence("ui_visit.item_wrong_points", lines=wrong)
        if points and len(points) < _LEAST[self._closed]:
            return sentence("ui_visit.item_few_points", least=_LEAST[self._closed])
        return ""

    def _on_settled(self) -> None:
        self._show_count()
        problem = self.own_problem()
        self.show_problem(problem)
        if not problem:
            self.give(self._answer())

    def flush(self) -> None:
        """Give what is typed."""
        self.text.flush()

    def first_input(self) -> QWidget | None:
        """The text."""
        return self.text
