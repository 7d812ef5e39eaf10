"""台账: what a user's Excel file does to the register, and what it must never do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inspector.domain.errors import RuleError
from inspector.domain.progress import Assignment, DispatchRecord, Role
from inspector.domain.project import AnnualPlan, ListMembership, ProjectList
from inspector.services.bundle import Services
from inspector.services.register_plan import ImportPlan
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import DataTier
from inspector.texts import sentence
from tests.services.kit import a_project, copied, new_folder, new_id, opened, projects, put, sheet
from tests.storage.kit import HandClock

pytestmark = pytest.mark.usefixtures("read_here")

ROW: dict[str, Any] = {"项目名称": "兴城滨海公路", "所在区域": "兴城市", "总投资（万元）": 12_000}


def plan(services: Services, path: Path, *rows: dict[str, Any]) -> ImportPlan:
    return services.register.plan(sheet(path / "台账.xlsx", *rows))


def reasons(planned: ImportPlan) -> list[str]:
    return [one.key for one in planned.refusals]


def shown(planned: ImportPlan) -> dict[str, tuple[Any, Any]]:
    """The differences of all rows by field."""
    return {one.field: (one.before, one.after) for row in planned.changed for one in row.differences}


def test_a_dry_run_writes_nothing_and_the_import_writes_all(office: Services, tmp_path: Path) -> None:
    before = state_hash(office.workspace)
    planned = plan(office, tmp_path, ROW, ROW | {"项目名称": "建昌水库"})
    assert [row.line.name for row in planned.new] == ["兴城滨海公路", "建昌水库"]
    assert state_hash(office.workspace) == before
    imported = office.register.apply(planned)
    assert len(imported.changes.inserted["project"]) == 2
    assert [one.name for one in projects(office)] == ["兴城滨海公路", "建昌水库"]
    assert all(one.registered_on == date(2022, 6, 10) for one in projects(office))
    assert office.workspace.info.tier is DataTier.REAL


def test_one_refused_row_keeps_the_whole_file_out(office: Services, tmp_path: Path) -> None:
    before = state_hash(office.workspace)
    planned = plan(office, tmp_path, ROW, {"项目名称": "某公路", "所在区域": "不存在区", "总投资（万元）": 900})
    assert reasons(planned) == ["services.unknown_area"]
    with pytest.raises(RuleError) as refused:
        office.register.apply(planned)
    assert refused.value.key == "services.import_refused"
    assert state_hash(office.workspace) == before
    assert office.workspace.info.tier is DataTier.EMPTY


@pytest.mark.parametrize("area", ["连山", "连山区", "葫芦岛市连山区", "211402", " 连山区 "])
def test_an_area_is_understood_as_offices_write_it(office: Services, tmp_path: Path, area: str) -> None:
    planned = plan(office, tmp_path, ROW | {"所在区域": area})
    assert [row.area.name for row in planned.new if row.area] == ["连山区"]


def test_a_short_name_that_two_areas_share_is_refused(tmp_path: Path) -> None:
    with opened(new_folder(tmp_path / "ws", "fushun")) as services:
        planned = plan(services, tmp_path, ROW | {"所在区域": "抚顺"})
        assert reasons(planned) == ["services.unknown_area"]
        assert plan(services, tmp_path, ROW | {"所在区域": "抚顺县"}).refusals == ()


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"所在区域": None}, "services.area_missing"),
        ({"总投资（万元）": 499.99}, "domain.below_threshold"),
        ({"总投资（万元）": None}, "domain.investment_missing"),
        ({"所属清单": "没有的清单"}, "services.unknown_list"),
    ],
)
def test_a_new_project_needs_area_amount_and_known_lists(
    office: Services, tmp_path: Path, row: dict[str, Any], key: str
) -> None:
    planned = plan(office, tmp_path, ROW | row | {"备注": "甲"})
    assert reasons(planned) == [key]
    refusal = planned.refusals[0]
    assert (refusal.sheet, refusal.row) == ("台账", 2)
    assert sentence(refusal.key, **refusal.details)


def test_exactly_the_threshold_is_accepted(office: Services, tmp_path: Path) -> None:
    assert plan(office, tmp_path, ROW | {"总投资（万元）": 500}).refusals == ()


def test_dandong_asks_for_5000(dandong: Services, tmp_path: Path) -> None:
    row = ROW | {"所在区域": "东港市"}
    assert reasons(plan(dandong, tmp_path, row | {"总投资（万元）": 4999.99})) == ["domain.below_threshold"]
    assert plan(dandong, tmp_path, row | {"总投资（万元）": 5000}).refusals == ()


def test_a_known_project_may_not_fall_below_the_threshold(office: Services, tmp_path: Path) -> None:
    a_project(office, "兴城滨海公路", total_investment=Decimal(800))
    planned = plan(office, tmp_path, {"项目名称": "兴城滨海公路", "总投资（万元）": 300})
    assert reasons(planned) == ["domain.below_threshold"]


def test_a_project_that_is_below_already_does_not_block_the_file(office: Services, tmp_path: Path) -> None:
    a_project(office, "兴城滨海公路", total_investment=Decimal(300))
    planned = plan(office, tmp_path, {"项目名称": "兴城滨海公路", "总投资（万元）": 300, "备注": "新"})
    assert planned.refusals == ()
    assert shown(planned) == {"note": (None, "新")}


def test_entering_a_list_asks_for_its_threshold(office: Services, tmp_path: Path) -> None:
    with office.workspace.transaction("test") as tx:
        tx.insert(ProjectList(id=tx.new_id(), name="亿元清单", threshold=Decimal(10_000)))
    a_project(office, "兴城滨海公路", total_investment=Decimal(800))
    assert reasons(plan(office, tmp_path, {"项目名称": "兴城滨海公路", "所属清单": "亿元清单"})) == [
        "domain.below_threshold"
    ]


@pytest.mark.parametrize(
    ("given", "row"),
    [
        (
            {"project_code": "2201-211402-04-01-100001"},
            {"项目名称": "改了名字", "投资项目统一代码": "2201-211402-04-01-100001"},
        ),
        ({"province_platform_code": "LN-1"}, {"项目名称": "改了名字", "省平台编码": "LN-1"}),
        ({"project_code": "2201-211402-04-01-100001"}, {"项目名称": "兴城 滨海公路"}),
        ({}, {"项目名称": "兴城滨海公路", "投资项目统一代码": "2201-211402-04-01-100001"}),
    ],
)
def test_a_row_finds_its_project_by_code_or_name(
    office: Services, tmp_path: Path, given: dict[str, Any], row: dict[str, Any]
) -> None:
    known = a_project(office, "兴城滨海公路", **given)
    planned = plan(office, tmp_path, row | {"备注": "见到"})
    assert [one.project.id for one in planned.changed if one.project] == [known.id]
    assert planned.new == ()


def test_the_id_of_an_export_goes_before_name_and_code(office: Services, tmp_path: Path) -> None:
    known = a_project(office, "兴城滨海公路", project_code="A")
    a_project(office, "建昌水库", project_code="B")
    planned = plan(office, tmp_path, {"系统编号": known.id, "项目名称": "建昌水库", "备注": "改名"})
    assert [one.project.id for one in planned.changed if one.project] == [known.id]


def test_two_projects_that_fit_are_not_guessed_between(office: Services, tmp_path: Path) -> None:
    a_project(office, "兴城滨海公路")
    a_project(office, "兴城滨海公路")
    assert reasons(plan(office, tmp_path, ROW)) == ["services.several_projects"]
    a_project(office, "甲", province_platform_code="LN-1")
    a_project(office, "乙", province_platform_code="LN-1")
    assert reasons(plan(office, tmp_path, {"项目名称": "甲", "省平台编码": "LN-1", "备注": "x"})) == [
        "services.several_projects"
    ]


def test_one_name_under_another_code_is_asked_about(office: Services, tmp_path: Path) -> None:
    a_project(office, "兴城滨海公路", project_code="2201-211402-04-01-100001")
    planned = plan(office, tmp_path, ROW | {"投资项目统一代码": "2202-211402-04-01-100002"})
    assert reasons(planned) == ["services.duplicate_name"]


@pytest.mark.parametrize(
    "twice",
    [
        (ROW, ROW),
        (
            ROW | {"投资项目统一代码": "2201-211402-04-01-100001"},
            ROW | {"项目名称": "乙", "投资项目统一代码": "2201-211402-04-01-100001"},
        ),
    ],
)
def test_a_project_twice_in_one_file_is_refused(
    office: Services, tmp_path: Path, twice: tuple[dict[str, Any], ...]
) -> None:
    assert reasons(plan(office, tmp_path, *twice)) == ["services.duplicate_row"]


def test_two_rows_that_lead_to_one_known_project_are_refused(office: Services, tmp_path: Path) -> None:
    """Else the later row would silently win over the earlier one."""
    a_project(office, "兴城滨海公路", project_code="2201-211402-04-01-100001")
    rows = (
        {"投资项目统一代码": "2201-211402-04-01-100001", "项目名称": "新名"},
        {"项目名称": "兴城滨海公路", "备注": "旧名"},
    )
    assert reasons(plan(office, tmp_path, *rows)) == ["services.duplicate_row"]


def test_an_empty_cell_keeps_what_the_register_has(office: Services, tmp_path: Path) -> None:
    known = a_project(office, "兴城滨海公路", sector="交通", jobs=30)
    planned = plan(office, tmp_path, {"项目名称": "兴城滨海公路", "行业": None, "备注": "新"})
    office.register.apply(planned)
    (after,) = projects(office)
    assert (after.id, after.sector, after.jobs, after.note) == (known.id, "交通", 30, "新")


def test_the_same_file_again_changes_nothing(office: Services, tmp_path: Path) -> None:
    row = ROW | {"2022年计划投资（万元）": 3000, "包保领导": "市政府主要领导", "所属清单": "市重点项目清单"}
    office.register.apply(plan(office, tmp_path, row))
    again = plan(office, tmp_path, row)
    assert (again.unchanged, again.rows, again.differences) == (1, (), 0)
    before = state_hash(office.workspace)
    assert not office.register.apply(again).changes.inserted
    assert state_hash(office.workspace) == before


def test_a_changed_plan_is_a_new_version_and_the_old_one_stays(office: Services, tmp_path: Path) -> None:
    office.register.apply(plan(office, tmp_path, ROW | {"2022年计划投资（万元）": 3000}))
    revised = plan(office, tmp_path, ROW | {"2022年计划投资（万元）": 2500})
    assert shown(revised) == {"planned_investment": (Decimal(3000), Decimal(2500))}
    office.register.apply(revised)
    plans = list(office.workspace.reader.all(AnnualPlan, order=("version",)))
    assert [(one.version, one.year, one.planned_investment) for one in plans] == [
        (1, 2022, Decimal(3000)),
        (2, 2022, Decimal(2500)),
    ]


def test_a_plan_of_another_year_is_compared_with_that_year(office: Services, tmp_path: Path) -> None:
    office.register.apply(plan(office, tmp_path, ROW | {"2022年计划投资（万元）": 3000}))
    office.register.apply(plan(office, tmp_path, ROW | {"计划年度": 2021, "年度计划投资（万元）": 900}))
    again = plan(office, tmp_path, ROW | {"计划年度": 2021, "年度计划投资（万元）": 900})
    assert (again.differences, again.unchanged) == (0, 1)


def test_another_cell_changed_makes_no_plan_and_no_report_that_the_dry_run_did_not_show(
    office: Services, tmp_path: Path, clock: HandClock
) -> None:
    row = ROW | {"2022年计划投资（万元）": 3000, "本年累计完成投资（万元）": 800}
    office.register.apply(plan(office, tmp_path, row))
    clock.now += 40 * 24 * 3_600_000
    planned = plan(office, tmp_path, row | {"备注": "新"})
    assert shown(planned) == {"note": (None, "新")}
    changes = office.register.apply(planned).changes
    assert not changes.inserted
    assert list(changes.updated) == ["project"]


def test_an_older_report_is_compared_with_the_report_of_its_period(office: Services, tmp_path: Path) -> None:
    def row(period: str, day: date, invested: int) -> dict[str, Any]:
        return ROW | {"调度期": period, "数据截止日期": day.isoformat(), "本年累计完成投资（万元）": invested}

    newer, older = row("2022-05-2", date(2022, 5, 31), 900), row("2022-05-1", date(2022, 5, 15), 700)
    office.register.apply(plan(office, tmp_path, newer))
    office.register.apply(plan(office, tmp_path, older))
    assert office.workspace.reader.count(DispatchRecord) == 2
    assert plan(office, tmp_path, older).differences == 0
    assert plan(office, tmp_path, newer).differences == 0


def test_a_correction_of_a_report_keeps_its_day(office: Services, tmp_path: Path) -> None:
    known = a_project(office, "兴城滨海公路")
    made = DispatchRecord(
        id=new_id(office),
        project_id=known.id,
        period="2022-05-2",
        reported_on=date(2022, 5, 31),
        invested_year_to_date=Decimal(900),
    )
    put(office, made)
    planned = plan(office, tmp_path, ROW | {"调度期": "2022-05-2", "本年累计完成投资（万元）": 950})
    office.register.apply(planned)
    (after,) = office.workspace.reader.all(DispatchRecord)
    assert (after.invested_year_to_date, after.reported_on) == (Decimal(950), date(2022, 5, 31))


def test_holders_change_over_time(office: Services, tmp_path: Path, clock: HandClock) -> None:
    office.register.apply(plan(office, tmp_path, ROW | {"项目管家": "管家甲、管家乙"}))
    clock.now += 24 * 3_600_000
    office.register.apply(plan(office, tmp_path, ROW | {"项目管家": "管家乙、管家丙"}))
    held = {one.holder: (one.from_date, one.to_date) for one in office.workspace.reader.all(Assignment)}
    assert held == {
        "管家甲": (date(2022, 6, 10), date(2022, 6, 11)),
        "管家乙": (date(2022, 6, 10), None),
        "管家丙": (date(2022, 6, 11), None),
    }


def test_the_order_of_holders_is_no_difference(office: Services, tmp_path: Path) -> None:
    office.register.apply(plan(office, tmp_path, ROW | {"项目管家": "管家乙、管家甲"}))
    assert plan(office, tmp_path, ROW | {"项目管家": "管家甲、管家乙"}).differences == 0


def test_a_holder_that_was_written_with_a_separator_stays_one(office: Services, tmp_path: Path) -> None:
    known = a_project(office, "兴城滨海公路")
    put(office, Assignment(id=new_id(office), project_id=known.id, role=Role.STEWARD, holder="管家甲、管家乙"))
    planned = plan(office, tmp_path, ROW | {"项目管家": "管家甲、管家乙", "备注": "新"})
    office.register.apply(planned)
    assert [one.holder for one in office.workspace.reader.all(Assignment)] == ["管家甲、管家乙"]


def test_lists_are_entered_and_never_left_by_an_import(office: Services, tmp_path: Path) -> None:
    both = "市重点项目清单、市领导包保重点项目清单"
    office.register.apply(plan(office, tmp_path, ROW | {"所属清单": both}))
    fewer = plan(office, tmp_path, ROW | {"所属清单": "市领导包保重点项目清单"})
    assert (fewer.differences, fewer.unchanged) == (0, 1)
    other = plan(office, tmp_path, ROW | {"所属清单": "“百日攻坚”重点项目清单"})
    assert other.differences == 1
    office.register.apply(other)
    assert office.workspace.reader.count(ListMembership) == 3
    assert plan(office, tmp_path, ROW | {"所属清单": "“百日攻坚”重点项目清单"}).differences == 0


def test_undo_of_an_import_restores_the_content(office: Services, tmp_path: Path) -> None:
    row = ROW | {"2022年计划投资（万元）": 3000, "项目管家": "管家甲", "所属清单": "市重点项目清单"}
    office.register.apply(plan(office, tmp_path, row))
    before = state_hash(office.workspace)
    row |= {"2022年计划投资（万元）": 3500, "项目管家": "管家乙", "本年累计完成投资（万元）": 10}
    office.register.apply(plan(office, tmp_path, row, ROW | {"项目名称": "建昌水库"}))
    assert state_hash(office.workspace) != before
    office.history.undo()
    assert state_hash(office.workspace) == before


def test_synthetic_and_real_projects_do_not_meet(office: Services, tmp_path: Path) -> None:
    office.register.apply(plan(office, tmp_path, ROW))
    assert reasons(plan(office, tmp_path, ROW | {"项目名称": "合成项目1"})) == ["services.tiers_mixed"]


def test_an_export_of_a_synthetic_city_makes_a_synthetic_workspace(office: Services, tmp_path: Path) -> None:
    office.register.apply(plan(office, tmp_path, ROW | {"项目名称": "合成项目1"}))
    assert office.workspace.info.tier is DataTier.SYNTHETIC
    assert reasons(plan(office, tmp_path, ROW)) == ["services.tiers_mixed"]


def test_one_file_does_not_mix_the_tiers_either(office: Services, tmp_path: Path) -> None:
    assert reasons(plan(office, tmp_path, ROW, ROW | {"项目名称": "合成项目1"})) == ["services.tiers_mixed"]


def test_after_undo_the_workspace_takes_either_tier(office: Services, tmp_path: Path) -> None:
    office.register.apply(plan(office, tmp_path, ROW | {"项目名称": "合成项目1"}))
    office.history.undo()
    office.register.apply(plan(office, tmp_path, ROW))
    assert office.workspace.info.tier is DataTier.REAL


def test_the_refused_rows_go_back_with_their_reasons(office: Services, tmp_path: Path) -> None:
    planned = plan(office, tmp_path, ROW, ROW | {"项目名称": "建昌水库", "总投资（万元）": 20})
    out = office.register.send_back(planned, tmp_path / "退回.xlsx")
    text = "".join(str(cell.value) for page in openpyxl.load_workbook(out) for row in page for cell in row)
    assert "建昌水库" in text
    assert sentence(planned.refusals[0].key, **planned.refusals[0].details) in text
    assert "兴城滨海公路" not in text


def test_a_register_that_changed_since_the_dry_run_is_compared_again(office: Services, tmp_path: Path) -> None:
    planned = plan(office, tmp_path, ROW | {"备注": "文件"})
    known = a_project(office, "兴城滨海公路", jobs=7)
    imported = office.register.apply(planned)
    (after,) = projects(office)
    assert (after.id, after.jobs, after.note) == (known.id, 7, "文件")
    assert imported.plan.new == ()


def test_a_register_on_which_the_file_became_wrong_is_left_alone(office: Services, tmp_path: Path) -> None:
    planned = plan(office, tmp_path, ROW)
    a_project(office, "兴城滨海公路")
    a_project(office, "兴城滨海公路")
    before = state_hash(office.workspace)
    with pytest.raises(RuleError):
        office.register.apply(planned)
    assert state_hash(office.workspace) == before


def test_the_template_reads_as_an_empty_register(office: Services, tmp_path: Path) -> None:
    planned = office.register.plan(office.register.template(tmp_path / "模板.xlsx"))
    assert (planned.rows, planned.refusals, planned.unchanged) == ((), (), 0)


def test_an_export_of_another_year_carries_the_plan_of_that_year(office: Services, tmp_path: Path) -> None:
    known = a_project(office)
    for year, amount in ((2021, 100), (2022, 200)):
        made = AnnualPlan(id=new_id(office), project_id=known.id, year=year, planned_investment=Decimal(amount))
        put(office, made)
    out, count = office.register.export(tmp_path / "2021.xlsx", 2021)
    assert count == 1
    page = openpyxl.load_workbook(out).worksheets[0]
    assert 100 in [cell.value for row in page for cell in row]
    assert office.register.plan(out).differences == 0


def test_projects_that_a_merge_left_alike_come_back_from_an_export(office: Services, tmp_path: Path) -> None:
    """Two laptops may have registered one project twice; the export tells them apart by their ids."""
    for _ in range(2):
        a_project(office, "兴城滨海公路", project_code="X")
    out, count = office.register.export(tmp_path / "台账.xlsx")
    again = office.register.plan(out)
    assert (count, again.refusals, again.unchanged) == (2, (), 2)


def test_an_export_fills_an_empty_workspace(city: Services, empty_folder: Path, tmp_path: Path) -> None:
    out, count = city.register.export(tmp_path / "台账.xlsx")
    assert (count, city.register.plan(out).differences) == (500, 0)
    with copied(empty_folder, tmp_path / "other") as other:
        assert len(other.register.apply(other.register.plan(out)).plan.new) == 500
        again = other.register.plan(out)
        assert (again.differences, again.unchanged) == (0, 500)
        assert other.workspace.info.tier is DataTier.SYNTHETIC


def test_the_sample_comes_back_from_its_export_unchanged(office: Services, tmp_path: Path) -> None:
    office.examples.sample()
    again = office.register.plan(office.register.export(tmp_path / "台账.xlsx")[0])
    assert (again.differences, again.refusals, again.unchanged) == (0, (), 42)


def test_a_changed_cell_of_an_export_is_exactly_that_difference(office: Services, tmp_path: Path) -> None:
    office.examples.sample(city_only=True)
    out, _ = office.register.export(tmp_path / "台账.xlsx")
    book = openpyxl.load_workbook(out)
    page = book.worksheets[0]
    headers = {str(cell.value): cell.column for cell in page[1]}
    column = headers["建设规模"]
    assert column is not None
    page.cell(3, column, "改了一格")
    book.save(out)
    (row,) = office.register.plan(out).rows
    assert [(one.field, one.after) for one in row.differences] == [("scale", "改了一格")]


def test_blanks_within_the_name_of_a_holder_are_no_difference(office: Services, tmp_path: Path) -> None:
    known = a_project(office, "兴城滨海公路")
    put(office, Assignment(id=new_id(office), project_id=known.id, role=Role.STEWARD, holder="管家  甲"))
    assert office.register.plan(office.register.export(tmp_path / "台账.xlsx")[0]).differences == 0


def test_the_width_of_blanks_is_no_difference_and_is_not_written(office: Services, tmp_path: Path) -> None:
    """Reading a sheet makes one blank of two; that must not look like an edit, nor become one."""
    a_project(office, "兴城滨海公路", address="一号路  东侧")
    planned = plan(office, tmp_path, ROW | {"建设地点": "一号路 东侧", "备注": "新"})
    assert "address" not in shown(planned)
    office.register.apply(planned)
    assert projects(office)[0].address == "一号路  东侧"
