"""Every screen of both workplaces, in every theme and both languages: read as a whole, with nothing cut or nameless."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.services.bundle import Services
from inspector.ui.main_window import MainWindow
from inspector.ui.places import FIELD, OFFICE, places
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.theme.tokens import Theme
from tests.ui.kit import Desk, StrayWindows
from tests.ui.looking import cut_texts, nameless, overlapping, small_targets, texts_in

THUMB = 44
SCREENS = [(workplace, place.key) for workplace in (FIELD, OFFICE) for place in places(workplace)]


def _target(desk: Desk, key: ScreenKey) -> Target:
    """A screen where it shows something."""
    if key is ScreenKey.PROJECT:
        return Target(key, desk.ask(lambda services: services.projects.listed()[0].project.id))
    if key is ScreenKey.VISIT and desk.context.workplace == FIELD:
        return Target(key, desk.do(_begin))
    return Target(key)


def _begin(services: Services) -> str:
    checklist = next(one for one in services.drafts.checklists() if one.name.startswith("安全"))
    return services.drafts.start(services.projects.listed()[0].project.id, checklist.id).id


@pytest.fixture
def desk(request: pytest.FixtureRequest, workplace: str) -> Desk:
    found: Desk = request.getfixturevalue("field_desk" if workplace == FIELD else "office_desk")
    return found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("workplace", "key"), SCREENS)
def test_a_screen_can_be_read_in_every_theme(
    desk: Desk, key: ScreenKey, language: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", language)
    target = _target(desk, key)
    stray = StrayWindows()
    QApplication.instance().installEventFilter(stray)
    window = MainWindow(desk.context)
    window.setProperty("window_of_a_test", True)  # noqa: FBT003 - Qt's
    qtbot.addWidget(window)
    window.resize(1366, 696)
    window.show()
    window.go(target)
    desk.settle()
    wrong: dict[str, list[object]] = {}
    for theme in Theme:
        desk.context.appearance.choose(theme)
        desk.settle()
        QApplication.processEvents()
        texts = texts_in(window)
        assert texts
        wrong[f"{theme} cut"] = [*cut_texts(window)]
        wrong[f"{theme} overlapping"] = [*overlapping(texts)]
        wrong[f"{theme} nameless"] = [*nameless(window)]
        if theme is Theme.LARGE:
            wrong["large small"] = [*small_targets(window, THUMB)]
    QApplication.instance().removeEventFilter(stray)
    wrong["stray windows"] = [*stray.seen]
    assert {name: found for name, found in wrong.items() if found} == {}
