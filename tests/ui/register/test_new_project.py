"""新建项目 in the register: a name and an area, refused where the name is taken, undone like everything."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from inspector.ui.screens.register.new_project import NewProjectDialog
from inspector.ui.screens.register.screen import RegisterScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk


@pytest.fixture
def screen(office_desk: Desk, qtbot: QtBot) -> RegisterScreen:
    made = RegisterScreen(office_desk.context)
    qtbot.addWidget(made)
    made.resize(1166, 600)
    with qtbot.waitActive(made, timeout=10_000):
        made.show()
    office_desk.settle()
    return made


def _dialog(screen: RegisterScreen) -> NewProjectDialog:
    found = screen.findChild(NewProjectDialog)
    assert isinstance(found, NewProjectDialog)
    return found


def test_a_project_is_entered_by_hand(office_desk: Desk, screen: RegisterScreen) -> None:
    hands = Hands(office_desk, screen)
    hands.key("Ctrl+N")
    _dialog(screen).name.setText("滨海二期")
    hands.click(_dialog(screen).making)
    details = office_desk.ask(lambda services: services.projects.show("滨海二期"))
    assert details.area
    office_desk.do(lambda services: services.history.undo())
    assert not office_desk.ask(lambda services: services.projects.listed("滨海二期"))


def test_a_name_that_is_taken_is_refused_below_it(office_desk: Desk, screen: RegisterScreen) -> None:
    taken = office_desk.ask(lambda services: services.projects.listed()[0].project.name)
    screen.ask_new()
    office_desk.settle()
    dialog = _dialog(screen)
    dialog.name.setText(taken)
    dialog.making.click()
    office_desk.settle()
    assert taken in dialog._field.error
    dialog.name.setText(" ")
    dialog.making.click()
    office_desk.settle()
    assert dialog._field.error
    assert taken not in dialog._field.error
    dialog.reject()
