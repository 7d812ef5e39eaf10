"""上报与所见: the first section of every visit, whatever its checklist; what was reported stands beside each input."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from inspector.services.draft_sections import SeenFact
from inspector.texts import sentence
from inspector.ui.screens.visit.compare import told
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.form.typed_values import read_decimal, read_whole
from inspector.ui.widgets.typed_text import TypedLine, TypedText

_WIDE = frozenset({"seen_status", "place", "conclusions"})
_LONG = frozenset({"seen_status", "conclusions"})
_COUNTS = frozenset({"workers", "machines"})
_PROGRESS = "physical_progress_pct"
_MOST = Decimal(100)
_PLACES = 2
_LARGEST_COUNT = 2**31


class SeenForm(QWidget):
    """One input for each fact; `changed` carries the name of a fact and its value, checked."""

    changed = Signal(str, object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._inputs: dict[str, TypedLine | TypedText] = {}
        self._same: dict[str, Button] = {}
        self._fields: dict[str, Field] = {}
        self._facts: dict[str, SeenFact] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._card = Card(kind="current")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._card.body.addLayout(self._grid)
        column.addWidget(self._card)
        column.addStretch(1)

    def show_facts(self, facts: tuple[SeenFact, ...], *, locked: bool) -> None:
        """Show the facts; what the user types at this moment stays, and what is wrong until it is put right."""
        if [one.name for one in facts] != list(self._inputs):
            self._build(facts)
        for fact in facts:
            known, self._facts[fact.name] = self._facts.get(fact.name), fact
            if known is None or known.seen != fact.seen:
                self._show_seen(fact)
            self._inputs[fact.name].setReadOnly(locked)
            reported = told(fact.reported)
            self._fields[fact.name].show_note(
                sentence("ui_visit.screen_reported_as", value=reported) if reported else ""
            )
            self._same[fact.name].setVisible(bool(reported) and fact.seen is None and not locked)

    def _show_seen(self, fact: SeenFact) -> None:
        """Show a value; a text that means it already stays as it is typed (`12.`)."""
        entry = self._inputs[fact.name]
        value, wrong = read_fact(fact.name, _text_of(entry))
        if wrong or value != fact.seen:
            entry.show_text(_plain(fact.seen))
            self._fields[fact.name].show_error("")

    def forget(self) -> None:
        """The next facts are those of another visit."""
        self._facts = {}
        for name, entry in self._inputs.items():
            entry.show_text("")
            self._fields[name].show_error("")

    def _build(self, facts: tuple[SeenFact, ...]) -> None:
        row = column = 0
        for fact in facts:
            field = self._field(fact)
            wide = fact.name in _WIDE
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, 2 if wide else 1)
            column = 0 if wide or column else 1
            row += column == 0

    def _field(self, fact: SeenFact) -> QWidget:
        shown = f"{fact.label} *" if fact.required else fact.label
        entry = TypedText(fact.label) if fact.name in _LONG else TypedLine(fact.label)
        if isinstance(entry, TypedText):
            entry.setFixedHeight(2 * self._appearance.tokens.control)
        entry.settled.connect(lambda text, name=fact.name: self._on_settled(name, text))
        field = Field(self._appearance, shown, entry)
        same = Button(self._appearance, sentence("ui_visit.screen_as_reported"), ButtonKind.TEXT)
        same.setAccessibleName(f"{fact.label}: {sentence('ui_visit.screen_as_reported')}")
        same.clicked.connect(lambda _=False, name=fact.name: self._take_reported(name))
        field.add_at_label(same)
        self._inputs[fact.name], self._fields[fact.name], self._same[fact.name] = entry, field, same
        return field

    def _take_reported(self, name: str) -> None:
        """What was reported is what is seen."""
        value = self._facts[name].reported
        self._inputs[name].show_text(_plain(value))
        self.changed.emit(name, value)

    def _on_settled(self, name: str, text: str) -> None:
        value, wrong = read_fact(name, text)
        self._fields[name].show_error(wrong)
        if not wrong and value != self._facts[name].seen:
            self.changed.emit(name, value)

    def focus_first(self) -> None:
        """Stand at the first fact that is missing, else at the first."""
        names = [one.name for one in self._facts.values() if one.required and one.seen is None]
        name = next(iter(names or self._inputs), "")
        if name:
            self._inputs[name].setFocus()

    def input(self, name: str) -> TypedLine | TypedText:
        """Where a fact is typed."""
        return self._inputs[name]

    def wrong(self, name: str) -> str:
        """What is told to be wrong with a fact, empty for nothing."""
        return self._fields[name].error

    def flush(self) -> None:
        """Say at once what is typed."""
        for one in self._inputs.values():
            one.flush()


def _text_of(entry: TypedLine | TypedText) -> str:
    return entry.text() if isinstance(entry, TypedLine) else entry.toPlainText()


def _plain(value: object) -> str:
    return told(value).removesuffix("%") if isinstance(value, Decimal) else told(value)


def read_fact(name: str, text: str) -> tuple[object, str]:
    """The value of what was typed, and what is wrong with it; an empty text is no value."""
    words = text.strip()
    if not words:
        return None, ""
    if name in _COUNTS:
        count = read_whole(words)
        fits = count is not None and 0 <= count < _LARGEST_COUNT
        return (count, "") if fits else (None, sentence("ui_visit.screen_whole_number"))
    if name == _PROGRESS:
        return _percent(words)
    return words, ""


def _percent(words: str) -> tuple[Decimal | None, str]:
    """A share as it is typed, also by a Chinese keyboard: `92.5`, `９２．５％`, `92。5`."""
    number = read_decimal(words.removesuffix("%").removesuffix("％"))
    value = Decimal(number) if number is not None else None
    if value is None or not 0 <= value <= _MOST or value != round(value, _PLACES):
        return None, sentence("ui_visit.screen_percent")
    return value, ""
