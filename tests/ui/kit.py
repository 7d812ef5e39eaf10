"""What the tests of the window share: workspaces to open, a context over one, and prompts that answer by themselves."""

from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.app import WorkspaceBacking, open_services
from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.services.checklist_import import import_checklists
from inspector.services.checklist_sources import shipped_checklists
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import DataTier, WorkplaceRole
from inspector.ui.context import Context
from inspector.ui.main_window import MainWindow
from inspector.ui.preferences import Preferences
from inspector.ui.prompts import FileRequest, Notice, Question, TextQuestion
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.work import Work
from tests.storage.kit import HandClock

TODAY = date(2022, 6, 10)


@dataclass
class FakePrompts:
    """Answers at once: yes to questions, `files` to file dialogs, `texts` to lines; keeps what was asked and told."""

    files: list[Path] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    agree: bool = True
    told: list[InspectorError | Notice] = field(default_factory=list)
    asked: list[Any] = field(default_factory=list)

    def tell(self, told: InspectorError | Notice) -> None:
        self.told.append(told)

    def confirm(self, question: Question, then: Callable[[], None]) -> None:
        self.asked.append(question)
        if self.agree:
            then()

    def ask_text(self, question: TextQuestion, then: Callable[[str], None]) -> None:
        self.asked.append(question)
        if self.texts:
            then(self.texts.pop(0))

    def open_files(self, request: FileRequest, then: Callable[[tuple[Path, ...]], None]) -> None:
        self.asked.append(request)
        if self.files:
            then(tuple(self.files))

    def save_file(self, request: FileRequest, then: Callable[[Path], None]) -> None:
        self.asked.append(request)
        if self.files:
            then(self.files[0])

    def choose_folder(self, request: FileRequest, then: Callable[[Path], None]) -> None:
        self.asked.append(request)
        if self.files:
            then(self.files[0])


@dataclass
class Desk:
    """An open workspace as a screen gets it, and the means to wait for it."""

    context: Context
    prompts: FakePrompts
    path: Path
    defects: list[BaseException]

    @property
    def work(self) -> Work:
        return self.context.work

    def settle(self) -> None:
        """Wait until everything asked so far is done and shown."""
        for _ in range(6):
            self.work.drain()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
        assert not self.defects, self.defects

    def ask(self, question: Callable[[Services], Any]) -> Any:
        """What the services answer, read on their own thread."""
        answers: list[Any] = []
        self.work.read(self.context.appearance, question, answers.append)
        self.settle()
        return answers[0]

    def do(self, job: Callable[[Services], Any]) -> Any:
        """Write through the services, as another part of the program would."""
        answers: list[Any] = []
        self.work.write(self.context.appearance, job, answers.append)
        self.settle()
        return answers[0]


@contextmanager
def opened_desk(
    application: QApplication, path: Path, *, theme: Theme = Theme.LIGHT, clock: HandClock | None = None
) -> Iterator[Desk]:
    """A context over the workspace at `path`; closed and checked for leftovers at the end."""
    now = clock or HandClock()
    prompts = FakePrompts()
    preferences = Preferences()
    preferences.author = "巡查员甲"
    defects: list[BaseException] = []
    work = Work(WorkspaceBacking(path, None, now), prompts, now, defects.append)
    services: list[Services] = []
    refused: list[InspectorError] = []
    work.open(application, services.append, refused.append)
    work.drain()
    QApplication.processEvents()
    assert not refused, refused
    role = services[0].workspace.info.role.value
    appearance = Appearance(application, path.parent / "cache", Workplace(role), theme)
    desk = Desk(Context(work, prompts, appearance, preferences, now, role), prompts, path, defects)
    try:
        yield desk
        desk.settle()
    finally:
        work.close()
        appearance.deleteLater()


def opened_window(desk: Desk, qtbot: QtBot) -> MainWindow:
    """The main window over a desk, on the screen and in front, in the height that a laptop leaves it."""
    made = MainWindow(desk.context)
    qtbot.addWidget(made)
    made.resize(1366, 696)
    with qtbot.waitActive(made, timeout=10_000):
        made.show()
        made.activateWindow()
    desk.settle()
    return made


def copied(source: Path, target: Path) -> Path:
    shutil.copytree(source, target)
    return target


def field_workspace(path: Path, *, checklists: bool = True) -> Path:
    """A laptop of 葫芦岛 with the real projects and the shipped checklists."""
    create_workspace(path, role=WorkplaceRole.FIELD, device_name="巡查-07", city="huludao", clock=HandClock()).close()
    with open_services(path, clock=HandClock()) as services:
        services.examples.sample(city_only=True)
        if checklists:
            import_checklists(services.workspace, shipped_checklists(), TODAY)
        services.workspace.set_tier(DataTier.DEMO)
    return path


def empty_workspace(path: Path, role: WorkplaceRole = WorkplaceRole.FIELD) -> Path:
    create_workspace(path, role=role, device_name="巡查-07", city="huludao", clock=HandClock()).close()
    return path


def office_workspace(path: Path, projects: int = 500) -> Path:
    """An office with the synthetic city."""
    create_workspace(path, role=WorkplaceRole.OFFICE, device_name="编报端", city="huludao", clock=HandClock()).close()
    with open_services(path, clock=HandClock()) as services:
        services.examples.synthesize(projects, 1)
    return path


def leftovers(application: QApplication, before: Sequence[threading.Thread]) -> list[str]:
    """Threads, timers and jobs that a test left alive."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    application.processEvents()
    QThreadPool.globalInstance().waitForDone(2_000)
    found = [f"thread {one.name}" for one in threading.enumerate() if one not in before and one.is_alive()]
    owners: list[QObject] = [one for one in application.allWidgets() if not one.parent()]
    for widget in owners:
        found += [f"timer of {type(widget).__name__}" for one in widget.findChildren(QTimer) if one.isActive()]
    gc.collect()
    return found


class StrayWindows(QObject):
    """Widgets that flashed up as windows of their own because they were shown before they had a parent."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            plain = watched.windowType() in {Qt.WindowType.Widget, Qt.WindowType.Window}
            if plain and not watched.property("window_of_a_test"):
                self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False
