"""Screens made ready before somebody goes there, in small steps, while the window has nothing else to do.

Loading the modules of a screen takes up to some tenths of a second: it happens in a thread, whoever wants it. Its
widgets can only be made in the window's thread: one screen at a time, with air between two for what the user does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from inspector.ui.places import Place
from inspector.ui.screen import ScreenKey
from inspector.ui.work import Work

_AIR_MS = 100
"""Between the making of two screens: several frames of what the user does."""

Make = Callable[[ScreenKey], object]


class Preparation(QObject):
    """Makes the screens of one window by `make`: one that is wanted at once, the others one after the other."""

    done = Signal()
    """All are made."""

    def __init__(self, work: Work, places: Sequence[Place], make: Make, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._make = make
        self._places = tuple(places)
        self._left: Iterator[Place] = iter(())
        self._is_under_way = False
        self._next: Place | None = None
        self._air = QTimer(self, singleShot=True, interval=_AIR_MS)
        self._air.timeout.connect(self._make_next)

    def load(self, place: Place, then: Callable[[], None]) -> None:
        """Load a screen that the user waits for."""
        self._work.beside(self, place.load, lambda _: then())

    def begin(self) -> None:
        """Make all screens ready, in the order of the navigation; once more where some were put away."""
        self._left = iter(self._places)
        if not self._is_under_way:
            self._is_under_way = True
            self._go_on()

    def _go_on(self) -> None:
        self._next = next(self._left, None)
        if self._next is None:
            self._is_under_way = False
            self.done.emit()
        else:
            self._work.beside(self, self._next.load, lambda _: self._air.start())

    def _make_next(self) -> None:
        if self._next is not None:
            self._make(self._next.key)
        self._go_on()
