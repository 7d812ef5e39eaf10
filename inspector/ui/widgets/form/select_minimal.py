"""One choice of a list that folds out (`minimal`), or that is found by typing (`autocomplete`, and long lists)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.form.choice_search import matching
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.inputs import Combo

_SHOWN = 8
_NAME = Qt.ItemDataRole.UserRole


class SelectMinimalEditor(ItemEditor):
    """A box that folds out; its first line is no answer."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.box = Combo()
        self.box.setAccessibleName(sentence("ui_visit.item_choose"))
        self.box.activated.connect(self._picked)
        self.body.addWidget(self.box)
        self._choices: tuple[Choice, ...] | None = None

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:
        """Show the answer among the choices that are left; one that is left no more shows its name."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self.box.clear()
            self.box.addItem(sentence("ui_visit.item_choose"), None)
            for one in choices:
                self.box.addItem(self.around.choice(one), one.name)
        found = 0 if entry.value is None else self.box.findData(str(entry.value))
        if found < 0:
            self.box.addItem(str(entry.value), str(entry.value))
            found = self.box.count() - 1
        self.box.setCurrentIndex(found)

    def _picked(self, index: int) -> None:
        self.give(self.box.itemData(index))

    def choose(self, number: int) -> bool:
        """Choose by number."""
        if not 1 <= number < self.box.count():
            return False
        self.box.setCurrentIndex(number)
        self._picked(number)
        return True

    def clear(self) -> bool:
        """Take the answer back."""
        if self.box.currentIndex() <= 0:
            return False
        self.box.setCurrentIndex(0)
        self.give(None)
        return True

    def first_input(self) -> QWidget | None:
        """The box."""
        return self.box


class SearchEditor(ItemEditor):
    """A line to type in, and under it the choices that are found; Enter takes the first of them."""

    TYPED = True

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.line = QLineEdit()
        self.line.setPlaceholderText(sentence("ui_visit.item_search"))
        self.line.setAccessibleName(sentence("ui_visit.item_search"))
        self.found = QListWidget()
        self.found.setAccessibleName(sentence("ui_visit.item_found"))
        self.found.setProperty("card", "popup")
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.setWordWrap(True)
        self.found.hide()
        self.line.textEdited.connect(self._search)
        self.line.returnPressed.connect(self._take_first)
        self.found.itemActivated.connect(self._take)
        self.found.itemClicked.connect(self._take)
        self.body.addWidget(self.line)
        self.body.addWidget(self.found)
        self._choices: tuple[Choice, ...] = ()
        self._label = ""

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:
        """Show the answer, unless somebody is searching."""
        self._choices = tuple(choices)
        named = {one.name: self.around.choice(one) for one in choices}
        label = "" if entry.value is None else named.get(str(entry.value), str(entry.value))
        if not self.found.isVisible() or label != self._label:
            self.line.setText(label)
            self.found.hide()
        self._label = label

    def _search(self, typed: str) -> None:
        self.found.clear()
        for one in matching(self._choices, typed, self.around)[: 10 * _SHOWN]:
            item = QListWidgetItem(self.around.choice(one))
            item.setData(_NAME, one.name)
            self.found.addItem(item)
        rows = min(_SHOWN, self.found.count())
        self.found.setFixedHeight(rows * max(self.found.sizeHintForRow(0), self.around.tokens.target) + 4)
        self.found.setVisible(bool(rows))
        self.show_problem(self.own_problem())
        if not typed:
            self.give(None)

    def own_problem(self) -> str:
        """Typed text that no choice has in it."""
        searched = self.line.text() not in {"", self._label} and not self.found.count()
        return sentence("ui_visit.item_nothing_found") if searched else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Down enters the list of what was found, Esc closes it; a line that is not searching leaves both alone."""
        if self.found.isHidden() or event.key() not in {Qt.Key.Key_Down, Qt.Key.Key_Escape}:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Down:
            self.found.setCurrentRow(0)
            self.found.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.found.hide()
            self.line.setText(self._label)
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_first(self) -> None:
        if not self.found.isHidden() and self.found.count():
            self._take(self.found.item(0))

    def _take(self, item: QListWidgetItem) -> None:
        self.found.hide()
        self._label = item.text()
        self.line.setText(self._label)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.give(item.data(_NAME))

    def clear(self) -> bool:
        """Take the answer back."""
        if not self._label:
            return False
        self.give(None)
        return True

    def first_input(self) -> QWidget | None:
        """The line."""
        return self.line
