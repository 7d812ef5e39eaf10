"""Long work as the window shows it: a name, a count, time left, and a way to cancel it.

The thread that works and the window share one `LongTask`; only the courier touches its signals.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from inspector.ui.courier import Courier

_TOLD_EVERY = 0.1
"""Seconds between two steps that are shown: a job may count a thousand times a second."""


class CancelledError(Exception):
    """The user has cancelled: raised inside the job, which leaves nothing half done."""


class LongTask(QObject):
    """A job under way. `consequence` says what a cancel leaves."""

    advanced = Signal()
    ended = Signal()

    def __init__(self, name: str, consequence: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.consequence = consequence
        self.done = 0
        self.total = 0
        self.over = False
        self._started = time.monotonic()
        self._cancelled = False

    @property
    def cancelled(self) -> bool:
        """Whether the user wants it to stop."""
        return self._cancelled

    def cancel(self) -> None:
        """Stop at the next step."""
        self._cancelled = True

    def seconds_left(self) -> float | None:
        """By the pace so far; None while nothing can be said."""
        if not self.done or not self.total:
            return None
        return (time.monotonic() - self._started) * (self.total - self.done) / self.done

    def note(self, done: int, total: int) -> None:
        """How far it is."""
        self.done, self.total = done, total
        self.advanced.emit()

    def end(self) -> None:
        """It is over, in whatever way."""
        self.over = True
        self.ended.emit()


class Progress:
    """What a job calls with (done, total). Raises CancelledError where the user has cancelled."""

    def __init__(self, task: LongTask, courier: Courier) -> None:
        self._task = task
        self._courier = courier
        self._told = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Tell how far the job is."""
        if self._task.cancelled:
            raise CancelledError
        now = time.monotonic()
        if done < total and now - self._told < _TOLD_EVERY:
            return
        self._told = now
        self._courier.post(lambda: self._task.note(done, total))


ProgressCall = Callable[[int, int], None]
