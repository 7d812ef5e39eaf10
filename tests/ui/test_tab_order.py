"""Tab reaches everything: nothing on any screen can be used by the mouse alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.project_query import ProjectQuery
from inspector.ui.places import FIELD, OFFICE, places
from inspector.ui.screen import ScreenKey, Target
from tests.ui.kit import Desk, opened_window

SCREENS = [(workplace, place.key) for workplace in (FIELD, OFFICE) for place in places(workplace)]
MOST_STOPS = 150


def _reached(window: QWidget) -> set[QWidget]:
    """Where Tab comes by until it is back at where it began; on the map it goes from place to place first."""
    first = QApplication.focusWidget()
    found = {first}
    for _ in range(MOST_STOPS):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        at = QApplication.focusWidget()
        if at is first:
            break
        found.add(at)
    return {one for one in found if one is not None}


def _takes_tab(one: QWidget) -> bool:
    """In a group of buttons Tab comes by one, the arrows lead to the others."""
    grouped = isinstance(one, QAbstractButton) and (one.group() is not None or one.autoExclusive())
    usable = one.isVisible() and one.isEnabled() and not grouped and one.focusProxy() is None
    return usable and bool(one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


@pytest.mark.parametrize(("workplace", "key"), SCREENS)
def test_tab_comes_by_everything(request: pytest.FixtureRequest, qtbot: QtBot, workplace: str, key: ScreenKey) -> None:
    desk: Desk = request.getfixturevalue("field_desk" if workplace == FIELD else "office_desk")
    window = opened_window(desk, qtbot)
    project = desk.ask(lambda services: services.finding.page(ProjectQuery(), limit=1).rows[0].id)
    window.go(Target(key, project if key is ScreenKey.PROJECT else ""))
    desk.settle()
    reached = _reached(window)
    left = [one for one in window.findChildren(QWidget) if _takes_tab(one) and one not in reached]
    assert [(type(one).__name__, one.accessibleName()) for one in left] == []
