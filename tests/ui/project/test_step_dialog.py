"""手续 in the window of an office: registered and accepted in one step, stopped with a reason, finished, undone."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from inspector.domain.approval import ApprovalStep, StepState
from inspector.services.approval_moves import Move
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.project.screen import ProjectScreen
from inspector.ui.screens.project.step_dialog import StepDialog
from tests.ui.hands import Hands
from tests.ui.kit import Desk


@pytest.fixture
def project(empty_office_desk: Desk) -> str:
    made: str = empty_office_desk.do(_project)
    return made


def _project(services: object) -> str:
    from inspector.services.bundle import Services  # noqa: PLC0415 - for the type
    from inspector.services.new_project import areas_of, register_project  # noqa: PLC0415

    assert isinstance(services, Services)
    return register_project(services.workspace, "滨海公路", areas_of(services.workspace)[0].id)


@pytest.fixture
def screen(empty_office_desk: Desk, project: str, qtbot: QtBot) -> ProjectScreen:
    made = ProjectScreen(empty_office_desk.context)
    qtbot.addWidget(made)
    made.resize(1166, 600)
    made.open_target(Target(ScreenKey.PROJECT, project))
    with qtbot.waitActive(made, timeout=10_000):
        made.show()
    empty_office_desk.settle()
    return made


def _steps(desk: Desk) -> list[ApprovalStep]:
    return [one.step for one in desk.ask(lambda services: services.approvals.listed())]


def _open(screen: ProjectScreen, desk: Desk) -> StepDialog:
    screen.step_button.click()
    found = screen.findChildren(StepDialog)[-1]
    desk.settle()
    return found


def _choose(dialog: StepDialog, move: Move) -> None:
    dialog.deed.setCurrentIndex(dialog.deed.findData(move))


def test_a_step_goes_its_way_in_the_window(empty_office_desk: Desk, screen: ProjectScreen) -> None:
    desk = empty_office_desk
    dialog = _open(screen, desk)
    dialog.fields.days.setValue(10)
    dialog.fields.day.show_date(date(2022, 6, 1))
    Hands(desk, screen).click(dialog.doing)
    (step,) = _steps(desk)
    assert (step.state, step.accepted_on, step.promised_days) == (StepState.IN_PROGRESS, date(2022, 6, 1), 10)
    dialog = _open(screen, desk)
    _choose(dialog, Move.STOP)
    dialog.doing.click()
    desk.settle()
    assert _steps(desk)[0].state is StepState.IN_PROGRESS, "a stop needs a reason"
    assert dialog.isVisible()
    dialog.fields.reason.setText("补正材料")
    dialog.doing.click()
    desk.settle()
    assert _steps(desk)[0].state is StepState.STOPPED
    dialog = _open(screen, desk)
    assert dialog.deed.currentData() == Move.RESTART
    dialog.doing.click()
    desk.settle()
    dialog = _open(screen, desk)
    _choose(dialog, Move.FINISH)
    dialog.doing.click()
    desk.settle()
    assert _steps(desk)[0].state is StepState.FINISHED
    desk.do(lambda services: services.history.undo())
    assert _steps(desk)[0].state is StepState.IN_PROGRESS


def test_a_laptop_moves_no_approval(field_desk: Desk, qtbot: QtBot) -> None:
    screen = ProjectScreen(field_desk.context)
    qtbot.addWidget(screen)
    screen.open_target(
        Target(ScreenKey.PROJECT, field_desk.ask(lambda services: services.projects.listed()[0].project.id))
    )
    screen.show()
    field_desk.settle()
    screen.move_step()
    assert not screen.findChildren(StepDialog)
    assert not screen.step_button.isVisible()
