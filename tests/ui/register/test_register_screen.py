"""项目台账 by mouse and keyboard: the grid, what is typed, pasted and filled into it, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.project import Project, Stage
from inspector.domain.project_query import SortColumn
from inspector.services.bundle import Services
from inspector.ui.prompts import Notice
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.register import steps
from inspector.ui.screens.register.arrange import ArrangeDialog
from inspector.ui.screens.register.bulk import BulkDialog
from inspector.ui.screens.register.cells import CellEditor
from inspector.ui.screens.register.exporting import ExportDialog
from inspector.ui.screens.register.grid import Area
from inspector.ui.screens.register.refusals import RefusalsDialog
from inspector.ui.screens.register.screen import RegisterScreen
from inspector.ui.screens.register.steps import block_of
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.key_cap import KeyCap
from tests.ui.kit import Desk

D = TypeVar("D", bound=QDialog)


@dataclass
class At:
    """A screen that is open, and what it said."""

    desk: Desk
    screen: RegisterScreen
    toasts: list[Toast]
    gone: list[Target]

    def column(self, key: str) -> int:
        return self.screen.grid.ledger.column_of(key)

    def select(self, top: int, key: str, bottom: int | None = None, last: str = "") -> None:
        right = self.column(last or key)
        self.screen.grid.select(Area(top, self.column(key), top if bottom is None else bottom, right))
        self.desk.settle()

    def text(self, row: int, key: str) -> str:
        return self.screen.grid.ledger.text_at(row, self.column(key))

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.screen.grid, key, modifier)
        self.desk.settle()

    def begin(self, text: str) -> CellEditor:
        """Begin to type into the cell under the cursor, as in a spreadsheet."""
        QTest.keyClicks(self.screen.grid, text[0])
        editor = self.screen.grid.findChild(CellEditor)
        assert isinstance(editor, CellEditor)
        QTest.keyClicks(editor, text[1:])
        return editor

    def paste(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def dialog(self, kind: type[D]) -> D:
        found: list[D] = self.screen.findChildren(kind)
        return next(one for one in found if one.isVisible())

    def click(self, button: QWidget) -> None:
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.desk.settle()

    def project(self, row: int) -> Project:
        found = self.screen.grid.ledger.row_at(row)
        assert found is not None
        project = self.desk.ask(lambda services: services.workspace.reader.get(Project, found.row.project_id))
        assert isinstance(project, Project)
        return project

    def take_back(self) -> None:
        self.desk.do(lambda services: services.history.undo())


Open = Callable[..., At]


@pytest.fixture
def opened(qtbot: QtBot) -> Open:
    def make(desk: Desk, **target: Any) -> At:
        screen = RegisterScreen(desk.context)
        screen.setProperty("window_of_a_test", True)  # noqa: FBT003 - Qt's
        qtbot.addWidget(screen)
        toasts: list[Toast] = []
        gone: list[Target] = []
        screen.told.connect(toasts.append)
        screen.navigated.connect(gone.append)
        screen.resize(1166, 640)
        screen.open_target(Target(ScreenKey.REGISTER, **target))
        screen.show()
        screen.activateWindow()
        screen.grid.setFocus()
        desk.settle()
        return At(desk, screen, toasts, gone)

    return make


@pytest.fixture
def at(opened: Open, office_desk: Desk) -> At:
    return opened(office_desk)


# -- the grid --------------------------------------------------------------------------------------------------------


def test_the_register_opens_with_its_totals(at: At) -> None:
    totals = at.desk.ask(lambda services: services.finding.totals(at.screen.filters.query))
    assert (at.screen.grid.ledger.rowCount(), totals.with_total, totals.with_plan) == (500, 500, 500)
    assert at.screen.totals.accessibleName() == "合计 500 个"
    assert "500 个有值" in at.screen.selection.filled.full_text
    assert at.text(0, "name")
    assert at.screen.grid.ledger.headerData(at.column("total_investment"), Qt.Orientation.Horizontal) == "总投资 亿元"


def test_an_empty_register_leads_to_the_import(opened: Open, empty_office_desk: Desk) -> None:
    at = opened(empty_office_desk)
    button = at.screen.empty.button
    assert button is not None
    at.click(button)
    assert at.gone == [Target(ScreenKey.EXCEL)]


def test_rows_come_as_they_are_scrolled_into_sight(at: At) -> None:
    grid = at.screen.grid
    assert at.text(400, "name") == ""
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    grid.viewport().repaint()
    at.desk.settle()
    grid.viewport().repaint()
    at.desk.settle()
    assert at.text(499, "name")


def test_a_click_on_a_head_sorts_figures_from_the_top(at: At) -> None:
    grid = at.screen.grid
    head, column = grid.horizontalHeader(), at.column("total_investment")
    where = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    at.desk.settle()
    shown = [Decimal(at.text(row, "total_investment")) for row in range(10)]
    assert shown == sorted(shown, reverse=True)
    QTest.mouseClick(grid.frozen.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, 9))
    at.desk.settle()
    assert at.screen.filters.query.sort.value == "name"


def test_the_name_stays_in_sight_and_can_be_clicked_there(at: At) -> None:
    grid = at.screen.grid
    at.screen.choose_columns(tuple(one.key for one in at.screen.columns))
    grid.horizontalScrollBar().setValue(600)
    at.desk.settle()
    where = QPoint(30, grid.rowViewportPosition(2) + 5)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, 0)
    assert grid.horizontalScrollBar().value() == 600, "the name is in sight already"
    assert grid.visualRect(grid.currentIndex()).left() == 0
    image = grid.grab().toImage()
    assert not image.isNull()
    at.select(2, "sector")
    assert grid.visualRect(grid.currentIndex()).left() >= grid.columnWidth(0), "nothing is selected under the name"


def test_words_and_filters_leave_rows_out(at: At) -> None:
    at.key(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(at.screen.filters.search, "0056")
    at.desk.settle()
    assert 0 < at.screen.grid.ledger.rowCount() < 10
    at.screen.filters.search.setText("zzzz")
    at.desk.settle()
    button = at.screen.nothing.button
    assert button is not None
    at.click(button)
    assert at.screen.grid.ledger.rowCount() == 500
    at.click(at.screen.fold)
    at.click(at.screen.filters.lamps[next(iter(at.screen.filters.lamps))])
    assert 0 < at.screen.grid.ledger.rowCount() < 500
    assert "已用" in at.screen.fold.accessibleName()
    assert at.screen.leave()
    at.desk.settle()
    assert at.screen.grid.ledger.rowCount() == 500


def test_a_selection_adds_up(at: At) -> None:
    at.select(0, "total_investment", 2)
    shown = [Decimal(at.text(row, "total_investment")) for row in range(3)]
    told = at.screen.selection.told.full_text
    assert "选中 3 格" in told
    assert f"合计 {sum(shown)}" in told
    at.select(0, "name", 2)
    assert "合计" not in at.screen.selection.told.full_text


def test_a_selection_grows_with_the_keyboard(at: At) -> None:
    at.select(0, "total_investment")
    for _ in range(2):
        at.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert at.screen.grid.area == Area(0, at.column("total_investment"), 2, at.column("total_investment"))


# -- typing ----------------------------------------------------------------------------------------------------------


def test_what_is_typed_is_written_and_the_cursor_goes_down(at: At) -> None:
    at.select(0, "total_investment")
    at.begin("12.5")
    at.key(Qt.Key.Key_Return)
    assert at.project(0).total_investment == Decimal(125_000)
    assert at.text(0, "total_investment") == "12.5"
    assert at.screen.grid.currentIndex().row() == 1
    at.take_back()
    assert at.text(0, "total_investment") != "12.5"


def test_a_conversion_is_shown_while_it_is_typed(at: At) -> None:
    at.select(0, "total_investment")
    editor = at.begin("1")
    editor.setText("")
    QTest.keyClicks(editor, "30000")
    editor.setText("３万元")
    editor.textEdited.emit(editor.text())
    note = at.screen.grid.note
    assert note.isVisible()
    assert "将存为 0.0003" in note.text.text()
    at.key(Qt.Key.Key_Escape)
    assert not note.isVisible()


def test_what_does_not_fit_is_refused_and_nothing_is_written(at: At) -> None:
    before = at.project(0).total_investment
    at.select(0, "total_investment")
    editor = at.begin("abc")
    at.key(Qt.Key.Key_Return)
    assert at.screen.grid.note.isVisible()
    assert editor.isVisible(), "what was typed stays, to be corrected"
    at.key(Qt.Key.Key_Escape)
    assert at.project(0).total_investment == before


def test_what_only_the_register_can_refuse_is_told_at_the_cell(at: At) -> None:
    at.select(0, "area_name")
    at.begin("x")
    at.key(Qt.Key.Key_Return)
    assert at.screen.grid.note.isVisible()
    assert "没有写入" in at.screen.grid.note.text.text()
    assert at.text(0, "area_name") != "x"


def test_what_is_being_typed_outlives_what_others_write(at: At) -> None:
    at.select(2, "total_investment")
    editor = at.begin("45")
    project = at.project(0).id

    def elsewhere(services: Services) -> None:
        with services.workspace.transaction("test") as tx:
            tx.update(Project, project, sector="别处")

    at.desk.do(elsewhere)
    assert editor.isVisible()
    assert editor.text() == "45"
    at.key(Qt.Key.Key_Return)
    assert at.text(2, "total_investment") == "45"
    assert at.text(0, "sector") == "别处"


def test_columns_of_reports_cannot_be_typed_into(at: At) -> None:
    at.screen.choose_columns(("name", "image_progress"))
    at.desk.settle()
    at.select(0, "image_progress")
    QTest.keyClicks(at.screen.grid, "x")
    assert at.screen.grid.findChild(CellEditor) is None


def test_delete_empties_cells(at: At) -> None:
    at.select(0, "sector", 2)
    at.key(Qt.Key.Key_Delete)
    assert [at.text(row, "sector") for row in range(3)] == ["", "", ""]
    assert at.toasts[-1].undo


# -- blocks ----------------------------------------------------------------------------------------------------------


def test_a_block_from_excel_is_one_step(at: At) -> None:
    at.select(1, "sector")
    at.paste("新能源\t前期\n化工\t建设\n")
    assert [(at.text(row, "sector"), at.text(row, "stage")) for row in (1, 2)] == [("新能源", "前期"), ("化工", "建设")]
    assert "已粘贴" in at.toasts[-1].text
    at.take_back()
    assert at.text(1, "sector") != "新能源"


def test_refusals_are_listed_before_anything_is_written(at: At) -> None:
    before = at.text(2, "total_investment")
    at.select(1, "total_investment")
    at.paste("7\nabc\n9")
    dialog = at.dialog(RefusalsDialog)
    assert any("第 3 行" in one.full_text for one in dialog.findChildren(ElidedLabel))
    assert at.text(1, "total_investment") != "7"
    at.click(dialog.rest)
    assert [at.text(row, "total_investment") for row in (1, 2, 3)] == ["7", before, "9"]


def test_nothing_is_written_where_the_user_wants_it_so(at: At) -> None:
    at.select(1, "total_investment")
    at.paste("7\nabc")
    at.click(at.dialog(RefusalsDialog).discard)
    assert at.text(1, "total_investment") != "7"


def test_a_single_text_goes_into_the_whole_selection(at: At) -> None:
    at.select(0, "sector", 3)
    at.paste("装备制造")
    assert {at.text(row, "sector") for row in range(4)} == {"装备制造"}
    at.paste("装备制造")
    assert not at.toasts[-1].undo, "there was nothing to change"


def test_copied_cells_come_back_as_they_are(at: At) -> None:
    at.select(0, "name", 2, "total_investment")
    at.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = block_of(QGuiApplication.clipboard().text())
    assert [line[0] for line in copied] == [at.text(row, "name") for row in range(3)]
    assert copied[0][-1] == at.text(0, "total_investment")
    at.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not at.toasts[-1].undo, "what was copied says what the register says"


def test_ctrl_d_fills_down(at: At) -> None:
    at.select(0, "sector", 3)
    first = at.text(0, "sector")
    at.paste("甲\n乙\n丙\n丁")
    at.select(0, "sector", 3)
    at.key(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert {at.text(row, "sector") for row in range(4)} == {"甲"}
    at.take_back()
    at.take_back()
    assert at.text(0, "sector") == first


def test_many_projects_get_one_value(at: At) -> None:
    at.select(0, "stage", 4)
    at.key(Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    dialog = at.dialog(BulkDialog)
    QTest.keyClicks(dialog.line, "x")
    assert dialog.value.error
    assert not dialog.button.isEnabled()
    dialog.line.setText("竣工")
    at.click(dialog.button)
    assert {at.text(row, "stage") for row in range(5)} == {"竣工"}


def test_too_many_rows_are_refused_with_a_way(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "MOST", 2)
    at.select(0, "sector", 4)
    at.paste("甲")
    told = at.desk.prompts.told[-1]
    assert isinstance(told, Notice)
    assert "2" in told.happened


def test_of_very_many_rows_the_first_are_copied_and_that_is_told(at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "MOST", 2)
    at.select(0, "name", 4)
    at.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(block_of(QGuiApplication.clipboard().text())) == 2
    assert "前 2 行" in at.toasts[-1].text


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"one\nline"\tb\n', [["one\nline", "b"]]),
        ("alone", [["alone"]]),
        ("", []),
    ],
)
def test_what_excel_puts_onto_the_clipboard_is_a_block(text: str, block: list[list[str]]) -> None:
    assert block_of(text) == block


# -- the past, the card, what is remembered --------------------------------------------------------------------------


def test_f4_tells_the_past_of_a_cell_and_brings_it_back(at: At) -> None:
    before = at.text(0, "total_investment")
    at.select(0, "total_investment")
    at.begin("12.5")
    at.key(Qt.Key.Key_Return)
    at.select(0, "total_investment")
    at.key(Qt.Key.Key_F4)
    card = at.screen.past
    assert card.isVisible()
    assert before in card.back.text()
    at.click(card.back)
    assert at.text(0, "total_investment") == before
    assert not card.isVisible()
    at.screen.grid.setFocus()
    at.select(0, "total_investment")
    at.key(Qt.Key.Key_F4)
    assert at.screen.leave()
    assert not card.isVisible()


def test_a_column_without_a_past_of_its_own_says_where_it_is(at: At) -> None:
    at.screen.choose_columns(("name", "image_progress"))
    at.desk.settle()
    at.select(0, "image_progress")
    at.key(Qt.Key.Key_F4)
    assert at.screen.grid.note.isVisible()


def test_who_led_before_is_the_past_of_the_cell(at: At) -> None:
    at.screen.choose_columns(("name", "leader"))
    at.select(0, "leader")
    before = at.text(0, "leader")
    editor = at.begin("x")
    editor.setText("副市长")
    at.key(Qt.Key.Key_Return)
    at.desk.settle()
    at.select(0, "leader")
    at.key(Qt.Key.Key_F4)
    at.desk.settle()
    assert at.screen.past.isVisible()
    at.click(at.screen.past.back)
    at.desk.settle()
    assert at.text(0, "leader") == before


def test_the_card_follows_the_cursor_and_opens_the_project(at: At) -> None:
    at.select(0, "name")
    at.key(Qt.Key.Key_F6)
    assert at.screen.side.name.text() == at.text(0, "name")
    at.select(3, "name")
    assert at.screen.side.name.text() == at.text(3, "name")
    at.click(at.screen.side.open_button)
    assert at.gone[-1].screen is ScreenKey.PROJECT


def test_columns_and_density_are_remembered(at: At, opened: Open) -> None:
    at.click(at.screen.arrange)
    dialog = at.dialog(ArrangeDialog)
    dialog.boxes["leader"].click()
    dialog.density.setCurrentIndex(dialog.density.findData("dense"))
    dialog.density.activated.emit(dialog.density.currentIndex())
    at.desk.settle()
    dialog.accept()
    assert at.column("leader") > 0
    assert at.screen.grid.rowHeight(0) == 28
    again = opened(at.desk)
    assert again.column("leader") > 0


def test_a_view_keeps_columns_and_filters(at: At) -> None:
    query = replace(at.screen.filters.query, stages=(Stage.PRELIMINARY,))
    saved = at.desk.do(lambda services: services.views.add("前期", query, ("name", "stage", "leader")))
    at.screen.views.chosen.emit(saved)
    at.desk.settle()
    assert [one.key for one in at.screen.grid.ledger.columns] == ["name", "stage", "leader"]
    assert {at.text(row, "stage") for row in range(5)} == {"前期"}
    assert 0 < at.screen.grid.ledger.rowCount() < 500


def test_the_frozen_head_draws_its_column_wider_and_that_is_remembered(at: At) -> None:
    at.screen.grid.frozen.resizeSection(0, 333)
    at.desk.settle()
    assert at.screen.grid.columnWidth(0) == 333
    assert at.desk.context.preferences.of_screen("register")["widths"] == {"name": 333}


def test_tab_goes_on_to_the_right(at: At) -> None:
    at.select(0, "total_investment")
    at.begin("12")
    at.key(Qt.Key.Key_Tab)
    assert at.screen.grid.currentIndex().column() == at.column("planned_investment")
    assert at.text(0, "total_investment") == "12"


def test_the_register_is_exported_whole(at: At, tmp_path: Path) -> None:
    at.desk.prompts.files = [tmp_path / "台账.xlsx"]
    at.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    at.click(at.dialog(ExportDialog).whole)
    at.desk.settle()
    assert (tmp_path / "台账.xlsx").exists()
    assert "500" in at.toasts[-1].text


def test_what_is_shown_is_exported_in_its_order_with_its_columns(at: At, tmp_path: Path) -> None:
    at.desk.prompts.files = [tmp_path / "筛选.xlsx"]
    at.screen.choose_columns(("name", "total_investment", "stage"))
    at.screen.filters.search.setText("风电塔筒")
    at.desk.settle()
    at.screen.filters.sort_by(SortColumn.TOTAL_INVESTMENT, descending=True)
    at.desk.settle()
    shown = [at.text(row, "name") for row in range(at.screen.grid.ledger.rowCount())]
    assert 1 < len(shown) < 60
    at.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = at.dialog(ExportDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    at.desk.settle()
    sheet = openpyxl.load_workbook(tmp_path / "筛选.xlsx").worksheets[0]
    rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["项目名称", "项目阶段", "总投资（万元）"]
    assert [row[0] for row in rows[1:]] == shown
    amounts = [float(str(row[2])) for row in rows[1:]]
    assert amounts == sorted(amounts, reverse=True)
    plan = at.desk.ask(lambda services: services.register.plan(tmp_path / "筛选.xlsx"))
    assert (plan.rows, plan.refusals, plan.unchanged) == ((), (), len(shown))


def test_of_an_empty_register_nothing_is_exported(opened: Open, empty_office_desk: Desk) -> None:
    at = opened(empty_office_desk)
    at.key(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert not at.screen.findChildren(ExportDialog)
    assert at.toasts[-1] == Toast("台账里还没有项目，没有可以导出的内容。", undo=False)


def test_a_project_is_found_by_its_id(opened: Open, office_desk: Desk) -> None:
    def some(services: Services) -> str:
        return services.projects.listed()[7].project.id

    wanted = office_desk.ask(some)
    at = opened(office_desk, record_id=wanted)
    at.desk.settle()
    row = at.screen.grid.ledger.row_at(at.screen.grid.currentIndex().row())
    assert row is not None
    assert row.row.project_id == wanted


def test_every_button_has_its_key_told(at: At) -> None:
    keys = {one.keys for one in at.screen.key_map()}
    assert {"F4", "Ctrl+D", "Ctrl+V", "Ctrl+B", "F6"} <= keys
    assert at.screen.findChildren(QPushButton)
    assert not at.screen.findChildren(KeyCap)


def test_a_leader_is_typed_like_any_other_cell(at: At) -> None:
    at.screen.choose_columns(("name", "leader", "image_progress"))
    at.select(0, "leader")
    editor = at.begin("x")
    editor.setText("副市长")
    at.key(Qt.Key.Key_Return)
    at.desk.settle()
    assert at.text(0, "leader") == "副市长"
    at.take_back()
    assert at.text(0, "leader") != "副市长"


@pytest.mark.parametrize("key", [Qt.Key.Key_5, Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_cell_that_is_not_typed_into_says_why(at: At, key: Qt.Key) -> None:
    at.screen.choose_columns(("name", "leader", "image_progress"))
    at.select(0, "image_progress")
    at.key(key)
    assert not at.screen.grid.typing
    assert at.screen.grid.note.isVisible()
    assert "调度报表" in " ".join(one.text() for one in at.screen.grid.note.findChildren(QLabel))
    at.key(Qt.Key.Key_Escape)
    assert not at.screen.grid.note.isVisible()
