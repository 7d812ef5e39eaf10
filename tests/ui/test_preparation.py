"""Screens made before somebody goes there, and those that somebody goes to before they are."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from inspector.services.bundle import Services
from inspector.ui.main_window import MainWindow
from inspector.ui.places import places
from inspector.ui.screen import Screen, ScreenKey, Target
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.elided import ElidedLabel
from tests.ui.kit import Desk

Forget = Callable[[str], None]


@pytest.fixture
def window(office_desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(office_desk.context)
    qtbot.addWidget(made)
    made.show()
    office_desk.settle()
    return made


@pytest.fixture
def forget(monkeypatch: pytest.MonkeyPatch) -> Forget:
    """Make a screen one that was not loaded yet."""
    return lambda name: monkeypatch.delitem(sys.modules, f"inspector.ui.screens.{name}.screen")


def test_a_screen_that_is_not_loaded_is_shown_when_it_is(
    window: MainWindow, office_desk: Desk, forget: Forget, qtbot: QtBot
) -> None:
    forget("settings")
    window.go(Target(ScreenKey.SETTINGS))
    assert window.screen_shown.KEY is ScreenKey.COCKPIT  # what was there is there until then
    qtbot.waitUntil(lambda: window.screen_shown.KEY is ScreenKey.SETTINGS)
    assert window.screen_shown.isVisible()
    window.go_back()
    office_desk.settle()
    assert window.screen_shown.KEY is ScreenKey.COCKPIT


def test_who_goes_elsewhere_meanwhile_stays_there(window: MainWindow, office_desk: Desk, forget: Forget) -> None:
    forget("settings")
    window.go(Target(ScreenKey.SETTINGS))
    window.go(Target(ScreenKey.PROJECTS))
    office_desk.settle()
    assert window.screen_shown.KEY is ScreenKey.PROJECTS


def test_of_two_that_are_not_loaded_the_last_one_is_shown(
    window: MainWindow, office_desk: Desk, forget: Forget, qtbot: QtBot
) -> None:
    for name in ("settings", "recovery"):
        forget(name)
    window.go(Target(ScreenKey.SETTINGS))
    window.go(Target(ScreenKey.RECOVERY))
    qtbot.waitUntil(lambda: window.screen_shown.KEY is ScreenKey.RECOVERY)
    office_desk.settle()
    assert window.screen_shown.KEY is ScreenKey.RECOVERY


def test_what_it_is_opened_for_is_not_forgotten(
    window: MainWindow, office_desk: Desk, forget: Forget, qtbot: QtBot
) -> None:
    def first(services: Services) -> tuple[str, str]:
        project = services.projects.listed()[0].project
        return project.id, project.name

    project, name = office_desk.ask(first)
    forget("project")
    window.go(Target(ScreenKey.PROJECT, project))
    qtbot.waitUntil(lambda: window.screen_shown.KEY is ScreenKey.PROJECT)
    office_desk.settle()
    assert any(one.full_text == name for one in window.findChildren(ElidedLabel))


def test_all_screens_are_made_and_none_is_shown(window: MainWindow, office_desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.prepared, timeout=30_000):
        window.prepare()
    assert window.screen_shown.KEY is ScreenKey.COCKPIT
    for place in places("office"):
        screen = window.screen_at(place.key)
        assert screen.isVisible() is (place.key is ScreenKey.COCKPIT)
        window.go(Target(place.key))
        office_desk.settle()
        assert window.screen_shown is screen
        assert screen.isVisible()
        window.go(Target(ScreenKey.COCKPIT))


def test_another_theme_styles_what_was_opened_and_the_rest_is_made_again(
    window: MainWindow, office_desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.prepared, timeout=30_000):
        window.prepare()
    window.go(Target(ScreenKey.REGISTER))
    office_desk.settle()
    opened, unopened = window.screen_shown, window.screen_at(ScreenKey.LAMPS)
    with qtbot.waitSignal(window.prepared, timeout=30_000):
        office_desk.context.appearance.choose(Theme.LARGE)
        assert not shiboken6.isValid(unopened)
        assert window.screen_shown is opened
    window.go(Target(ScreenKey.LAMPS))
    office_desk.settle()
    assert window.screen_shown.isVisible()
    window.go_back()
    assert window.screen_shown is opened


def test_a_theme_chosen_while_screens_are_made_leaves_none_out(
    window: MainWindow, office_desk: Desk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.prepared, timeout=30_000):
        window.prepare()
        qtbot.waitUntil(lambda: len(window.findChildren(Screen)) > 3)
        office_desk.context.appearance.choose(Theme.DARK)
    assert len(window.findChildren(Screen)) == len(places("office"))
