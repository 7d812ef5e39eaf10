"""Starting the window: an empty one at once, then everything else behind it.

It stands apart from `start`, which needs the fonts, the style sheet, the threads: those are imported and made when the
window is on the screen.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from inspector.ui.garbage import Garbage
from inspector.ui.preferences import Preferences
from inspector.ui.skeleton import Skeleton

if TYPE_CHECKING:
    from inspector.domain.clock import Clock
    from inspector.ui.start import Desktop
    from inspector.ui.work import Backing

SWITCH_S = 0.0001
"""How long a thread in the background may keep the interpreter from the one that paints: a frame asks for it often."""
BackingOf = Callable[[Path, "str | None"], "Backing"]
_Hook = Callable[[type[BaseException], BaseException, "TracebackType | None"], None]


@dataclass(frozen=True)
class Wiring:
    """What the window is started with: how a workspace is opened, where settings and images are kept, the time."""

    backing: BackingOf
    preferences: Preferences
    cache: Path
    clock: Clock


def default_wiring(backing: BackingOf, clock: Clock) -> Wiring:
    """Settings and images where the system keeps those of a user."""
    where = QStandardPaths.StandardLocation
    settings = Path(QStandardPaths.writableLocation(where.AppConfigLocation)) / "settings.json"
    cache = Path(QStandardPaths.writableLocation(where.CacheLocation))
    return Wiring(backing, Preferences(settings), cache, clock)


class Launch:
    """A window that is shown at once and filled after its first paint; `desktop` is there from then on."""

    def __init__(
        self, application: QApplication, wiring: Wiring, workspace: Path | None = None, garbage: Garbage | None = None
    ) -> None:
        """Without `workspace` the last one is opened; where there is none, the user chooses."""
        self._application, self._wiring, self._workspace = application, wiring, workspace
        self._garbage = garbage
        self.desktop: Desktop | None = None
        self.window = Skeleton(wiring.preferences)
        self.window.painted.connect(self._fill)

    def _fill(self) -> None:
        from inspector.ui.start import Desktop  # noqa: PLC0415 - see above

        desktop = self.desktop = Desktop(self._application, self._wiring, window=self.window)
        sys.excepthook = _telling(desktop)
        if self._garbage is not None:
            desktop.building.connect(self._garbage.sweep)
        recent = self._wiring.preferences.recent
        last = next((Path(one) for one in recent if (Path(one) / "workspace.db").is_file()), None)
        chosen = self._workspace or last
        if chosen is None:
            desktop.choose()
        else:
            desktop.open(chosen)


def run(backing: BackingOf, clock: Clock, workspace: Path | None = None, language: str = "") -> int:
    """Show the window until it is closed; gives the exit code. Without `workspace` the last one is opened."""
    sys.setswitchinterval(SWITCH_S)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("xiangmu-inspector")
    wiring = default_wiring(backing, clock)
    os.environ["INSPECTOR_LANG"] = language or os.environ.get("INSPECTOR_LANG", "") or wiring.preferences.language
    launch = Launch(application, wiring, workspace, Garbage(application))
    launch.window.show()
    return application.exec()


def _telling(desktop: Desktop) -> _Hook:
    def told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:  # noqa: ARG001
        desktop.crashed(error)

    return told
