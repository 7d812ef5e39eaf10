"""One key press in a checklist of 500 items in the window: recalculation, rows, widgets and paint together.

Run: python benchmarks/bench_form.py [--items N] [--keys N]. Without a display set QT_QPA_PLATFORM=offscreen. The form
is that of bench_checklists (sections of 25, follow-up questions, counts, formulas), and once more as one section with
all items, which no author writes. A key is 1 (合格, goes on to the next item) or 2
(不合格, opens a follow-up question).
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.bench_checklists import write
from benchmarks.event_loop import one_pass
from inspector.checklists.model import Form, Group
from inspector.checklists.reading import read_checklist
from inspector.checklists.session import Session
from inspector.domain.ids import SystemClock
from inspector.ui.dialogs.prompts import DialogPrompts
from inspector.ui.preferences import Preferences
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.widgets.form.form_view import FormView
from inspector.ui.widgets.form.sections import SectionReader
from inspector.ui.widgets.form.surroundings import Surroundings

LIMIT_MS = 16.0


def flat(form: Form) -> Form:
    """The same questions in one section."""
    items = tuple(item for group in form.items for item in (group.items if isinstance(group, Group) else (group,)))
    return replace(form, items=(Group("all", items=items),))


def pressed(form: Form, section: int, keys: int, appearance: Appearance) -> list[tuple[float, float]]:
    """Milliseconds of each key on the clock and of the processor, from the key to the painted window."""
    session = Session(form)
    reader = SectionReader(session)
    around = Surroundings(appearance, DialogPrompts(lambda: None, Preferences()), SystemClock())
    view = FormView(around)
    view.resize(724, 620)

    def show() -> None:
        view.show_rows(reader.read()[section].rows)

    def answer(where: str, value: object) -> None:
        session.answer(where, value)  # type: ignore[arg-type]
        show()

    view.answer_given.connect(answer)
    show()
    view.show()
    QTest.qWaitForWindowExposed(view)
    times = []
    for number in range(keys):
        judged = [one for one in view.items if one.verdict is not None]
        view.go_to(judged[number % len(judged)].address)
        one_pass()
        gc.collect()
        start, used = time.perf_counter(), time.process_time()
        QTest.keyClick(view.list, Qt.Key.Key_2 if number % 4 == 3 else Qt.Key.Key_1)  # noqa: PLR2004
        one_pass()
        times.append((1000 * (time.perf_counter() - start), 1000 * (time.process_time() - used)))
    view.close()
    view.deleteLater()
    return times


def report(name: str, times: Sequence[tuple[float, float]]) -> None:
    """Median, 95th percentile and the fastest, which a busy machine disturbs least."""
    for what, column in zip(("clock", "processor"), zip(*times, strict=True), strict=True):
        ordered = sorted(column)
        late = ordered[int(len(ordered) * 0.95)]
        figures = f"median {statistics.median(ordered):6.2f} ms   p95 {late:6.2f} ms   fastest {ordered[0]:6.2f} ms"
        print(f"{name:26} {what:10} {figures}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=500)
    parser.add_argument("--keys", type=int, default=60)
    asked = parser.parse_args()
    application = QApplication([])
    print(f"limit {LIMIT_MS:g} ms")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write(path, asked.items)
        form = read_checklist(path).form
        if form is None:
            raise SystemExit("the workbook is not a checklist")
        appearance = Appearance(application, Path(folder) / "cache", Workplace.FIELD, Theme.LIGHT)
        report(f"{asked.items} items, sections", pressed(form, 3, asked.keys, appearance))
        report(f"{asked.items} items, one section", pressed(flat(form), 0, asked.keys, appearance))


if __name__ == "__main__":
    main()
