"""驾驶舱: the published figures stand there with their counts, and each opens its rows in one action."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.services.cockpit_view import Basis
from inspector.ui.dialogs.search import SearchDialog
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.cockpit.screen import CockpitScreen
from inspector.ui.widgets.calendar_popup import CalendarPopup
from tests.storage.kit import HandClock
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.today.kit import with_problem


def shown(desk: Desk, qtbot: QtBot, width: int = 1166) -> tuple[CockpitScreen, list[Target]]:
    screen = CockpitScreen(desk.context)
    targets: list[Target] = []
    screen.navigated.connect(targets.append)
    qtbot.addWidget(screen)
    screen.resize(width, 680)
    screen.show()
    desk.settle()
    return screen, targets


def cells(screen: CockpitScreen, row: int = 0) -> list[str]:
    model = screen.rows.model
    return [model.data(model.index(row, column)) or "" for column in range(model.columnCount())]


def test_the_published_rates_stand_there_with_their_counts(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    rates = screen.rates
    assert (rates.rate.text(), rates.counts.text()) == ("65.8%", "329 / 500 个")
    assert (rates.resume.rate.text(), rates.resume.counts.text()) == ("91.4%", "212 / 232 个")
    assert (rates.new_start.rate.text(), rates.new_start.counts.text()) == ("43.7%", "117 / 268 个")
    assert rates.sum.text() == "=(复工 212 + 新开工 117) / 500"
    assert (rates.resume.missing.text(), rates.new_start.missing.text()) == ("未复工 20", "未开工 151")
    assert (rates.total.amounts.text(), rates.total.percent.text()) == ("1611.89 / 2619.8 亿元", "61.5%")
    assert (rates.plan.amounts.text(), rates.plan.percent.text()) == ("201.38 / 325.1 亿元", "61.9%")


def test_a_click_on_a_figure_opens_its_rows_and_esc_leads_back(office_desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(office_desk.context)
    qtbot.addWidget(window)
    window.resize(1366, 696)
    window.show()
    office_desk.settle()
    screen = window.screen_shown
    assert isinstance(screen, CockpitScreen)
    hands = Hands(office_desk, window)
    hands.click(screen.rates.counts)
    assert hands.actions == 1
    assert screen.rows.isVisible()
    assert len(screen.rows.model.ids) == 329
    assert screen.rows.title.full_text == "开复工率 65.8%"
    assert [one.accessibleName() for one in screen.rows.chips] == ["已开复工 329", "未开复工 171", "年度计划 500"]
    assert cells(screen)[0].startswith("合成·")
    hands.click(screen.rows.chips[1])
    assert len(screen.rows.model.ids) == 171
    hands.key("Escape")
    assert not screen.rows.isVisible()
    assert screen.rates.counts.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_every_figure_opens_as_many_rows_as_it_says(office_desk: Desk, qtbot: QtBot, key: Qt.Key) -> None:
    screen, _ = shown(office_desk, qtbot)
    figures = {
        screen.rates.resume.counts: 212,
        screen.rates.resume.missing: 20,
        screen.rates.new_start.missing: 151,
        screen.rates.total.amounts: 329,
        screen.lamps.counters[0]: 100,
        screen.lamps.notes[0]: 93,
        screen.overdue.all: 100,
    }
    for link, count in figures.items():
        qtbot.keyClick(link, key)
        office_desk.settle()
        assert len(screen.rows.model.ids) == count, link.accessibleName()
        assert screen.leave()
    assert not screen.leave()


def test_enter_on_a_row_opens_its_project(office_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(office_desk, qtbot)
    screen.rates.counts.click()
    office_desk.settle()
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_Down)
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_Return)
    assert targets == [Target(ScreenKey.PROJECT, screen.rows.model.ids[1])]


def test_whoever_comes_back_from_a_project_finds_the_rows_again(office_desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(office_desk.context)
    qtbot.addWidget(window)
    window.show()
    office_desk.settle()
    screen = window.screen_shown
    assert isinstance(screen, CockpitScreen)
    hands = Hands(office_desk, window)
    hands.click(screen.rates.counts)
    hands.key("Down")
    second = screen.rows.model.ids[1]
    hands.key("Return")
    assert window.screen_shown.KEY is ScreenKey.PROJECT
    office_desk.do(lambda services: with_problem(services, screen.rows.model.row_at(1).cells[0], "临边无防护", 3))  # type: ignore[union-attr, arg-type]
    hands.key("Escape")
    assert window.screen_shown is screen
    assert screen.rows.isVisible()
    assert screen.rows.model.ids[screen.rows.table.currentIndex().row()] == second
    hands.key("Escape")
    assert screen.rates.isVisible()


def test_the_search_finds_a_project_from_here(office_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(office_desk, qtbot)
    qtbot.mouseClick(screen.search, Qt.MouseButton.LeftButton)
    (dialog,) = screen.window().findChildren(SearchDialog)
    qtbot.keyClicks(dialog.line, "0220")
    office_desk.settle()
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert [one.screen for one in targets] == [ScreenKey.PROJECT]


def test_a_new_day_is_read_anew(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    screen.hide()
    clock = office_desk.context.clock
    assert isinstance(clock, HandClock)
    clock.now += 86_400_000
    screen.show()
    office_desk.settle()
    assert screen.shown is not None
    assert screen.shown.on == date(2022, 6, 11)


def test_bars_and_places_open_their_projects(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    rows = screen.completion.list.rows
    assert (rows[0].name, rows[0].rate_text, rows[0].ahead, rows[0].far) == ("全市", "23.0", "滞后 27.0 点", True)
    assert len(rows) == 9
    qtbot.keyClick(screen.completion.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.completion.list, Qt.Key.Key_Return)
    office_desk.settle()
    assert len(screen.rows.model.ids) == 500
    screen.leave()
    first = screen.ranking.list.rows[0]
    assert first.spoken == "1 绥中县 74.3% 55/74 持平"
    view = screen.ranking.list
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center())
    office_desk.settle()
    assert len(screen.rows.model.ids) == 55
    screen.leave()
    qtbot.mouseClick(screen.ranking.parks_chip, Qt.MouseButton.LeftButton)
    assert [one.name for one in view.rows] == ["经济开发区", "高新区"]
    view.picked.emit(view.rows[0].row_id)
    office_desk.settle()
    assert screen.rows.title.full_text.startswith("葫芦岛经济开发区 开复工率")


def test_what_is_overdue_leads_to_the_lamp_and_to_the_problem(office_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(office_desk, qtbot)
    overdue = screen.overdue
    assert overdue.steps_chip.accessibleName() == "手续 100"
    step = overdue.steps.rows[0]
    assert (step.days, step.note) == ("红 超 10 个工作日", "环评·市生态环境局·应办结 05-26")
    qtbot.keyClick(overdue.steps, Qt.Key.Key_Down)
    qtbot.keyClick(overdue.steps, Qt.Key.Key_Return)
    qtbot.mouseClick(overdue.problems_chip, Qt.MouseButton.LeftButton)
    assert overdue.problems.isVisible()
    problem = overdue.problems.rows[0]
    qtbot.keyClick(overdue.problems, Qt.Key.Key_Down)
    qtbot.keyClick(overdue.problems, Qt.Key.Key_Return)
    assert [one.screen for one in targets] == [ScreenKey.LAMPS, ScreenKey.PROBLEMS]
    assert {one.record_id for one in targets} <= {one.row_id for one in (*overdue.steps.rows, problem)} | {
        one.row_id for one in overdue.problems.rows
    }
    overdue.all.click()
    office_desk.settle()
    assert len(screen.rows.model.ids) == 36
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_Return)
    assert targets[-1] == Target(ScreenKey.PROBLEMS, screen.rows.model.ids[0])


def test_a_past_day_is_picked_from_the_calendar(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    titles: list[str] = []
    screen.title_changed.connect(lambda _, small: titles.append(small))
    assert not screen.to_today.isVisibleTo(screen)
    qtbot.keyClick(screen, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    (calendar,) = screen.findChildren(CalendarPopup)
    calendar.picked.emit(date(2022, 3, 31))
    calendar.close()
    office_desk.settle()
    assert screen.shown is not None
    assert (screen.shown.on, screen.shown.basis) == (date(2022, 3, 31), Basis.DATES)
    assert screen.period.accessibleName() == "2022 年第 6 期"
    assert "数据截至 2022 年 3 月 31 日" in titles[-1]
    screen.rates.counts.click()
    office_desk.settle()
    assert len(screen.rows.model.ids) == screen.shown.start_resume.done.count < 329
    qtbot.mouseClick(screen.to_today, Qt.MouseButton.LeftButton)
    office_desk.settle()
    assert screen.shown.on == date(2022, 6, 10)
    assert not screen.rows.isVisible()


def test_cockpit_and_rows_go_to_excel(office_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    screen, _ = shown(office_desk, qtbot)
    told: list[Toast] = []
    screen.told.connect(told.append)
    office_desk.prompts.files = [tmp_path / "cockpit.xlsx"]
    qtbot.keyClick(screen, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    office_desk.settle()
    assert openpyxl.load_workbook(tmp_path / "cockpit.xlsx").sheetnames[0] == "指标"
    screen.rates.resume.missing.click()
    office_desk.settle()
    office_desk.prompts.files = [tmp_path / "rows.xlsx"]
    qtbot.mouseClick(screen.rows.export, Qt.MouseButton.LeftButton)
    office_desk.settle()
    assert (tmp_path / "rows.xlsx").exists()
    assert [one.text for one in told] == ["已导出到 cockpit.xlsx", "已导出 20 行到 rows.xlsx"]


def test_it_follows_what_is_written_elsewhere(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    project = office_desk.ask(lambda services: services.projects.listed()[0].project.name)
    office_desk.do(lambda services: with_problem(services, project, "临边无防护", 3))
    assert screen.shown is not None
    assert screen.shown.problems_open.count == 78


def test_without_projects_it_says_what_to_do_first(empty_office_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(empty_office_desk, qtbot)
    assert screen.empty.isVisible()
    assert screen.empty.button is not None
    qtbot.keyClick(screen.empty.button, Qt.Key.Key_Return)
    assert targets == [Target(ScreenKey.EXCEL)]


def test_where_room_is_short_the_cards_stand_one_below_the_other(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot, 800)
    QApplication.processEvents()
    assert (
        screen.ranking.mapTo(screen, screen.ranking.rect().topLeft()).x()
        == screen.completion.mapTo(screen, screen.completion.rect().topLeft()).x()
    )


def test_it_speaks_english(office_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    screen, _ = shown(office_desk, qtbot)
    assert screen.rates.counts.text() == "329 / 500"
    assert screen.rates.counts.accessibleName() == "Start and resumption rate 65.8% 329 / 500"
    assert screen.completion.list.rows[0].ahead == "27.0 pts behind"
    assert screen.ranking.list.rows[3].change == "Up 1"
