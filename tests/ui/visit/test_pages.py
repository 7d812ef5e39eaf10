"""The pages of a visit by key and mouse: start, list, sections, what is seen, signature, and what follows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.inspection import Inspection
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.visit.screen import VisitScreen
from inspector.ui.screens.visit.section_list import SectionLine, SectionList
from inspector.ui.screens.visit.seen_form import read_fact
from inspector.ui.theme.tokens import Theme
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.visit.kit import started, stored

LONG = "葫芦岛市" * 15
RARE = "𠮷𡈽㙟⺁"


def visits_of(window: MainWindow) -> VisitScreen:
    found = window.screen_shown
    assert isinstance(found, VisitScreen)
    return found


def first_project(desk: Desk, name: str = "") -> str:
    def read(services: Services) -> str:
        project = services.projects.listed()[0].project
        if name:
            with services.workspace.transaction("rename") as tx:
                tx.update(Project, project.id, name=name)
        return project.id

    found = desk.do(read)
    assert isinstance(found, str)
    return found


@pytest.fixture
def starting(field_desk: Desk, window: MainWindow) -> VisitScreen:
    window.go(Target(ScreenKey.VISIT, first_project(field_desk), "start"))
    field_desk.settle()
    return visits_of(window)


# -- start -------------------------------------------------------------------------------------------------------------


def test_a_digit_chooses_and_enter_starts_with_the_same_next_time(
    field_desk: Desk, starting: VisitScreen, hands: Hands, window: MainWindow
) -> None:
    hands.key("2")
    hands.key("Return")
    draft = starting.filling.draft
    assert draft is not None
    chosen = draft.checklist_name
    window.go(Target(ScreenKey.VISIT, draft.inspection.project_id, "start"))
    field_desk.settle()
    hands.key("F2")
    again = starting.filling.draft
    assert again is not None
    assert (again.checklist_name, again.inspection.id == draft.inspection.id) == (chosen, False)


def test_a_draft_that_is_there_is_offered(field_desk: Desk, window: MainWindow, hands: Hands) -> None:
    visit = started(field_desk)
    window.go(Target(ScreenKey.VISIT, visit.project_id, "start"))
    field_desk.settle()
    hands.press("继续填报")
    screen = visits_of(window)
    assert screen.filling.draft is not None
    assert screen.filling.draft.inspection.id == visit.id


def test_enter_before_the_project_is_read_starts_nothing_elsewhere(
    field_desk: Desk, starting: VisitScreen, window: MainWindow
) -> None:
    other = field_desk.ask(lambda services: services.projects.listed()[3].project.id)
    window.go(Target(ScreenKey.VISIT, other, "start"))
    QTest.keyClick(starting.starting, Qt.Key.Key_Return)
    field_desk.settle()
    found = field_desk.ask(lambda services: [one.inspection.project_id for one in services.drafts.listed()])
    assert found in ([], [other])


def test_long_and_rare_names_stand_in_the_title(field_desk: Desk, window: MainWindow) -> None:
    project = first_project(field_desk, LONG + RARE)
    window.go(Target(ScreenKey.VISIT, project, "start"))
    field_desk.settle()
    assert window.minimumSizeHint().width() <= 1366


def test_a_refused_start_can_be_tried_again(field_desk: Desk, starting: VisitScreen, hands: Hands) -> None:
    def gone(services: Services) -> None:
        with services.workspace.transaction("test") as tx:
            tx.delete(Project, services.projects.listed()[0].project.id)

    field_desk.do(gone)
    hands.key("Return")
    assert len(field_desk.prompts.told) == 1
    assert starting.starting.starting.isEnabled()


# -- list --------------------------------------------------------------------------------------------------------------


def test_the_empty_list_leads_to_the_projects(empty_desk: Desk, qtbot: QtBot) -> None:
    window = MainWindow(empty_desk.context)
    qtbot.addWidget(window)
    window.show()
    window.go(Target(ScreenKey.VISIT))
    empty_desk.settle()
    Hands(empty_desk, window).press("选择项目")
    assert window.screen_shown.KEY is ScreenKey.PROJECTS


def test_the_list_goes_on_with_a_draft(field_desk: Desk, window: MainWindow, hands: Hands) -> None:
    visit = started(field_desk)
    window.go(Target(ScreenKey.VISIT))
    field_desk.settle()
    name = field_desk.ask(lambda services: services.projects.listed()[0].project.name)
    hands.press(f"继续填报 {name}")
    draft = visits_of(window).filling.draft
    assert draft is not None
    assert draft.inspection.id == visit.id
    hands.key("Escape")
    assert visits_of(window).pages.currentWidget() is visits_of(window).visits


# -- sections ----------------------------------------------------------------------------------------------------------


def test_sections_by_key_and_click(field_desk: Desk, qtbot: QtBot) -> None:
    made = SectionList(field_desk.context.appearance, "分区")
    qtbot.addWidget(made)
    lines = tuple(SectionLine(n, LONG, n, 3, 1 if n == 2 else 0) for n in range(1, 4))
    made.show_lines(lines, 1)
    made.resize(220, made.sizeHint().height())
    made.show()
    made.setFocus()
    assert not made.grab().isNull()
    chosen: list[int] = []
    made.chosen.connect(chosen.append)
    qtbot.keyClick(made, Qt.Key.Key_Down)
    qtbot.keyClick(made, Qt.Key.Key_Up)
    qtbot.keyClick(made, Qt.Key.Key_Home)
    made.show_lines(lines, 2)
    qtbot.keyClick(made, Qt.Key.Key_Down)
    qtbot.mouseClick(made, Qt.MouseButton.LeftButton, pos=made.row_rect(1).center())
    qtbot.mouseClick(made, Qt.MouseButton.RightButton, pos=made.row_rect(0).center())
    assert chosen == [2, 0, 1]
    assert "3/3" in made.accessibleName()


def test_f8_goes_through_everything_that_is_open(screen: VisitScreen, hands: Hands) -> None:
    screen.fill.go_to_section(len(screen.filling.sections))
    screen.flush()
    seen = set()
    for _ in range(12):
        hands.key("F8")
        seen.add(screen.fill.section.number if screen.fill.section else 1)
    assert seen


def test_nothing_traps_the_keyboard(screen: VisitScreen, hands: Hands) -> None:
    screen.fill.go_to_section(2)
    hands.key("2")
    places = []
    for _ in range(40):
        hands.key("Tab")
        places.append(QApplication.focusWidget())
    assert len(set(map(id, places))) > 8
    assert any(places.count(one) > 1 for one in places), "round and round"


def test_a_wheel_over_fields_without_focus_changes_nothing(
    field_desk: Desk, screen: VisitScreen, hands: Hands, visit: Inspection
) -> None:
    screen.fill.go_to_section(2)
    hands.key("2")
    screen.flush()
    field_desk.settle()
    before = stored(field_desk, visit)
    form = screen.fill.form
    assert form is not None
    problems = field_desk.ask(lambda services: services.drafts.open(visit.id).problems)
    for one in (one for one in form.findChildren(QWidget) if one.isVisible() and not one.hasFocus()):
        spot, turned = QPointF(5, 5), QPoint(0, -240)
        wheel = QWheelEvent(
            spot,
            one.mapToGlobal(spot),
            QPoint(),
            turned,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003 - Qt takes it by place
        )
        QApplication.sendEvent(one, wheel)
    field_desk.settle()
    assert stored(field_desk, visit) == before
    assert field_desk.ask(lambda services: services.drafts.open(visit.id).problems) == problems


# -- what is seen ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("workers", " 12 ", 12),
        ("workers", "１２", 12),
        ("machines", "", None),
        ("physical_progress_pct", "92.5%", Decimal("92.5")),
        ("physical_progress_pct", "９２．５％", Decimal("92.5")),
        ("physical_progress_pct", "92。5", Decimal("92.5")),
        ("physical_progress_pct", "1e1", None),
        ("weather", RARE, RARE),
    ],
)
def test_figures_as_people_type_them(name: str, text: str, value: object) -> None:
    assert read_fact(name, text)[0] == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("workers", one) for one in ("-1", "1.5", "x", "9" * 20)),
        *(("physical_progress_pct", one) for one in ("101", "-1", "1.234", "x", "NaN", "Infinity", "1e999999", "%")),
    ],
)
def test_figures_that_are_none(name: str, text: str) -> None:
    value, wrong = read_fact(name, text)
    assert value is None
    assert wrong


def test_what_was_reported_is_taken_over_by_a_click(field_desk: Desk, window: MainWindow, hands: Hands) -> None:
    def report(services: Services) -> None:
        with services.workspace.transaction("test") as tx:
            tx.update(Project, services.projects.listed()[0].project.id, status_text="主体施工")

    field_desk.do(report)
    visit = started(field_desk)
    window.go(Target(ScreenKey.VISIT, visit.id))
    field_desk.settle()
    screen = visits_of(window)
    take = next(
        one
        for one in screen.fill.seen.findChildren(QPushButton)
        if one.isVisible() and one.accessibleName().startswith("现场")
    )
    hands.click(take)
    assert stored(field_desk, visit).seen_status == "主体施工"
    assert not take.isVisible()
    hands.key("Ctrl+Z")


# -- signature ---------------------------------------------------------------------------------------------------------


def test_what_is_missing_leads_there_and_nothing_is_signed(
    field_desk: Desk, screen: VisitScreen, hands: Hands, visit: Inspection
) -> None:
    hands.key("F9")
    assert not screen.signing.button.isEnabled()
    screen.signing.sign()
    hands.key("Ctrl+S")
    lines = [one for one in screen.signing.open_card.findChildren(QPushButton) if one.isVisible()]
    hands.click(lines[0])
    assert (screen.pages.currentWidget(), screen.fill.section) == (screen.fill, None)
    hands.key("F9")
    lines = [one for one in screen.signing.open_card.findChildren(QPushButton) if one.isVisible()]
    hands.click(lines[-1])
    assert screen.fill.section is not None
    assert stored(field_desk, visit).signature is None


def test_signed_then_what_follows(field_desk: Desk, window: MainWindow, hands: Hands) -> None:
    visit = started(field_desk, checklist=False)
    window.go(Target(ScreenKey.VISIT, visit.id))
    field_desk.settle()
    screen = visits_of(window)
    screen.filling.set_facts(seen_status="在建", physical_progress_pct=Decimal(4))
    hands.key("F9")
    screen.signing.role.clear()
    assert not screen.signing.button.isEnabled()
    hands.type("inspector")
    for _ in range(2):  # faster than the disk
        QTest.keyClick(screen.signing.role, Qt.Key.Key_Return)
    field_desk.settle()
    assert stored(field_desk, visit).signature == "inspector"
    assert screen.pages.currentWidget() is screen.done
    assert field_desk.prompts.told == []
    hands.press("查看")
    assert screen.pages.currentWidget() is screen.fill
    assert screen.header() is not None
    hands.key("Escape")
    assert screen.pages.currentWidget() is screen.visits
    hands.press(f"查看 {field_desk.ask(lambda services: services.projects.listed()[0].project.name)}")
    assert screen.filling.locked


# -- looks -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [Theme.LARGE, Theme.DARK])
def test_another_look_keeps_what_is_being_typed(
    field_desk: Desk, screen: VisitScreen, hands: Hands, visit: Inspection, theme: Theme
) -> None:
    screen.fill.go_to_section(2)
    hands.key("2")
    hands.key("N")
    hands.type("no rail")
    field_desk.context.appearance.choose(theme)
    field_desk.settle()
    screen.flush()
    field_desk.settle()
    assert list((stored(field_desk, visit).notes or {}).values()) == ["no rail"]
    screen.fill.go_to_section(0)
    hands.type("steel")
    field_desk.context.appearance.choose(Theme.LIGHT)
    screen.flush()
    field_desk.settle()
    assert "steel" in (stored(field_desk, visit).seen_status or "")


def test_the_photos_fold_into_a_drawer_where_room_is_short(
    field_desk: Desk, screen: VisitScreen, window: MainWindow, hands: Hands
) -> None:
    window.resize(1024, 600)
    field_desk.settle()
    assert not screen.fill.tray.isVisible()
    hands.click(screen.fill.bar.photos)
    assert screen.fill.tray.isVisible()
    assert window.width() == 1024
