"""今日: where a day in the field begins. One big button starts a visit at the project that the list stands on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.changes import Changes
from inspector.services.recovery import RecoveryReport
from inspector.services.today import Today
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_today import Ui_Today
from inspector.ui.package_drop import is_welcome, local_paths
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target
from inspector.ui.screens.today import words
from inspector.ui.screens.today.cards import DraftsCard, NextStopCard, ProblemsCard, UnexportedCard, VisitsCard
from inspector.ui.screens.today.intake import TaskIntake
from inspector.ui.screens.today.power_cut import PowerCutStrip
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.widgets.buttons import Button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.reflow import Reflow

_KINDS = frozenset({"project", "area", "inspection", "photo", "problem", "checklist"})


class TodayScreen(Screen):
    """The next stop, what is to be visited, drafts, due problems, and what is not exported yet."""

    KEY = ScreenKey.TODAY

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Today()
        self._form.setupUi(self)
        appearance = context.appearance
        self.strip = PowerCutStrip(appearance)
        self.next_stop = NextStopCard(appearance)
        self.visits = VisitsCard(appearance)
        self.drafts = DraftsCard(appearance)
        self.problems = ProblemsCard(appearance)
        self.unexported = UnexportedCard(appearance)
        self.intake = TaskIntake(context, self)
        self.task = ElidedLabel("", "dense", "ink2")
        self.import_button = Button(appearance, sentence("ui_today.import"), icon_name="import")
        self._header = QWidget(self)
        self._newest_draft = ""
        self._looked_back = False
        self._fill()
        self._connect()
        self.setAcceptDrops(True)
        self.setFocusProxy(self.visits.list)

    def _fill(self) -> None:
        form = self._form
        put(form.next_slot, self.next_stop)
        put(form.visits_slot, self.visits)
        put(form.drafts_slot, self.drafts)
        put(form.problems_slot, self.problems)
        put(form.unexported_slot, self.unexported)
        put(form.strip_slot, None)
        form.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self._header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.task, 1)
        row.addWidget(self.import_button)
        reflow = Reflow(self, form.columns, self.context.appearance, area=form.side)
        reflow.turned.connect(self.visits.show_stacked)
        self.task.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._header.hide()

    def _connect(self) -> None:
        self.next_stop.started.connect(self._on_start_wanted)
        self.visits.started.connect(self._start)
        self.visits.marked.connect(self._on_visit_marked)
        self.visits.route_wanted.connect(lambda: self.navigated.emit(Target(ScreenKey.MAP, detail="route")))
        self.visits.import_wanted.connect(self.intake.ask)
        self.drafts.continued.connect(self._continue)
        self.drafts.more_wanted.connect(lambda: self.navigated.emit(Target(ScreenKey.VISIT)))
        self.problems.opened.connect(lambda found: self.navigated.emit(Target(ScreenKey.PROBLEMS, found)))
        self.problems.all_wanted.connect(lambda: self.navigated.emit(Target(ScreenKey.PROBLEMS)))
        self.unexported.export_wanted.connect(self._on_export_wanted)
        self.import_button.clicked.connect(self.intake.ask)
        self.intake.told.connect(self.told)
        self.strip.shut.clicked.connect(lambda: put(self._form.strip_slot, None))
        self.strip.looked_at.connect(lambda: self.navigated.emit(Target(ScreenKey.RECOVERY)))
        self.strip.continued.connect(lambda: self._continue(self._newest_draft))
        keys = {"F2": self._on_start_wanted, "Ctrl+E": self._on_export_wanted, "Ctrl+O": self.intake.ask}
        add_keys(self, keys)

    # -- reading ---------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Say which day it is, each time: a night may have passed."""
        super().showEvent(event)
        self._tell_day()

    def open_target(self, target: Target) -> None:  # noqa: ARG002 - there is but one place here
        """The day stands beside the title."""
        self._tell_day()

    def _tell_day(self) -> None:
        self.title_changed.emit(sentence("ui.screen_today"), words.day_in_words(self.context.today()))

    def refresh(self) -> None:
        """Read the day anew."""
        today = self.context.today()
        self.context.work.read(self, lambda services: services.today.overview(today), self._show, key="today")
        if not self._looked_back:
            self._looked_back = True
            self.context.work.read(self, lambda services: services.recovery.report(), self._show_last_end)

    def concerned(self, changes: Changes) -> bool:
        """Whatever touches a project, a visit, a photo or a problem; an export changes what waits."""
        touched = {*changes.inserted, *changes.updated, *changes.deleted}
        return changes.empty or bool(touched & _KINDS)

    def _show(self, today: Today) -> None:
        self._newest_draft = today.drafts[0].inspection.id if today.drafts else ""
        self.task.set_text(words.task_in_words(today.task))
        rows = [words.visit_row(one) for one in today.visits]
        self.visits.show_rows(rows, words.visits_note(today), projects=today.task.projects)
        self.drafts.show_rows([words.draft_row(one, today.on) for one in today.drafts])
        self.problems.show_rows([words.problem_row(one) for one in today.problems], today.problem_count)
        waiting = today.waiting
        told = words.waiting_in_words(waiting), words.size_in_words(waiting), words.last_export(waiting.last_export)
        self.unexported.show_told(*told)

    def _show_last_end(self, report: RecoveryReport) -> None:
        if not report.calls_for_attention:
            return
        today = self.context.today()
        told = words.last_end(report, today), words.what_survived(report)
        self.strip.show_told(*told)
        self.strip.offer(with_draft=bool(report.drafts))
        put(self._form.strip_slot, self.strip)

    # -- going on --------------------------------------------------------------------------------------------------

    def _on_visit_marked(self, _project: str) -> None:
        self.next_stop.show_stop(self.visits.list.marked_row)

    def _on_start_wanted(self) -> None:
        row = self.visits.list.marked_row
        if row is not None:
            self._start(row.row_id)

    def _start(self, project: str) -> None:
        self.navigated.emit(Target(ScreenKey.VISIT, project, "start"))

    def _continue(self, visit: str) -> None:
        self.navigated.emit(Target(ScreenKey.VISIT, visit, "draft"))

    def _on_export_wanted(self) -> None:
        self.navigated.emit(Target(ScreenKey.HANDOVER))

    # -- what the window asks --------------------------------------------------------------------------------------

    def header(self) -> QWidget:
        """Which task package this is, and the way to take in another."""
        return self._header

    def key_map(self) -> tuple[KeyHint, ...]:
        """F2, Ctrl+E and Ctrl+O."""
        return (
            KeyHint("F2", sentence("ui_today.start")),
            KeyHint("Ctrl+E", sentence("ui_today.export")),
            KeyHint("Ctrl+O", sentence("ui_today.import"), bar=False),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Packages may be dropped anywhere."""
        if is_welcome(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Look at what was dropped."""
        event.acceptProposedAction()
        self.intake.drop.take(local_paths(event.mimeData()))
