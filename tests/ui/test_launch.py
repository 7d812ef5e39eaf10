"""The first thing that is seen: the places of the window in its theme, then what is in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.app import WorkspaceBacking
from inspector.ui.chooser import Chooser
from inspector.ui.launch import Launch, Wiring
from inspector.ui.main_window import MainWindow
from inspector.ui.preferences import Preferences
from inspector.ui.skeleton import Skeleton
from inspector.ui.theme.tokens import Theme, Workplace, tokens_of
from tests.storage.kit import HandClock
from tests.ui.kit import copied


@pytest.fixture
def wiring(tmp_path: Path) -> Wiring:
    clock = HandClock()
    return Wiring(
        lambda path, passphrase: WorkspaceBacking(path, passphrase, clock), Preferences(), tmp_path / "cache", clock
    )


@pytest.fixture(autouse=True)
def hook_as_before() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("workplace", Workplace)
def test_the_places_are_there_in_the_theme_before_anything_else(
    qtbot: QtBot, theme: Theme, workplace: Workplace
) -> None:
    preferences = Preferences()
    preferences.theme, preferences.workplace = theme.value, workplace.value
    window = Skeleton(preferences)
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.painted):
        window.show()
    tokens, seen = tokens_of(theme, workplace), window.grab().toImage()
    column = workplace is Workplace.OFFICE and theme is not Theme.LARGE
    left = tokens.nav if column else tokens.rail
    assert seen.pixelColor(left // 2, 300) == QColor(tokens.sunken)
    assert seen.pixelColor(left + 300, tokens.header // 2) == QColor(tokens.surface)
    assert seen.pixelColor(left + 300, 300) == QColor(tokens.canvas)


def test_the_workspace_of_yesterday_opens_in_the_window_that_is_there(
    qapp: QApplication, qtbot: QtBot, wiring: Wiring, tmp_path: Path, field_folder: Path
) -> None:
    wiring.preferences.note_opened(copied(field_folder, tmp_path / "7号机"))
    launch = Launch(qapp, wiring)
    launch.window.show()
    assert launch.desktop is None
    qtbot.waitUntil(lambda: isinstance(launch.window.currentWidget(), MainWindow), timeout=10_000)
    assert wiring.preferences.workplace == "field"
    launch.window.close()
    launch.window.deleteLater()


def test_without_a_workspace_the_user_chooses(qapp: QApplication, qtbot: QtBot, wiring: Wiring) -> None:
    launch = Launch(qapp, wiring)
    launch.window.show()
    qtbot.waitUntil(lambda: isinstance(launch.window.currentWidget(), Chooser), timeout=10_000)
    launch.window.close()
    launch.window.deleteLater()
