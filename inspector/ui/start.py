"""The application: one top-level window that shows the chooser, the opening of a workspace, or the main window.

Here stands what happens before a workspace is open and after it is closed; `app` says how one is opened.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QStandardPaths, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.domain.ids import Clock
from inspector.texts import sentence
from inspector.ui.closed_work import ClosedWork, ClosedWorker
from inspector.ui.context import Context
from inspector.ui.dialogs.prompts import DialogPrompts
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.places import OFFICE
from inspector.ui.preferences import Preferences
from inspector.ui.prompts import Notice, Prompts, TextQuestion
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.icons import icon
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.widgets.plain import plain_label
from inspector.ui.work import Backing, Work

if TYPE_CHECKING:
    from inspector.services.bundle import Services
    from inspector.ui.main_window import MainWindow

LOCKED = "storage.passphrase_needed"
KEPT_OUT = "storage.passphrase_wrong"
BACKUP_EVERY_MS = 30 * 60 * 1000
"""A session of a day is backed up as often as its first hour (reliability.md)."""
SWITCH_S = 0.0005
"""How long a thread in the background may keep the interpreter from the one that paints: a frame asks for it often."""
BackingOf = Callable[[Path, str | None], Backing]


@dataclass(frozen=True)
class Wiring:
    """What the window is started with: how a workspace is opened, where settings and images are kept, the time."""

    backing: BackingOf
    preferences: Preferences
    cache: Path
    clock: Clock


class Desktop(QStackedWidget):
    """The top-level window."""

    def __init__(self, application: QApplication, wiring: Wiring, prompts: Prompts | None = None) -> None:
        super().__init__()
        self._wiring = wiring
        preferences = wiring.preferences
        self.appearance = Appearance(application, wiring.cache, Workplace.OFFICE, Theme(preferences.theme))
        self._prompts = prompts or DialogPrompts(lambda: self, preferences)
        self._work: Work | None = None
        self.main: MainWindow | None = None
        self._path = Path()
        self._passphrase: str | None = None
        self._closed_worker = ClosedWorker(self.crashed, self)
        self._told_after: InspectorError | Notice | None = None
        self._backups = QTimer(self)
        self._backups.setInterval(BACKUP_EVERY_MS)
        self._backups.timeout.connect(self._back_up)
        self.setWindowTitle(sentence("ui.word_mark"))
        self.setWindowIcon(icon("building", self.appearance.tokens, "primary", 32))
        self.resize(QSize(1366, 696))

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
        self.main = MainWindow(context)
        self.main.rebuilt.connect(self._on_rebuilt, Qt.ConnectionType.QueuedConnection)
        self.main.left.connect(self.choose, Qt.ConnectionType.QueuedConnection)
        self.main.closed_work_wanted.connect(self._on_closed_work_wanted, Qt.ConnectionType.QueuedConnection)
        self._show(self.main)

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
        before = self.currentWidget()
        self.addWidget(widget)
        self.setCurrentWidget(widget)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()

    # -- defects ---------------------------------------------------------------------------------------------------

    def crashed(self, error: BaseException) -> None:
        """Tell of a defect; the window goes on."""
        from inspector.services.crash_report import write_report  # noqa: PLC0415 - as above
        from inspector.ui.dialogs.crash import CrashDialog  # noqa: PLC0415

        CrashDialog(self, write_report(error)).open()

    def _close_workspace(self) -> None:
        self._backups.stop()
        if self.main is not None:
            self.main.flush()
            self.main = None
        if self._work is not None:
            self._work.close()
            self._work = None

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Write what is typed, close the workspace, go."""
        self._close_workspace()
        self._closed_worker.close()
        event.accept()


def _waiting(text: str) -> QWidget:
    """What stands in the window while a workspace is being opened, or worked on while it is closed."""
    page = QWidget()
    column = QVBoxLayout(page)
    for line, role in ((sentence("ui.word_mark"), "word_mark"), (text, "body")):
        label = plain_label(line, role)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
    column.insertStretch(0, 1)
    column.addStretch(1)
    return page


def default_wiring(backing: BackingOf, clock: Clock) -> Wiring:
    """Settings and images where the system keeps those of a user."""
    where = QStandardPaths.StandardLocation
    settings = Path(QStandardPaths.writableLocation(where.AppConfigLocation)) / "settings.json"
    cache = Path(QStandardPaths.writableLocation(where.CacheLocation))
    return Wiring(backing, Preferences(settings), cache, clock)


def run(backing: BackingOf, clock: Clock, workspace: Path | None = None, language: str = "") -> int:
    """Show the window until it is closed; gives the exit code. Without `workspace` the last one is opened."""
    sys.setswitchinterval(SWITCH_S)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("xiangmu-inspector")
    wiring = default_wiring(backing, clock)
    os.environ["INSPECTOR_LANG"] = language or os.environ.get("INSPECTOR_LANG", "") or wiring.preferences.language
    desktop = Desktop(application, wiring)
    sys.excepthook = _telling(desktop)
    desktop.show()
    last = next((Path(one) for one in wiring.preferences.recent if (Path(one) / "workspace.db").is_file()), None)
    chosen = workspace or last
    if chosen is None:
        desktop.choose()
    else:
        desktop.open(chosen)
    return application.exec()


def _telling(
    desktop: Desktop,
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:  # noqa: ARG001
        desktop.crashed(error)

    return told


def _backed_up(services: Services, progress: Progress) -> None:
    from inspector.services.maintenance import back_up_if_due  # noqa: PLC0415 - as above

    progress(0, 0)
    back_up_if_due(services.workspace)
