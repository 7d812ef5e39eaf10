"""Text as an answer: a line, several lines, and what a barcode says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.typed_text import TypedLine, TypedText

_LINES = 3
_MOST_LINES = 20


class LineEditor(ItemEditor):
    """One line. A barcode is typed here: a reader at the keyboard socket types as well."""

    TYPED = True

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.line = TypedLine(sentence("ui_visit.item_answer"))
        if question.kind is Kind.BARCODE:
            self.line.setPlaceholderText(sentence("ui_visit.item_barcode"))
        self.line.settled.connect(lambda text: self.give(text or None))
        self.body.addWidget(self.line)

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Show the text, unless it is being typed."""
        self.line.show_text("" if entry.value is None else str(entry.value))

    def flush(self) -> None:
        """Give what is typed."""
        self.line.flush()

    def first_input(self) -> QWidget | None:
        """The line."""
        return self.line


class ParagraphEditor(ItemEditor):
    """Several lines (`multiline`); the parameter `rows` says how many are seen."""

    TYPED = True

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.text = TypedText(sentence("ui_visit.item_answer"))
        self.text.settled.connect(lambda text: self.give(text or None))
        asked = question.parameters.get("rows", "")
        rows = min(_MOST_LINES, max(_LINES, int(asked) if asked.isdigit() else _LINES))
        self.text.setFixedHeight(text_height(around, rows))
        self.body.addWidget(self.text)

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Show the text, unless it is being typed."""
        self.text.show_text("" if entry.value is None else str(entry.value))

    def flush(self) -> None:
        """Give what is typed."""
        self.text.flush()

    def first_input(self) -> QWidget | None:
        """The text."""
        return self.text


def text_height(around: Surroundings, rows: int) -> int:
    """The height in which so many lines of text stand."""
    return rows * QFontMetrics(face(around.tokens.body)).lineSpacing() + 20
