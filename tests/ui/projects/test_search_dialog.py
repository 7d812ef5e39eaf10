"""Ctrl+K as a user meets it: type, choose by arrows, go by Enter or click, away by Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.dialogs.search import SearchDialog
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.widgets.two_line_row import TwoLineRow
from tests.ui.kit import Desk
from tests.ui.projects.kit import fill


@pytest.fixture
def dialog(field_desk: Desk, qtbot: QtBot) -> SearchDialog:
    """The dialog over a window, with problems to find."""
    field_desk.do(fill)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 696)
    window.show()
    made = SearchDialog(window, field_desk.context)
    made.open()
    qtbot.waitExposed(made)
    return made


def type_in(qtbot: QtBot, desk: Desk, dialog: SearchDialog, text: str) -> tuple[TwoLineRow, ...]:
    qtbot.keyClicks(dialog.line, text)
    desk.settle()
    return dialog.hits.rows


def test_the_best_hit_opens_by_enter(dialog: SearchDialog, field_desk: Desk, qtbot: QtBot) -> None:
    rows = type_in(qtbot, field_desk, dialog, "xdb")
    assert all("徐大堡" in row.title for row in rows)
    with qtbot.waitSignal(dialog.navigated) as gone:
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert gone.args[0] == Target(ScreenKey.PROJECT, rows[0].row_id.removeprefix("project:"))


def test_arrows_choose_and_problems_are_found(dialog: SearchDialog, field_desk: Desk, qtbot: QtBot) -> None:
    rows = type_in(qtbot, field_desk, dialog, "xdb")
    problems = [row for row in rows if row.row_id.startswith("problem:")]
    assert not problems
    dialog.line.clear()
    dialog.line.insert("公示栏")
    field_desk.settle()
    (row,) = dialog.hits.rows
    assert row.title == "农民工工资公示栏未更新"
    assert row.side_note == "已销号"
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.navigated) as gone:
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert gone.args[0] == Target(ScreenKey.PROBLEMS, row.row_id.removeprefix("problem:"))


def test_a_click_goes_there(dialog: SearchDialog, field_desk: Desk, qtbot: QtBot) -> None:
    type_in(qtbot, field_desk, dialog, "szx")
    assert len(dialog.hits.rows) > 1
    place = dialog.hits.visualRect(dialog.hits.model().index(1, 0)).center()
    with qtbot.waitSignal(dialog.navigated):
        qtbot.mouseClick(dialog.hits.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_nothing_found_and_nothing_typed_say_so(dialog: SearchDialog, field_desk: Desk, qtbot: QtBot) -> None:
    assert dialog.note.text() == "名称、代码、编号，或拼音首字母"
    type_in(qtbot, field_desk, dialog, "zzzqqq")
    assert dialog.note.text() == "没有找到，换一个词试试"
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Down)
    dialog.line.clear()
    field_desk.settle()
    assert dialog.note.text() == "名称、代码、编号，或拼音首字母"
    assert not dialog.hits.isVisible()


def test_esc_closes(dialog: SearchDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog.line, Qt.Key.Key_Escape)
