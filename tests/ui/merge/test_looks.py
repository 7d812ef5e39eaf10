"""合并中心 with packages in it, page by page, small and large, in both languages: nothing cut, covered or nameless."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.ui.main_window import MainWindow
from inspector.ui.pictures import PictureLoader
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.merge.dispute_row import DisputeRow
from inspector.ui.screens.merge.record_page import RecordPage
from inspector.ui.screens.merge.screen import MergeScreen
from inspector.ui.theme.tokens import Theme
from tests.ui.kit import Desk, StrayWindows
from tests.ui.looking import cut, cut_texts, nameless, overlapping, small_targets, texts_in
from tests.ui.merge.kit import Scene, refused

OpenOffice = Callable[[Scene], Desk]
THUMB = 44


def wrong(desk: Desk, window: MainWindow) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for theme in (Theme.LIGHT, Theme.LARGE):
        desk.context.appearance.choose(theme)
        desk.settle()
        QApplication.processEvents()
        found[f"{theme} cut"] = [*cut_texts(window)]
        found[f"{theme} overlapping"] = [*overlapping(texts_in(window))]
        found[f"{theme} nameless"] = [*nameless(window)]
        if theme is Theme.LARGE:
            found["large small"] = [*small_targets(window, THUMB)]
    return {name: one for name, one in found.items() if one}


@pytest.fixture(params=["zh_CN", "en"])
def stray(
    request: pytest.FixtureRequest, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[StrayWindows]:
    """Both languages, watched for windows that flash up."""
    monkeypatch.setenv("INSPECTOR_LANG", request.param)
    found = StrayWindows()
    qapp.installEventFilter(found)
    yield found
    qapp.removeEventFilter(found)


def test_every_page_can_be_read(
    stray: StrayWindows, open_office: OpenOffice, disputed: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = open_office(disputed)
    window = MainWindow(desk.context)
    window.setProperty("window_of_a_test", True)  # noqa: FBT003 - Qt's
    qtbot.addWidget(window)
    window.show()
    window.go(Target(ScreenKey.MERGE))
    screen = window.screen_shown
    assert isinstance(screen, MergeScreen)
    screen.merging.add([*disputed.files, refused(disputed.files[0], tmp_path / "x")])
    desk.settle()
    found = {"record": wrong(desk, window)}
    screen.work.show_overview()
    found["overview"] = wrong(desk, window)
    for package in screen.merging.packages:
        screen.work.show_package(package)
        found[package.status.value] = wrong(desk, window)
    screen.merging.by_newer()
    desk.settle()
    screen.merging.merge()
    desk.settle()
    found["done"] = wrong(desk, window)
    for page in (1, 2, 3):
        screen.show_page(page)
        desk.settle()
        found[f"page {page}"] = wrong(desk, window)
    assert ({name: one for name, one in found.items() if one}, stray.seen) == ({}, [])


def test_a_long_word_in_the_name_of_a_field_is_not_cut(open_office: OpenOffice, disputed: Scene, qtbot: QtBot) -> None:
    desk = open_office(disputed)
    screen = MergeScreen(desk.context)
    qtbot.addWidget(screen)
    screen.merging.add(disputed.files)
    desk.settle()
    told = screen.findChildren(DisputeRow)[0].conflict
    record = replace(screen.findChildren(RecordPage)[0].record, conflicts=(replace(told, name="environmental review"),))
    page = RecordPage(desk.context.appearance, screen.findChildren(PictureLoader)[0], record, desk.context.today(), "")
    qtbot.addWidget(page)
    for theme in (Theme.LIGHT, Theme.LARGE):
        desk.context.appearance.choose(theme)
        page.resize(1000, 600)
        page.show()
        QApplication.processEvents()
        assert not cut(page.rows[0].name)
        page.resize(1001, 600)
        QApplication.processEvents()
        assert not cut(page.rows[0].name)
