"""项目详情: one project with its lamps and their reasons, dates, money, visits, problems, photos, duties and nodes.

Everything is read at one moment and shown in two columns of cards; nothing is edited here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.services.project_card import ProjectCard
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_project import Ui_Project
from inspector.ui.pictures import PictureLoader
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target, Toast
from inspector.ui.screens.project import words
from inspector.ui.screens.project.facts_card import DatesCard, FactsCard, SeenCard
from inspector.ui.screens.project.history_dialog import HistoryDialog
from inspector.ui.screens.project.money_card import MoneyCard
from inspector.ui.screens.project.photos_card import PhotosCard
from inspector.ui.screens.project.rows import RowsCard, SignRow
from inspector.ui.screens.project.step_dialog import StepDialog
from inspector.ui.screens.project.why_dialog import WhyDialog
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.reflow import Reflow
from inspector.ui.widgets.row_list import RowList

_KINDS = frozenset(
    {
        "project",
        "area",
        "annual_plan",
        "dispatch_record",
        "fund_line",
        "milestone",
        "assignment",
        "problem",
        "inspection",
        "photo",
        "approval_step",
        "clock_stop",
        "list_membership",
        "project_list",
        "setting",
    }
)
_SHOWN = 6


class ProjectScreen(Screen):
    """The record of a target is the project."""

    KEY: ClassVar[ScreenKey] = ScreenKey.PROJECT
    STACKED_TITLE: ClassVar[bool] = True
    HAS_BACK: ClassVar[bool] = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Project()
        self._form.setupUi(self)
        appearance = context.appearance
        self.card: ProjectCard | None = None
        self._project_id = ""
        self.facts = FactsCard()
        self.own_lamps = RowsCard(appearance, sentence("ui_projects.own_lamps"), "")
        self.steps = RowsCard(appearance, sentence("ui_projects.steps"), sentence("ui_projects.no_steps"), shown=_SHOWN)
        self.dates = DatesCard()
        self.money = MoneyCard(appearance)
        self.seen = SeenCard(appearance)
        self.visits = RowsCard(appearance, sentence("ui_projects.visits"), sentence("ui_projects.no_visits"))
        self.problems = RowsCard(appearance, sentence("ui_projects.problems"), sentence("ui_projects.no_problems"))
        self.photos = PhotosCard(appearance, PictureLoader(context, self))
        self.duties = RowsCard(appearance, sentence("ui_projects.duties"), sentence("ui_projects.no_duties"))
        self.milestones = RowsCard(
            appearance,
            sentence("ui_projects.milestones"),
            sentence("ui_projects.no_milestones"),
            shown=_SHOWN,
            timeline=True,
        )
        self.start_button = Button(appearance, sentence("ui_projects.start"), ButtonKind.PRIMARY, "clipboard")
        self.map_button = Button(appearance, sentence("ui_projects.on_map"), icon_name="pin")
        self.history_button = Button(appearance, sentence("ui_projects.history"), icon_name="history")
        self.step_button = Button(appearance, sentence("ui_projects.step_title"), icon_name="bulb")
        self._buttons = QWidget(self)
        self.empty = EmptyState(
            appearance,
            "building",
            sentence("ui_projects.none_title"),
            sentence("ui_projects.none_text"),
            (sentence("ui_projects.to_list"), "list"),
        )
        self._fill()
        self._connect()

    def _fill(self) -> None:
        form = self._form
        put(form.head_slot, self.facts)
        left: tuple[QWidget, ...] = (self.own_lamps, self.steps, self.money, self.dates, self.milestones)
        right: tuple[QWidget, ...] = (self.seen, self.visits, self.problems, self.photos, self.duties)
        for part in left:
            form.left.addWidget(part)
        for part in right:
            form.right.addWidget(part)
        form.left.addStretch(1)
        form.right.addStretch(1)
        form.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        form.page.addWidget(self.empty)
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        if self.context.workplace == "office":  # a laptop reports what it sees; the office moves approvals
            row.addWidget(self.step_button)
        row.addWidget(self.map_button)
        row.addWidget(self.history_button)
        self._buttons.hide()
        self.start_button.setToolTip("F2")
        self.map_button.setToolTip("F3")
        self.history_button.setToolTip("F4")
        self.step_button.setToolTip("F6")
        self.setFocusProxy(self.own_lamps.list)
        self._show_whether_there()

    def _connect(self) -> None:
        self.start_button.clicked.connect(self.start)
        self.map_button.clicked.connect(self.show_on_map)
        self.history_button.clicked.connect(self.show_history)
        self.step_button.clicked.connect(self.move_step)
        self.steps.picked.connect(self._on_step_picked)
        self.visits.picked.connect(lambda found: self.navigated.emit(Target(ScreenKey.VISIT, found)))
        self.problems.picked.connect(lambda found: self.navigated.emit(Target(ScreenKey.PROBLEMS, found)))
        self.photos.opened.connect(lambda found: self.navigated.emit(Target(ScreenKey.PHOTOS, found)))
        self.photos.all_wanted.connect(lambda: self.navigated.emit(Target(ScreenKey.PHOTOS)))
        self.empty.acted.connect(lambda: self.navigated.emit(Target(ScreenKey.PROJECTS)))
        for card in (self.own_lamps, self.steps, self.visits, self.problems, self.duties, self.milestones):
            card.list.marked.connect(lambda _found, rows=card.list: self._keep_in_sight(rows))
        keys: dict[str, Callable[[], None]] = {
            "F2": self.start,
            "F3": self.show_on_map,
            "F4": self.show_history,
            "F6": self.move_step,
            "PgDown": lambda: self._scroll(1),
            "PgUp": lambda: self._scroll(-1),
        }
        add_keys(self, keys, inside=True)
        Reflow(self, self._form.columns, self.context.appearance)

    # -- what a screen is ------------------------------------------------------------------------------------------

    def open_target(self, target: Target) -> None:
        """Show a project; without one, the last."""
        if target.record_id and target.record_id != self._project_id:
            self._project_id = target.record_id
            self.card = None
            self._form.scroll.verticalScrollBar().setValue(0)
        self._tell_title()
        self._show_whether_there()
        if self.isVisible() or not self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Read the project anew."""
        if not self._project_id:
            return
        wanted, today = self._project_id, self.context.today()
        self.context.work.read(
            self, lambda services: services.cards.card(wanted, today), self._show, key="card", failed=self._on_failed
        )

    def concerned(self, changes: Changes) -> bool:
        """Whatever a card shows."""
        return changes.empty or bool({*changes.inserted, *changes.updated, *changes.deleted} & _KINDS)

    def move_step(self) -> None:
        """登记或办理手续, at the office."""
        if self._project_id and self.context.workplace == "office":
            dialog = StepDialog(self, self.context, self._project_id)
            dialog.moved.connect(lambda told: self.told.emit(Toast(told)))
            dialog.open()

    def header(self) -> QWidget:
        """The map and the history stand beside the title."""
        return self._buttons

    def primary(self) -> Button:
        """开始巡查."""
        return self.start_button

    def key_map(self) -> tuple[KeyHint, ...]:
        """What the keys do here."""
        return (
            KeyHint("F2", sentence("ui_projects.start")),
            KeyHint("F3", sentence("ui_projects.on_map")),
            KeyHint("F4", sentence("ui_projects.history")),
            KeyHint("Enter", sentence("ui_projects.key_row"), bar=False),
            KeyHint("PgUp PgDn", sentence("ui_projects.key_page"), bar=False),
        )

    # -- showing ---------------------------------------------------------------------------------------------------

    def _show(self, card: ProjectCard) -> None:
        self.card = card
        self._tell_title()
        self._show_whether_there()
        self.facts.show_facts(words.facts(card))
        self.own_lamps.show_rows(words.own_lamps(card))
        self.steps.show_rows([words.step_row(one) for one in card.steps], words.steps_note(card))
        self.dates.show_dates(words.dates(card.project, card.on))
        self.money.show_money(card.investment)
        self.seen.show_sides(words.sides(card), words.apart(card))
        self.visits.show_rows([words.visit_row(one) for one in card.visits], _count(len(card.visits)))
        self.problems.show_rows([words.problem_row(one) for one in card.problems], words.problems_note(card))
        self.photos.show_days(card.photos)
        self.duties.show_rows(words.duty_rows(card))
        self.milestones.show_rows([words.milestone_row(one) for one in card.milestones])

    def _keep_in_sight(self, rows: RowList[SignRow]) -> None:
        """The page follows the cursor of a list in it."""
        index = rows.currentIndex()
        if rows.hasFocus() and index.isValid():
            row = rows.visualRect(index)
            middle = rows.viewport().mapTo(self._form.content, row.center())
            self._form.scroll.ensureVisible(middle.x(), middle.y(), 0, row.height())

    def _scroll(self, pages: int) -> None:
        bar = self._form.scroll.verticalScrollBar()
        bar.setValue(bar.value() + pages * bar.pageStep())

    def _on_failed(self, error: InspectorError) -> None:
        """The project is gone, by an undo or a merge."""
        self.card = None
        self._project_id = ""
        self.empty.text.setText(explain(error))
        self._tell_title()
        self._show_whether_there()

    def _tell_title(self) -> None:
        if self.card is not None:
            self.title_changed.emit(self.card.project.name, words.place(self.card))
        else:
            self.title_changed.emit(sentence("ui.screen_project"), "")

    def _show_whether_there(self) -> None:
        there = bool(self._project_id)
        self._form.scroll.setVisible(there)
        self.empty.setVisible(not there)
        for button in (self.start_button, self.map_button, self.history_button):
            button.setEnabled(self.card is not None)

    # -- going on --------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Start a visit."""
        if self.card is not None:
            self.navigated.emit(Target(ScreenKey.VISIT, self.card.project.id, "start"))

    def show_on_map(self) -> None:
        """Show where it lies."""
        if self.card is not None:
            self.navigated.emit(Target(ScreenKey.MAP, self.card.project.id))

    def show_history(self) -> None:
        """Show what happened to its fields."""
        if self.card is not None:
            HistoryDialog(self, self.context, self.card.project.id, self.card.project.name).open()

    def _on_step_picked(self, step_id: str) -> None:
        steps = self.card.steps if self.card is not None else ()
        found = next((one for one in steps if one.step.id == step_id), None)
        if found is not None:
            WhyDialog(self, self.context.appearance, found).open()


def _count(number: int) -> str:
    return str(number) if number else ""
