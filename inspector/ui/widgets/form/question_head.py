"""What stands above an answer: number, question, whether it must be answered, hint, and the standard folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.plain import plain_label


class QuestionHead(QWidget):
    """The texts of one question; the guidance of the form's author unfolds under it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.number = plain_label("", "question", "link")
        self.label = plain_label("", "question", wrap=True)
        self.required = plain_label(sentence("ui_visit.item_required"), "caption", "ink3")
        self.hint = plain_label("", "dense", "ink2", wrap=True)
        self.guidance = plain_label("", "dense", "ink2", wrap=True)
        self.standard = Button(around.appearance, sentence("ui_visit.item_guidance"), ButtonKind.TEXT)
        self.standard.setCheckable(True)
        self.standard.toggled.connect(self.guidance.setVisible)
        self._arrange()

    def _arrange(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(self.number, 0, top)
        line.addWidget(self.label, 1, top)
        line.addWidget(self.required, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.standard, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.hint)
        column.addWidget(self.guidance)
        for one in (self.number, self.required, self.hint, self.guidance, self.standard):
            one.hide()

    def show_number(self, number: str) -> None:
        """The number of the item in its section, "" for none."""
        self.number.setText(number)
        self.number.setVisible(bool(number))

    def show_entry(self, entry: Entry) -> None:
        """The texts of an entry, as they read with the values that stand in them now."""
        self.label.setText(entry.label or entry.item.name)
        self.required.setVisible(entry.required and not entry.read_only)
        self.hint.setText(entry.hint)
        self.hint.setVisible(bool(entry.hint))
        guidance = self._around.text(entry.item.wording.guidance)
        self.guidance.setText(guidance)
        self.standard.setVisible(bool(guidance))
        self._align(beside_key=bool(guidance))
        self.guidance.setVisible(bool(guidance) and self.standard.isChecked())

    def _align(self, *, beside_key: bool) -> None:
        """The first line of the question stands at the height of the key beside it."""
        tokens = self._around.tokens
        above = max(0, (tokens.control - self.label.fontMetrics().height()) // 2) if beside_key else 0
        for one in (self.number, self.label):
            one.setContentsMargins(0, above, 0, 0)
