"""Collecting cyclic garbage in the window's thread, a little at a time, instead of at Python's own moments.

Python collects in whichever thread happens to make the next object, and stops all others meanwhile: beside an export
all objects of the window, in the midst of a frame. Here the window's thread looks between two events at what was made
since it last did, and at nothing twice. The rare ring of objects that lived longer than that goes when the user looks
elsewhere. And no widget dies in a thread that is not its own.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

_LOOK_MS = 100
YOUNG = 5_000
"""New objects that are worth a look: half a millisecond."""
_AWAY_MS = 2_000
"""After this the user is believed to do something else."""
MOST = 1_000_000
"""Objects more than after the last sweep, of which too many may be garbage: some hundred megabytes at most."""
COUNTED = 600
"""Looks between two counts of all objects: a minute."""


class Garbage:
    """Takes the place of Python's own collecting until `stop`; made where the application is."""

    def __init__(self, application: QApplication) -> None:
        self._looks = 0
        self._most = MOST
        self._timer = QTimer(application, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._away = QTimer(application, singleShot=True, interval=_AWAY_MS)
        self._away.timeout.connect(self.sweep)
        application.applicationStateChanged.connect(self._on_state_changed)
        gc.disable()
        self._timer.start()

    def look(self) -> None:
        """Collect among the newest objects; those that are left are not looked at again before the next sweep."""
        self._looks += 1
        if gc.get_count()[0] > YOUNG:
            gc.collect(0)
            gc.freeze()
        elif self._looks % COUNTED == 0 and gc.get_freeze_count() > self._most:
            self.sweep()

    def sweep(self) -> None:
        """Look at every object: a tenth of a second or two."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._most = gc.get_freeze_count() + MOST

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        self._away.stop()
        gc.unfreeze()
        gc.enable()

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        from PySide6.QtCore import Qt  # noqa: PLC0415 - its many names take 20 ms, and the first paint needs none

        if state is Qt.ApplicationState.ApplicationActive:
            self._away.stop()
        else:
            self._away.start()
