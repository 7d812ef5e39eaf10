"""The office's fortnight, from the register to the issued bulletin, through the windows of an office and a laptop.

Only two things come from outside of the windows: the checklists that ship, and the dates of an approval step, which
are kept by the command line.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from inspector.bulletin.report import RenderReport
from inspector.domain.approval import ApprovalStep, StepType
from inspector.domain.bulletin import BulletinState
from inspector.domain.inspection import Inspection, InspectionState
from inspector.domain.periods import Period
from inspector.domain.problem import Problem
from inspector.services.bundle import Services
from inspector.services.checklist_import import import_checklists
from inspector.services.checklist_sources import shipped_checklists
from inspector.services.new_workspace import NewWorkspace, make_workspace
from inspector.storage.workspace import WorkplaceRole
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.bulletin.screen import BulletinScreen
from inspector.ui.screens.excel.screen import ExcelScreen
from inspector.ui.screens.lamps.screen import LampsScreen
from inspector.ui.screens.merge.merging import Stage
from inspector.ui.screens.merge.screen import MergeScreen
from inspector.ui.screens.problems.screen import ProblemsScreen
from inspector.ui.screens.today.intake_dialog import IntakeDialog
from inspector.ui.screens.today.screen import TodayScreen
from tests.bulletin import test_render as rules
from tests.bulletin.conftest import Printed
from tests.e2e.window.seats import Seat, seated
from tests.services.packages_kit import device
from tests.storage.kit import HandClock
from tests.ui.kit import TODAY

PERIOD = Period.of(TODAY)
OFFICE, LAPTOP = "编报端", "巡查-07"
PROJECTS = 40
PROBLEM = "配套道路征地未完成"
OURS, THEIRS = "由县政府限期交地", "与村组重新签订协议"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The register of a city, as another workspace writes it."""
    with device(tmp_path / "before", "台账", WorkplaceRole.OFFICE) as services:
        services.examples.synthesize(PROJECTS, 1)
        path, _ = services.register.export(tmp_path / "台账.xlsx")
    return path


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "office", NewWorkspace("office", "huludao", OFFICE), HandClock())


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "laptop", NewWorkspace("field", "huludao", LAPTOP), HandClock())


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "U盘"
    made.mkdir()
    return made


def test_from_the_register_to_the_issued_bulletin(
    qtbot: QtBot, office: Path, laptop: Path, register: Path, stick: Path
) -> None:
    with seated(qtbot, laptop) as seat:
        greeting = export_all(seat, stick / "问候")
    with seated(qtbot, office, 1) as seat:
        import_register(seat, register)
        raise_problem(seat)
        trust(seat, greeting)
        task = send_task(seat, stick / "任务")
    with seated(qtbot, laptop, 60) as seat:
        take_in(seat, task)
        solve(seat, THEIRS)
        visit(seat)
        result = export_all(seat, stick / "巡查")
    with seated(qtbot, office, 120) as seat:
        solve(seat, OURS)
        merge(seat, result)
        see_red_lamp(seat)
        issue(seat, stick / "简报.pdf")
    measure(stick / "简报.pdf")


# -- the register ------------------------------------------------------------------------------------------------------


def import_register(seat: Seat, register: Path) -> None:
    seat.hands.press("Excel 导入")
    assert isinstance(seat.screen, ExcelScreen)
    seat.hands.drop(seat.screen, [register])
    seat.hands.key("Ctrl+Return")
    assert seat.screen.KEY is ScreenKey.REGISTER
    assert len(seat.desk.ask(lambda services: services.projects.listed())) == PROJECTS
    seat.desk.do(_equip)


def _equip(services: Services) -> None:
    """Checklists, and a step that was accepted on 2022-05-30 with five working days promised."""
    import_checklists(services.workspace, shipped_checklists(), TODAY)
    project = services.projects.listed()[0].project
    step = services.approvals.register(
        project.name, StepType.ENVIRONMENTAL_REVIEW, promised_days=5, department="市生态环境局"
    )
    services.approvals.accept(step.id, date(2022, 5, 30))


def raise_problem(seat: Seat) -> None:
    seat.hands.press("问题")
    seat.hands.press("登记问题")
    seat.hands.type(PROBLEM)
    screen = seat.screen
    assert isinstance(screen, ProblemsScreen)
    assert screen.raising is not None
    seat.hands.click(screen.raising.accept)
    assert [one.description for one in seat.desk.ask(_problems)] == [PROBLEM]


def _problems(services: Services) -> list[Problem]:
    return list(services.workspace.reader.all(Problem))


# -- packages ----------------------------------------------------------------------------------------------------------


def export_all(seat: Seat, folder: Path) -> list[Path]:
    """导出巡查包 on the laptop; the files."""
    folder.mkdir()
    seat.desk.prompts.files = [folder]
    seat.window.go(Target(ScreenKey.HANDOVER))
    seat.desk.settle()
    seat.hands.press("选别的文件夹")
    seat.hands.key("Ctrl+Return")
    assert "已读回核对" in seat.words()
    return sorted(folder.glob("*.xmw"))


def trust(seat: Seat, files: list[Path]) -> None:
    """The office compares the fingerprint of the first package and trusts its device."""
    screen = _merging(seat)
    seat.hands.drop(screen, files)
    screen.work.packages.setFocus()
    seat.hands.key("Down")
    assert screen.work.package is not None
    card = screen.work.package.stranger
    assert card is not None
    seat.desk.prompts.texts = ["编报员"]
    seat.hands.click(card.compared, QPoint(8, card.compared.height() // 2))
    seat.hands.press("信任")
    seat.hands.key("Ctrl+Return")
    assert screen.merging.stage is Stage.DONE


def _merging(seat: Seat) -> MergeScreen:
    seat.hands.press("合并中心")
    assert isinstance(seat.screen, MergeScreen)
    return seat.screen


def send_task(seat: Seat, folder: Path) -> list[Path]:
    folder.mkdir()
    seat.desk.prompts.files = [folder]
    seat.hands.press("下发任务包")
    seat.hands.press("选文件夹…")
    seat.hands.key("Ctrl+Return")
    assert "1 / 1 台，已读回核对" in seat.words()
    return sorted(folder.glob("*.xmw"))


def take_in(seat: Seat, files: list[Path]) -> None:
    """The laptop compares the office's fingerprint and takes the task package in."""
    screen = seat.screen
    assert isinstance(screen, TodayScreen)
    seat.hands.drop(screen, files)
    (dialog,) = seat.window.findChildren(IntakeDialog)
    assert not dialog.accept_button.isEnabled()
    seat.hands.click(dialog.compared[0], QPoint(8, dialog.compared[0].height() // 2))
    seat.hands.click(dialog.accept_button)
    seat.front()
    assert len(screen.visits.list.rows) > 0


def solve(seat: Seat, text: str) -> None:
    """Write down how the problem of the office is to be solved."""
    seat.hands.press("问题")
    screen = seat.screen
    assert isinstance(screen, ProblemsScreen)
    assert screen.card.description.text() == PROBLEM
    edit = screen.card.texts["solution"]
    seat.hands.click(edit.viewport())
    seat.hands.type(text)
    screen.flush()
    seat.desk.settle()
    assert [one.solution for one in seat.desk.ask(_problems)] == [text]


# -- the visit ---------------------------------------------------------------------------------------------------------


def visit(seat: Seat) -> None:
    """A short visit by keys: what is seen, everything fit, signed."""
    hands = seat.hands
    hands.press("今日")
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
    hands.key("Ctrl+Return", 5)
    hands.key("Down", 3)
    hands.key("Return")
    hands.type("巡查员甲")
    hands.key("F9")
    hands.key("Return")
    (made,) = seat.desk.ask(_visits)
    assert made.state is InspectionState.SIGNED


def _visits(services: Services) -> list[Inspection]:
    return list(services.workspace.reader.all(Inspection))


# -- the merge ---------------------------------------------------------------------------------------------------------


def merge(seat: Seat, files: list[Path]) -> None:
    """One conflict, one key, one merge."""
    screen = _merging(seat)
    seat.hands.drop(screen, files)
    (conflict,) = screen.merging.conflicts
    assert (conflict.field, {one.value for one in conflict.sides}) == ("solution", {OURS, THEIRS})
    assert not screen.work.merge.isEnabled()
    seat.hands.key("2")
    seat.hands.key("Ctrl+Return")
    assert screen.merging.stage is Stage.DONE
    assert [one.solution for one in seat.desk.ask(_problems)] == [THEIRS]
    assert len(seat.desk.ask(_visits)) == 1


# -- lamps and bulletin ------------------------------------------------------------------------------------------------


def see_red_lamp(seat: Seat) -> None:
    seat.hands.press("手续亮灯")
    screen = seat.screen
    assert isinstance(screen, LampsScreen)
    (step,) = seat.desk.ask(lambda services: services.workspace.reader.all(ApprovalStep))
    assert screen.panel.reason is not None
    assert screen.panel.reason.step_id == step.id
    assert screen.panel.reason.lamp.overdue_days == 3
    assert "2022-06-07" in seat.words()


def issue(seat: Seat, out: Path) -> None:
    """Freeze, review, issue by one key each, and the file by another."""
    seat.hands.press("简报编制")
    screen = seat.screen
    assert isinstance(screen, BulletinScreen)
    states = []
    for _ in range(3):
        seat.hands.key("Ctrl+Return")
        assert screen.view is not None
        states.append(screen.view.state)
    assert states == [BulletinState.FROZEN, BulletinState.REVIEWED, BulletinState.ISSUED]
    seat.desk.prompts.files = [out]
    seat.hands.key("Ctrl+E")
    assert out.stat().st_size > 0


def measure(pdf: Path) -> None:
    """The rules of the format that need nothing but the file; and the figures."""
    printed = _printed(pdf)
    rules.test_rule_01_page_and_margins(printed)
    rules.test_rule_02_every_body_line_of_the_rich_issue_stands_on_the_grid(printed)
    rules.test_rule_06_red_only_in_the_masthead(printed)
    rules.test_rule_06_the_red_rule(printed)
    rules.test_rule_09_page_number(printed)
    rules.test_rule_11_line_starts_and_ends(printed)
    rules.test_rule_11_ink_stays_in_the_type_area(printed)
    rules.test_rule_12_numbers_are_whole(printed)
    rules.test_rule_14_decimals_and_no_thousands_comma(printed)
    text = "".join("".join(printed.texts()).split())
    for told in (f"重点项目{PROJECTS}个", "现场巡查1次", PROBLEM, "红灯1"):
        assert told in text, text


def _printed(pdf: Path) -> Printed:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = len(document)
    return Printed(RenderReport(pdf, pages, (), ""))
