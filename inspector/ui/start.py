"""The application: one top-level window that shows the chooser, the opening of a workspace, or the main window.

Here stands what happens before a workspace is open and after it is closed; `app` says how one is opened.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.texts import sentence
from inspector.ui.closed_work import ClosedWork, ClosedWorker
from inspector.ui.context import Context
from inspector.ui.dialogs.prompts import DialogPrompts
from inspector.ui.launch import Wiring
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.places import OFFICE
from inspector.ui.prompts import Notice, Prompts, TextQuestion
from inspector.ui.skeleton import BARE, Skeleton
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.icons import icon
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.widgets.plain import plain_label
from inspector.ui.work import Work

if TYPE_CHECKING:
    from inspector.services.bundle import Services
    from inspector.ui.main_window import MainWindow

LOCKED = "storage.passphrase_needed"
KEPT_OUT = "storage.passphrase_wrong"
BACKUP_EVERY_MS = 30 * 60 * 1000
"""A session of a day is backed up as often as its first hour (reliability.md)."""
AHEAD_MS = 500
"""After a window was shown, before the screens that nobody has gone to are made: its first screen comes first."""


class Desktop(QObject):
    """What happens in the top-level `window`: it shows one page at a time."""

    building = Signal()
    """A main window is about to be made, perhaps instead of another."""

    def __init__(
        self,
        application: QApplication,
        wiring: Wiring,
        prompts: Prompts | None = None,
        window: Skeleton | None = None,
    ) -> None:
        """Without a `window` that is on the screen already it makes its own."""
        preferences = wiring.preferences
        shown = window or Skeleton(preferences)
        super().__init__(shown)  # it goes with its window
        self._wiring = wiring
        self.window = shown
        self.window.left.connect(self._on_left)
        self.appearance = Appearance(
            application, wiring.cache, Workplace(preferences.workplace), Theme(preferences.theme)
        )
        self._prompts = prompts or DialogPrompts(lambda: self.window, preferences)
        self._work: Work | None = None
        self.main: MainWindow | None = None
        self._path = Path()
        self._passphrase: str | None = None
        self._closed_worker = ClosedWorker(self.crashed, self)
        self._told_after: InspectorError | Notice | None = None
        self._backups = QTimer(self)
        self._backups.setInterval(BACKUP_EVERY_MS)
        self._backups.timeout.connect(self._back_up)
        self.window.setWindowTitle(sentence("ui.word_mark"))
        self.window.setWindowIcon(icon("building", self.appearance.tokens, "primary", 32))

    def show(self) -> None:
        """Put the window on the screen."""
        self.window.show()

    def close(self) -> None:
        """Close the window, and with it the workspace."""
        self.window.close()

    @property
    def page(self) -> QWidget | None:
        """What the window shows."""
        return self.window.currentWidget()

    # -- choosing --------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Show the workspaces there are, and how to make one."""
        from inspector.ui.chooser import Chooser  # noqa: PLC0415 - it needs the services, which take their time

        self._close_workspace()
        chooser = Chooser(self._wiring.preferences, self._prompts, self.appearance)
        chooser.chosen.connect(self.open)
        self._show(chooser)

    def open(self, path: Path, passphrase: str | None = None) -> None:
        """Open a workspace; the window says so until it is there."""
        self._close_workspace()
        self._path, self._passphrase = path, passphrase
        backing = self._wiring.backing(path, passphrase)
        self._work = Work(backing, self._prompts, self._wiring.clock, self.crashed)
        self._show(_waiting(sentence("ui.opening", name=path.name)))
        self._work.open(self, self._on_opened, self._on_refused)

    def _on_opened(self, services: Services) -> None:
        info = services.workspace.info
        self._wiring.preferences.note_opened(self._path)
        self._wiring.preferences.workplace = info.role.value
        self.appearance.work_at(Workplace(info.role.value))
        self._build(info.role.value)
        for warning in services.workspace.warnings:
            self._prompts.tell(warning)
        self._back_up()
        self._backups.start()
        if self._told_after is not None:
            told, self._told_after = self._told_after, None
            self._prompts.tell(told)

    def _back_up(self) -> None:
        """The automatic backup, beside everything else: nobody waits for it, and a failure is told."""
        if self._work is None:
            return
        task = LongTask(sentence("ui.backing_up"), sentence("ui.backing_up_kept"))
        self._work.long(self, task, _backed_up, lambda _: None, writes=False)

    def _build(self, workplace: str) -> None:
        from inspector.ui.main_window import MainWindow  # noqa: PLC0415 - as above

        assert self._work is not None  # noqa: S101 - only called with an open workspace
        context = Context(
            work=self._work,
            prompts=self._prompts,
            appearance=self.appearance,
            preferences=self._wiring.preferences,
            clock=self._wiring.clock,
            workplace=workplace,
        )
        self.building.emit()
        self.main = MainWindow(context)
        self.main.rebuilt.connect(self._on_rebuilt, Qt.ConnectionType.QueuedConnection)
        self.main.left.connect(self.choose, Qt.ConnectionType.QueuedConnection)
        self.main.closed_work_wanted.connect(self._on_closed_work_wanted, Qt.ConnectionType.QueuedConnection)
        self._show(self.main)
        QTimer.singleShot(AHEAD_MS, self.main.prepare)

    def _on_rebuilt(self) -> None:
        """The language was changed: the same workspace in a window made anew."""
        os.environ["INSPECTOR_LANG"] = self._wiring.preferences.language
        if self.main is not None:
            self.main.flush()
            self._build(OFFICE if self.appearance.tokens.workplace is Workplace.OFFICE else "field")

    def _on_refused(self, error: InspectorError) -> None:
        path = self._path
        self.choose()
        if error.key not in {LOCKED, KEPT_OUT}:
            self._prompts.tell(error)
            return
        label = sentence("ui.passphrase_wrong") if error.key == KEPT_OUT else sentence("ui.passphrase_label")
        question = TextQuestion(sentence("ui.passphrase_title"), label, sentence("ui.open"), secret=True)
        self._prompts.ask_text(question, lambda passphrase: self.open(path, passphrase))

    def _on_closed_work_wanted(self, work: ClosedWork) -> None:
        """Close the workspace, have the work done, open it again and say what became of it."""
        path, before = self._path, self._passphrase
        self._close_workspace()
        self._show(_waiting(work.name))

        def done(refused: InspectorError | None) -> None:
            self._told_after = refused or Notice(work.told, "")
            self.open(path, work.passphrase if refused is None else before)

        self._closed_worker.do(work, path, done)

    def _show(self, widget: QWidget) -> None:
        before = self.page
        self.window.addWidget(widget)
        self.window.setCurrentWidget(widget)
        if before is not None:
            self.window.removeWidget(before)
            before.deleteLater()

    # -- defects ---------------------------------------------------------------------------------------------------

    def crashed(self, error: BaseException) -> None:
        """Tell of a defect; the window goes on."""
        from inspector.services.crash_report import write_report  # noqa: PLC0415 - as above
        from inspector.ui.dialogs.crash import CrashDialog  # noqa: PLC0415

        CrashDialog(self.window, write_report(error)).open()

    def _close_workspace(self) -> None:
        self._backups.stop()
        if self.main is not None:
            self.main.flush()
            self.main = None
        if self._work is not None:
            self._work.close()
            self._work = None

    def _on_left(self) -> None:
        """Write what is typed, close the workspace, go."""
        self._close_workspace()
        self._closed_worker.close()


def _waiting(text: str) -> QWidget:
    """What stands in the window while a workspace is being opened, or worked on while it is closed."""
    page = QWidget()
    page.setProperty(BARE, True)  # noqa: FBT003 - Qt's
    column = QVBoxLayout(page)
    for line, role in ((sentence("ui.word_mark"), "word_mark"), (text, "body")):
        label = plain_label(line, role)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
    column.insertStretch(0, 1)
    column.addStretch(1)
    return page


def _backed_up(services: Services, progress: Progress) -> None:
    from inspector.services.maintenance import back_up_if_due  # noqa: PLC0415 - as above

    progress(0, 0)
    back_up_if_due(services.workspace)
