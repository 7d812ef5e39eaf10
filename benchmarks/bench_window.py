"""Start of the window to its first paint, against an empty PySide6 window in the same run.

Each start is a process of its own, warm; the two kinds take turns.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from inspector.app import open_services
from inspector.services.checklist_import import import_checklists
from inspector.services.checklist_sources import shipped_checklists
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import WorkplaceRole

ROUNDS = 9
EMPTY = """
import time; began = time.monotonic()
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
class Window(QWidget):
    def paintEvent(self, event):
        print(time.monotonic() - began, flush=True)
        application.quit()
window = Window(); window.resize(1366, 696); window.show(); application.exec()
"""
OURS = """
import sys, time; began = time.monotonic()
from pathlib import Path
from inspector.app import WorkspaceBacking
from inspector.domain.clock import SystemClock
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from inspector.ui.preferences import Preferences
from inspector.ui.launch import Launch, Wiring
application = QApplication([])
clock = SystemClock()
backing = lambda path, phrase: WorkspaceBacking(path, phrase, clock)
preferences = Preferences()
preferences.workplace = "field"  # as after the first time
launch = Launch(application, Wiring(backing, preferences, Path(sys.argv[2]), clock), Path(sys.argv[1]))
told = {}
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            told.setdefault("first", time.monotonic() - began)
            if launch.desktop is not None and launch.desktop.main is not None and "screen" not in told:
                told["screen"] = time.monotonic() - began
                QTimer.singleShot(0, application.quit)
        return False
watch = Watch(); application.installEventFilter(watch)
launch.window.show(); application.exec()
print(told["first"], told["screen"], flush=True)
launch.desktop.close()
"""


def _start(code: str, *arguments: Path) -> list[float]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": "."}
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], env=environment, capture_output=True, check=True, text=True
    )
    return [float(one) * 1000 for one in done.stdout.split()]


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "ws"
        create_workspace(path, role=WorkplaceRole.FIELD, device_name="巡查-07", city="huludao").close()
        with open_services(path) as services:
            services.examples.sample()
            import_checklists(services.workspace, shipped_checklists(), services.workspace.info.created_at.date())
        empty, first, screen = [], [], []
        for number in range(ROUNDS + 1):
            (one,) = _start(EMPTY)
            ours = _start(OURS, path, Path(place) / "cache")
            if number:
                empty.append(one)
                first.append(ours[0])
                screen.append(ours[1])
    for name, found in (("empty window", empty), ("first paint", first), ("first screen", screen)):
        told = f"{median(found):6.0f} ms ({min(found):.0f}–{max(found):.0f})"
        print(f"{name:14} {told}  {median(found) / median(empty):.2f}×")


if __name__ == "__main__":
    main()
