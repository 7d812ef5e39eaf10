"""Every screen of both workplaces: read as a whole, with nothing cut, covered, nameless or too small to hit.

In every theme and language, on a small screen, with an empty workspace, and with the longest names that there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from inspector.domain.project import Project
from inspector.domain.project_query import ProjectQuery
from inspector.services.bundle import Services
from inspector.ui.main_window import MainWindow
from inspector.ui.places import FIELD, OFFICE, places
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.theme.tokens import Theme
from tests.ui.kit import Desk, StrayWindows
from tests.ui.looking import cut_texts, nameless, overlapping, small_targets, texts_in

THUMB = 44
LAPTOP = QSize(1366, 696)
"""What a laptop of 1366 × 768 leaves under title bar and taskbar."""
LAPTOP_AT_125 = QSize(1093, 557)
SMALLER = (QSize(911, 464), QSize(683, 348))
"""The same laptop at 150 and 200 %."""
LONGEST = (
    "环渤海（葫芦岛）𬬻钢循环经济产业园二期东部垃圾焚烧发电与综合"
    "处理厂及配套道路、管网、升压站、送出线路一体化建设项目工程期"
)
"""Sixty characters, one of them outside of the usual fonts (𬬻)."""
SCREENS = [(workplace, place.key) for workplace in (FIELD, OFFICE) for place in places(workplace)]
every_screen = pytest.mark.parametrize(("workplace", "key"), SCREENS)
AT_NIGHT = [pytest.param(*one, marks=pytest.mark.nightly if one[0] == OFFICE else ()) for one in SCREENS]
field_by_day = pytest.mark.parametrize(("workplace", "key"), AT_NIGHT)
"""All screens, but those of the office, which stands on a desk with a large monitor, only in the nightly run."""


def _target(desk: Desk, key: ScreenKey) -> Target:
    """A screen where it shows something, as far as there is something."""
    known = desk.ask(lambda services: services.finding.page(ProjectQuery(), limit=1).rows)
    if key is ScreenKey.PROJECT and known:
        return Target(key, known[0].id)
    if key is ScreenKey.VISIT and desk.context.workplace == FIELD and known:
        return Target(key, desk.do(_begin))
    return Target(key)


def _begin(services: Services) -> str:
    checklist = next(one for one in services.drafts.checklists() if one.name.startswith("安全"))
    return services.drafts.start(services.projects.listed()[0].project.id, checklist.id).id


@pytest.fixture
def desk(request: pytest.FixtureRequest, workplace: str) -> Desk:
    found: Desk = request.getfixturevalue("field_desk" if workplace == FIELD else "office_desk")
    return found


@pytest.fixture
def bare_desk(request: pytest.FixtureRequest, workplace: str) -> Desk:
    found: Desk = request.getfixturevalue("empty_desk" if workplace == FIELD else "empty_office_desk")
    return found


@pytest.fixture
def stray(qapp: QApplication) -> Iterator[StrayWindows]:
    watching = StrayWindows()
    qapp.installEventFilter(watching)
    yield watching
    qapp.removeEventFilter(watching)


def _window(desk: Desk, qtbot: QtBot, target: Target, size: QSize = LAPTOP) -> MainWindow:
    window = MainWindow(desk.context)
    window.setProperty("window_of_a_test", True)  # noqa: FBT003 - Qt's
    qtbot.addWidget(window)
    window.resize(size)
    window.show()
    window.go(target)
    desk.settle()
    return window


def _faults(window: MainWindow, *, large: bool) -> dict[str, list[object]]:
    texts = texts_in(window)
    assert texts
    found: dict[str, list[object]] = {
        "cut": [*cut_texts(window)],
        "overlapping": [*overlapping(texts)],
        "nameless": [*nameless(window)],
        "too small": [*small_targets(window, THUMB)] if large else [],
    }
    return {name: what for name, what in found.items() if what}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@every_screen
def test_a_screen_can_be_read_in_every_theme(
    desk: Desk, key: ScreenKey, language: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, stray: StrayWindows
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", language)
    window = _window(desk, qtbot, _target(desk, key))
    wrong = {}
    for theme in Theme:
        desk.context.appearance.choose(theme)
        for _ in range(3):  # a layout that grew asks the one around it
            desk.settle()
            QApplication.processEvents()
        wrong[theme.value] = _faults(window, large=theme is Theme.LARGE)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert stray.seen == []


@field_by_day
def test_a_screen_fits_a_laptop_at_125_percent(desk: Desk, key: ScreenKey, qtbot: QtBot) -> None:
    window = _window(desk, qtbot, _target(desk, key), LAPTOP_AT_125)
    assert _faults(window, large=False) == {}
    assert (window.width(), window.height()) == (LAPTOP_AT_125.width(), LAPTOP_AT_125.height())


@pytest.mark.parametrize("size", SMALLER, ids=["150 %", "200 %"])
@pytest.mark.parametrize(("workplace", "key"), [one for one in SCREENS if one[0] == FIELD])
def test_a_screen_of_the_field_is_reached_whole_at_150_and_200_percent(
    desk: Desk, key: ScreenKey, size: QSize, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Up and down it may scroll, sideways it may not."""
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    window = _window(desk, qtbot, _target(desk, key), size)
    assert _faults(window, large=False) == {}
    assert (window.width(), window.height()) == (size.width(), size.height())
    areas = [one for one in window.findChildren(QScrollArea) if one.isVisible()]
    assert [type(one.widget()) for one in areas if _is_wider(one)] == []


def _is_wider(area: QScrollArea) -> bool:
    page = area.widget()
    return page is not None and page.width() > area.viewport().width()


@every_screen
def test_a_screen_of_an_empty_workspace_says_what_to_do(bare_desk: Desk, key: ScreenKey, qtbot: QtBot) -> None:
    window = _window(bare_desk, qtbot, _target(bare_desk, key))
    assert _faults(window, large=False) == {}


@field_by_day
def test_a_screen_bears_the_longest_names(desk: Desk, key: ScreenKey, qtbot: QtBot) -> None:
    desk.do(_lengthen)
    window = _window(desk, qtbot, _target(desk, key))
    assert _faults(window, large=False) == {}


def _lengthen(services: Services) -> None:
    with services.workspace.transaction("edit_ledger") as tx:
        for one in list(tx.reader.all(Project)):
            tx.put(replace(one, name=LONGEST, status_text=LONGEST * 2, owner_organization=LONGEST))
