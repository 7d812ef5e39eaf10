"""问题: find one, see what it was and what it is now, take the next step, raise another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from inspector.domain.changes import Changes
from inspector.domain.inspection import PairSide
from inspector.domain.problem import Problem, ProblemLevel
from inspector.domain.problem_states import ProblemStep
from inspector.services import exports
from inspector.services.bundle import Services
from inspector.services.draft_photos import Kept
from inspector.services.problem_board import ProblemCard, Show
from inspector.services.problem_raising import NewProblem
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_problems import Ui_Problems
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.pictures import PictureLoader
from inspector.ui.prompts import FileRequest, TextQuestion
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target, Toast
from inspector.ui.screens.problems.card_page import CardPage
from inspector.ui.screens.problems.listing import Found, ProblemList, find
from inspector.ui.screens.problems.raise_form import RaiseForm
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.widgets.buttons import Button
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.photos.drops import ask_for_photos
from inspector.ui.widgets.photos.refusals import refusal_notice
from inspector.ui.widgets.reflow import Reflow

_ROWS = 3
_SHARE = 0.6
"""Of the width at most for the card, so that it stands beside the list."""
_KINDS = frozenset({"problem", "escalation", "photo", "project", "inspection"})
_SHOWS = {
    Show.OPEN: "ui_problems.show_open",
    Show.MINE: "ui_problems.show_mine",
    Show.OVERDUE: "ui_problems.show_overdue",
    Show.ALL: "ui_problems.show_all",
}
_DONE = {
    ProblemStep.ASSIGN: "ui_problems.done_assign",
    ProblemStep.START: "ui_problems.done_start",
    ProblemStep.REQUEST_CLOSE: "ui_problems.done_request_close",
    ProblemStep.CLOSE: "ui_problems.done_close",
    ProblemStep.SEND_BACK: "ui_problems.done_send_back",
    ProblemStep.ESCALATE: "ui_problems.done_escalate",
    ProblemStep.REOPEN: "ui_problems.done_reopen",
}
Step = Callable[[Services], Problem]


class ProblemsScreen(Screen):
    """A target with a record opens that problem."""

    KEY: ClassVar[ScreenKey] = ScreenKey.PROBLEMS

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        appearance = context.appearance
        self._form = Ui_Problems()
        self._form.setupUi(self)
        self._pictures = PictureLoader(context, self)
        self._wanted = ""
        kept = context.preferences.of_screen(ScreenKey.PROBLEMS).get("show")
        self._show_which = Show(kept) if kept in list(Show) else Show.OPEN
        self.search = QLineEdit()
        self.chips = {show: Chip(sentence(key)) for show, key in _SHOWS.items()}
        self.list = ProblemList(appearance)
        self.card = CardPage(context, self._pictures)
        self.raising: RaiseForm | None = None
        """Made when it is first wanted."""
        action = (sentence("ui_problems.raise"), "flag")
        self.empty = EmptyState(
            appearance, "flag", sentence("ui_problems.empty_title"), sentence("ui_problems.empty_text"), action
        )
        nothing = (sentence("ui_problems.nothing_title"), sentence("ui_problems.nothing_text"))
        self.nothing = EmptyState(appearance, "search", *nothing)
        self.blank = QWidget()
        self.add = Button(appearance, sentence("ui_problems.raise"), icon_name="flag")
        self.export = Button(appearance, sentence("ui_problems.export"), icon_name="excel")
        self._header = QWidget(self)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        form = self._form
        form.left.setProperty("kind", "side_left")
        form.left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search.setPlaceholderText(sentence("ui_problems.search"))
        self.search.setAccessibleName(sentence("ui_problems.search"))
        self.search.setClearButtonEnabled(True)
        put(form.search_slot, self.search)
        filters = QWidget()
        row = FlowLayout(filters)
        for chip in self.chips.values():
            row.addWidget(chip)
        put(form.filters_slot, filters)
        for slot in (form.search_slot, form.filters_slot):
            slot.setContentsMargins(16, 0, 16, 0)
        lists: tuple[QWidget, ...] = (self.list, self.nothing, self.empty)
        cards: tuple[QWidget, ...] = (self.blank, self.card)
        for stack, pages in ((form.lists, lists), (form.cards, cards)):
            for page in pages:
                stack.addWidget(page)
        head = QHBoxLayout(self._header)
        head.setContentsMargins(0, 0, 0, 0)
        head.addStretch(1)
        head.addWidget(self.export)
        head.addWidget(self.add)
        self._header.hide()
        reflow = Reflow(self, form.page, self.context.appearance, area=self.card.area, share=_SHARE)
        reflow.turned.connect(self._on_turned)
        self.setFocusProxy(self.list)

    def _on_turned(self, stacked: bool) -> None:  # noqa: FBT001 - what the signal carries
        """Above the card some problems are in sight."""
        self._form.lists.setMinimumHeight(_ROWS * self.context.appearance.tokens.row_two if stacked else 0)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._read_list())
        for show, chip in self.chips.items():
            chip.clicked.connect(partial(self.show_which, show))
        self.list.marked.connect(self._on_marked)
        self.card.revised.connect(self._on_revised)
        self.card.described.connect(self._on_described)
        self.card.photos_given.connect(self.attach)
        self.card.photos_wanted.connect(self._on_photos_wanted)
        self.card.photo_opened.connect(lambda photo: self.navigated.emit(Target(ScreenKey.PHOTOS, photo)))
        self.card.project_wanted.connect(lambda one: self.navigated.emit(Target(ScreenKey.PROJECT, one)))
        self.card.step_wanted.connect(self.take_step)
        self.add.clicked.connect(self.raise_new)
        self.empty.acted.connect(self.raise_new)
        self.export.clicked.connect(self._on_export_wanted)
        keys: dict[str, Callable[[], None]] = {"Ctrl+F": self.search.setFocus, "Ctrl+N": self.raise_new}
        add_keys(self, keys, inside=True)

    # -- the list --------------------------------------------------------------------------------------------------

    def open_target(self, target: Target) -> None:
        """All problems, standing at one where one is meant."""
        if target.record_id:
            self._wanted = target.record_id
            self._show_which = Show.ALL
            self.search.clear()
        self.title_changed.emit(sentence("ui.screen_problems"), "")
        self.refresh()

    def show_which(self, show: Show) -> None:
        """Show open ones, own ones, overdue ones, or all."""
        self._show_which = show
        self.context.preferences.remember(ScreenKey.PROBLEMS, show=show.value)
        self._read_list()

    def refresh(self) -> None:
        """Read list and card anew."""
        self._read_list()
        if self.card.card is not None:
            self._read_card(self.card.card.problem.id)

    def concerned(self, changes: Changes) -> bool:
        """Problems, and what they belong to."""
        return bool(_KINDS & {*changes.inserted, *changes.updated, *changes.deleted})

    def _read_list(self) -> None:
        on, which = self.context.today(), self._show_which
        text, role = self.search.text(), self.context.author
        for show, chip in self.chips.items():
            chip.setChecked(show is which)
        self.context.work.read(self, lambda services: find(services, on, which, text, role), self._show, key="list")

    def _show(self, found: Found) -> None:
        board = found.board
        for show, chip in self.chips.items():
            chip.show_count(board.counts[show])
        pages = self._form.lists
        pages.setCurrentWidget(self.list if board.rows else self.nothing if board.total else self.empty)
        self.list.show_found(found, marks_first=not self._wanted)
        self._stand_at_wanted()
        self.export.setEnabled(bool(board.rows))
        if not board.rows and self._form.cards.currentWidget() is self.card:
            self._form.cards.setCurrentWidget(self.blank)
        told = sentence("ui_problems.count", open=board.counts[Show.OPEN], overdue=board.counts[Show.OVERDUE])
        self.title_changed.emit(sentence("ui.screen_problems"), told)

    def _stand_at_wanted(self) -> None:
        """The problem that somebody was sent to; its id may be the end of one."""
        wanted, self._wanted = self._wanted, ""
        if problem := self.list.stand_at(wanted):
            self._read_card(problem)

    def _on_marked(self, problem_id: str) -> None:
        if problem_id and not self._wanted:
            self._read_card(problem_id)

    # -- the card --------------------------------------------------------------------------------------------------

    def _read_card(self, problem_id: str) -> None:
        on = self.context.today()
        self.context.work.read(
            self, lambda services: services.problem_board.card(problem_id, on), self._show_card, key="card"
        )

    def _show_card(self, card: ProblemCard | None) -> None:
        if card is None:
            self.card.card = None
            self._form.cards.setCurrentWidget(self.blank)
            return
        self.card.show_card(card)
        if not self._raises:
            self._form.cards.setCurrentWidget(self.card)

    @property
    def _id(self) -> str:
        return self.card.card.problem.id if self.card.card is not None else ""

    def _on_revised(self, name: str, value: Any) -> None:  # noqa: ANN401 - whatever the field takes
        problem, author = self._id, self.context.author
        self.context.work.write(
            self, lambda services: services.problems.revise(problem, author=author, **{name: value})
        )

    def _on_described(self, name: str, text: str) -> None:
        problem, author = self._id, self.context.author
        given: dict[str, str | None] = {"solution": None, "evidence": None, "close_standard": None} | {name: text}
        self.context.work.write(
            self,
            lambda services: services.problems.describe(
                problem,
                solution=given["solution"],
                evidence=given["evidence"],
                standard=given["close_standard"],
                author=author,
            ),
        )

    # -- photos ----------------------------------------------------------------------------------------------------

    def _on_photos_wanted(self, side: PairSide) -> None:
        self.context.prompts.open_files(ask_for_photos(), partial(self.attach, side))

    def attach(self, side: PairSide, files: tuple[Path, ...]) -> None:
        """Keep photos of the problem as it was found, or as the evidence of its close-out."""
        task = LongTask(sentence("ui_problems.attaching"), sentence("ui_problems.attaching_cancel"))
        problem = self._id
        job = partial(_stored, problem, files)
        self.context.work.long(self, task, job, partial(self._on_stored, problem, side), writes=False)

    def _on_stored(self, problem: str, side: PairSide, kept: Kept) -> None:
        """The files are on the disk; now the short step that can be taken back."""
        if kept.refused:
            self.context.prompts.tell(refusal_notice(kept.refused, len(kept.stored)))
        if kept.stored:
            author, told = self.context.author, Toast(sentence("ui_problems.attached", count=len(kept.stored)))
            self.context.work.write(
                self,
                lambda services: services.problem_evidence.attach(problem, kept, side, author=author),
                lambda _: self.told.emit(told),
            )

    # -- steps -----------------------------------------------------------------------------------------------------

    def take_step(self, step: ProblemStep) -> None:
        """Do what is next; 销号 and 提级 ask by whom and to whom."""
        self.flush()
        card = self.card.card
        if card is None:
            return
        problem, author = card.problem, self.context.author
        plain: dict[ProblemStep, Step] = {
            ProblemStep.ASSIGN: lambda services: services.problems.assign(
                problem.id, self.card.owner.text(), self.card.due.value, author=author
            ),
            ProblemStep.START: lambda services: services.problems.start(problem.id, author=author),
            ProblemStep.REQUEST_CLOSE: lambda services: services.problems.request_close(problem.id, author=author),
            ProblemStep.SEND_BACK: lambda services: services.problems.send_back(problem.id, author=author),
            ProblemStep.REOPEN: lambda services: services.problems.reopen(problem.id, author=author),
        }
        if step is ProblemStep.CLOSE:
            self._ask_closer(problem)
        elif step is ProblemStep.ESCALATE:
            self._ask_holder(problem)
        else:
            self._write(step, plain[step])

    def _ask_closer(self, problem: Problem) -> None:
        """销号 is done by somebody else than who asked for it."""
        mine = self.context.author
        question = TextQuestion(
            sentence("ui_problems.close_title"),
            sentence("ui_problems.close_label", role=problem.close_requested_by or ""),
            sentence("ui_problems.step_close"),
            "" if mine == problem.close_requested_by else mine,
        )
        self.context.prompts.ask_text(
            question,
            lambda role: self._write(
                ProblemStep.CLOSE, lambda services: services.problems.close(problem.id, author=role.strip())
            ),
        )

    def _ask_holder(self, problem: Problem) -> None:
        title = sentence("ui_problems.escalate_title")
        accept = sentence("ui_problems.step_escalate")
        holder = TextQuestion(title, sentence("ui_problems.escalate_to"), sentence("ui_problems.escalate_on"))
        reason = TextQuestion(title, sentence("ui_problems.escalate_why"), accept)
        author = self.context.author

        def up(to_holder: str, why: str) -> None:
            def job(services: Services) -> Problem:
                return services.problems.escalate(problem.id, to_holder, why, author=author)

            self._write(ProblemStep.ESCALATE, job)

        prompts = self.context.prompts
        prompts.ask_text(holder, lambda to_holder: prompts.ask_text(reason, partial(up, to_holder)))

    def _write(self, step: ProblemStep, job: Step) -> None:
        told = Toast(sentence(_DONE[step]))
        self.context.work.write(self, job, lambda _: self.told.emit(told))

    # -- raising ---------------------------------------------------------------------------------------------------

    def raise_new(self) -> None:
        """登记问题, at the project of the problem that is shown."""
        self.flush()
        form = self.raising = self.raising or self._new_form()
        self._form.cards.setCurrentWidget(form)
        at = self.card.card.problem.project_id if self.card.card is not None else ""
        self.context.work.read(
            self,
            lambda services: services.problem_board.projects(),
            lambda projects: form.begin(projects, at),
            key="projects",
        )

    @property
    def _raises(self) -> bool:
        """Whether the form is in front."""
        return self._form.cards.currentWidget() is self.raising

    def _new_form(self) -> RaiseForm:
        made = RaiseForm(self.context.appearance)
        made.proposal_wanted.connect(partial(self._on_proposal_wanted, made))
        made.registered.connect(self._on_registered)
        made.left.connect(self._back_to_card)
        self._form.cards.addWidget(made)
        return made

    def _on_proposal_wanted(self, form: RaiseForm, project: str, level: ProblemLevel) -> None:
        self.context.work.read(
            self, lambda services: services.problems.proposed(project, level), form.show_proposal, key="proposal"
        )

    def _on_registered(self, new: NewProblem) -> None:
        author = self.context.author
        self.context.work.write(self, lambda services: services.problems.register(new, author=author), self._on_kept)

    def _on_kept(self, made: Problem) -> None:
        self._form.cards.setCurrentWidget(self.card)
        self.told.emit(Toast(sentence("ui_problems.registered", number=made.number or "")))
        self._wanted = made.id
        if self._show_which in {Show.MINE, Show.OVERDUE}:
            self._show_which = Show.OPEN
        self.search.clear()
        self._read_list()

    def _back_to_card(self) -> None:
        self._form.cards.setCurrentWidget(self.card if self.card.card is not None else self.blank)
        self.list.setFocus()

    def leave(self) -> bool:
        """From the form back to the problem."""
        if not self._raises:
            return False
        self._back_to_card()
        return True

    # -- the list as a file ----------------------------------------------------------------------------------------

    def _on_export_wanted(self) -> None:
        on = self.context.today().isoformat()
        request = FileRequest(
            sentence("ui_problems.export_title"),
            (("Excel", ("*.xlsx",)),),
            name=sentence("ui_problems.export_name", on=on),
        )
        self.context.prompts.save_file(request, self._export)

    def _export(self, out: Path) -> None:
        wanted = exports.ProblemsWanted(self.context.today(), self._show_which, self.search.text(), self.context.author)
        task = LongTask(sentence("ui_problems.exporting"), sentence("ui_problems.exporting_kept"))
        self.context.work.long_apart(self, task, partial(exports.problem_list, wanted, out), self._on_exported)

    def _on_exported(self, written: tuple[Path, int]) -> None:
        path, count = written
        self.told.emit(Toast(sentence("ui_problems.exported", file=path.name, count=count), undo=False))

    # -- what the window asks --------------------------------------------------------------------------------------

    def header(self) -> QWidget:
        """The list as Excel, and raising another one; what is filled is the next step of the problem."""
        return self._header

    def key_map(self) -> tuple[KeyHint, ...]:
        """Up and down through the list, and its search."""
        return (
            KeyHint("↑ ↓", sentence("ui_problems.key_list")),
            KeyHint("Ctrl+F", sentence("ui_problems.search")),
            KeyHint("Ctrl+N", sentence("ui_problems.raise")),
            KeyHint("Ctrl+Z", sentence("ui.undo")),
        )

    def flush(self) -> None:
        """Write at once what is typed."""
        self.card.flush()


def _stored(problem: str, files: tuple[Path, ...], services: Services, progress: Progress) -> Kept:
    return services.problem_evidence.store(problem, files, progress)
