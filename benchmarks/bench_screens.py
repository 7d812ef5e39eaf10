"""How soon each screen of the office has its rows, and how long the window keeps its user waiting meanwhile.

Run: python benchmarks/bench_screens.py [--projects N] [--visits N] [--runs N] [--workspace FOLDER]. One line a screen:
the time from the click to the first answer of the services painted, to the last one, and the longest pass of the event
loop on the way; first when the screen is opened before it was made ready, then when the user comes back to it. Then, in
a window made anew, the longest pass of making all screens ready while nobody does anything, and each opened after it.
The limits are 300 ms to the first rows (the cockpit: one second) and 50 ms a pass, at 100,000 projects and 1,000,000
visits.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtWidgets import QApplication

from benchmarks.bench_cockpit import build
from benchmarks.event_loop import one_pass
from inspector.app import WorkspaceBacking, open_services
from inspector.domain.ids import CHINA
from inspector.services.bundle import Services
from inspector.ui.context import Context
from inspector.ui.dialogs.prompts import DialogPrompts
from inspector.ui.garbage import Garbage
from inspector.ui.launch import SWITCH_S
from inspector.ui.main_window import MainWindow
from inspector.ui.places import OFFICE, places
from inspector.ui.preferences import Preferences
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.work import Work

ON = date(2022, 6, 10)
LEFT_OUT = {ScreenKey.VISIT, ScreenKey.PROJECT}
"""Screens of one visit or project: they show no list."""


class Noon:
    """A clock that stands at noon of the synthetic city's day."""

    def milliseconds(self) -> int:
        """Unix time in milliseconds, UTC."""
        return int(datetime(ON.year, ON.month, ON.day, 12, tzinfo=CHINA).timestamp() * 1000)


@dataclass
class Opening:
    """Milliseconds to the first answer, to the last, and of the longest pass."""

    first: float
    last: float
    longest: float


class Watch:
    """Goes to screens and looks at the clock."""

    def __init__(self, application: QApplication, window: MainWindow, work: Work) -> None:
        self._application, self._window, self._work = application, window, work
        self._lanes = (work._reads, work._side, work._apart)  # noqa: SLF001 - what is measured has no public way

    def open(self, key: ScreenKey) -> Opening:
        """One screen."""
        passes: list[float] = []
        answered: list[float] = []
        began = time.perf_counter()
        post = self._work._courier.post  # noqa: SLF001 - as above
        waiting = [0]

        def counted(call: object) -> None:
            waiting[0] += 1
            post(call)  # type: ignore[arg-type]

        self._work._courier.post = counted  # type: ignore[method-assign]  # noqa: SLF001
        step = time.perf_counter()
        self._window.go(Target(key))
        passes.append(time.perf_counter() - step)
        while self._window.screen_shown.KEY is not key:
            self._pass(passes)
            time.sleep(0.001)
        idle = 0
        last = began
        while idle < 2:  # noqa: PLR2004 - an answer may ask again
            marks = [lane.submit(lambda: None) for lane in self._lanes]
            before = waiting[0]
            while not all(one.done() for one in marks):
                self._pass(passes)
                if waiting[0] and not answered:
                    self._pass(passes)
                    answered.append(time.perf_counter() - began)
                time.sleep(0.001)
            self._pass(passes)
            if waiting[0] == before:
                idle += 1
            else:
                idle, last = 0, time.perf_counter()
        self._work._courier.post = post  # type: ignore[method-assign]  # noqa: SLF001
        first = answered[0] if answered else last - began
        return Opening(first * 1000, (last - began) * 1000, max(passes) * 1000)

    def prepare(self) -> float:
        """Make all screens ready; milliseconds of the longest pass."""
        passes: list[float] = []
        done: list[bool] = []
        self._window.prepared.connect(lambda: done.append(True))
        self._window.prepare()
        while not done:
            self._pass(passes)
            time.sleep(0.001)
        return max(passes) * 1000

    def _pass(self, passes: list[float]) -> None:
        step = time.perf_counter()
        one_pass()
        passes.append(time.perf_counter() - step)


def measure(folder: Path) -> None:
    """Every screen of the office twice, from the click on."""
    sys.setswitchinterval(SWITCH_S)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)  # noqa: S101 - for the type
    clock, preferences = Noon(), Preferences()
    prompts = DialogPrompts(lambda: None, preferences)
    work = Work(WorkspaceBacking(folder, None, clock), prompts, clock, lambda error: sys.exit(repr(error)))
    opened: list[Services] = []
    work.open(application, opened.append, lambda error: sys.exit(repr(error)))
    work.drain()
    garbage = Garbage(application)
    with tempfile.TemporaryDirectory() as place:
        appearance = Appearance(application, Path(place), Workplace.OFFICE, Theme.LIGHT)
        context = Context(work, prompts, appearance, preferences, clock, OFFICE)
        _measure_window(application, context, ("first time", "again"), prepared=False)
        _measure_window(application, context, ("made ready",), prepared=True)
    garbage.stop()
    work.close()


def _measure_window(application: QApplication, context: Context, rounds: Sequence[str], *, prepared: bool) -> None:
    began = time.perf_counter()
    window = MainWindow(context)
    window.resize(1366, 696)
    window.show()
    one_pass()
    print(
        f"the window with its first screen, made and painted: {(time.perf_counter() - began) * 1000:.0f} ms", flush=True
    )
    watch = Watch(application, window, context.work)
    if prepared:
        print(f"making all screens ready: longest pass {watch.prepare():.1f} ms", flush=True)
        context.work.drain()  # the other process is there
    keys = [one.key for one in places(OFFICE) if one.key not in LEFT_OUT]
    for name in rounds:
        for key in keys:
            told = watch.open(key)
            print(
                f"{name:11}{key.value:12} first answer {told.first:7.0f} ms  last {told.last:7.0f} ms"
                f"  longest pass {told.longest:6.1f} ms",
                flush=True,
            )
    window.close()


def main() -> None:
    """Build what is missing, then measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--projects", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=1_000_000)
    parser.add_argument("--workspace", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder: Path = chosen.workspace or Path(place) / "city"
        if not folder.exists():
            build(folder, chosen.projects, chosen.visits)
        with open_services(folder):  # indexes and copies are made once, at the first opening of a new version
            pass
        measure(folder)


if __name__ == "__main__":
    main()
