"""Excel 导入 by mouse and keyboard: a file is tried, corrected by its headers, and taken wholly or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.project import Project
from inspector.services.import_review import LineSort
from inspector.ui.prompts import Notice
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.excel.screen import ExcelScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk

HEAD = "项目全称,所在区域,总投资（亿元）,建设状态,计划开工日期,投资方介绍"
GOOD = ("合成・港口扩建 1,龙港区,3.5,在建,2022/6/1,甲方", "合成・热电 2,连山区,１２．５,在建,2022.7,乙方")
LOW = "合成・小额 3,连山区,0.01,在建,2022-06-01,丙方"


@dataclass
class At:
    """A screen that is open, what it said, and a folder for its files."""

    desk: Desk
    screen: ExcelScreen
    toasts: list[Toast]
    gone: list[Target]
    folder: Path

    def file(self, *lines: str, name: str = "台账.csv", head: str = HEAD) -> Path:
        path = self.folder / name
        path.write_text("\n".join((head, *lines)) + "\n", "utf-8")
        return path

    def look(self, path: Path) -> None:
        self.screen.look(path)
        self.desk.settle()

    def click(self, button: QWidget) -> None:
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.settle()

    def lines(self) -> list[str]:
        return [one.spoken for one in self.screen.review_page.list.rows]

    def projects(self) -> int:
        count = self.desk.ask(lambda services: services.workspace.reader.count(Project))
        assert isinstance(count, int)
        return count

    def choose(self, header: str, field: str) -> None:
        combo = self.screen.review_page.mapping.combos[header]
        combo.setCurrentIndex(combo.findData(field))
        combo.activated.emit(combo.currentIndex())
        self.desk.settle()


Open = Callable[[Desk], At]


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Open:
    def make(desk: Desk) -> At:
        screen = ExcelScreen(desk.context)
        screen.setProperty("window_of_a_test", True)  # noqa: FBT003 - Qt's
        qtbot.addWidget(screen)
        toasts: list[Toast] = []
        gone: list[Target] = []
        screen.told.connect(toasts.append)
        screen.navigated.connect(gone.append)
        screen.resize(1166, 640)
        screen.open_target(Target(ScreenKey.EXCEL))
        screen.show()
        screen.activateWindow()
        desk.settle()
        return At(desk, screen, toasts, gone, tmp_path)

    return make


@pytest.fixture
def at(opened: Open, empty_office_desk: Desk) -> At:
    return opened(empty_office_desk)


def test_a_register_is_dropped_and_imported_in_two_actions(at: At) -> None:
    hands = Hands(at.desk, at.screen)
    hands.drop(at.screen, [at.file(*GOOD)])
    assert "新增 2 个" in at.screen.review_page.outcome.text()
    assert at.projects() == 0, "only a dry run"
    hands.click(at.screen.button)
    assert (at.projects(), hands.actions) == (2, 2)
    assert at.toasts[-1].undo
    assert at.gone == [Target(ScreenKey.REGISTER)]
    at.desk.do(lambda services: services.history.undo())
    assert at.projects() == 0


def test_ctrl_enter_imports(at: At) -> None:
    at.look(at.file(*GOOD))
    QTest.keyClick(QApplication.focusWidget() or at.screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    at.desk.settle()
    assert at.projects() == 2


def test_one_refused_row_stops_all_and_says_where_and_why(at: At) -> None:
    at.look(at.file(*GOOD, LOW))
    page = at.screen.review_page
    assert page.chips[LineSort.REFUSED].isChecked(), "what stops the import is seen first"
    (line,) = at.lines()
    assert "合成・小额 3" in line
    assert "登记门槛" in line
    assert "!C4" in line
    assert not at.screen.button.isEnabled()
    at.screen.take()
    at.desk.settle()
    assert at.projects() == 0


def test_refused_rows_go_back_as_a_workbook(at: At) -> None:
    at.look(at.file(*GOOD, LOW))
    at.desk.prompts.files = [at.folder / "错误.xlsx"]
    at.click(at.screen.errors)
    assert (at.folder / "错误.xlsx").exists()
    assert not at.toasts[-1].undo


def test_every_conversion_is_told(at: At) -> None:
    at.look(at.file(*GOOD))
    at.click(at.screen.review_page.chips[LineSort.COERCED])
    assert any("１２．５" in line for line in at.lines())
    at.click(at.screen.review_page.chips[LineSort.NEW])
    assert "合成・港口扩建 1" in at.lines()[0]


def test_a_changed_row_tells_both_values(opened: Open, office_desk: Desk) -> None:
    at = opened(office_desk)
    project = at.desk.ask(lambda services: services.projects.listed()[0])
    line = f"{project.project.name},{project.area},9.99,在建,,"
    at.look(at.file(line))
    assert at.screen.review_page.chips[LineSort.CHANGED].isChecked()
    assert "→ 99900" in at.lines()[0]


def test_a_file_that_says_what_the_register_says_is_not_imported(at: At) -> None:
    path = at.file(*GOOD)
    at.look(path)
    at.click(at.screen.button)
    at.look(path)
    assert "没有要导入的" in at.screen.review_page.outcome.text()
    assert not at.screen.button.isEnabled()


def test_a_header_is_given_another_meaning_and_that_is_remembered(at: At, opened: Open) -> None:
    path = at.file(*GOOD)
    at.look(path)
    assert at.screen.review_page.mapping.combos["投资方介绍"].currentData() == ""
    at.choose("投资方介绍", "owner_organization")
    assert at.screen.review_page.mapping.combos["投资方介绍"].currentData() == "owner_organization"
    again = opened(at.desk)
    again.look(at.file(*GOOD, name="下月.csv"))
    assert again.screen.review_page.mapping.combos["投资方介绍"].currentData() == "owner_organization"
    again.click(again.screen.button)
    owners = at.desk.ask(lambda services: {one.project.owner_organization for one in services.projects.listed()})
    assert owners == {"甲方", "乙方"}


def test_a_meaning_that_cannot_be_is_refused_and_the_dry_run_kept(at: At) -> None:
    path = at.file(*GOOD)
    at.look(path)
    at.choose("投资方介绍", "name")
    assert isinstance(at.desk.prompts.told.pop(), Notice)
    assert at.screen.review_page.isVisible()
    assert at.screen.review_page.mapping.combos["投资方介绍"].currentData() == ""
    at.look(path)
    assert not at.desk.prompts.told, "what cannot be is not remembered"
    at.click(at.screen.button)
    assert at.projects() == 2


def test_a_file_that_is_no_register_is_refused_with_its_reason(at: At) -> None:
    at.look(at.file("1,2", head="甲,乙"))
    told = at.desk.prompts.told[-1]
    assert isinstance(told, Notice)
    assert at.screen.choose_page.isVisible()


def test_the_keyboard_goes_on_after_a_file_was_read(at: At) -> None:
    at.screen.setFocus()
    at.look(at.file("1,2", head="甲,乙"))
    assert QApplication.focusWidget() is at.screen.choose_page.choose
    at.look(at.file(*GOOD))
    focus = QApplication.focusWidget()
    assert focus is not None
    assert at.screen.isAncestorOf(focus)


def test_esc_goes_back_to_the_choice_of_a_file(at: At) -> None:
    assert not at.screen.leave()
    at.look(at.file(*GOOD))
    assert at.screen.leave()
    assert at.screen.choose_page.isVisible()


def test_a_template_is_written_for_who_has_none(at: At) -> None:
    at.desk.prompts.files = [at.folder / "模板.xlsx"]
    at.click(at.screen.choose_page.template)
    assert (at.folder / "模板.xlsx").exists()


def test_a_file_is_chosen_in_a_dialog(at: At) -> None:
    at.desk.prompts.files = [at.file(*GOOD)]
    at.click(at.screen.choose_page.choose)
    assert at.screen.review_page.isVisible()


STEPS = "项目名称,审批事项,主管部门,受理时间,承诺时限（工作日）,办结时间,办理状态"


@pytest.fixture
def with_projects(at: At) -> At:
    at.look(at.file(*GOOD))
    at.click(at.screen.button)
    at.toasts.clear()
    at.gone.clear()
    return at


def test_a_register_of_approvals_is_known_by_its_headers(with_projects: At) -> None:
    at = with_projects
    rows = (
        "合成・港口扩建 1,立项,市发改委,2022-05-30,10,2022-06-06,已批复",
        "合成・热电 2,能评,市发改委,2022-06-01,20,,在办",
    )
    at.look(at.file(*rows, name="手续.csv", head=STEPS))
    page = at.screen.review_page
    assert page.outcome.text() == "可以导入手续：新增 2 项，变化 0 项，0 项和已登记的一样。"
    assert page.mapping.kind.currentText() == "手续表"
    assert "合成・港口扩建 1  立项" in at.lines()[0]
    at.click(at.screen.button)
    assert at.toasts[-1] == Toast("已导入手续：新增 2 项，变化 0 项", undo=True)
    assert at.gone == [Target(ScreenKey.LAMPS)]
    assert len(at.desk.ask(lambda services: services.approvals.listed())) == 2
    at.desk.do(lambda services: services.history.undo())
    assert at.desk.ask(lambda services: services.approvals.listed()) == []


def test_an_approval_of_an_unknown_project_is_refused_with_its_place(with_projects: At) -> None:
    at = with_projects
    at.look(at.file("没有这个项目,立项,市发改委,2022-05-30,10,,", name="手续.csv", head=STEPS))
    (line,) = at.lines()
    assert "台账里没有“没有这个项目”" in line
    assert "!A2" in line
    assert not at.screen.button.isEnabled()
    at.desk.prompts.files = [at.folder / "错误.xlsx"]
    at.click(at.screen.errors)
    assert (at.folder / "错误.xlsx").exists()


def test_the_user_may_say_what_a_table_is_and_what_its_headers_mean(with_projects: At) -> None:
    at = with_projects
    head = "项目名称,审批内容,受理时间"
    at.look(at.file("合成・热电 2,能评,2022-06-01", name="别的.csv", head=head))
    mapping = at.screen.review_page.mapping
    assert mapping.kind.currentText() == "项目台账"
    mapping.kind.setCurrentIndex(1)
    mapping.kind.activated.emit(1)
    at.desk.settle()
    assert at.screen.review_page.mapping.kind.currentText() == "手续表"
    at.choose("审批内容", "step")
    assert at.screen.review_page.outcome.text().startswith("可以导入手续：新增 1 项")


def test_the_template_of_approvals_is_written(at: At) -> None:
    at.desk.prompts.files = [at.folder / "模板.xlsx"]
    at.click(at.screen.choose_page.step_template)
    at.look(at.folder / "模板.xlsx")
    assert at.screen.review_page.mapping.kind.currentText() == "手续表"
