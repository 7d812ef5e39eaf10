"""手续 moved on in the matrix itself: one cell by Enter, an empty one registered, a column of them together."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from inspector.domain.approval import ApprovalStep, ClockStop, StepState, StepType
from inspector.domain.project import Project
from inspector.services.approval_moves import Move
from inspector.services.bundle import Services
from inspector.services.lamp_matrix_view import Light
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.lamps.batch_dialog import BatchDialog
from inspector.ui.screens.lamps.screen import LampsScreen
from inspector.ui.screens.project.step_dialog import StepDialog
from tests.ui.hands import Hands
from tests.ui.kit import Desk

KIND = StepType.PLANNING_PERMIT


def running(services: Services, count: int, kind: StepType = KIND) -> None:
    """Projects whose step of a type runs since 2022-05-30 with five working days: red on 2022-06-10."""
    with services.workspace.transaction("import_register") as tx:
        for at in range(count):
            project = Project(id=tx.new_id(), name=f"项目{at:02d}")
            step = ApprovalStep(
                id=tx.new_id(),
                project_id=project.id,
                step_type=kind,
                state=StepState.IN_PROGRESS,
                promised_days=5,
                department="市自然资源局",
                accepted_on=date(2022, 5, 30),
            )
            tx.insert(project)
            tx.insert(step)


def another(services: Services) -> None:
    """A project whose only step is of a type that the others do not have."""
    with services.workspace.transaction("import_register") as tx:
        project = Project(id=tx.new_id(), name="另一个项目")
        tx.insert(project)
        tx.insert(ApprovalStep(id=tx.new_id(), project_id=project.id, step_type=StepType.LAND))


def opened(desk: Desk, qtbot: QtBot) -> tuple[Hands, LampsScreen, list[Toast]]:
    window = MainWindow(desk.context)
    qtbot.addWidget(window)
    window.resize(1366, 696)
    with qtbot.waitActive(window, timeout=10_000):
        window.show()
    window.go(Target(ScreenKey.LAMPS))
    desk.settle()
    screen = window.screen_shown
    assert isinstance(screen, LampsScreen)
    told: list[Toast] = []
    screen.told.connect(told.append)
    screen.matrix.setFocus()
    return Hands(desk, window), screen, told


def dialog_of(screen: LampsScreen, kind: type[QDialog], desk: Desk) -> QDialog:
    desk.settle()
    found = [one for one in screen.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def single(screen: LampsScreen, desk: Desk) -> StepDialog:
    found = dialog_of(screen, StepDialog, desk)
    assert isinstance(found, StepDialog)
    return found


def batch(screen: LampsScreen, desk: Desk) -> BatchDialog:
    found = dialog_of(screen, BatchDialog, desk)
    assert isinstance(found, BatchDialog)
    return found


def states(desk: Desk) -> list[StepState]:
    return [one.step.state for one in desk.ask(lambda services: services.approvals.listed())]


def test_f2_and_enter_finish_the_step_under_the_cursor(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 2))
    hands, screen, told = opened(desk, qtbot)
    assert screen.toolbar.chips[Light.RED].accessibleName() == "红 2"
    hands.key("F2")
    dialog = single(screen, desk)
    assert dialog.heading.text() == "项目00"
    assert dialog.deed.currentData() == Move.FINISH
    hands.key("Return")
    assert hands.actions == 2
    assert states(desk).count(StepState.FINISHED) == 1
    assert told[-1] == Toast("项目00　规划许可: 办结", undo=True)
    assert screen.toolbar.chips[Light.RED].accessibleName() == "红 1"
    desk.do(lambda services: services.history.undo())
    assert screen.toolbar.chips[Light.RED].accessibleName() == "红 2"


def test_the_published_rate_follows_at_once(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 4, StepType.PROJECT_APPROVAL))
    hands, screen, _ = opened(desk, qtbot)
    assert screen.toolbar.rates[0].link.text() == "0/4　0.00%"
    hands.key("Return")
    single(screen, desk)
    hands.key("Return")
    assert screen.toolbar.rates[0].link.text() == "1/4　25.00%"
    assert screen.panel.reason is not None
    assert screen.panel.reason.project == "项目00"


def test_a_double_click_on_an_empty_cell_registers_the_step(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 1))
    desk.do(another)
    _, screen, _ = opened(desk, qtbot)
    column = [one.step_type for one in screen.model.columns].index(StepType.LAND) + 1
    cell = screen.model.index(0, column)
    assert screen.model.cell_at(cell) is None
    point = screen.matrix.visualRect(cell).center()
    qtbot.mouseClick(screen.matrix.viewport(), Qt.MouseButton.LeftButton, pos=point)
    qtbot.mouseDClick(screen.matrix.viewport(), Qt.MouseButton.LeftButton, pos=point)
    dialog = single(screen, desk)
    assert dialog.deed.currentData() == Move.BEGIN
    dialog.fields.days.setValue(20)
    dialog.fields.department.setText("市自然资源局")
    qtbot.mouseClick(dialog.doing, Qt.MouseButton.LeftButton)
    desk.settle()
    made = screen.model.cell_at(screen.model.index(0, column))
    assert made is not None
    assert (made.department, made.lamp.days_left) == ("市自然资源局", 20)


def test_a_day_after_today_and_a_stop_without_reason_are_refused_below_their_fields(
    empty_office_desk: Desk, qtbot: QtBot
) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 1))
    hands, screen, _ = opened(desk, qtbot)
    hands.key("F2")
    dialog = single(screen, desk)
    dialog.fields.day.show_date(date(2022, 7, 1))
    hands.key("Return")
    assert "2022-06-10" in dialog.fields._fields["day"].error
    dialog.fields.day.show_date(date(2022, 6, 9))
    dialog.deed.setCurrentIndex(dialog.deed.findData(Move.STOP))
    hands.click(dialog.doing)
    assert dialog.fields._fields["reason"].error
    assert states(desk) == [StepState.IN_PROGRESS]
    hands.key("Escape")
    assert not [one for one in screen.findChildren(StepDialog) if one.isVisible()]


def test_twelve_projects_are_finished_on_one_day_after_a_preview(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 14))
    hands, screen, told = opened(desk, qtbot)
    hands.key("Shift+Down", times=11)
    assert screen.shown_rows.full_text == "已选 12 个项目的规划许可，按 Enter 一起办理"
    hands.key("Return")
    dialog = batch(screen, desk)
    assert dialog.heading.text() == "规划许可：12 个项目一起办理"
    assert dialog.deed.currentText() == "办结（12 个项目可办）"
    assert dialog.outcome.text() == "将办理 12 个项目，一次撤销可以全部退回。"
    hands.key("Return")
    assert states(desk).count(StepState.FINISHED) == 12
    assert told[-1] == Toast("规划许可：办结 12 项", undo=True)
    assert screen.toolbar.chips[Light.RED].accessibleName() == "红 2"
    desk.do(lambda services: services.history.undo())
    assert states(desk).count(StepState.FINISHED) == 0


def test_the_preview_names_who_is_left_out_and_why(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 3))

    def finish(services: Services) -> None:
        step = services.approvals.listed()[0].step
        services.approvals.finish(step.id, date(2022, 6, 9))

    desk.do(finish)
    hands, screen, _ = opened(desk, qtbot)
    hands.key("Ctrl+A")
    hands.key("Return")
    dialog = batch(screen, desk)
    assert dialog.doing.text() == "办理 2 项"
    assert [one.title for one in dialog.left.rows] == ["项目00"]
    assert "已有结果" in dialog.left.rows[0].note
    dialog.fields.day.show_date(date(2022, 5, 1))
    desk.settle()
    assert not dialog.doing.isEnabled()
    assert len(dialog.left.rows) == 3


def test_cells_of_two_columns_are_not_moved_on_together(office_desk: Desk, qtbot: QtBot) -> None:
    hands, screen, told = opened(office_desk, qtbot)
    hands.key("Shift+Down")
    hands.key("Shift+Right")
    hands.key("Return")
    assert not screen.findChildren(BatchDialog)
    assert "同一列" in told[-1].text
    assert not told[-1].undo


def test_enter_on_the_name_opens_the_project(office_desk: Desk, qtbot: QtBot) -> None:
    _, screen, _ = opened(office_desk, qtbot)
    targets: list[Target] = []
    screen.navigated.connect(targets.append)
    screen.matrix.setCurrentIndex(screen.model.index(0, 0))
    qtbot.keyClick(screen.matrix, Qt.Key.Key_Return)
    assert targets == [Target(ScreenKey.PROJECT, screen.model.projects[0])]


@pytest.mark.parametrize("keys", ["Ctrl+P", "Ctrl+E"])
def test_with_nothing_there_no_file_is_asked_for_and_the_reason_is_told(
    empty_office_desk: Desk, qtbot: QtBot, tmp_path: Path, keys: str
) -> None:
    desk = empty_office_desk
    desk.prompts.files = [tmp_path / "nothing"]
    hands, screen, told = opened(desk, qtbot)
    button = screen.slips if keys == "Ctrl+P" else screen.export
    assert not button.isEnabled()
    assert button.toolTip() == told_by(keys)
    hands.key(keys)
    assert desk.prompts.asked == []
    assert list(tmp_path.glob("nothing*")) == []
    assert told[-1] == Toast(told_by(keys), undo=False)


def told_by(keys: str) -> str:
    return {
        "Ctrl+P": "这里没有红灯，没有要督办的事项。",
        "Ctrl+E": "这里没有项目，没有可以导出的内容。",
    }[keys]


def test_a_search_that_finds_no_red_lamp_shuts_the_letters(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 2))

    def quiet(services: Services) -> None:
        with services.workspace.transaction("import_register") as tx:
            project = Project(id=tx.new_id(), name="平静的项目")
            tx.insert(project)
            tx.insert(ApprovalStep(id=tx.new_id(), project_id=project.id, step_type=KIND))

    desk.do(quiet)
    _, screen, _ = opened(desk, qtbot)
    assert screen.slips.isEnabled()
    screen.search.setText("平静")
    desk.settle()
    assert len(screen.model.projects) == 1
    assert not screen.slips.isEnabled()
    assert screen.export.isEnabled()
    assert screen.panel.slip.toolTip() == "这个项目没有红灯，没有要督办的事项。"
    screen.search.clear()
    desk.settle()
    assert screen.slips.isEnabled()


def test_f2_on_a_name_registers_a_step_that_the_matrix_does_not_show(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 1))
    hands, screen, _ = opened(desk, qtbot)
    assert [one.step_type for one in screen.model.columns] == [KIND]
    hands.key("Left")
    hands.key("F2")
    dialog = single(screen, desk)
    names = [dialog.step.itemText(at) for at in range(dialog.step.count())]
    dialog.step.setCurrentIndex(next(at for at, name in enumerate(names) if name.startswith("稳评")))
    hands.click(dialog.doing)
    assert [one.step_type for one in screen.model.columns] == [KIND, StepType.SOCIAL_STABILITY_REVIEW]


def test_an_empty_cell_says_how_to_register(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 1))
    desk.do(another)
    _, screen, _ = opened(desk, qtbot)
    column = [one.step_type for one in screen.model.columns].index(StepType.LAND) + 1
    screen.matrix.setCurrentIndex(screen.model.index(0, column))
    desk.settle()
    assert screen.panel.hint.text() == "这个项目还没有登记“土地”。按 F2 或回车登记。"
    assert screen.panel.handle.isEnabled()
    qtbot.mouseClick(screen.panel.handle, Qt.MouseButton.LeftButton)
    assert single(screen, desk).deed.currentData() == Move.BEGIN


def test_scattered_cells_of_a_column_are_moved_on_together(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 5))
    hands, screen, _ = opened(desk, qtbot)
    viewport, control = screen.matrix.viewport(), Qt.KeyboardModifier.ControlModifier
    for row in (2, 4):
        point = screen.matrix.visualRect(screen.model.index(row, 1)).center()
        qtbot.mouseClick(viewport, Qt.MouseButton.LeftButton, control, point)
    desk.settle()
    hands.key("F2")
    dialog = batch(screen, desk)
    assert dialog.heading.text() == "规划许可：3 个项目一起办理"
    dialog.deed.setCurrentIndex(dialog.deed.findData(Move.STOP))
    desk.settle()
    hands.click(dialog.doing)
    assert states(desk).count(StepState.STOPPED) == 0, "a stop needs a reason"
    dialog.fields.reason.setText("等待专家评审")
    desk.settle()
    hands.click(dialog.doing)
    assert states(desk).count(StepState.STOPPED) == 3
    stops = desk.ask(lambda services: services.workspace.reader.texts(ClockStop, "reason"))
    assert stops == ("等待专家评审",)


def test_where_all_have_ended_there_is_nothing_to_do_together(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 2))

    def finish(services: Services) -> None:
        for one in services.approvals.listed():
            services.approvals.finish(one.step.id, date(2022, 6, 9))

    desk.do(finish)
    hands, screen, _ = opened(desk, qtbot)
    hands.key("Ctrl+A")
    hands.key("F2")
    dialog = batch(screen, desk)
    assert not dialog.deed.isVisible()
    assert not dialog.doing.isEnabled()
    assert "要更正请逐个打开" in dialog.outcome.text()


def test_what_was_moved_on_meanwhile_is_told_and_previewed_anew(empty_office_desk: Desk, qtbot: QtBot) -> None:
    desk = empty_office_desk
    desk.do(lambda services: running(services, 3))
    hands, screen, _ = opened(desk, qtbot)
    hands.key("Ctrl+A")
    hands.key("F2")
    dialog = batch(screen, desk)

    def finish(services: Services) -> None:
        services.approvals.finish(services.approvals.listed()[0].step.id, date(2022, 6, 9))

    desk.do(finish)
    hands.click(dialog.doing)
    assert "有了变化" in dialog._deed_field.error
    assert dialog.doing.text() == "办理 2 项"
    hands.click(dialog.doing)
    assert set(states(desk)) == {StepState.FINISHED}


def test_too_many_are_not_moved_on_together(
    empty_office_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("inspector.ui.screens.lamps.moving.MOST", 2)
    desk = empty_office_desk
    desk.do(lambda services: running(services, 3))
    hands, screen, told = opened(desk, qtbot)
    hands.key("Ctrl+A")
    hands.key("F2")
    assert not screen.findChildren(BatchDialog)
    assert "最多办理 2 个" in told[-1].text
