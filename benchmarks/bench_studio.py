"""The studio over an issue of the synthetic city: opening it, a key press, the preview that follows it.

Run: python benchmarks/bench_studio.py [--runs N]. Prints one line a job: median, smallest and largest. The limit of a
preview is 300 ms after a key, from the key in the window to the drawn page; meanwhile no frame of the window may take
50 ms. The peer is the same issue printed with a pen that remembers nothing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.event_loop import one_pass
from inspector.app import WorkspaceBacking, open_services
from inspector.cli.stopped_clock import StoppedClock
from inspector.domain.periods import Period
from inspector.services.bundle import Services
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import WorkplaceRole
from inspector.ui.context import Context
from inspector.ui.dialogs.prompts import DialogPrompts
from inspector.ui.launch import SWITCH_S
from inspector.ui.preferences import Preferences
from inspector.ui.screens.bulletin.screen import BulletinScreen
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.work import Work

ON = date(2022, 6, 10)
PROJECTS = 500
FRAME = 0.05


def timed(job: Callable[[], object], runs: int) -> list[float]:
    """Seconds of each run."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        taken.append(time.perf_counter() - start)
    return taken


def tell(name: str, taken: list[float]) -> None:
    """One line of the table."""
    milliseconds = [1000 * one for one in taken]
    print(f"{name:44}{statistics.median(milliseconds):7.0f} ms ({min(milliseconds):.0f}–{max(milliseconds):.0f})")


def measure(folder: Path, runs: int) -> None:
    """All jobs on one workspace."""
    create_workspace(folder, role=WorkplaceRole.OFFICE, device_name="bench", city="huludao").close()
    with open_services(folder) as services:
        services.examples.synthesize(PROJECTS, 1)
        studio, bulletins = services.office.studio, services.bulletins
        opened = studio.open(Period.of(ON), on=ON)
        keys = count()

        def key_and_preview() -> None:
            studio.write(opened.bulletin_id, "overview", 1, f"全市开复工{{active}}个，第{next(keys)}稿。")
            studio.preview(opened.bulletin_id)

        pages = studio.preview(opened.bulletin_id).pages
        tell("text, outline and checks", timed(lambda: studio.view(opened.bulletin_id), runs))
        tell(
            "a typed sentence checked", timed(lambda: studio.check_typed(opened.bulletin_id, "overview", 1, "无"), runs)
        )
        tell(f"a key written and previewed, {pages} pages", timed(key_and_preview, runs))
        issue = bulletins.show(opened.bulletin_id).bulletin
        tell("peer: printed with a new pen", timed(lambda: bulletins.print(issue, folder / "peer.pdf"), runs))


def measure_window(folder: Path, runs: int) -> None:
    """Keys in the window, and the frames while the page is composed."""
    application = QApplication([])
    sys.setswitchinterval(SWITCH_S)
    clock, preferences = StoppedClock(ON), Preferences()
    prompts = DialogPrompts(lambda: None, preferences)
    work = Work(WorkspaceBacking(folder, None, clock), prompts, clock, lambda error: sys.exit(repr(error)))
    opened: list[Services] = []
    work.open(application, opened.append, lambda error: sys.exit(repr(error)))
    work.drain()
    appearance = Appearance(application, folder.parent / "cache", Workplace.OFFICE, Theme.LIGHT)
    screen = BulletinScreen(Context(work, prompts, appearance, preferences, clock, "office"))
    screen.resize(1166, 660)
    screen.show()
    drawn: list[float] = []
    screen.preview.drawn.connect(lambda: drawn.append(time.perf_counter()))
    wait_for(lambda: bool(drawn) and not screen.preview.busy)
    keys, frames = [], []
    for _ in range(runs):
        drawn.clear()
        start = time.perf_counter()
        QTest.keyClick(screen.text.edits[1], Qt.Key.Key_8)
        frames += [time.perf_counter() - start, *wait_for(lambda: bool(drawn))]
        keys.append(drawn[0] - start)
        screen.flush()
        wait_for(lambda: not screen.preview.busy and not work.busy)
    tell(f"a key in the window to its page, {screen.preview.pages} pages", keys)
    tell("frames meanwhile", frames)
    print(sum(one > FRAME for one in frames), "of", len(frames), "frames over 50 ms")
    work.close()


def wait_for(done: Callable[[], bool]) -> list[float]:
    """Let the window work until it is so; how long each of its frames took."""
    frames = []
    while not done():
        start = time.perf_counter()
        one_pass()
        frames.append(time.perf_counter() - start)
        time.sleep(0.002)
    return frames


def main() -> None:
    """Measure in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    with tempfile.TemporaryDirectory() as place:
        runs = parser.parse_args().runs
        measure(Path(place) / "city", runs)
        measure_window(Path(place) / "city", runs)


if __name__ == "__main__":
    main()
