"""The main window: where it begins, how one goes about in it, and what it always shows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey
from tests.ui.kit import Desk


@pytest.fixture
def window(field_desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(field_desk.context)
    qtbot.addWidget(made)
    made.show()
    field_desk.settle()
    return made


def test_a_day_in_the_field_begins_with_today(window: MainWindow) -> None:
    assert window.screen_shown.KEY is ScreenKey.TODAY


def test_alt_digits_go_to_the_screens_in_order(window: MainWindow, field_desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    field_desk.settle()
    assert window.screen_shown.KEY is ScreenKey.PROJECTS
