"""项目 as a user meets it: typed to, filtered, sorted, kept as a view, exported, opened, by keys and clicks."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu
from pytestqt.qtbot import QtBot

from inspector.domain.lamps import LampColour
from inspector.domain.project import Stage
from inspector.domain.project_query import ProjectQuery, SortColumn
from inspector.services.bundle import Services
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.projects import screen as screen_module
from inspector.ui.screens.projects.arrange_dialog import ArrangeDialog
from inspector.ui.screens.projects.reading import FIRST
from inspector.ui.screens.projects.screen import ProjectsScreen
from inspector.ui.theme.tokens import Theme
from tests.services.kit import a_project
from tests.ui.kit import Desk

LONG = (
    "葫芦岛市连山区老工业区搬迁改造与沿海经济带综合交通枢纽及配套"
    "地下综合管廊智慧运维平台建设工程项目一期示范段施工总承包标段甲"
)


def shown(qtbot: QtBot, desk: Desk, target: Target | None = None) -> ProjectsScreen:
    screen = ProjectsScreen(desk.context)
    qtbot.addWidget(screen)
    screen.resize(1278, 640)
    if target is not None:
        screen.open_target(target)
    screen.show()
    screen.setFocus()
    desk.settle()
    desk.settle()
    return screen


def names(screen: ProjectsScreen) -> list[str]:
    model = screen.table.projects
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def type_in(qtbot: QtBot, desk: Desk, screen: ProjectsScreen, text: str) -> None:
    qtbot.keyClicks(screen.filters.search, text)
    desk.settle()


def choose(screen: ProjectsScreen, desk: Desk, name: str, value: object) -> None:
    combo = screen.filters.combos[name]
    at = next(at for at in range(combo.count()) if combo.itemData(at) == (value,))
    combo.setCurrentIndex(at)
    combo.activated.emit(at)
    desk.settle()


def menu_of(desk: Desk, screen: ProjectsScreen, qtbot: QtBot) -> QMenu:
    qtbot.mouseClick(screen.views, Qt.MouseButton.LeftButton)
    desk.settle()
    assert screen.views.menu_shown is not None
    return screen.views.menu_shown


def trigger(desk: Desk, menu: QMenu, text: str) -> None:
    next(one for one in menu.actions() if text in one.text()).trigger()
    menu.close()
    desk.settle()


def test_pinyin_initials_and_enter_open_a_project_in_four_keys(field_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, field_desk)
    everything = len(names(screen))
    type_in(qtbot, field_desk, screen, "xdb")
    assert 0 < len(names(screen)) < everything
    assert all("徐大堡" in name for name in names(screen))
    with qtbot.waitSignal(screen.navigated) as gone:
        qtbot.keyClick(screen.filters.search, Qt.Key.Key_Return)
    target = gone.args[0]
    assert target.screen is ScreenKey.PROJECT
    row = screen.table.current_row
    assert row is not None
    assert target.record_id == row.id


def test_the_arrows_of_the_search_line_move_the_cursor_and_f2_starts_a_visit_there(
    field_desk: Desk, qtbot: QtBot
) -> None:
    screen = shown(qtbot, field_desk)
    qtbot.keyClick(screen.filters.search, Qt.Key.Key_Down)
    assert screen.table.currentIndex().row() == 1
    with qtbot.waitSignal(screen.navigated) as gone:
        qtbot.keyClick(screen.filters.search, Qt.Key.Key_F2)
    row = screen.table.current_row
    assert row is not None
    assert gone.args[0] == Target(ScreenKey.VISIT, row.id, "start")


def test_a_double_click_and_enter_in_the_table_open(field_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, field_desk)
    place = screen.table.visualRect(screen.table.projects.index(2, 0)).center()
    qtbot.mouseClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(screen.navigated) as gone:
        qtbot.mouseDClick(screen.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    third = screen.table.projects.row_at(2)
    assert third is not None
    assert gone.args[0].record_id == third.id
    with qtbot.waitSignal(screen.navigated):
        qtbot.keyClick(screen.table, Qt.Key.Key_Return)
    qtbot.keyClick(screen.table, Qt.Key.Key_End)
    assert screen.table.currentIndex().row() == screen.table.projects.rowCount() - 1
    qtbot.keyClick(screen.table, Qt.Key.Key_Home)
    assert screen.table.currentIndex().row() == 0


def test_filters_leave_what_they_say_and_esc_takes_them_back(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, office_desk)
    told: list[tuple[str, str]] = []
    screen.title_changed.connect(lambda title, note: told.append((title, note)))
    qtbot.mouseClick(screen.filters.lamps[LampColour.RED], Qt.MouseButton.LeftButton)
    office_desk.settle()
    red = len(names(screen))
    assert red == office_desk.ask(lambda services: services.finding.count(ProjectQuery(lamps=(LampColour.RED,))))
    choose(screen, office_desk, "stages", Stage.CONSTRUCTION)
    assert 0 < len(names(screen)) < red
    assert told[-1][1] == f"500 个项目中的 {len(names(screen))} 个"
    assert screen.leave()
    office_desk.settle()
    assert len(names(screen)) == 500
    assert not screen.leave()


def test_area_park_and_leader_are_offered_where_projects_have_them(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, office_desk)
    for name in ("areas", "leaders"):
        combo = screen.filters.combos[name]
        assert combo.isVisible()
        choose(screen, office_desk, name, combo.itemData(1)[0])
        found = len(names(screen))
        assert 0 < found < 500
        qtbot.mouseClick(screen.filters.clear_button, Qt.MouseButton.LeftButton)
        office_desk.settle()
    assert not screen.filters.combos["kinds"].isVisible()


def test_what_nothing_fits_says_so_and_leads_back(field_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, field_desk)
    type_in(qtbot, field_desk, screen, "zzzzqq")
    assert screen.nothing.isVisible()
    assert not screen.start_button.isEnabled()
    button = screen.nothing.button
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    field_desk.settle()
    assert screen.table.isVisible()
    assert screen.filters.search.text() == ""


@pytest.mark.parametrize(
    ("fixture", "screen_key"), [("empty_desk", ScreenKey.TODAY), ("empty_office_desk", ScreenKey.EXCEL)]
)
def test_an_empty_workspace_says_what_to_do_first(
    request: pytest.FixtureRequest, fixture: str, screen_key: ScreenKey, qtbot: QtBot
) -> None:
    desk: Desk = request.getfixturevalue(fixture)
    screen = shown(qtbot, desk)
    assert screen.empty.isVisible()
    assert not screen.filters.isVisible()
    button = screen.empty.button
    assert button is not None
    with qtbot.waitSignal(screen.navigated) as gone:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert gone.args[0].screen is screen_key


def test_a_click_on_a_head_sorts_figures_from_the_top_and_then_the_other_way(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, office_desk)
    model, across = screen.table.projects, screen.table.horizontalHeader()
    at = next(at for at, one in enumerate(model.columns) if one.name == "total_investment")
    middle = QPoint(across.sectionViewportPosition(at) + across.sectionSize(at) // 2, across.height() // 2)
    for falling in (True, False):
        qtbot.mouseClick(across.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        office_desk.settle()
        values = [row.total_investment for row in map(model.row_at, range(20)) if row and row.total_investment]
        assert values == sorted(values, reverse=falling)


def test_columns_and_order_are_chosen_in_a_dialog_and_remembered(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, office_desk)
    qtbot.mouseClick(screen.arrange, Qt.MouseButton.LeftButton)
    dialog = screen.findChild(ArrangeDialog)
    assert isinstance(dialog, ArrangeDialog)
    box: QCheckBox = dialog.boxes["code"]
    box.click()
    dialog.boxes["area"].click()
    dialog.sort.setCurrentIndex(dialog.sort.findData(SortColumn.CODE))
    dialog.falling.click()
    office_desk.settle()
    kept = [one.name for one in screen.table.projects.columns]
    assert "code" in kept
    assert "area" not in kept
    dialog.accept()
    again = shown(qtbot, office_desk)
    assert [one.name for one in again.table.projects.columns] == kept
    assert (again.filters.query.sort, again.filters.query.descending) == (SortColumn.CODE, True)
    codes = [row.code for row in map(again.table.projects.row_at, range(20)) if row and row.code]
    assert codes == sorted(codes, reverse=True)


def test_the_usual_columns_come_back_and_a_drawn_width_is_remembered(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, office_desk)
    screen.table.horizontalHeader().resizeSection(0, 333)
    qtbot.mouseClick(screen.arrange, Qt.MouseButton.LeftButton)
    dialog = screen.findChild(ArrangeDialog)
    assert isinstance(dialog, ArrangeDialog)
    dialog.boxes["park"].click()
    dialog.usual.click()
    assert not dialog.boxes["park"].isChecked()
    dialog.accept()
    assert shown(qtbot, office_desk).table.columnWidth(0) == 333


def test_a_view_is_saved_changed_renamed_deleted_and_put_back(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, office_desk)
    told: list[Toast] = []
    screen.told.connect(told.append)
    qtbot.mouseClick(screen.filters.lamps[LampColour.RED], Qt.MouseButton.LeftButton)
    office_desk.settle()
    red = len(names(screen))
    office_desk.prompts.texts = ["红灯 & 项目"]
    trigger(office_desk, menu_of(office_desk, screen, qtbot), "存为视图")
    qtbot.mouseClick(screen.filters.clear_button, Qt.MouseButton.LeftButton)
    office_desk.settle()
    trigger(office_desk, menu_of(office_desk, screen, qtbot), "红灯")
    assert len(names(screen)) == red
    assert screen.views.accessibleName() == "红灯 & 项目"
    office_desk.prompts.texts = ["要盯的"]
    trigger(office_desk, menu_of(office_desk, screen, qtbot), "改名")
    trigger(office_desk, menu_of(office_desk, screen, qtbot), "更新")
    trigger(office_desk, menu_of(office_desk, screen, qtbot), "删除")
    assert office_desk.ask(lambda services: services.views.all()) == ()
    trigger(office_desk, menu_of(office_desk, screen, qtbot), "放回")
    (kept,) = office_desk.ask(lambda services: services.views.all())
    assert (kept.name, kept.query.lamps) == ("要盯的", (LampColour.RED,))
    assert len(told) == 5


def test_a_view_with_several_stages_shows_them_together(office_desk: Desk, qtbot: QtBot) -> None:
    stages = (Stage.LEAD, Stage.SIGNED)
    office_desk.do(lambda services: services.views.add("两段", ProjectQuery(stages=stages)))
    screen = shown(qtbot, office_desk)
    trigger(office_desk, menu_of(office_desk, screen, qtbot), "两段")
    assert screen.filters.combos["stages"].currentText() == "线索、签约"
    assert screen.filters.query.stages == stages


def test_the_list_is_exported_as_it_is_filtered_and_sorted(office_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    screen = shown(qtbot, office_desk)
    choose(screen, office_desk, "stages", Stage.CONSTRUCTION)
    office_desk.prompts.files = [tmp_path / "清单.xlsx"]
    with qtbot.waitSignal(screen.told) as told:
        qtbot.keyClick(screen.filters.search, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        office_desk.settle()
    assert "清单.xlsx" in told.args[0].text
    rows = list(openpyxl.load_workbook(tmp_path / "清单.xlsx").worksheets[0].values)
    found = [row[0] for row in rows if row[0] in set(names(screen)[:3])]
    assert found == names(screen)[:3]


def test_long_names_are_cut_and_rare_characters_are_shown(empty_desk: Desk, qtbot: QtBot) -> None:
    rare = "𬭁𫓧㛃项目"

    def put(services: Services) -> None:
        a_project(services, LONG)
        a_project(services, rare)
        a_project(services, "<b>粗</b>项目")

    empty_desk.do(put)
    screen = shown(qtbot, empty_desk)
    assert set(names(screen)) == {LONG, rare, "<b>粗</b>项目"}
    cells = screen.table.itemDelegate()
    at = names(screen).index(LONG)
    width = screen.table.columnWidth(0)
    assert cells.is_cut(screen.table.projects.index(at, 0), width)  # type: ignore[attr-defined]
    assert not cells.is_cut(screen.table.projects.index(names(screen).index(rare), 0), width)  # type: ignore[attr-defined]


def test_what_is_written_elsewhere_is_shown_at_once_and_the_cursor_stays(field_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, field_desk)
    qtbot.keyClick(screen.filters.search, Qt.Key.Key_Down)
    before = screen.table.current_row
    field_desk.do(lambda services: a_project(services, "滨海公路"))
    field_desk.settle()
    assert "滨海公路" in names(screen)
    after = screen.table.current_row
    assert before is not None
    assert after is not None
    assert after.id == before.id


def test_a_target_brings_its_query_and_its_project(field_desk: Desk, qtbot: QtBot) -> None:
    found = field_desk.ask(lambda services: services.projects.listed()[-1].project.id)
    screen = shown(qtbot, field_desk, Target(ScreenKey.PROJECTS, found))
    row = screen.table.current_row
    assert row is not None
    assert row.id == found
    screen.open_target(Target(ScreenKey.PROJECTS, detail='{"stages": ["preliminary"]}'))
    field_desk.settle()
    assert screen.filters.query.stages == (Stage.PRELIMINARY,)
    assert 0 < len(names(screen)) < 21
    screen.hide()
    screen.open_target(Target(ScreenKey.PROJECTS, detail='{"text": "xdb"}'))
    screen.show()
    field_desk.settle()
    assert all("徐大堡" in name for name in names(screen))


def test_an_area_remembered_of_another_workspace_is_dropped(field_desk: Desk, qtbot: QtBot) -> None:
    field_desk.context.preferences.remember("projects", query={"areas": ["elsewhere"]}, columns=["nonsense"])
    screen = shown(qtbot, field_desk)
    assert screen.filters.query == ProjectQuery()
    assert len(names(screen)) == 21
    assert [one.name for one in screen.table.projects.columns] == ["name"]


def test_lamps_of_many_projects_are_long_work(office_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen_module, "MANY", 100)
    screen = shown(qtbot, office_desk)
    seen: list[str] = []
    office_desk.work.tasks_changed.connect(lambda: seen.extend(one.name for one in office_desk.work.tasks))
    qtbot.mouseClick(screen.filters.lamps[LampColour.YELLOW], Qt.MouseButton.LeftButton)
    office_desk.settle()
    assert seen
    assert len(names(screen)) == office_desk.ask(
        lambda services: services.finding.count(ProjectQuery(lamps=(LampColour.YELLOW,)))
    )


def test_rows_far_down_are_read_when_they_come_into_view(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, office_desk)
    model = screen.table.projects
    assert model.row_at(400) is None
    screen.table.scrollTo(model.index(400, 0))
    for _ in range(3):
        QApplication.processEvents()
        office_desk.settle()
    assert model.row_at(400) is not None


def test_density_and_large_letters_give_higher_rows(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(qtbot, office_desk)
    assert screen.table.rowHeight(0) == 32
    office_desk.context.preferences.density = "roomy"
    screen.hide()
    screen.show()
    assert screen.table.rowHeight(0) == 40
    office_desk.context.appearance.choose(Theme.LARGE)
    assert screen.table.rowHeight(0) == 72


def test_english(field_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    screen = shown(qtbot, field_desk)
    assert screen.filters.lamps[LampColour.RED].text() == "Red"
    assert "Project" in str(screen.table.projects.headerData(0, Qt.Orientation.Horizontal))
    assert all(hint.text.isascii() for hint in screen.key_map())


def test_of_a_long_list_the_first_rows_come_first_and_the_rest_after_the_last_key(
    office_desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen_module, "MANY", 100)
    screen = shown(qtbot, office_desk)
    screen.filters.sort_by(SortColumn.CODE, descending=True)
    office_desk.settle()
    assert screen.table.projects.rowCount() == FIRST
    screen.table.move_cursor(5)
    marked = screen.table.current_row
    qtbot.waitUntil(lambda: screen.table.projects.rowCount() == 500)
    assert screen.table.current_row == marked
    everything = office_desk.ask(
        lambda services: services.finding.numbers(ProjectQuery(sort=SortColumn.CODE, descending=True))
    )
    assert screen.table.projects.numbers == everything
    type_in(qtbot, office_desk, screen, "zzzzqq")
    assert screen.nothing.isVisible()
