"""手续亮灯: those in need first, why each lamp burns, and the letters for the red ones in at most three actions."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.domain.approval import ApprovalStep, StepState, StepType
from inspector.domain.lamps import LampColour, LampState
from inspector.domain.progress import Milestone
from inspector.domain.project import Project
from inspector.domain.step_band import BandMark
from inspector.services.bundle import Services
from inspector.services.lamp_matrix_view import Light, MatrixWish
from inspector.storage.transaction import Transaction
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.lamps.holiday_dialog import HolidayDialog
from inspector.ui.screens.lamps.screen import LampsScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk


def shown(desk: Desk, qtbot: QtBot, width: int = 1166) -> tuple[LampsScreen, list[Target]]:
    screen = LampsScreen(desk.context)
    targets: list[Target] = []
    screen.navigated.connect(targets.append)
    qtbot.addWidget(screen)
    screen.resize(width, 640)
    screen.show()
    desk.settle()
    screen.matrix.setFocus()
    return screen, targets


def in_window(desk: Desk, qtbot: QtBot) -> tuple[MainWindow, LampsScreen]:
    window = MainWindow(desk.context)
    qtbot.addWidget(window)
    window.resize(1366, 696)
    window.show()
    window.go(Target(ScreenKey.LAMPS))
    desk.settle()
    screen = window.screen_shown
    assert isinstance(screen, LampsScreen)
    return window, screen


def words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def published(services: Services) -> None:
    """114 of 146 立项 and 61 of 104 能评 finished, as article [004] prints them."""

    def add(tx: Transaction, kind: StepType, at: int, finished: int, project: str) -> None:
        state = StepState.FINISHED if at < finished else StepState.PENDING
        tx.insert(ApprovalStep(id=tx.new_id(), project_id=project, step_type=kind, state=state))

    with services.workspace.transaction("import_register") as tx:
        for at in range(146):
            project = Project(id=tx.new_id(), name=f"项目{at:03d}")
            tx.insert(project)
            add(tx, StepType.PROJECT_APPROVAL, at, 114, project.id)
            if at < 104:
                add(tx, StepType.ENERGY_REVIEW, at, 61, project.id)


def one_step(services: Services, name: str = "扬农化工项目") -> str:
    """A step that was accepted on 2022-05-30 with ten working days promised."""
    with services.workspace.transaction("import_register") as tx:
        project = Project(id=tx.new_id(), name=name)
        step = ApprovalStep(
            id=tx.new_id(),
            project_id=project.id,
            step_type=StepType.ENVIRONMENTAL_REVIEW,
            state=StepState.IN_PROGRESS,
            promised_days=5,
            department="市生态环境局",
            accepted_on=date(2022, 5, 30),
        )
        node = Milestone(id=tx.new_id(), project_id=project.id, name="开工", planned_on=date(2022, 7, 25))
        for one in (project, step, node):
            tx.insert(one)
    return step.id


def test_the_most_red_project_stands_first_with_the_cursor_on_its_worst_lamp(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    rows = [screen.model.row_at(at) for at in range(5)]
    assert [(one.red, one.yellow) for one in rows if one] == [(3, 0), (3, 0), (3, 0), (3, 0), (2, 2)]
    reason = screen.panel.reason
    assert reason is not None
    assert (reason.lamp.colour, reason.project_id) == (LampColour.RED, screen.model.projects[0])
    assert reason.lamp.overdue_days == 7
    assert screen.toolbar.chips[Light.RED].accessibleName() == "红 100"
    assert screen.shown_rows.full_text.startswith("第 1–")
    assert screen.shown_rows.full_text.endswith("共 500 个项目")


def test_the_reason_tells_dates_days_and_what_was_counted(empty_office_desk: Desk, qtbot: QtBot) -> None:
    empty_office_desk.do(one_step)
    screen, _ = shown(empty_office_desk, qtbot)
    panel = screen.panel
    assert panel.step.text() == "环评"
    assert panel.name.full_text == "扬农化工项目"
    told = [one.text() for one in panel.findChildren(QLabel) if one.isVisible()]
    for text in ("2022-05-30（周一）", "5 个工作日", "2022-06-07（周二）", "2022-06-10（周五）", "开工，还有 45 天"):
        assert any(text in one for one in told), (text, told)
    assert panel.band.counts[BandMark.COUNTED].text() == "计入 5"
    assert panel.band.counts[BandMark.OVER].text() == "超期 3"
    assert "计入 5" in panel.band.calendar.accessibleName()


def test_the_published_rates_lead_to_their_rows(empty_office_desk: Desk, qtbot: QtBot) -> None:
    empty_office_desk.do(published)
    screen, targets = shown(empty_office_desk, qtbot)
    first, second = screen.toolbar.rates
    assert (first.name.text(), first.link.text()) == ("立项", "114/146　78.08%")
    assert (second.name.text(), second.link.text()) == ("能评", "61/104　58.7%")
    qtbot.mouseClick(first.link, Qt.MouseButton.LeftButton)
    empty_office_desk.settle()
    assert len(screen.rows.model.ids) == 114
    qtbot.mouseClick(screen.rows.chips[1], Qt.MouseButton.LeftButton)
    empty_office_desk.settle()
    assert len(screen.rows.model.ids) == 32
    qtbot.keyClick(screen.rows.table, Qt.Key.Key_Return)
    assert targets[0].screen is ScreenKey.PROJECT
    assert screen.leave()
    qtbot.keyClick(second.link, Qt.Key.Key_Return)
    empty_office_desk.settle()
    assert len(screen.rows.model.ids) == 61


def test_red_lamps_with_reasons_are_a_pdf_in_at_most_three_actions(
    office_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    window, screen = in_window(office_desk, qtbot)
    told: list[Toast] = []
    screen.told.connect(told.append)
    office_desk.prompts.files = [tmp_path / "red.pdf"]
    hands = Hands(office_desk, window)
    hands.press("红灯督办单")
    asked_where = len(office_desk.prompts.asked)
    assert hands.actions + asked_where <= 3
    text = words(tmp_path / "red.pdf")
    assert "督办单" in text
    assert "超期" in text
    assert "督办 100 项" in told[0].text


def test_red_lamps_go_to_excel_with_their_reasons_by_keyboard(office_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    window, screen = in_window(office_desk, qtbot)
    office_desk.prompts.files = [tmp_path / "red.xlsx"]
    hands = Hands(office_desk, window)
    hands.click(screen.toolbar.chips[Light.RED])
    hands.key("Ctrl+E")
    assert hands.actions + len(office_desk.prompts.asked) <= 3
    sheet = openpyxl.load_workbook(tmp_path / "red.xlsx").worksheets[0]
    cells = [[one.value for one in row] for row in sheet.iter_rows()]
    assert sum("逾期" in str(row[-1]) and row[3] == "红灯" for row in cells) == 100
    assert {row[3] for row in cells} == {None, "灯", "红灯"}


def test_the_letter_of_one_project_and_the_text_to_send(office_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    screen, _ = shown(office_desk, qtbot)
    told: list[Toast] = []
    screen.told.connect(told.append)
    office_desk.prompts.files = [tmp_path / "one.pdf"]
    qtbot.mouseClick(screen.panel.slip, Qt.MouseButton.LeftButton)
    office_desk.settle()
    assert "督办 3 项" in told[0].text
    qtbot.mouseClick(screen.panel.urge, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("【催办】市自然资源局：合成·兴城市风电塔筒项目 0220的用地预审于 2022-05-17 受理")
    assert "已超期 7 个工作日" in text
    assert told[1].text.startswith("催办文字已复制")


def test_a_finished_step_has_nothing_to_urge(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    screen.matrix.setCurrentIndex(screen.model.index(0, 1))
    office_desk.settle()
    reason = screen.panel.reason
    assert reason is not None
    assert reason.lamp.state is LampState.FINISHED
    assert not screen.panel.urge.isEnabled()
    assert screen.panel.slip.isEnabled()
    screen.matrix.setCurrentIndex(screen.model.index(0, 0))
    office_desk.settle()
    assert screen.panel.reason is None
    assert screen.panel.hint.isVisible()


def test_arrows_move_the_cursor_and_the_reason_follows(office_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(office_desk, qtbot)
    qtbot.keyClick(screen.matrix, Qt.Key.Key_Down)
    qtbot.keyClick(screen.matrix, Qt.Key.Key_Right)
    office_desk.settle()
    cell = screen.model.cell_at(screen.matrix.currentIndex())
    assert cell is not None
    assert screen.panel.reason is not None
    assert screen.panel.reason.step_id == cell.step_id
    qtbot.keyClick(screen.matrix, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert targets == [Target(ScreenKey.PROJECT, screen.model.projects[1])]
    qtbot.mouseClick(screen.panel.open, Qt.MouseButton.LeftButton)
    assert len(targets) == 2


def test_the_names_stay_when_the_steps_are_scrolled(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot, 900)
    matrix = screen.matrix
    names = matrix.names
    matrix.horizontalScrollBar().setValue(matrix.horizontalScrollBar().maximum())
    assert names.columnViewportPosition(0) == 0
    assert names.geometry().left() == 0
    matrix.verticalScrollBar().setValue(400)
    assert names.verticalScrollBar().value() == 400
    matrix.setCurrentIndex(screen.model.index(12, 1))
    matrix.scrollTo(screen.model.index(12, 1))
    assert matrix.visualRect(screen.model.index(12, 1)).left() >= names.width()
    point = names.visualRect(screen.model.index(13, 0)).center()
    qtbot.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert matrix.currentIndex().row() == 13
    assert matrix.hasFocus()


def test_rows_are_read_as_they_come_into_sight(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    assert screen.model.row_at(499) is None
    qtbot.keyClick(screen.matrix, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    office_desk.settle()
    assert screen.model.row_at(499) is not None
    assert screen.panel.name.full_text


def test_filters_narrow_the_matrix_and_are_remembered(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    qtbot.mouseClick(screen.toolbar.chips[Light.STOPPED], Qt.MouseButton.LeftButton)
    office_desk.settle()
    stopped = len(screen.model.projects)
    assert 0 < stopped <= 47
    department = screen.toolbar.department
    department.setCurrentIndex(department.findData("市发改委"))
    department.activated.emit(department.currentIndex())
    office_desk.settle()
    assert 0 < len(screen.model.projects) < stopped
    again, _ = shown(office_desk, qtbot)
    assert again.toolbar.wish == MatrixWish(department="市发改委", light=Light.STOPPED)
    assert again.model.projects == screen.model.projects


def test_typing_finds_projects_by_name_and_by_pinyin(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    qtbot.keyClick(screen, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(screen.search, "fdtt")
    office_desk.settle()
    found = [screen.model.row_at(at) for at in range(len(screen.model.projects))]
    assert 1 < len(found) < 60
    assert all(one is not None and "风电塔筒" in one.project for one in found)
    qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.matrix.currentIndex().row() == 1
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    assert screen.matrix.hasFocus()
    screen.search.setFocus()
    assert screen.leave()
    assert screen.search.text() == ""
    screen.search.setText("没有这样的项目")
    office_desk.settle()
    assert screen.no_match.isVisible()
    assert not screen.panel.isVisible()
    assert screen.no_match.button is not None
    qtbot.mouseClick(screen.no_match.button, Qt.MouseButton.LeftButton)
    office_desk.settle()
    assert len(screen.model.projects) == 500
    assert screen.search.text() == ""


def test_whoever_is_sent_to_a_lamp_finds_the_cursor_there(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot)
    qtbot.mouseClick(screen.toolbar.chips[Light.YELLOW], Qt.MouseButton.LeftButton)
    office_desk.settle()
    step = office_desk.ask(lambda services: services.office.cockpit.overview(date(2022, 6, 10)).overdue_steps[3])
    screen.open_target(Target(ScreenKey.LAMPS, step.step_id))
    office_desk.settle()
    assert screen.panel.reason is not None
    assert screen.panel.reason.step_id == step.step_id
    screen.open_target(Target(ScreenKey.LAMPS, screen.model.projects[7]))
    office_desk.settle()
    assert screen.matrix.currentIndex().row() == 7
    screen.open_target(Target(ScreenKey.LAMPS, "gone"))
    office_desk.settle()
    assert len(screen.model.projects) == 500


def test_a_holiday_list_tells_which_lamps_it_would_change_before_it_is_taken(
    office_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "2022.json"
    days = [f"2022-06-{day:02d}" for day in range(3, 8)]
    file.write_text(json.dumps({"year": 2022, "holidays": days, "workdays": []}), "utf-8")
    office_desk.prompts.files = [file]
    screen, _ = shown(office_desk, qtbot)
    told: list[Toast] = []
    screen.told.connect(told.append)
    qtbot.mouseClick(screen.holidays, Qt.MouseButton.LeftButton)
    office_desk.settle()
    (dialog,) = screen.findChildren(HolidayDialog)
    assert told == []
    assert screen.toolbar.chips[Light.RED].accessibleName() == "红 100", "nothing is changed yet"
    assert dialog.heading.text() == "2022 年节假日表"
    assert "29 项会换灯" in dialog.told.text()
    changed = dialog.list.rows[0]
    assert changed.side == "黄 剩 2 → 剩 4"
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    office_desk.settle()
    assert screen.panel.reason is not None
    assert screen.panel.reason.step_id == changed.row_id
    assert screen.toolbar.chips[Light.RED].accessibleName() == "红 100", "looking at a step takes nothing in"
    qtbot.mouseClick(screen.holidays, Qt.MouseButton.LeftButton)
    office_desk.settle()
    dialog = next(one for one in screen.findChildren(HolidayDialog) if one.isVisible())
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    office_desk.settle()
    assert told[-1].undo
    assert "29 项换了灯" in told[-1].text
    assert screen.toolbar.chips[Light.RED].accessibleName() == "红 82"
    office_desk.do(lambda services: services.history.undo())
    assert screen.toolbar.chips[Light.RED].accessibleName() == "红 100"


def test_a_corrected_date_changes_the_lamp_at_once(empty_office_desk: Desk, qtbot: QtBot) -> None:
    step = empty_office_desk.do(one_step)
    screen, _ = shown(empty_office_desk, qtbot)

    def finish(services: Services) -> None:
        with services.workspace.transaction("edit") as tx:
            tx.update(ApprovalStep, step, state=StepState.FINISHED, finished_on=date(2022, 6, 6))

    empty_office_desk.do(finish)
    assert screen.panel.reason is not None
    assert screen.panel.reason.lamp.colour is LampColour.GREEN
    assert not screen.slips.isEnabled()


def test_where_room_is_short_the_panel_is_a_drawer(office_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(office_desk, qtbot, 800)
    assert not screen.panel.isVisible()
    point = screen.matrix.visualRect(screen.model.index(0, 2)).center()
    qtbot.mouseClick(screen.matrix.viewport(), Qt.MouseButton.LeftButton, pos=point - QPoint(0, 2))
    assert screen.panel.isVisible()
    qtbot.mouseClick(screen.panel.shut, Qt.MouseButton.LeftButton)
    assert not screen.panel.isVisible()
    qtbot.keyClick(screen.matrix, Qt.Key.Key_Space)
    assert screen.panel.isVisible()


def test_without_steps_it_says_what_to_do_first(empty_office_desk: Desk, qtbot: QtBot) -> None:
    screen, targets = shown(empty_office_desk, qtbot)
    assert screen.no_steps.isVisible()
    assert not screen.slips.isEnabled()
    assert screen.no_steps.button is not None
    qtbot.keyClick(screen.no_steps.button, Qt.Key.Key_Return)
    assert targets == [Target(ScreenKey.EXCEL)]


def test_it_speaks_english(office_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    screen, _ = shown(office_desk, qtbot)
    assert screen.toolbar.chips[Light.RED].accessibleName() == "Red 100"
    assert screen.model.data(screen.model.index(0, 2)) == "用地预审 市自然资源局 R 7 over"
