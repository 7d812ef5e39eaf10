"""项目台账: cells typed, pasted, filled and taken back; what is refused; totals, marks and the past of a cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.progress import Assignment, DispatchRecord, Role
from inspector.domain.project import (
    AnnualPlan,
    ListMembership,
    Project,
    ProjectKind,
    ProjectList,
    Stage,
)
from inspector.services.bundle import Services
from inspector.services.ledger import Block, LedgerService
from inspector.services.ledger_columns import Home
from inspector.services.ledger_view import LedgerPlan
from inspector.texts import sentence
from tests.services.kit import TODAY, a_project, new_id, put, sheet
from tests.services.packages_kit import acquaint, pass_on


@pytest.fixture
def two(office: Services) -> tuple[Project, Project]:
    return a_project(office, "甲", kind=ProjectKind.NEW_BUILD), a_project(office, "乙")


def ledger(office: Services) -> LedgerService:
    return office.office.ledger


def shown(office: Services, project: Project) -> Project:
    return office.workspace.reader.get(Project, project.id)


def refusals(plan: LedgerPlan) -> list[tuple[int, int, str]]:
    return [(one.place.row, one.place.column, one.error.key) for one in plan.refusals]


def test_the_columns_are_those_of_the_register_in_the_language_in_use(
    office: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = {one.key: one for one in ledger(office).columns()}
    total = columns["total_investment"]
    assert (total.label, total.editable, total.number, total.money) == ("总投资", True, True, True)
    assert (columns["image_progress"].home, columns["image_progress"].editable) == (Home.REPORT, False)
    assert columns["leader"].label == "包保领导"
    assert "续建" in columns["kind"].choices
    assert columns["longitude"].editable
    assert columns["leader"].editable
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    assert all(one.label.isascii() for one in ledger(office).columns())


@pytest.mark.parametrize(
    ("column", "text", "value", "how"),
    [
        ("total_investment", "1234.50", Decimal("1234.50"), ""),
        ("total_investment", "１２３４．５０", Decimal("1234.50"), "sheets.how_number_text"),
        ("total_investment", "3.5亿元", Decimal("35000.00"), "sheets.how_unit"),
        ("kind", "续建", ProjectKind.CONTINUING, ""),
        ("planned_start", "2022年3月", date(2022, 3, 1), "sheets.how_date_month"),
        ("jobs", "120人", 120, "sheets.how_counter"),
        ("jobs", " ", None, ""),
        ("sector", "—", None, ""),
    ],
)
def test_a_cell_is_read_while_it_is_typed(office: Services, column: str, text: str, value: object, how: str) -> None:
    found = ledger(office).read(column, text)
    assert (found.value, found.how, found.refusal) == (value, how, None)
    assert not how or sentence(how) != how


def test_a_grid_in_hundred_millions_counts_in_them(office: Services) -> None:
    found = ledger(office).read("total_investment", "109", in_yi=True)
    assert (found.value, found.how) == (Decimal("1090000.00"), "")
    assert ledger(office).read("total_investment", "500万元", in_yi=True).value == Decimal("500.00")


@pytest.mark.parametrize(("column", "text"), [("total_investment", "约十亿"), ("stage", "不知道"), ("name", "")])
def test_what_a_cell_cannot_take_is_refused_with_a_reason(office: Services, column: str, text: str) -> None:
    refusal = ledger(office).read(column, text).refusal
    assert refusal is not None
    assert sentence(refusal.key, **refusal.details) != str(refusal)


def test_a_block_from_excel_is_one_step(office: Services, two: tuple[Project, Project]) -> None:
    block = Block([one.id for one in two], ["total_investment", "stage", "area_name"])
    plan = ledger(office).paste(block, [["3.5亿元", "在建", "龙港"], ["20000", "", "龙港区"]])
    assert [(one.place.row, one.place.key, one.how) for one in plan.changes] == [
        (0, "total_investment", "sheets.how_unit"),
        (0, "stage", "sheets.how_word"),
        (0, "area_name", ""),
        (1, "area_name", ""),
    ]
    assert (plan.unchanged, plan.refusals) == (2, ())
    changes = ledger(office).apply(plan, author="编报员")
    assert set(changes.updated["project"]) == {one.id for one in two}
    first = shown(office, two[0])
    assert (first.total_investment, first.stage) == (Decimal("35000.00"), Stage.CONSTRUCTION)
    office.history.undo()
    assert (shown(office, two[0]), shown(office, two[1])) == two


def test_a_refused_cell_keeps_everything_out_unless_the_rest_is_accepted(
    office: Services, two: tuple[Project, Project]
) -> None:
    block = Block([*(one.id for one in two), "gone"], ["jobs", "area_name", "image_progress"])
    plan = ledger(office).paste(block, [["12", "火星", "基础"], ["许多", "", ""], ["1", "", ""]])
    assert refusals(plan) == [
        (0, 1, "services.unknown_area"),
        (0, 2, "services.ledger_read_only"),
        (1, 0, "sheets.cell_not_a_number"),
        (1, 1, "services.ledger_required"),
        (2, 0, "services.no_such_project"),
        (2, 1, "services.ledger_required"),
    ]
    with pytest.raises(RuleError, match="ledger_refused"):
        ledger(office).apply(plan)
    assert shown(office, two[0]).jobs is None
    ledger(office).apply(plan, partially=True)
    assert shown(office, two[0]).jobs == 12


def test_an_amount_below_the_threshold_of_its_list_is_refused(office: Services, two: tuple[Project, Project]) -> None:
    listed = next(one for one in office.workspace.reader.all(ProjectList) if one.threshold == 500)
    put(office, ListMembership(id=new_id(office), list_id=listed.id, project_id=two[0].id))
    plan = ledger(office).edit(two[0].id, "total_investment", "499.99")
    assert refusals(plan) == [(0, 0, "domain.below_threshold")]
    assert refusals(ledger(office).edit(two[0].id, "total_investment", "500.00")) == []


def test_a_plan_is_changed_as_a_new_version(office: Services, two: tuple[Project, Project]) -> None:
    for amount in ("1000", "1200"):
        ledger(office).apply(ledger(office).edit(two[0].id, "planned_investment", amount))
    plans = list(office.workspace.reader.all(AnnualPlan, order=("version",)))
    assert [(one.version, one.planned_investment, one.kind) for one in plans] == [
        (1, Decimal("1000.00"), ProjectKind.NEW_BUILD),
        (2, Decimal("1200.00"), ProjectKind.NEW_BUILD),
    ]
    assert [one.after for one in ledger(office).past(two[0].id, "planned_investment")] == [Decimal(1200), Decimal(1000)]
    assert [one.before for one in ledger(office).past(two[0].id, "planned_investment")] == [Decimal(1000), None]


def test_the_first_row_fills_the_others(office: Services, two: tuple[Project, Project]) -> None:
    block = Block([one.id for one in two], ["kind", "total_investment"])
    plan = ledger(office).fill(block)
    assert [(one.place.row, one.place.key, one.after) for one in plan.changes] == [(1, "kind", ProjectKind.NEW_BUILD)]
    ledger(office).apply(plan)
    assert shown(office, two[1]).kind is ProjectKind.NEW_BUILD


def test_many_cells_take_one_text(office: Services, two: tuple[Project, Project]) -> None:
    block = Block([one.id for one in two], ["sector"])
    ledger(office).apply(ledger(office).set_all(block, "新能源"))
    assert {shown(office, one).sector for one in two} == {"新能源"}
    ledger(office).apply(ledger(office).set_all(block, ""))
    assert {shown(office, one).sector for one in two} == {None}


def test_a_cell_that_changed_meanwhile_is_not_written_over(office: Services, two: tuple[Project, Project]) -> None:
    plan = ledger(office).edit(two[0].id, "jobs", "12")
    ledger(office).apply(ledger(office).edit(two[0].id, "jobs", "13"))
    with pytest.raises(RuleError, match="ledger_changed_meanwhile"):
        ledger(office).apply(plan)
    assert shown(office, two[0]).jobs == 13


def test_a_row_shows_plan_report_and_holders(office: Services, two: tuple[Project, Project]) -> None:
    project = two[0].id
    put(
        office,
        DispatchRecord(id=new_id(office), project_id=project, period="2022-05-1", image_progress="基础"),
        DispatchRecord(id=new_id(office), project_id=project, period="2022-05-2", image_progress="主体"),
        *(Assignment(id=new_id(office), project_id=project, role=Role.LEADER, holder=one) for one in ("乙", "甲")),
    )
    first, second = ledger(office).rows([project, "gone", two[1].id])
    assert (first.project_id, second.project_id) == (project, two[1].id)
    cells = first.cells
    assert (cells["area_name"], cells["image_progress"], cells["leader"]) == ("连山区", "主体", "乙、甲")
    assert (second.cells["planned_investment"], first.changed) == (None, frozenset())


def test_a_whole_row_can_be_pasted_back(office: Services, two: tuple[Project, Project]) -> None:
    put(office, DispatchRecord(id=new_id(office), project_id=two[0].id, period="2022-05-2", image_progress="主体"))
    block = Block([two[0].id], ["name", "image_progress", "sector"])
    plan = ledger(office).paste(block, [["甲", "主体", "能源"]])
    assert ([one.place.key for one in plan.changes], plan.refusals) == (["sector"], ())


def test_a_selection_is_counted_and_added_up(office: Services) -> None:
    amounts = {"甲": Decimal(100), "乙": None, "丙": Decimal(201)}
    projects = [a_project(office, name, total_investment=amount) for name, amount in amounts.items()]
    ids = [one.id for one in projects]
    found = ledger(office).totals(Block(ids, ["total_investment"]))
    assert (found.cells, found.filled, found.total, found.mean) == (3, 2, Decimal(301), Fraction(301, 2))
    words = ledger(office).totals(Block(ids, ["name"]))
    assert (words.filled, words.total, words.mean) == (3, None, None)


@pytest.mark.usefixtures("read_here")
def test_cells_written_since_the_import_are_marked(office: Services, tmp_path: Path) -> None:
    rows = [{"项目名称": name, "所在区域": "连山区", "总投资（万元）": 20_000} for name in ("甲", "乙")]
    office.register.apply(office.register.plan(sheet(tmp_path / "台账.xlsx", *rows)))
    ids = [one.id for one in office.workspace.reader.all(Project, order=("name",))]
    assert [one.changed for one in ledger(office).rows(ids)] == [frozenset(), frozenset()]
    ledger(office).apply(ledger(office).paste(Block(ids[:1], ["jobs", "area_name"]), [["9", "龙港区"]]))
    assert [one.changed for one in ledger(office).rows(ids)] == [frozenset({"jobs", "area_name"}), frozenset()]


def test_the_past_of_a_cell_names_who_and_which_package(desk: Services, seven: Services, stick: Path) -> None:
    project = a_project(desk, "徐大堡核电4号机组", jobs=1180)
    acquaint(desk, seven, stick)
    with seven.workspace.transaction("test", author="巡查员甲") as tx:
        tx.update(Project, project.id, jobs=980)
    report = pass_on(seven, desk, stick / "back")
    newest, oldest = ledger(desk).past(project.id, "jobs")
    assert (newest.after, newest.before, newest.device) == (980, 1180, "7号机")
    assert newest.package == report.files[0].file.name
    assert (oldest.after, oldest.package, oldest.device) == (1180, "", "编报端")
    (area,) = ledger(desk).past(project.id, "area_name")
    assert area.after == "连山区"
    with pytest.raises(NotFoundError):
        ledger(desk).past(project.id, "image_progress")


def holders(office: Services, project: Project) -> list[tuple[Role, str, date | None]]:
    found = office.workspace.reader.all(Assignment, order=("holder",), project_id=project.id)
    return [(one.role, one.holder, one.to_date) for one in found]


def test_a_leader_is_typed_and_who_was_named_before_ends_today(office: Services, two: tuple[Project, Project]) -> None:
    one = two[0]
    put(office, Assignment(id="a", project_id=one.id, role=Role.LEADER, holder="市长", from_date=date(2022, 1, 1)))
    service = ledger(office)
    plan = service.edit(one.id, "leader", "副市长、 秘书长")
    assert [(change.before, change.after) for change in plan.changes] == [("市长", "副市长、秘书长")]
    service.apply(plan)
    assert holders(office, one) == [
        (Role.LEADER, "副市长", None),
        (Role.LEADER, "市长", TODAY),
        (Role.LEADER, "秘书长", None),
    ]
    assert service.edit(one.id, "leader", "秘书长、副市长").changes == (), "the order says nothing"
    past = service.past(one.id, "leader")
    assert [(entry.before, entry.after) for entry in past] == [("市长", "副市长、秘书长"), (None, "市长")]
    service.apply(service.edit(one.id, "leader", ""))
    assert service.past(one.id, "leader")[0].after is None
    assert [one for one in holders(office, one) if one[2] is None] == []
    office.history.undo()
    office.history.undo()
    assert holders(office, one) == [(Role.LEADER, "市长", None)]


def test_a_position_is_typed_in_the_datum_that_it_is_told_in(office: Services, two: tuple[Project, Project]) -> None:
    service = ledger(office)
    block = Block([two[0].id], ["longitude", "latitude", "datum"])
    service.apply(service.paste(block, [["120.836932", "40.711052", "GCJ02"]]))
    stored = shown(office, two[0])
    assert stored.longitude is not None
    assert abs(stored.longitude - 120.836932) > 0.003, "stored as WGS-84"
    (row,) = service.rows([two[0].id])
    assert (row.cells["longitude"], row.cells["latitude"]) == (120.836932, 40.711052)
    service.apply(service.edit(two[0].id, "longitude", "120.84"))
    (row,) = service.rows([two[0].id])
    assert (row.cells["longitude"], row.cells["latitude"]) == (120.84, 40.711052)
    assert refusals(service.edit(two[0].id, "latitude", "")) == [(0, 0, "services.ledger_half_position")]
    assert refusals(service.edit(two[0].id, "datum", "WGS84")) == [(0, 0, "services.ledger_datum_placed")]
    service.apply(service.paste(Block([two[0].id], ["longitude", "latitude"]), [["", ""]]))
    emptied = shown(office, two[0])
    assert (emptied.longitude, emptied.latitude) == (None, None)


def test_half_a_position_of_a_shifted_datum_is_not_kept(office: Services, two: tuple[Project, Project]) -> None:
    service = ledger(office)
    plan = service.paste(Block([two[0].id], ["longitude", "datum"]), [["120.8", "BD09"]])
    assert [key for _, _, key in refusals(plan)] == ["services.ledger_half_position"] * 2
    assert plan.changes == ()


def test_a_row_pasted_back_as_it_is_changes_nothing(office: Services, two: tuple[Project, Project]) -> None:
    service = ledger(office)
    block = Block([two[0].id], ["longitude", "latitude", "datum"])
    service.apply(service.paste(block, [["120.836932", "40.711052", "GCJ02"]]))
    again = service.paste(block, [["120.836932", "40.711052", "GCJ02"]])
    assert (again.changes, again.refusals, again.unchanged) == ((), (), 3)
    moved = service.paste(block, [["121.1", "40.9", "WGS84"]])
    assert (len(moved.changes), moved.refusals) == (3, ())
    torn = service.paste(block, [["121.1", "40.711052", "WGS84"]])
    assert [key for _, _, key in refusals(torn)] == ["services.ledger_datum_placed"] * 2


def test_a_plain_position_is_typed_figure_by_figure(office: Services, two: tuple[Project, Project]) -> None:
    service = ledger(office)
    service.apply(service.edit(two[0].id, "longitude", "120.8"))
    service.apply(service.edit(two[0].id, "latitude", "40.7"))
    found = shown(office, two[0])
    assert (found.longitude, found.latitude) == (120.8, 40.7)
    assert service.edit(two[0].id, "latitude", "140").refusals
