"""A person at the window of one workspace, after which the window is shut: offices and laptops take their turns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inspector.ui.main_window import MainWindow
from inspector.ui.screen import Screen
from inspector.ui.widgets.elided import ElidedLabel
from tests.storage.kit import START, HandClock
from tests.ui.hands import Hands
from tests.ui.kit import Desk, opened_desk

_MINUTE = 60_000


@dataclass(frozen=True)
class Seat:
    """A window that is open, and two hands before it."""

    desk: Desk
    window: MainWindow
    hands: Hands
    bot: QtBot

    def front(self) -> None:
        """Where there is no window manager, nobody gives the focus back when a dialog is shut."""
        if QApplication.activeWindow() is not self.window:
            with self.bot.waitActive(self.window, timeout=10_000):
                self.window.activateWindow()

    @property
    def screen(self) -> Screen:
        return self.window.screen_shown

    def words(self) -> str:
        """All that can be read in the window."""
        seen = (one for one in self.window.findChildren(QLabel) if one.isVisible())
        return "\n".join(one.full_text if isinstance(one, ElidedLabel) else one.text() for one in seen)


@contextmanager
def seated(qtbot: QtBot, path: Path, minutes: int = 0) -> Iterator[Seat]:
    """The window over a workspace, so many minutes after ten o'clock of 2022-06-10."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with opened_desk(application, path, clock=HandClock(START + minutes * _MINUTE)) as desk:
        window = MainWindow(desk.context)
        window.resize(1366, 696)
        with qtbot.waitActive(window, timeout=10_000):
            window.show()
            window.activateWindow()
        desk.settle()
        yield Seat(desk, window, Hands(desk, window), qtbot)
        window.flush()
        desk.settle()
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
