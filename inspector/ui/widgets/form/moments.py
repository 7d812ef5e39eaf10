"""Dates and times: a date with its calendar, a time as people type it, and both together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.typed_values import moment_answer, plain_number, read_moment, read_time
from inspector.ui.widgets.inputs import DateField
from inspector.ui.widgets.plain import restyle
from inspector.ui.widgets.typed_text import TypedLine

_WIDTH = 200
_MONTH = re.compile(r"([0-9]{4})(?:[-/.年]?([0-9]{1,2})月?|年)?")
_MONTHS = 12


class MomentEditor(ItemEditor):
    """A date, a time, or a date with a time; 今天 and 现在 fill in what the clock says."""

    TYPED = True

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.day = DateField(around.appearance, sentence("ui_visit.item_date"))
        self.day.chosen.connect(self._on_changed)
        self.day.editingFinished.connect(lambda: self.show_problem(self.own_problem()))
        self.clock = TypedLine(sentence("ui_visit.item_time"))
        self.clock.setPlaceholderText(sentence("ui_visit.item_time_form"))
        self.clock.settled.connect(self._on_changed)
        has_day, has_clock = question.kind is not Kind.TIME, question.kind is not Kind.DATE
        self.now = Button(
            around.appearance,
            sentence("ui_visit.item_now") if has_clock else sentence("ui_visit.item_today"),
            ButtonKind.TEXT,
        )
        self.now.clicked.connect(self._take_now)
        row = QHBoxLayout()
        row.setSpacing(8)
        for one, asked in ((self.day, has_day), (self.clock, has_clock)):
            one.setMaximumWidth(_WIDTH)
            row.addWidget(one)
            if not asked:
                one.hide()
        row.addWidget(self.now)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Show the answer; half of a date with a time stays where it is typed."""
        if self.question.kind is Kind.TIME:
            if read_time(self.clock.text()) != _minutes(entry.value):
                self.clock.show_text(_minutes(entry.value))
            return
        moment = read_moment(entry.value)
        if moment is None and self._half_typed():
            return
        if not self.day.hasFocus() or moment is not None:
            self.day.show_date(moment.date() if moment else None)
        shown = moment.strftime("%H:%M") if moment else ""
        if read_time(self.clock.text()) != shown:
            self.clock.show_text(shown)

    def _half_typed(self) -> bool:
        both = self.question.kind is Kind.DATETIME
        return (both and bool(self.day.text() or self.clock.text())) or not self.day.is_valid

    def own_problem(self) -> str:
        """A time that is none, a date without its time or a time without its date."""
        if self.clock.text().strip() and read_time(self.clock.text()) is None:
            return sentence("ui_visit.item_no_time")
        if not self.day.is_valid:
            return sentence("ui_visit.item_no_date")
        if self.question.kind is Kind.DATETIME and bool(self.day.value) != bool(self.clock.text().strip()):
            return sentence("ui_visit.item_half_moment")
        return ""

    def _on_changed(self) -> None:
        problem = self.own_problem()
        self.show_problem(problem)
        wrong_clock = bool(self.clock.text().strip()) and read_time(self.clock.text()) is None
        restyle(self.clock, kind="wrong" if wrong_clock else "")
        if not problem:
            self.give(self._answer())

    def _answer(self) -> str | None:
        day, clock = self.day.value, read_time(self.clock.text())
        match self.question.kind:
            case Kind.TIME:
                return clock
            case Kind.DATE:
                return day.isoformat() if day else None
        return moment_answer(day, clock) if day and clock else None

    def _take_now(self) -> None:
        now = self.around.now()
        self.day.show_date(now.date())
        self.clock.setText(now.strftime("%H:%M"))
        self._on_changed()

    def flush(self) -> None:
        """Give what is typed."""
        self.clock.flush()
        if self.day.isModified():
            self.day.editingFinished.emit()

    def first_input(self) -> QWidget | None:
        """The date, for a time its line."""
        return self.clock if self.question.kind is Kind.TIME else self.day


class MonthEditor(ItemEditor):
    """A date of which only the month (`month-year`) or the year (`year`) is asked; it is kept as its first day."""

    TYPED = True

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self._year_only = self.look.has("year")
        self.line = TypedLine(sentence("ui_visit.item_date"))
        form = "ui_visit.item_year_form" if self._year_only else "ui_visit.item_month_form"
        self.line.setPlaceholderText(sentence(form))
        self.line.setMaximumWidth(_WIDTH)
        self.line.settled.connect(self._on_settled)
        self.body.addWidget(self.line)

    def _read(self) -> date | None:
        found = _MONTH.fullmatch(plain_number(self.line.text()))
        if found is None or (not self._year_only and found[2] is None):
            return None
        month = 1 if self._year_only else int(found[2])
        return date(int(found[1]), month, 1) if 1 <= month <= _MONTHS and int(found[1]) else None

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Show year and month, or the year."""
        moment = read_moment(entry.value)
        if (moment.date() if moment else None) == self._read() or self.own_problem():
            return
        self.line.show_text(moment.strftime("%Y" if self._year_only else "%Y-%m") if moment else "")

    def own_problem(self) -> str:
        """Typed text that is no month."""
        wrong = bool(self.line.text().strip()) and self._read() is None
        return sentence("ui_visit.item_no_month") if wrong else ""

    def _on_settled(self) -> None:
        problem = self.own_problem()
        self.show_problem(problem)
        day = self._read()
        if not problem:
            self.give(day.isoformat() if day else None)

    def flush(self) -> None:
        """Give what is typed."""
        self.line.flush()

    def first_input(self) -> QWidget | None:
        """The line."""
        return self.line


def _minutes(answer: object) -> str:
    """A time as it is shown: without seconds and zone."""
    return str(answer)[:5] if answer else ""
