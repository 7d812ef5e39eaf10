"""The real window over a copied laptop, and a visit that is being filled in it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from inspector.domain.inspection import Inspection
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.visit.screen import VisitScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk, opened_window
from tests.ui.visit.kit import started


@pytest.fixture
def window(field_desk: Desk, qtbot: QtBot) -> MainWindow:
    return opened_window(field_desk, qtbot)


@pytest.fixture
def hands(field_desk: Desk, window: MainWindow) -> Hands:
    return Hands(field_desk, window)


@pytest.fixture
def visit(field_desk: Desk) -> Inspection:
    """A draft of the first project with 安全文明施工."""
    return started(field_desk)


@pytest.fixture
def screen(field_desk: Desk, window: MainWindow, visit: Inspection) -> VisitScreen:
    """The visit, open to be filled."""
    window.go(Target(ScreenKey.VISIT, visit.id))
    field_desk.settle()
    found = window.screen_shown
    assert isinstance(found, VisitScreen)
    return found
