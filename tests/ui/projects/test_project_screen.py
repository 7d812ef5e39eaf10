"""项目详情 as a user meets it: what it shows, where its rows lead, why a lamp burns, what happened to a field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.domain.project import Project
from inspector.services.project_card import MilestoneState, MilestoneView
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.project import words
from inspector.ui.screens.project.history_dialog import HistoryDialog, value_told
from inspector.ui.screens.project.rows import RowsCard
from inspector.ui.screens.project.screen import ProjectScreen
from inspector.ui.screens.project.why_dialog import WhyDialog
from inspector.ui.theme.tokens import Theme
from tests.services.kit import a_project
from tests.ui.kit import Desk
from tests.ui.projects.kit import fill


@pytest.fixture
def full(field_desk: Desk) -> tuple[Desk, str]:
    """A laptop with one project that has everything."""
    return field_desk, str(field_desk.do(fill))


@pytest.fixture
def opened(full: tuple[Desk, str], qtbot: QtBot) -> ProjectScreen:
    desk, project_id = full
    return shown(qtbot, desk, project_id)


def shown(qtbot: QtBot, desk: Desk, project_id: str) -> ProjectScreen:
    screen = ProjectScreen(desk.context)
    qtbot.addWidget(screen)
    screen.resize(1278, 640)
    screen.open_target(Target(ScreenKey.PROJECT, project_id))
    screen.show()
    screen.setFocus()
    desk.settle()
    return screen


def told(card: RowsCard) -> str:
    return "\n".join(row.spoken for row in card.list.rows)


def test_it_shows_lamps_dates_money_and_what_was_seen(opened: ProjectScreen) -> None:
    assert "红\n进度灯\n形象进度 34.5%" in told(opened.own_lamps)
    assert told(opened.steps).startswith("红 超 6\n用地预审\n逾期 6 个工作日")
    assert opened.steps.note.text() == "红 1　共 3 项"
    assert words.dates(opened.card.project, opened.card.on)[0][1:] == (  # type: ignore[union-attr]
        "2022-03-01",
        "2022-03-13",
        "晚 12 天",
    )
    assert opened.money.rate.text() == "33.0%"
    assert opened.money.parts.text() == "14.02 / 42.5 亿元"
    assert opened.money.pace.text() == "时间进度 50.0%，滞后 17.0 点"
    assert "到位 9 亿元" in opened.money.lines.text()
    assert opened.seen.apart.isVisible()
    assert "13.5" in opened.seen.apart.accessibleName()
    assert "市政府分管领导\n包保领导" in told(opened.duties)
    assert [row.side_note for row in opened.milestones.list.rows] == ["2022-03-28 完成", "已过 9 天", "还有 478 天"]


@pytest.mark.parametrize(("card", "screen_key"), [("visits", ScreenKey.VISIT), ("problems", ScreenKey.PROBLEMS)])
def test_rows_lead_to_visits_and_problems_by_key_and_click(
    opened: ProjectScreen, qtbot: QtBot, card: str, screen_key: ScreenKey
) -> None:
    rows = getattr(opened, card).list
    rows.setCurrentIndex(rows.model().index(0, 0))
    with qtbot.waitSignal(opened.navigated) as gone:
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert gone.args[0] == Target(screen_key, rows.rows[0].row_id)
    with qtbot.waitSignal(opened.navigated) as gone:
        place = rows.visualRect(rows.model().index(0, 0)).center()
        qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert gone.args[0].screen is screen_key


def test_photos_stand_under_their_day_and_open(opened: ProjectScreen, qtbot: QtBot) -> None:
    assert opened.photos.note.text() == "4 张照片"
    assert "2022-06-08　4 张" in [one.text() for one in opened.photos.findChildren(QLabel)]
    with qtbot.waitSignal(opened.navigated) as gone:
        qtbot.mouseClick(opened.photos.thumbnails[0], Qt.MouseButton.LeftButton)
    assert gone.args[0].screen is ScreenKey.PHOTOS
    assert gone.args[0].record_id
    with qtbot.waitSignal(opened.navigated) as gone:
        qtbot.mouseClick(opened.photos.all_button, Qt.MouseButton.LeftButton)
    assert gone.args[0] == Target(ScreenKey.PHOTOS)


def test_f2_starts_a_visit_f3_shows_the_map(opened: ProjectScreen, full: tuple[Desk, str], qtbot: QtBot) -> None:
    for key, target in (
        (Qt.Key.Key_F2, Target(ScreenKey.VISIT, full[1], "start")),
        (Qt.Key.Key_F3, Target(ScreenKey.MAP, full[1])),
    ):
        with qtbot.waitSignal(opened.navigated) as gone:
            qtbot.keyClick(opened.own_lamps.list, key)
        assert gone.args[0] == target


def test_a_step_says_why(opened: ProjectScreen, qtbot: QtBot) -> None:
    rows = opened.steps.list
    rows.setCurrentIndex(rows.model().index(0, 0))
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    dialog = opened.findChild(WhyDialog)
    assert isinstance(dialog, WhyDialog)
    assert dialog.reasons[0].startswith("逾期 6 个工作日")
    assert len(dialog.reasons) > 1
    dialog.accept()


def test_f4_tells_who_changed_what_when_and_where(opened: ProjectScreen, full: tuple[Desk, str], qtbot: QtBot) -> None:
    qtbot.keyClick(opened.own_lamps.list, Qt.Key.Key_F4)
    full[0].settle()
    dialog = opened.findChild(HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    assert "2022-05-31" in dialog.list.rows[0].spoken
    at = dialog.field.findData("actual_start")
    dialog.field.setCurrentIndex(at)
    dialog.field.activated.emit(at)
    (row,) = dialog.list.rows
    assert row.title == "实际开工日期：空 → 2022-03-13"
    assert "巡查-07" in row.note
    dialog.accept()


def test_page_keys_turn_the_page_and_the_page_follows_the_cursor(opened: ProjectScreen, qtbot: QtBot) -> None:
    bar = opened._form.scroll.verticalScrollBar()
    qtbot.keyClick(opened.own_lamps.list, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(opened.own_lamps.list, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    opened.milestones.list.setFocus()
    opened.milestones.list.setCurrentIndex(opened.milestones.list.model().index(2, 0))
    assert bar.value() > 0


def test_many_rows_are_folded_and_unfolded(opened: ProjectScreen, qtbot: QtBot) -> None:
    row = opened.duties.list.rows[0]
    opened.duties.show_rows([replace(row, row_id=str(number)) for number in range(12)])
    assert len(opened.duties.list.rows) == 5
    assert opened.duties.more.accessibleName() == "还有 7 条"
    qtbot.mouseClick(opened.duties.more, Qt.MouseButton.LeftButton)
    assert len(opened.duties.list.rows) == 12
    assert not opened.duties.more.isVisible()


def test_a_bare_project_says_what_is_missing_and_another_takes_its_place(empty_desk: Desk, qtbot: QtBot) -> None:
    bare = empty_desk.do(lambda services: a_project(services, "滨海公路").id)
    other = empty_desk.do(lambda services: a_project(services, "绥中风电").id)
    screen = shown(qtbot, empty_desk, bare)
    for card in (screen.steps, screen.visits, screen.problems, screen.duties, screen.milestones):
        assert card.nothing.isVisible()
    assert screen.photos.nothing.isVisible()
    assert screen.money.parts.text() == "没有年度计划投资"
    titles: list[str] = []
    screen.title_changed.connect(lambda title, _note: titles.append(title))
    screen.open_target(Target(ScreenKey.PROJECT, other))
    empty_desk.settle()
    assert titles[-1] == "绥中风电"


def test_a_project_that_is_gone_leads_back_to_the_list(empty_desk: Desk, qtbot: QtBot) -> None:
    bare = empty_desk.do(lambda services: a_project(services, "滨海公路").id)
    screen = shown(qtbot, empty_desk, bare)
    empty_desk.do(lambda services: services.history.undo())
    empty_desk.settle()
    assert screen.empty.isVisible()
    assert not screen.start_button.isEnabled()
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4):
        qtbot.keyClick(screen, key)
    assert screen.findChild(HistoryDialog) is None
    button = screen.empty.button
    assert button is not None
    with qtbot.waitSignal(screen.navigated) as gone:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert gone.args[0] == Target(ScreenKey.PROJECTS)


def test_it_is_painted_in_every_theme(opened: ProjectScreen, full: tuple[Desk, str]) -> None:
    for theme in Theme:
        full[0].context.appearance.choose(theme)
        assert not opened.grab().isNull()


def test_lateness_in_words() -> None:
    one = Project(id="a", name="滨海公路", planned_start=date(2022, 3, 10), planned_completion=date(2022, 12, 1))
    early = replace(one, actual_start=date(2022, 3, 5))
    on_time = replace(one, actual_start=date(2022, 3, 10))
    assert words.dates(early, date(2022, 6, 10))[0][3] == "早 5 天"
    assert words.dates(on_time, date(2022, 6, 10))[0][3] == "如期"
    assert words.dates(one, date(2022, 6, 10))[0][3] == "已过 92 天"
    assert words.dates(one, date(2022, 6, 10))[1][3] == ""
    assert words.dates(replace(one, planned_start=None), date(2022, 6, 10))[0][3] == ""


def test_nodes_in_words(opened: ProjectScreen) -> None:
    assert opened.card is not None
    view = opened.card.milestones[0]
    late = MilestoneView(view.milestone, MilestoneState.DONE_LATE, None)
    undated = MilestoneView(replace(view.milestone, planned_on=None), MilestoneState.UNDATED, None)
    assert words.milestone_row(late).side_note == "2022-03-28 完成，逾期"
    assert words.milestone_row(undated).side_note == "没有定日期"


def test_values_of_history_in_words() -> None:
    places = {"a": "兴城市"}
    assert value_told("area_id", "a", places) == "兴城市"
    assert value_told("note", "", places) == "空"
    assert value_told("total_investment", Decimal("12.5"), places) == "12.5"
