"""What every editor of an item is: a question with a place to answer it, and what speaks against the answer.

An editor neither knows the session nor keeps an answer: it says what the user gave (`answered`), and is shown the
entry that came of it. Showing never takes the focus, the caret or a half-typed text away.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.checklists.answers import Answer
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.ui.widgets.form.looks import Look, look_of
from inspector.ui.widgets.form.question_head import QuestionHead
from inspector.ui.widgets.form.surroundings import Photo, Surroundings
from inspector.ui.widgets.plain import plain_label


class ItemEditor(QWidget):
    """Subclasses put their inputs into `body` and say in `show_value` how an answer looks in them."""

    TYPED: ClassVar[bool] = False
    """Whether it is answered by typing: the focus then goes there by itself."""
    answered = Signal(object)
    """An answer as `Session.answer` takes it, None where it was taken back."""
    photos_wanted = Signal()
    drawn = Signal(bytes)
    """A picture drawn here, as PNG."""
    file_chosen = Signal(object)
    """The path of a file to attach."""
    files_removed = Signal()

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__()
        self.question = question
        self.around = around
        self.head = QuestionHead(around)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._form_message = ""
        self._message = plain_label("", "dense", "red", wrap=True)
        self._message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(self.body)
        column.addWidget(self._message)

    @property
    def look(self) -> Look:
        """The words of the question's appearance."""
        return look_of(self.question.appearance)

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_entry(self, entry: Entry, choices: Sequence[Choice] = (), message: str = "") -> None:
        """Show an entry as it stands now: texts, answer, choices that are left, and what speaks against it."""
        self.head.show_entry(entry)
        self.setAccessibleName(entry.label or entry.item.name)
        self._form_message = message
        self.show_value(entry, choices)
        self.show_problem(self.own_problem())

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:
        """Show the answer of an entry."""
        raise NotImplementedError

    def own_problem(self) -> str:
        """Why what is typed is no answer yet, "" where it is one."""
        return ""

    def show_problem(self, own: str) -> None:
        """What speaks against the answer: first what is typed here, then what the form says."""
        text = own or self._form_message
        self._message.setText(text)
        self._message.setVisible(bool(text))

    @property
    def problem(self) -> str:
        """The sentence under the answer."""
        return self._message.text()

    def show_number(self, number: str) -> None:
        """The number of the item in its section."""
        self.head.show_number(number)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """The photos of the item; only editors of pictures show them."""

    # -- answering -------------------------------------------------------------------------------------------------

    def give(self, answer: Answer) -> None:
        """Say what the user answered."""
        self.answered.emit(answer)

    def choose(self, number: int) -> bool:  # noqa: ARG002 - for subclasses
        """The key of a number 1–9 was pressed beside the inputs; whether it meant something here."""
        return False

    def clear(self) -> bool:
        """The key that takes an answer back was pressed beside the inputs; whether there was one to take back."""
        return False

    def flush(self) -> None:
        """Say at once what is typed and not said yet."""

    def focus_first(self) -> None:
        """Give the focus to the first input."""
        first = self.first_input()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_input(self) -> QWidget | None:
        """Where the focus goes; None for an item that takes no answer."""
        return None
