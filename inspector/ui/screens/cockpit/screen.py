"""驾驶舱: where the city stands on a day. Every figure opens its rows, and any past day can be shown."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from inspector.domain.changes import Changes
from inspector.services import exports
from inspector.services.cockpit_view import Cockpit, Counted, RowKind
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.figure_rows.page import Figure, RowsPage
from inspector.ui.forms.ui_cockpit import Ui_Cockpit
from inspector.ui.long_task import LongTask
from inspector.ui.prompts import FileRequest
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target, Toast
from inspector.ui.screens.cockpit import words
from inspector.ui.screens.cockpit.completion import CompletionCard
from inspector.ui.screens.cockpit.lamps_card import LampsCard
from inspector.ui.screens.cockpit.overdue import OverdueCard
from inspector.ui.screens.cockpit.ranking import RankingCard
from inspector.ui.screens.cockpit.rates import RatesCard
from inspector.ui.screens.cockpit.reading import CockpitRead, read_cockpit
from inspector.ui.search_button import SearchButton
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.calendar_popup import CalendarPopup
from inspector.ui.widgets.empty_state import EmptyState

_KINDS = frozenset(
    {"project", "annual_plan", "dispatch_record", "approval_step", "clock_stop", "problem", "area", "setting"}
)
_NARROW = 900
"""Pixels below which the cards stand one below the other."""


class CockpitScreen(Screen):
    """The rate family, completion against time, the ranking, lamps, and what is overdue."""

    KEY = ScreenKey.COCKPIT

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Cockpit()
        self._form.setupUi(self)
        appearance = context.appearance
        self.rates = RatesCard(appearance)
        self.completion = CompletionCard(appearance)
        self.ranking = RankingCard(appearance)
        self.lamps = LampsCard(appearance)
        self.overdue = OverdueCard(appearance)
        self.rows = RowsPage(context)
        action = (sentence("ui_cockpit.import_register"), "excel")
        told = (sentence("ui_cockpit.empty"), sentence("ui_cockpit.empty_how"))
        self.empty = EmptyState(appearance, "dashboard", *told, action)
        self.period = Button(appearance, sentence("ui_cockpit.pick_day"), icon_name="calendar")
        self.to_today = Button(appearance, sentence("ui_cockpit.to_today"), ButtonKind.TEXT)
        self.export = Button(appearance, sentence("ui_cockpit.export"), icon_name="export")
        self.search = SearchButton(context)
        self.shown: Cockpit | None = None
        self._day: date | None = None
        self._city = ""
        self._header = QWidget(self)
        self._opener: QWidget | None = None
        self._fill()
        self._connect()
        self._arrange()

    def _fill(self) -> None:
        form = self._form
        put(form.rates_slot, self.rates)
        put(form.completion_slot, self.completion)
        put(form.ranking_slot, self.ranking)
        put(form.lamps_slot, self.lamps)
        put(form.overdue_slot, self.overdue)
        form.stack.addWidget(self.rows)
        form.stack.addWidget(self.empty)
        form.overview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.to_today, self.period, self.export, self.search):
            row.addWidget(button)
        self.to_today.hide()
        self._header.hide()

    def _connect(self) -> None:
        for link in (*self.rates.links, *self.lamps.links, self.overdue.all):
            link.opened.connect(self.open_figure)
        self.completion.list.picked.connect(self._on_completion_picked)
        self.ranking.opened.connect(self._on_rank_opened)
        self.overdue.step_opened.connect(lambda step: self.navigated.emit(Target(ScreenKey.LAMPS, step)))
        self.overdue.problem_opened.connect(lambda one: self.navigated.emit(Target(ScreenKey.PROBLEMS, one)))
        self.rows.closed.connect(self.leave)
        self.rows.opened.connect(self._on_row_opened)
        self.rows.told.connect(self.told)
        self.empty.acted.connect(lambda: self.navigated.emit(Target(ScreenKey.EXCEL)))
        self.period.clicked.connect(self._on_period_clicked)
        self.to_today.clicked.connect(lambda: self.show_day(None))
        self.export.clicked.connect(self._on_export_clicked)
        self.search.navigated.connect(self.navigated)
        self.context.appearance.changed.connect(self._arrange)
        add_keys(self, {"Ctrl+E": self._on_export_clicked, "Ctrl+D": self._on_period_clicked})

    # -- reading ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """The day stands beside the title."""
        super().showEvent(event)
        self._tell_day()
        if self._day is None and self.shown is not None and self.shown.on != self.context.today():
            self.refresh()

    def open_target(self, target: Target) -> None:  # noqa: ARG002 - there is but one place here
        """Whoever comes back from a project finds the rows that he left."""
        self._tell_day()

    def _tell_day(self) -> None:
        if self.shown is not None:
            self.title_changed.emit(sentence("ui.screen_cockpit"), words.as_of(self.shown, self._city))

    def refresh(self) -> None:
        """Read the day anew."""
        day = self._day or self.context.today()
        self.context.work.read_apart(self, partial(read_cockpit, day), self._show, key="cockpit")

    def concerned(self, changes: Changes) -> bool:
        """Whatever is counted here."""
        touched = {*changes.inserted, *changes.updated, *changes.deleted}
        return changes.empty or bool(touched & _KINDS)

    def show_day(self, day: date | None) -> None:
        """Show a past day, or today anew."""
        today = self.context.today()
        self._day = None if day is None or day >= today else day
        self.to_today.setVisible(self._day is not None)
        self.leave()
        self.refresh()

    def _show(self, read: CockpitRead) -> None:
        self.shown = cockpit = read.cockpit
        self.period.say(words.issue(cockpit))
        self._city = read.city
        self._tell_day()
        self.export.setEnabled(read.known)
        self.rates.show_cockpit(cockpit)
        rows = [words.completion_row(at, one, read.city) for at, one in enumerate(cockpit.completion)]
        self.completion.show_rows(rows, float(cockpit.time_progress.value or 0))
        ranked = ([words.rank_row(one, read.city) for one in lines] for lines in (cockpit.ranking, cockpit.parks))
        self.ranking.show_rows(*ranked)
        self.lamps.show_board(cockpit.lamps)
        self._show_overdue(cockpit)
        if self._form.stack.currentWidget() is self.rows:
            self.rows.refresh()
        else:
            self._form.stack.setCurrentWidget(self._form.overview if read.known else self.empty)
            self.setFocusProxy(self.rates.counts if read.known else self.empty)

    def _show_overdue(self, cockpit: Cockpit) -> None:
        steps, problems = cockpit.lamps.red.lamps, cockpit.problems_overdue
        self.overdue.show_rows(
            [words.overdue_step(one) for one in cockpit.overdue_steps],
            [words.overdue_problem(one) for one in cockpit.overdue_problems],
            (steps, problems),
        )
        self.overdue.show_figures(
            self._all_of(steps, sentence("ui_cockpit.overdue_steps")),
            self._all_of(problems, sentence("ui_cockpit.overdue_problems")),
        )

    @staticmethod
    def _all_of(counted: Counted, title: str) -> tuple[str, Figure]:
        return sentence("ui_cockpit.all_of", count=counted.count), words.counted_figure(title, counted)

    # -- rows ------------------------------------------------------------------------------------------------------

    def open_figure(self, figure: Figure) -> None:
        """Show the rows behind a figure; Esc leads back to it."""
        self._opener = self.focusWidget()
        self.rows.show_figure(figure)
        self._form.stack.setCurrentWidget(self.rows)
        self.setFocusProxy(self.rows)
        self.rows.table.setFocus()
        self.keys_changed.emit()

    def _on_completion_picked(self, row: str) -> None:
        if self.shown is not None:
            self.open_figure(words.completion_figure(self.shown.completion[int(row)]))

    def _on_rank_opened(self, of_parks: bool, place: str) -> None:  # noqa: FBT001 - what the signal carries
        if self.shown is None:
            return
        lines = self.shown.parks if of_parks else self.shown.ranking
        self.open_figure(words.rank_figure(next(one for one in lines if one.place_id == place)))

    def _on_row_opened(self, kind: RowKind, row: str, project: str) -> None:
        if kind is RowKind.PROBLEMS:
            self.navigated.emit(Target(ScreenKey.PROBLEMS, row))
        else:
            self.navigated.emit(Target(ScreenKey.PROJECT, project))

    def leave(self) -> bool:
        """From the rows back to the figure."""
        if self._form.stack.currentWidget() is not self.rows:
            return False
        self._form.stack.setCurrentWidget(self._form.overview)
        self.setFocusProxy(self.rates.counts)
        if self._opener is not None:
            self._opener.setFocus()
        self.keys_changed.emit()
        return True

    # -- header ----------------------------------------------------------------------------------------------------

    def _on_period_clicked(self) -> None:
        calendar = CalendarPopup(self, self.context.appearance.tokens, self._day or self.context.today())
        calendar.picked.connect(self.show_day)
        calendar.move(self.period.mapToGlobal(QPoint(0, self.period.height())))
        calendar.show()

    def _on_export_clicked(self) -> None:
        if self.shown is None:
            return
        kinds = ((sentence("ui_cockpit.excel"), ("*.xlsx",)),)
        name = sentence("ui_cockpit.file", on=self.shown.on.isoformat())
        self.context.prompts.save_file(FileRequest(sentence("ui_cockpit.export"), kinds, name=name), self._export)

    def _export(self, path: Path) -> None:
        shown = self.shown
        assert shown is not None  # noqa: S101 - the button asks

        task = LongTask(sentence("ui_cockpit.exporting"), sentence("ui_cockpit.exporting_cancel"))
        self.context.work.long_apart(self, task, partial(exports.cockpit, shown, path), self._on_exported)

    def _on_exported(self, path: Path) -> None:
        self.told.emit(Toast(sentence("ui_cockpit.exported", name=path.name), undo=False))

    def header(self) -> QWidget:
        """The day, the way to Excel, and the search."""
        return self._header

    def key_map(self) -> tuple[KeyHint, ...]:
        """Ctrl+D and Ctrl+E; among rows Enter and Esc."""
        if self._form.stack.currentWidget() is self.rows:
            return self.rows.key_map()
        return (
            KeyHint("Enter", sentence("ui_cockpit.key_rows")),
            KeyHint("Ctrl+D", sentence("ui_cockpit.pick_day")),
            KeyHint("Ctrl+E", sentence("ui_cockpit.export")),
        )

    # -- room ------------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cards stand side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        large = self.context.appearance.tokens.theme is Theme.LARGE
        self.search.setVisible(not large)  # Ctrl+K is there without it
        below = large or self.width() < _NARROW
        self._form.columns.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
