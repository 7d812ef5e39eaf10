"""Merges that were taken back: their packages bring nothing a second time; they come back from the history."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.services.packages.report import FileStatus
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.merge.choice_card import ChoiceCard
from inspector.ui.screens.merge.screen import MergeScreen
from inspector.ui.widgets.toast import ToastStrip
from tests.services.kit import a_project
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.merge.kit import NAMES, Scene


def test_a_package_whose_merge_was_undone_is_no_plain_repetition(
    open_office: Callable[[Scene], Desk], ten: Scene, qtbot: QtBot
) -> None:
    desk = open_office(ten)
    window = MainWindow(desk.context)
    qtbot.addWidget(window)
    window.show()
    window.go(Target(ScreenKey.MERGE))
    desk.settle()
    screen, hands = window.screen_shown, Hands(desk, window)
    assert isinstance(screen, MergeScreen)

    def note() -> str:
        hands.drop(screen, ten.files[:1])
        assert [one.status for one in screen.merging.packages] == [FileStatus.KNOWN]
        (row,) = screen.work.packages.rows
        return row.note

    hands.drop(screen, ten.files[:1])
    hands.key("Ctrl+Return")
    assert note() == "重复，以前合并过"
    hands.key("Ctrl+Z")
    assert note() == "合并后又撤销了，点开看"
    hands.key("Ctrl+Y")
    assert note() == "重复，以前合并过"


def shown(desk: Desk, qtbot: QtBot) -> tuple[MergeScreen, Hands]:
    window = MainWindow(desk.context)
    qtbot.addWidget(window)
    window.show()
    window.go(Target(ScreenKey.MERGE))
    desk.settle()
    screen = window.screen_shown
    assert isinstance(screen, MergeScreen)
    return screen, Hands(desk, window)


def names(desk: Desk) -> set[str]:
    return set(desk.ask(lambda services: {one.project.name for one in services.projects.listed()}))


def test_a_merge_that_was_right_after_all_comes_back_from_its_package(
    open_office: Callable[[Scene], Desk], ten: Scene, qtbot: QtBot
) -> None:
    desk = open_office(ten)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, ten.files)
    hands.key("Ctrl+Return")
    hands.press("撤销整次合并")
    desk.do(lambda services: a_project(services, "撤销以后入库的"))
    hands.drop(screen, ten.files[3:4])
    hands.key("Down")
    screen.work.show_package(screen.merging.packages[0])
    hands.press("到合并记录里恢复")
    assert screen.history.isVisible()
    assert screen.history.list.rows[0].side_note == "已撤销"
    hands.press("恢复这次合并")
    assert names(desk) >= {"巡查-07新增项目", "撤销以后入库的"}
    assert screen.history.list.rows[0].side_note == "可撤销"
    assert not screen.history.restore.isVisible()
    hands.key("Ctrl+Z")
    assert "巡查-07新增项目" not in names(desk)
    assert "撤销以后入库的" in names(desk)


def test_a_merge_with_decisions_offers_its_undo(
    open_office: Callable[[Scene], Desk], disputed: Scene, qtbot: QtBot
) -> None:
    desk = open_office(disputed)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, disputed.files[:2])
    for key in ("2", "2", "2", "2", "Ctrl+Return"):
        hands.key(key)
    toast = screen.window().findChildren(ToastStrip)[0]
    hands.click(toast.button)
    assert desk.ask(lambda services: services.office.merge_history.listed()[0].undone)


def test_what_was_written_since_is_put_beside_what_comes_back(
    open_office: Callable[[Scene], Desk], disputed: Scene, qtbot: QtBot
) -> None:
    desk = open_office(disputed)
    screen, hands = shown(desk, qtbot)
    told: list[Toast] = []
    screen.told.connect(told.append)
    hands.drop(screen, disputed.files[:2])
    for _ in screen.merging.conflicts:
        hands.key("2")
    hands.key("Ctrl+Return")
    hands.press("撤销整次合并")

    def later(services: Services) -> None:
        with services.workspace.transaction("test") as tx:
            tx.update(Project, next(one.id for one in tx.reader.all(Project) if one.name == NAMES[0]), jobs=77)

    desk.do(later)
    hands.press("合并记录")
    hands.press("恢复这次合并")
    assert told[-1].text == "已恢复，1 处冲突待定"
    assert not screen.history.isVisible()
    assert [one.offer.value for one in screen.findChildren(ChoiceCard) if one.isVisible()] == ["77", "980"]
    notes = [one.offer.note for one in screen.findChildren(ChoiceCard) if one.isVisible()]
    assert notes[0].startswith("本库 编报端")
    assert notes[1].startswith("恢复的内容")
    hands.key("2")
    assert desk.ask(lambda services: services.conflicts.listed()) == ()
    assert {one.project.jobs for one in desk.ask(lambda services: services.projects.listed())} >= {980}


def test_a_merge_of_before_is_taken_back_although_work_went_on(
    open_office: Callable[[Scene], Desk], ten: Scene, qtbot: QtBot
) -> None:
    desk = open_office(ten)
    desk.do(lambda services: services.office.merging.merge(ten.files, {}))

    def later(services: Services) -> None:
        a_project(services, "后来入库的")
        with services.workspace.transaction("test") as tx:
            tx.update(Project, next(one.id for one in tx.reader.all(Project) if one.name == "巡查-02新增项目"), jobs=7)

    desk.do(later)
    screen, hands = shown(desk, qtbot)
    told: list[Toast] = []
    screen.told.connect(told.append)
    hands.press("合并记录")
    desk.prompts.agree = False
    hands.press("撤销整次合并")
    assert len(desk.prompts.asked) == 1
    assert "巡查-07新增项目" in names(desk)
    desk.prompts.agree = True
    hands.press("撤销整次合并")
    assert names(desk) == {*NAMES, "后来入库的", "巡查-02新增项目"}
    assert told[-1].text == "已撤销，1 处冲突待定"
    cards = [one.offer.value for one in screen.findChildren(ChoiceCard) if one.isVisible()]
    assert cards == ["7", "删除这条记录"]
    assert [one.offer.note[:5] for one in screen.findChildren(ChoiceCard) if one.isVisible()] == [
        "本库 编报",
        "撤销后的内",
    ]
    hands.key("2")
    assert names(desk) == {*NAMES, "后来入库的"}
    hands.press("合并记录")
    hands.press("恢复这次合并")
    assert names(desk) >= {"巡查-07新增项目", "后来入库的"}


@pytest.mark.parametrize(("button", "name"), [("报告 PDF", "x.pdf"), ("报告 Excel", "x.xlsx")])
def test_a_merge_of_before_has_its_report(
    open_office: Callable[[Scene], Desk], ten: Scene, qtbot: QtBot, tmp_path: Path, button: str, name: str
) -> None:
    desk = open_office(ten)
    desk.do(lambda services: services.office.merging.merge(ten.files[:3], {}))
    desk.do(lambda services: services.office.merging.merge(ten.files[3:], {}))
    desk.prompts.files = [tmp_path / name]
    screen, hands = shown(desk, qtbot)
    hands.press("合并记录")
    screen.history.list.setFocus()
    hands.key("Down")
    hands.press(button)
    assert (tmp_path / name).stat().st_size > 1000
    assert desk.prompts.asked[-1].name.endswith(name[1:])
