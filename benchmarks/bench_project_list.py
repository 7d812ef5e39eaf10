"""The list of projects under the fingers: from a key to painted rows, and frames while scrolling.

Run: QT_QPA_PLATFORM=offscreen python benchmarks/bench_project_list.py [--rows N ...]. Every frame is painted by the
raster engine into memory. The peer is what Qt offers by itself: a QStandardItemModel that holds every cell, in a
QTableView with its own delegate and the same style sheet, scrolled the same way in the same process.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from benchmarks.bench_finding import fill
from benchmarks.bench_storage import p95
from benchmarks.event_loop import one_pass
from inspector.app import WorkspaceBacking
from inspector.domain.ids import SystemClock
from inspector.domain.project_query import ProjectQuery
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import WorkplaceRole
from inspector.ui.context import Context
from inspector.ui.dialogs.prompts import DialogPrompts
from inspector.ui.dialogs.search import SearchDialog
from inspector.ui.launch import SWITCH_S
from inspector.ui.preferences import Preferences
from inspector.ui.screens.projects.screen import ProjectsScreen
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.work import Work

SIZE = (1278, 632)
"""What the window leaves of 1366 × 696."""
TYPED = ("xdb", "lidian", "锂电池", "冷链", "二期123", "2203-2114")
FRAMES = 400


def _fail(error: BaseException) -> None:
    raise error


@contextmanager
def context(application: QApplication, place: Path, rows: int) -> Iterator[Context]:
    """The window's way to a workspace of so many projects."""
    path = place / f"ws{rows}"
    clock = SystemClock()
    with create_workspace(path, role=WorkplaceRole.OFFICE, device_name="编报端", city="huludao", clock=clock) as made:
        fill(made, rows)
    preferences = Preferences()
    prompts = DialogPrompts(lambda: None, preferences)
    work = Work(WorkspaceBacking(path, None, clock), prompts, clock, _fail)
    appearance = Appearance(application, place / "cache", Workplace.OFFICE, Theme.LIGHT)
    opened: list[object] = []
    work.open(appearance, opened.append, _fail)
    _until(lambda: bool(opened))
    try:
        yield Context(work, prompts, appearance, preferences, clock, "office")
    finally:
        work.drain()
        work.close()


def _until(done: Callable[[], bool]) -> None:
    while not done():
        one_pass()


def opening(screen: ProjectsScreen) -> float:
    """Seconds from the order to show the screen to its painted rows."""
    began = time.perf_counter()
    screen.show()
    _until(lambda: screen.table.projects.row_at(0) is not None)
    screen.repaint()
    return time.perf_counter() - began


def typing(screen: ProjectsScreen) -> list[float]:
    """Seconds from each key to the rows that it leaves, painted."""
    answered: list[int] = []
    screen.table.projects.modelReset.connect(lambda: answered.append(1))
    taken: list[float] = []
    for word in TYPED:
        for end in range(1, len(word) + 1):
            before = len(answered)
            began = time.perf_counter()
            if word.isascii():
                QTest.keyClicks(screen.filters.search, word[end - 1 : end])
            else:  # an input method commits
                screen.filters.search.setText(word[:end])
            _until(lambda before=before: len(answered) > before)  # type: ignore[misc]
            screen.table.viewport().repaint()
            taken.append(time.perf_counter() - began)
        before = len(answered)
        screen.filters.search.clear()
        _until(lambda before=before: len(answered) > before)  # type: ignore[misc]
    return taken


def searching(screen: ProjectsScreen) -> list[float]:
    """Seconds from each key in the box over everything to its hits."""
    dialog = SearchDialog(screen, screen.context)
    dialog.open()
    taken: list[float] = []
    shown: list[int] = []
    dialog.hits.model().modelReset.connect(lambda: shown.append(1))
    for word in TYPED:
        for end in range(1, len(word) + 1):
            before = len(shown)
            began = time.perf_counter()
            dialog.line.setText(word[:end])
            _until(lambda before=before: len(shown) > before)  # type: ignore[misc]
            dialog.repaint()
            taken.append(time.perf_counter() - began)
        dialog.line.clear()
        screen.context.work.drain()
        one_pass()
    dialog.reject()
    return taken


@dataclass(frozen=True)
class Frames:
    """Seconds of each frame by the clock, and what the painting thread itself worked: on a busy machine it waits."""

    clock: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)


def scrolling(view: QTableView, places: Sequence[int]) -> Frames:
    """A frame is the bar moved, what follows done, the viewport painted."""
    bar, frames = view.verticalScrollBar(), Frames()
    for place in places:
        began, worked = time.perf_counter(), time.thread_time()
        bar.setValue(place)
        one_pass()
        view.viewport().repaint()
        frames.clock.append(time.perf_counter() - began)
        frames.work.append(time.thread_time() - worked)
    return frames


def steps(view: QTableView) -> dict[str, list[int]]:
    """Where three ways of scrolling come by: the wheel, page by page, and the bar thrown about."""
    top = view.verticalScrollBar().maximum()
    dice = random.Random(7)  # noqa: S311 - no secret
    page = view.viewport().height()
    return {
        "wheel (3 rows)": [min(top, 96 * number) for number in range(FRAMES)],
        "page by page": [min(top, page * number) % max(top, 1) for number in range(FRAMES)],
        "thrown about": [dice.randrange(top + 1) for _ in range(FRAMES)],
    }


def peer(screen: ProjectsScreen, rows: int) -> tuple[QTableView, float]:
    """A table of items with the same cells, and the seconds that it took to fill."""
    columns = screen.table.projects.columns
    found: list[object] = []

    def take(all_rows: tuple[object, ...]) -> None:
        found.extend(all_rows)

    screen.context.work.read(
        screen, lambda services: services.finding.rows(services.finding.numbers(ProjectQuery())), take
    )
    _until(lambda: len(found) == rows)
    began = time.perf_counter()
    model = QStandardItemModel()
    for row in found:
        model.appendRow([QStandardItem(column.text(row)) for column in columns])  # type: ignore[arg-type]
    view = QTableView()
    view.setModel(model)
    model.setParent(view)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().setDefaultSectionSize(screen.table.rowHeight(0))
    view.verticalHeader().hide()
    for at in range(len(columns)):
        view.setColumnWidth(at, screen.table.columnWidth(at))
    view.resize(screen.table.size())
    view.show()
    one_pass()
    view.viewport().repaint()
    return view, time.perf_counter() - began


def _tell(name: str, seconds: Sequence[float], beside: Sequence[float] | None = None) -> None:
    taken = sorted(seconds)
    middle, late = taken[len(taken) // 2] * 1e3, p95(taken) * 1e3
    line = f"{name:26} median {middle:7.2f}  p95 {late:7.2f}  max {taken[-1] * 1e3:8.2f} ms"
    if beside is not None:
        other = p95(list(beside)) * 1e3
        line += f"  {late / other:5.2f} x peer ({other:.2f})"
    print(line)


def measure(application: QApplication, place: Path, rows: int) -> None:
    """All figures of one size."""
    print(f"-- {rows} projects")
    with context(application, place, rows) as found:
        screen = ProjectsScreen(found)
        screen.resize(*SIZE)
        print(f"opened with rows in {opening(screen) * 1e3:.0f} ms")
        screen.filters.search.setFocus(Qt.FocusReason.OtherFocusReason)
        _tell("key to painted rows", typing(screen))
        _tell("key to hits of Ctrl+K", searching(screen))
        frames = {name: scrolling(screen.table, where) for name, where in steps(screen.table).items()}
        items, filled = peer(screen, rows)
        print(f"peer filled in {filled * 1e3:.0f} ms")
        for name, where in steps(items).items():
            beside = scrolling(items, where)
            _tell(f"frame, {name}", frames[name].clock, beside.clock)
            _tell("    of it the thread's work", frames[name].work, beside.work)
        for widget in (items, screen):
            _close(widget)
        found.work.drain()


def _close(widget: QWidget) -> None:
    widget.close()
    widget.deleteLater()
    one_pass()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="*", default=[550, 100_000])
    asked = parser.parse_args()
    sys.setswitchinterval(SWITCH_S)
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        for rows in asked.rows:
            measure(application, Path(folder), rows)


if __name__ == "__main__":
    main()
