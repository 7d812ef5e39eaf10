"""导入任务包: previewed before anything is kept, strangers compared first, undone by one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from inspector.ui.prompts import Notice, Question
from inspector.ui.screen import Toast
from inspector.ui.screens.today.intake_dialog import IntakeDialog
from inspector.ui.screens.today.screen import TodayScreen
from tests.services.kit import a_project
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.today.kit import packages_that_delete, task_package

PROJECT = "觉华岛跨海桥"


@pytest.fixture
def screen(empty_desk: Desk, qtbot: QtBot) -> TodayScreen:
    made = TodayScreen(empty_desk.context)
    qtbot.addWidget(made)
    made.show()
    empty_desk.settle()
    return made


def dialog_of(screen: TodayScreen) -> IntakeDialog:
    found = screen.findChildren(IntakeDialog)
    assert len(found) == 1
    return found[0]


def projects(desk: Desk) -> list[str]:
    return [one.project.name for one in desk.ask(lambda services: services.projects.listed())]


def test_a_first_package_is_taken_in_after_its_fingerprint_was_compared(
    screen: TodayScreen, empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file, fingerprint = task_package(tmp_path)
    empty_desk.prompts.files = [file]
    told: list[Toast] = []
    screen.told.connect(told.append)
    qtbot.keyClick(screen, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    empty_desk.settle()
    dialog = dialog_of(screen)
    assert fingerprint in [one.text() for one in dialog.findChildren(QLabel)]
    assert not dialog.accept_button.isEnabled()
    assert projects(empty_desk) == []
    qtbot.keyClick(dialog.compared[0], Qt.Key.Key_Space)
    qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)
    empty_desk.settle()
    assert projects(empty_desk) == [PROJECT]
    assert told == [Toast("已导入 1 个包，涉及 1 个项目")]
    assert screen.visits.list.rows[0].name == PROJECT
    empty_desk.do(lambda services: services.history.undo())
    assert projects(empty_desk) == []
    assert screen.visits.no_projects.isVisible()


def test_a_folder_from_a_stick_is_looked_through(
    screen: TodayScreen, empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file, _ = task_package(tmp_path)
    folder = tmp_path / "stick" / "6月"
    folder.mkdir(parents=True)
    file.rename(folder / file.name)
    (folder / "说明.docx").write_bytes(b"PK")
    Hands(empty_desk, screen).drop(screen, [tmp_path / "stick"])
    dialog = dialog_of(screen)
    dialog.compared[0].setChecked(True)
    qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)
    empty_desk.settle()
    assert projects(empty_desk) == [PROJECT]
    (told,) = empty_desk.prompts.told
    assert isinstance(told, Notice)
    assert "说明.docx" in told.happened


def test_a_package_that_is_known_changes_nothing_and_says_so(
    screen: TodayScreen, empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file, _ = task_package(tmp_path)
    for _ in range(2):
        screen.intake.offer((file,))
        empty_desk.settle()
        dialog = dialog_of(screen)
        for box in dialog.compared:
            box.setChecked(True)
        if dialog.accept_button.isVisible():
            qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
            empty_desk.settle()
    assert not dialog.accept_button.isVisible()
    assert "以前导入过" in " ".join(one.text() for one in dialog.findChildren(QLabel))
    dialog.reject()


def test_a_preview_that_is_closed_keeps_nothing(
    screen: TodayScreen, empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file, _ = task_package(tmp_path)
    screen.intake.offer((file,))
    empty_desk.settle()
    qtbot.keyClick(dialog_of(screen), Qt.Key.Key_Escape)
    empty_desk.settle()
    assert projects(empty_desk) == []
    assert empty_desk.ask(lambda services: services.devices.listed().known) == ()


def test_a_package_may_be_dropped_anywhere(screen: TodayScreen, empty_desk: Desk, tmp_path: Path) -> None:
    file, _ = task_package(tmp_path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)), QUrl.fromLocalFile(str(tmp_path / "other.txt"))])
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(300, 300), copy, data, left, none)
    QApplication.sendEvent(screen, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(screen, QDropEvent(QPointF(300, 300), copy, data, left, none))
    empty_desk.settle()
    assert file.name in [one.text() for one in dialog_of(screen).findChildren(QLabel)]
    dialog_of(screen).reject()


def test_a_file_that_is_no_package_is_told_with_its_reason(
    screen: TodayScreen, empty_desk: Desk, tmp_path: Path
) -> None:
    rubbish = tmp_path / "x.xmw"
    rubbish.write_bytes(b"no package")
    screen.intake.offer((rubbish,))
    empty_desk.settle()
    dialog = dialog_of(screen)
    assert not dialog.accept_button.isVisible()
    assert "没有可以导入的内容。" in [one.text() for one in dialog.findChildren(QLabel)]
    dialog.reject()


def test_a_broken_file_beside_a_good_one_is_told_after_the_import(
    screen: TodayScreen, empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file, _ = task_package(tmp_path)
    rubbish = tmp_path / "x.xmw"
    rubbish.write_bytes(b"no package")
    screen.intake.offer((file, rubbish))
    empty_desk.settle()
    dialog = dialog_of(screen)
    dialog.compared[0].setChecked(True)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    empty_desk.settle()
    assert projects(empty_desk) == [PROJECT]
    notice = empty_desk.prompts.told[0]
    assert isinstance(notice, Notice)
    assert notice.title == "有 1 个文件没有导入"
    assert "x.xmw" in notice.happened


def test_an_import_that_deletes_much_asks_once_more(
    screen: TodayScreen, empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second, fingerprint = packages_that_delete(tmp_path)
    empty_desk.do(lambda services: services.incoming.take([first]))
    empty_desk.do(lambda services: services.devices.trust(fingerprint, "巡查员甲"))
    empty_desk.do(lambda services: services.incoming.take([first]))
    before = len(projects(empty_desk))
    for agrees, left in ((False, before), (True, 0)):
        empty_desk.prompts.agree = agrees
        screen.intake.offer((second,))
        empty_desk.settle()
        dialog = dialog_of(screen)
        assert any(one.text().startswith("删除：项目") for one in dialog.findChildren(QLabel))
        qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
        empty_desk.settle()
        question = empty_desk.prompts.asked[-1]
        assert isinstance(question, Question)
        assert question.dangerous
        assert len(projects(empty_desk)) == left


def test_an_import_that_was_undone_comes_back_from_its_package(
    screen: TodayScreen, empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file, _ = task_package(tmp_path)
    told: list[Toast] = []
    screen.told.connect(told.append)
    screen.intake.offer((file,))
    empty_desk.settle()
    dialog_of(screen).compared[0].setChecked(True)
    qtbot.keyClick(dialog_of(screen).accept_button, Qt.Key.Key_Space)
    empty_desk.settle()
    empty_desk.do(lambda services: services.history.undo())
    empty_desk.do(lambda services: a_project(services, "撤销以后入库的"))
    qtbot.waitUntil(lambda: not screen.findChildren(IntakeDialog))
    screen.intake.offer((file,))
    empty_desk.settle()
    dialog = dialog_of(screen)
    assert "导入过，后来撤销了" in " ".join(one.text() for one in dialog.findChildren(QLabel))
    assert dialog.accept_button.text() == "恢复那次导入"
    qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Space)
    empty_desk.settle()
    assert set(projects(empty_desk)) == {PROJECT, "撤销以后入库的"}
    assert told[-1] == Toast("已恢复那次导入")
    empty_desk.do(lambda services: services.history.undo())
    assert projects(empty_desk) == ["撤销以后入库的"]
