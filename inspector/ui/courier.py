"""Carrying results of threads into the window: one long-lived object with a queue.

It stands apart because of its shape: an object with signals for every job crashed in trial runs, when such an object
died in the wrong thread; this one lives as long as the window (architecture.md, convention 2).
"""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, Qt, Signal, Slot

from inspector.ui.prompts import Defects


class Courier(QObject):
    """Calls posted from any thread run in the thread of this object, in the order posted."""

    _arrived = Signal()

    def __init__(self, defects: Defects, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._defects = defects
        self._arrived.connect(self.deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have `call` made in the window's thread, soon."""
        self._queue.put(call)
        self._arrived.emit()

    @Slot()
    def deliver(self) -> None:
        """Make the calls that wait; a defect in one is told and does not keep back the others."""
        while True:
            try:
                call = self._queue.get_nowait()
            except Empty:
                return
            try:
                call()
            except Exception as error:  # noqa: BLE001 - a named boundary: the queue goes on
                self._defects(error)
