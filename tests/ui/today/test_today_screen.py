"""今日: what is due stands first, one key or click begins or goes on, and nothing leads into a dead end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.today.screen import TodayScreen
from inspector.ui.widgets.lamp import LampShape
from tests.ui.kit import Desk, copied, opened_desk
from tests.ui.today.kit import begun, cut_short, with_problem

OVERDUE, TODAY_DUE = "兴城抽水蓄能电站", "凌绥高速"


def shown(desk: Desk, qtbot: QtBot) -> tuple[TodayScreen, list[Target]]:
    screen = TodayScreen(desk.context)
    targets: list[Target] = []
    screen.navigated.connect(targets.append)
    qtbot.addWidget(screen)
    screen.resize(1277, 600)
    screen.show()
    desk.settle()
    screen.setFocus()
    return screen, targets


def names(screen: TodayScreen) -> list[str]:
    return [one.name for one in screen.visits.list.rows]


def row_rect(screen: TodayScreen, at: int) -> QRect:
    view = screen.visits.list
    return view.visualRect(view.model().index(at, 0))


def test_what_is_due_stands_first_with_its_lamp(field_desk: Desk, qtbot: QtBot) -> None:
    field_desk.do(lambda services: with_problem(services, TODAY_DUE, "盖板缺失", 0))
    field_desk.do(lambda services: with_problem(services, OVERDUE, "临边无防护", -2))
    screen, _ = shown(field_desk, qtbot)
    assert names(screen)[:2] == [OVERDUE, TODAY_DUE]
    first, second, third = screen.visits.list.rows[:3]
    assert (first.shape, first.tone, first.reason) == (LampShape.RED, "red", "问题超期 1")
    assert (second.shape, second.reason) == (LampShape.YELLOW, "问题今日到期 1")
    assert (third.shape, third.reason, third.last) == (LampShape.TEXT, "首次巡查", "上次 无")
    assert screen.visits.note.text() == f"{len(screen.visits.list.rows)} 个，其中 2 个有问题到期"
    assert screen.next_stop.name.full_text == OVERDUE


def test_f2_starts_at_the_next_stop(field_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(field_desk, qtbot)
    qtbot.keyClick(screen.visits.list, Qt.Key.Key_F2)
    assert targets == [Target(ScreenKey.VISIT, screen.visits.list.rows[0].row_id, "start")]


def test_the_big_button_starts_where_the_list_stands(field_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(field_desk, qtbot)
    qtbot.keyClick(screen.visits.list, Qt.Key.Key_Down)
    second = screen.visits.list.rows[1]
    assert screen.next_stop.name.full_text == second.name
    qtbot.mouseClick(screen.next_stop.button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(screen.visits.list, Qt.Key.Key_Return)
    assert targets == [Target(ScreenKey.VISIT, second.row_id, "start")] * 2


def test_a_click_on_a_rows_button_starts_and_beside_it_only_marks(field_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(field_desk, qtbot)
    view, area = screen.visits.list, row_rect(screen, 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=area.center() - QPoint(200, 0))
    assert (targets, view.currentIndex().row()) == ([], 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(area.right() - 60, area.center().y()))
    assert targets == [Target(ScreenKey.VISIT, view.rows[2].row_id, "start")]


def test_a_press_that_leaves_the_button_starts_nothing(field_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(field_desk, qtbot)
    view, area = screen.visits.list, row_rect(screen, 0)
    button = QPoint(area.right() - 60, area.center().y())
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=button)
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=button - QPoint(300, 0))
    assert targets == []


def test_the_cursor_stays_on_its_project_when_the_list_is_read_again(field_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(field_desk, qtbot)
    qtbot.keyClick(screen.visits.list, Qt.Key.Key_Down)
    marked = screen.visits.list.marked_row
    assert marked is not None
    other = names(screen)[4]
    field_desk.do(lambda services: with_problem(services, other, "临边无防护", -1))
    again = screen.visits.list.marked_row
    assert names(screen)[0] == other
    assert again is not None
    assert again.row_id == marked.row_id


def test_problems_due_lead_to_the_problem_and_to_all(field_desk: Desk, qtbot: QtBot) -> None:
    found = field_desk.do(lambda services: with_problem(services, OVERDUE, "临边无防护", -2))
    screen, targets = shown(field_desk, qtbot)
    view = screen.problems.list
    assert [(one.sign.text, one.text, one.project) for one in view.rows] == [("红 超 2", "临边无防护", OVERDUE)]
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.mouseClick(screen.problems.all, Qt.MouseButton.LeftButton)
    assert targets == [Target(ScreenKey.PROBLEMS, found), Target(ScreenKey.PROBLEMS)]


def test_a_draft_goes_on_with_one_click(field_desk: Desk, qtbot: QtBot) -> None:
    draft = field_desk.do(begun)
    screen, targets = shown(field_desk, qtbot)
    assert screen.drafts.note.text() == "1"
    qtbot.mouseClick(screen.drafts.buttons[0], Qt.MouseButton.LeftButton)
    assert targets == [Target(ScreenKey.VISIT, draft.id, "draft")]


def test_more_drafts_than_fit_lead_to_the_list(field_desk: Desk, qtbot: QtBot) -> None:
    for at in range(5):
        field_desk.do(partial(begun, at=at))
    screen, targets = shown(field_desk, qtbot)
    assert (len(screen.drafts.buttons), screen.drafts.more.text()) == (3, "还有 2 份草稿")
    qtbot.mouseClick(screen.drafts.more, Qt.MouseButton.LeftButton)
    assert targets == [Target(ScreenKey.VISIT)]


def test_what_is_not_exported_is_told_and_gone_after_the_export(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    field_desk.do(begun)
    screen, targets = shown(field_desk, qtbot)
    assert screen.unexported.what.full_text == "1 份草稿"
    assert screen.unexported.last.text() == "还没有导出过"
    qtbot.keyClick(screen, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert targets == [Target(ScreenKey.HANDOVER)]
    field_desk.do(lambda services: services.outgoing.export(tmp_path))
    assert screen.unexported.what.full_text == "全部已经导出。"
    assert screen.unexported.last.text() == "上次导出 6 月 10 日 10:00"


def test_the_route_is_shown_on_the_map(field_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(field_desk, qtbot)
    qtbot.mouseClick(screen.visits.route, Qt.MouseButton.LeftButton)
    assert targets == [Target(ScreenKey.MAP, detail="route")]


def test_without_projects_it_says_what_to_do_first(empty_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(empty_desk, qtbot)
    empty = screen.visits.no_projects
    assert empty.isVisible()
    assert not screen.next_stop.button.isEnabled()
    qtbot.keyClick(screen, Qt.Key.Key_F2)
    assert targets == []
    assert empty.button is not None
    qtbot.keyClick(empty.button, Qt.Key.Key_Return)
    assert [one.title for one in empty_desk.prompts.asked] == ["导入任务包"]


def test_it_speaks_english(field_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    field_desk.do(lambda services: with_problem(services, OVERDUE, "临边无防护", -2))
    screen, _ = shown(field_desk, qtbot)
    assert screen.next_stop.button.accessibleName() == "Start visit"
    assert screen.visits.list.rows[0].reason == "1 overdue"
    assert screen.problems.list.rows[0].sign.text.startswith("R")


@pytest.fixture
def cut_desk(qapp: QApplication, tmp_path: Path, field_folder: Path, *, draft: bool) -> Iterator[Desk]:
    folder = copied(field_folder, tmp_path / "field")
    if draft:
        with opened_desk(qapp, folder) as desk:
            desk.do(begun)
    with opened_desk(qapp, cut_short(folder)) as desk:
        yield desk


@pytest.mark.parametrize("draft", [True])
def test_after_a_power_cut_one_click_goes_on_with_the_draft(cut_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(cut_desk, qtbot)
    assert screen.strip.isVisible()
    assert screen.strip.title.text() == "上次在 10:00:00 中断，草稿完整"
    assert screen.strip.text.text().startswith("已存的 2 项作答、0 张照片都在")
    qtbot.mouseClick(screen.strip.go_on, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.strip.look, Qt.MouseButton.LeftButton)
    draft = cut_desk.ask(lambda services: services.drafts.listed()[0].inspection.id)
    assert targets == [Target(ScreenKey.VISIT, draft, "draft"), Target(ScreenKey.RECOVERY)]
    qtbot.mouseClick(screen.strip.shut, Qt.MouseButton.LeftButton)
    screen.refresh()
    cut_desk.settle()
    assert not screen.strip.isVisible()


@pytest.mark.parametrize("draft", [False])
def test_after_a_power_cut_without_a_draft_there_is_nothing_to_go_on_with(cut_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(cut_desk, qtbot)
    assert screen.strip.title.text() == "上次在 10:00:00 中断，数据完整"
    assert not screen.strip.go_on.isVisible()
