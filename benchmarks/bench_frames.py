"""How long the window keeps its user waiting while work runs in the background: a visit being filled, frame by frame.

A frame is one key press with everything that it repaints. Beside it runs, in turn and again and again: nothing, an
export of the register to Excel, the cockpit, the lamp matrix, the totals of a list and the points of the map (all in
the other process), then in threads, as it is where there is no such process, the export and the matrix. The same
window; the limit is 50 ms.

Run: python benchmarks/bench_frames.py [projects]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median, quantiles

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.event_loop import one_pass
from inspector.app import WorkspaceBacking, open_services
from inspector.domain.ids import SystemClock, local_time
from inspector.domain.project_query import ProjectQuery
from inspector.services import exports
from inspector.services.aside_worker import Errand
from inspector.services.bundle import Services
from inspector.services.checklist_import import import_checklists
from inspector.services.checklist_sources import shipped_checklists
from inspector.services.lamp_matrix_view import MatrixWish
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import WorkplaceRole
from inspector.ui.context import Context
from inspector.ui.dialogs.prompts import DialogPrompts
from inspector.ui.garbage import Garbage
from inspector.ui.launch import SWITCH_S
from inspector.ui.long_task import LongTask
from inspector.ui.main_window import MainWindow
from inspector.ui.preferences import Preferences
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.cockpit.reading import read_cockpit
from inspector.ui.screens.lamps.reading import Question, read_whole
from inspector.ui.screens.map.reading import Wanted, read_points
from inspector.ui.screens.register.reading import add_up
from inspector.ui.screens.visit.screen import VisitScreen
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.work import Work

PROJECTS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
FRAMES = 200


def _made(path: Path) -> str:
    create_workspace(path, role=WorkplaceRole.FIELD, device_name="巡查-07", city="huludao").close()
    with open_services(path) as services:
        services.examples.synthesize(PROJECTS, 1)
        import_checklists(services.workspace, shipped_checklists(), services.workspace.info.created_at.date())
        checklist = next(one for one in services.drafts.checklists() if one.name == "安全文明施工")
        first = services.finding.page(ProjectQuery(), limit=1).rows[0]
        return services.drafts.start(first.id, checklist.id).id


def main() -> None:
    sys.setswitchinterval(SWITCH_S)
    application = QApplication([])
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ws"
        visit = _made(path)
        clock, preferences = SystemClock(), Preferences()
        prompts = DialogPrompts(lambda: None, preferences)
        work = Work(WorkspaceBacking(path, None, clock), prompts, clock, lambda error: sys.exit(repr(error)))
        opened: list[Services] = []
        work.open(application, opened.append, lambda error: sys.exit(repr(error)))
        _settle(work)
        appearance = Appearance(application, Path(place) / "cache", Workplace.FIELD, Theme.LIGHT)
        window = MainWindow(Context(work, prompts, appearance, preferences, clock, "field"))
        window.resize(1366, 696)
        window.show()
        window.go(Target(ScreenKey.VISIT, visit))
        _settle(work)
        screen = window.screen_shown
        assert isinstance(screen, VisitScreen)  # noqa: S101 - for the type
        screen.fill.go_to_section(2)
        garbage = Garbage(application)
        work.make_ready_apart(screen)
        _settle(work)
        for name, begin in _beside(work, screen, Path(place) / "out.xlsx", local_time(clock).date()).items():
            _measure(name, application, begin)
            while work.tasks:
                one_pass()
            _settle(work)
        garbage.stop()
        work.close()


def _beside(work: Work, screen: VisitScreen, out: Path, today: date) -> dict[str, Callable[[], None]]:
    """What begins a piece of work, unless one is under way."""
    reading: list[bool] = []

    def long(begin: Callable[[LongTask], None]) -> None:
        if not work.tasks:
            begin(LongTask("", ""))

    def read(job: Callable[[Services], object]) -> None:
        if not reading:
            reading.append(True)
            work.read(screen, job, lambda _: reading.clear())

    def apart(errand: Errand) -> None:
        if not reading:
            reading.append(True)
            work.read_apart(screen, errand, lambda _: reading.clear(), key="")

    def in_thread(task: LongTask) -> None:
        work.long(screen, task, partial(exports.whole_register, out), lambda _: None, writes=False)

    def in_process(task: LongTask) -> None:
        work.long_apart(screen, task, partial(exports.whole_register, out), lambda _: None)

    return {
        "nothing": lambda: None,
        "Excel export": partial(long, in_process),
        "cockpit": partial(apart, partial(read_cockpit, today)),
        "lamp matrix": partial(apart, partial(read_whole, Question(today, MatrixWish(), ""), False)),  # noqa: FBT003
        "totals of a list": partial(apart, partial(add_up, ProjectQuery())),
        "points of the map": partial(apart, partial(read_points, Wanted(ProjectQuery()))),
        "export, thread": partial(long, in_thread),
        "matrix, thread": partial(read, lambda services: services.office.lamp_matrix.matrix(today)),
    }


def _measure(name: str, application: QApplication, begin: Callable[[], None]) -> None:
    frames = []
    for number in range(FRAMES):
        begin()
        began = time.perf_counter()
        QTest.keyClick(application.focusWidget(), Qt.Key.Key_Down if number % 2 else Qt.Key.Key_Up)
        one_pass()
        frames.append((time.perf_counter() - began) * 1000)
        time.sleep(0.01)
    p95 = quantiles(frames, n=20)[-1]
    over = sum(one > 50 for one in frames)  # noqa: PLR2004 - the limit
    told = f"median {median(frames):5.1f} ms  p95 {p95:5.1f}  most {max(frames):5.1f}"
    print(f"{name:14} {told}  over 50 ms: {over} of {FRAMES}")


def _settle(work: Work) -> None:
    for _ in range(12):
        work.drain()
        one_pass()


if __name__ == "__main__":
    main()
