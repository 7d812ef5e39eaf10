"""A process that types into a visit until it is killed; what it typed and when goes to its output, line by line."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inspector.app import WorkspaceBacking
from inspector.domain.ids import SystemClock
from inspector.ui.context import Context
from inspector.ui.dialogs.prompts import DialogPrompts
from inspector.ui.main_window import MainWindow
from inspector.ui.preferences import Preferences
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace
from inspector.ui.work import Work

EVERY_MS = 40


def main(workspace: Path, visit: str) -> None:
    application = QApplication([])
    clock, preferences = SystemClock(), Preferences()
    prompts = DialogPrompts(lambda: None, preferences)
    work = Work(WorkspaceBacking(workspace, None, clock), prompts, clock, lambda error: sys.exit(repr(error)))
    appearance = Appearance(application, workspace.parent / "cache", Workplace.FIELD, Theme.LIGHT)
    context = Context(work, prompts, appearance, preferences, clock, "field")

    def begin(_: object) -> None:
        window = MainWindow(context)
        window.show()
        window.go(Target(ScreenKey.VISIT, visit))
        timer = QTimer(window, interval=EVERY_MS)
        timer.timeout.connect(lambda: _type(application))
        QTimer.singleShot(1_500, window, timer.start)

    work.open(application, begin, lambda error: sys.exit(repr(error)))
    application.exec()


_COUNT = [0]


def _type(application: QApplication) -> None:
    """One more letter where the focus is."""
    letter = "abcdefghij"[_COUNT[0] % 10]
    _COUNT[0] += 1
    focus = application.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key[f"Key_{letter.upper()}"])
    sys.stdout.write(f"{time.monotonic()} {_COUNT[0]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
