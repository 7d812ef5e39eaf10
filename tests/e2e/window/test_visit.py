"""A whole visit through the real window, with the actions counted (product.md, the ten interactions, 1 to 3)."""

from __future__ import annotations

from pathlib import Path

from inspector.domain.inspection import InspectionState
from inspector.services.bundle import Services
from inspector.services.visits import VisitDetails
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey
from inspector.ui.screens.visit.screen import VisitScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk

MOST = 32


def _newest(services: Services) -> VisitDetails:
    return services.visits.show(services.visits.all()[0][0].id)


def _screen(window: MainWindow) -> VisitScreen:
    found = window.screen_shown
    assert isinstance(found, VisitScreen)
    return found


def _begin(hands: Hands) -> None:
    """Start at the next stop with 安全文明施工, say what is seen, and answer what the project is."""
    hands.key("F2")
    hands.key("1")
    hands.key("Return")
    hands.type("主体设备全部安装到位")
    hands.key("Tab")
    hands.type("92.5")
    hands.key("Ctrl+PgDown")
    hands.key("1")
    hands.key("Down")
    hands.key("5")
    hands.key("Ctrl+PgDown")


def _conclude(hands: Hands) -> None:
    """The last section: what the unfit answer asks for, photos, order, feedback, signature."""
    hands.type("临边缺防护栏杆")
    hands.key("Down")
    hands.key("P")
    hands.key("Down")
    hands.key("2")
    hands.key("Down")
    hands.key("1")
    hands.key("Down", 3)
    hands.key("Return")
    hands.type("巡查员甲")


def test_a_whole_visit_by_keyboard_alone(
    desk: Desk, window: MainWindow, hands: Hands, pictures: list[Path], tmp_path: Path
) -> None:
    desk.prompts.files = pictures
    _begin(hands)
    hands.key("Ctrl+Return")
    hands.key("1")
    hands.key("2")
    hands.key("P")
    hands.key("Ctrl+PgDown")
    hands.key("Ctrl+Return", 3)
    _conclude(hands)
    hands.key("F9")
    hands.key("Return")
    visit = desk.ask(_newest)
    assert visit.inspection.state is InspectionState.SIGNED
    assert len(visit.photos) == len(pictures) + 1, "five photos and the signature"
    assert [one.owner_department for one in visit.problems] == ["施工单位"]
    assert len(_verdicts(visit)) == 20
    stick = tmp_path / "U盘"
    stick.mkdir()
    desk.context.preferences.last_folder = str(stick)
    hands.key("Ctrl+E")
    assert window.screen_shown.KEY is ScreenKey.HANDOVER
    hands.key("Ctrl+Return")
    assert list(stick.glob("*.xmw"))
    assert hands.actions <= MOST


def _verdicts(visit: VisitDetails) -> list[object]:
    """The answers 合格, 不合格 and 不适用."""
    return [one for one in (visit.inspection.answers or {}).values() if one in ("pass", "fail", "na")]


def test_a_whole_section_fit_is_one_action_and_one_to_take_back(desk: Desk, window: MainWindow, hands: Hands) -> None:
    _begin(hands)
    before = hands.actions
    hands.key("Ctrl+Return")
    screen = _screen(window)
    assert (screen.filling.sections[1].answered, hands.actions - before) == (5, 1)
    hands.key("Ctrl+Z")
    assert (screen.filling.sections[1].answered, hands.actions - before) == (0, 2)
    visit = desk.ask(_newest)
    assert visit.inspection.state is InspectionState.DRAFT


def test_unfit_to_problem_with_owner_and_deadline_is_four_actions_at_most(
    desk: Desk, window: MainWindow, hands: Hands
) -> None:
    _begin(hands)
    before = hands.actions
    hands.key("2")
    hands.key("N")
    hands.type("安全员不在岗")
    _screen(window).flush()
    desk.settle()
    (problem,) = desk.ask(_newest).problems
    assert hands.actions - before <= 4
    assert problem.owner_department
    assert problem.due_on is not None
    assert "安全员不在岗" in problem.description
