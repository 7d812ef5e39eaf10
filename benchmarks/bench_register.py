"""项目台账 under the fingers: from the order to painted rows, frames while scrolling, a cell written, a block pasted.

Run: QT_QPA_PLATFORM=offscreen python benchmarks/bench_register.py [--rows N ...]. Frames are measured as those of the
list of projects are (`bench_project_list`).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtWidgets import QApplication

from benchmarks.bench_project_list import SIZE, _tell, _until, context, scrolling, steps
from benchmarks.event_loop import one_pass
from inspector.ui.launch import SWITCH_S
from inspector.ui.screens.register.grid import Area
from inspector.ui.screens.register.screen import RegisterScreen
from inspector.ui.screens.register.steps import Cells

PASTED = 1_000


def opening(screen: RegisterScreen) -> float:
    """Seconds from the order to show the screen to its painted rows."""
    began = time.perf_counter()
    screen.show()
    _until(lambda: screen.grid.ledger.row_at(0) is not None)
    screen.repaint()
    return time.perf_counter() - began


def writing(screen: RegisterScreen, rows: int) -> float:
    """Seconds from a text in one column of so many rows to the toast that says it is written."""
    ledger, told = screen.grid.ledger, list[object]()
    column = ledger.columns[ledger.column_of("sector")]
    screen.told.connect(told.append)
    began = time.perf_counter()
    screen.steps.paste(Cells(ledger.numbers[:rows], (column,)), [[f"行业{at}"] for at in range(rows)])
    _until(lambda: bool(told))
    return time.perf_counter() - began


def measure(application: QApplication, place: Path, rows: int) -> None:
    """All figures of one size."""
    print(f"-- {rows} projects")
    with context(application, place, rows) as found:
        screen = RegisterScreen(found)
        screen.resize(*SIZE)
        print(f"opened with rows in {opening(screen) * 1e3:.0f} ms")
        for name, where in steps(screen.grid).items():
            frames = scrolling(screen.grid, where)
            _tell(f"{name}, clock", frames.clock)
            _tell(f"{name}, work", frames.work)
        screen.show_columns(tuple(one.key for one in screen.columns), {})  # as the dialog does
        screen.grid.horizontalScrollBar().setValue(600)
        screen.grid.select(Area(0, 0, 20, 8))
        frames = scrolling(screen.grid, steps(screen.grid)["wheel (3 rows)"])
        _tell("all columns, frozen, clock", frames.clock)
        _tell("all columns, frozen, work", frames.work)
        found.work.drain()
        print(f"{PASTED} cells pasted in {writing(screen, PASTED) * 1e3:.0f} ms")
        found.work.drain()
        one_pass()
        screen.close()
        screen.deleteLater()


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, nargs="*", default=[10_000, 100_000])
    sys.setswitchinterval(SWITCH_S)
    application = QApplication([])
    with tempfile.TemporaryDirectory() as place:
        for rows in asked.parse_args().rows:
            measure(application, Path(place), rows)


if __name__ == "__main__":
    main()
