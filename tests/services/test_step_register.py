"""手续 from Excel: what a file would do, what is refused and why, and the export that changes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain.approval import (
    ApprovalLevel,
    ApprovalMode,
    ApprovalStep,
    ClockStop,
    DayKind,
    StepState,
    StepType,
)
from inspector.domain.errors import RuleError
from inspector.services.bundle import Services
from inspector.services.step_plan import StepPlan
from inspector.sheets.step_register import is_step_register
from inspector.sheets.workbook import read_workbook
from tests.services.kit import TODAY, a_project, put

HEADS = ("项目名称", "审批事项", "主管部门", "受理日期", "承诺时限（工作日）", "办结日期", "状态")


def a_file(path: Path, *rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("手续")
        dated = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate((heads, *rows)):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, dated)
                elif value is not None:
                    sheet.write(at, column, value)
    return path


def planned(services: Services, path: Path) -> StepPlan:
    return services.office.steps.plan(path)


def refused(plan: StepPlan) -> list[tuple[str, int, str]]:
    return [(one.key, one.row, one.column) for one in plan.refusals]


def listed(services: Services) -> list[ApprovalStep]:
    return [one.step for one in services.approvals.listed()]


def test_a_register_of_steps_is_told_from_one_of_projects(tmp_path: Path) -> None:
    steps = a_file(tmp_path / "steps.xlsx", ("滨海公路", "立项", "市发改委", None, 10, None, "待办"))
    projects = a_file(
        tmp_path / "register.xlsx", ("滨海公路", "连山区", 10), heads=("项目名称", "区域", "总投资（万元）")
    )
    assert is_step_register(read_workbook(steps))
    assert not is_step_register(read_workbook(projects))


def test_rows_become_steps_in_one_undo(office: Services, tmp_path: Path) -> None:
    a_project(office, "滨海公路")
    file = a_file(
        tmp_path / "a.xlsx",
        ("滨海公路", "立项", "市发改委", date(2022, 5, 30), 10, date(2022, 6, 6), "已批复"),
        ("滨海公路", "建设工程规划许可证", "市自然资源局", date(2022, 6, 1), "20个工作日", None, None),
        ("滨海公路", "环评", None, None, None, None, "不需要"),
        ("滨海公路", "能评", None, None, None, None, None),
    )
    plan = planned(office, file)
    assert (len(plan.new), plan.unchanged, plan.refusals) == (4, 0, ())
    office.office.steps.apply(plan, "编辑")
    assert [(one.step_type, one.state, one.promised_days) for one in listed(office)] == [
        (StepType.PROJECT_APPROVAL, StepState.FINISHED, 10),
        (StepType.PLANNING_PERMIT, StepState.IN_PROGRESS, 20),
        (StepType.ENERGY_REVIEW, StepState.PENDING, None),
        (StepType.ENVIRONMENTAL_REVIEW, StepState.NOT_APPLICABLE, None),
    ]
    assert planned(office, file).unchanged == 4
    office.history.undo()
    assert listed(office) == []


def test_a_second_file_moves_on_what_is_there(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "滨海公路")
    office.approvals.begin(project.id, StepType.PROJECT_APPROVAL, date(2022, 5, 30), promised_days=5, department="甲局")
    file = a_file(tmp_path / "b.xlsx", ("滨海公路", "立项", None, None, 10, date(2022, 6, 9), None))
    plan = planned(office, file)
    (row,) = plan.changed
    assert [(one.field, one.before, one.after) for one in row.differences] == [
        ("promised_days", 5, 10),
        ("finished_on", None, date(2022, 6, 9)),
    ]
    office.office.steps.apply(plan)
    (step,) = listed(office)
    assert (step.state, step.department, step.promised_days) == (StepState.FINISHED, "甲局", 10)


def test_refusals_name_the_cell_and_nothing_lands(office: Services, tmp_path: Path) -> None:
    a_project(office, "滨海公路")
    file = a_file(
        tmp_path / "c.xlsx",
        ("没有的项目", "立项", None, None, None, None, None),
        ("滨海公路", "立项目录", None, None, None, None, None),
        ("滨海公路", "能评", None, date(2022, 6, 8), 10, date(2022, 6, 7), None),
        ("滨海公路", "环评", None, date(2022, 6, 8), 10, date(2022, 6, 9), "在办"),
        ("滨海公路", "稳评", None, date(2022, 6, 8), None, None, "待办"),
        ("滨海公路", "安评", None, date(2022, 7, 8), None, None, None),
        ("滨海公路", "土地", None, date(2022, 6, 8), "10个自然日", None, None),
        ("滨海公路", "供电", None, date(2022, 6, 8), None, None, "停表"),
        ("滨海公路", "供电", None, "六月八日", None, None, None),
        ("滨海公路", "初步设计", None, date(2022, 6, 1), 10, None, None),
        ("滨海公路", "初设", None, date(2022, 6, 2), 10, None, None),
        ("滨海公路", "施工许可", None, date(2022, 6, 2), 9999, None, None),
        ("滨海公路", "规划许可", None, date(2022, 6, 2), 10, date(2022, 6, 7), "退件"),
    )
    plan = planned(office, file)
    assert sorted(refused(plan), key=lambda one: one[1]) == [
        ("services.no_project_of_step", 2, "A"),
        ("services.unknown_step", 3, "B"),
        ("domain.before_acceptance", 4, "F"),
        ("services.state_with_end", 5, "G"),
        ("services.state_with_acceptance", 6, "G"),
        ("services.day_ahead", 7, "D"),
        ("sheets.cell_calendar_days", 8, "E"),
        ("services.stop_missing", 9, "G"),
        ("sheets.cell_not_a_date", 10, "D"),
        ("services.duplicate_step", 12, "B"),
        ("services.limit_too_long", 13, "E"),
        ("domain.refusal_without_reason", 14, ""),
    ]
    with pytest.raises(RuleError):
        office.office.steps.apply(plan)
    assert listed(office) == []
    out = office.office.steps.send_back(plan, tmp_path / "back.xlsx")
    sheet = openpyxl.load_workbook(out).worksheets[0]
    reasons = [str(row[1].value) for row in sheet.iter_rows(min_row=3)]
    assert len(reasons) == 12
    assert "不是已知的审批事项" in reasons[1]
    again = planned(office, out)
    assert len({one.row for one in again.refusals}) == 11, "the first of the two is not in it"


def test_stops_are_taken_in_and_end(office: Services, tmp_path: Path) -> None:
    a_project(office, "滨海公路")
    heads = ("项目名称", "审批事项", "受理日期", "承诺时限", "停表记录")
    told = "2022-06-02 至 2022-06-06 补正材料；2022-06-08起 专家评审"
    office.office.steps.apply(
        planned(office, a_file(tmp_path / "d.xlsx", ("滨海公路", "立项", date(2022, 6, 1), 10, told), heads=heads))
    )
    assert listed(office)[0].state is StepState.STOPPED
    again = "2022-06-02 至 2022-06-06 补正材料\n2022-06-08 至 2022-06-09 专家评审"
    file = a_file(tmp_path / "e.xlsx", ("滨海公路", "立项", None, None, again), heads=heads)
    office.office.steps.apply(planned(office, file))
    assert listed(office)[0].state is StepState.IN_PROGRESS
    stops = list(office.workspace.reader.all(ClockStop, order=("from_date",)))
    assert [(one.from_date.day, one.to_date.day if one.to_date else None, one.reason) for one in stops] == [
        (2, 6, "补正材料"),
        (8, 9, "专家评审"),
    ]
    wrong = a_file(tmp_path / "f.xlsx", ("滨海公路", "立项", None, None, "停过几天"), heads=heads)
    assert refused(planned(office, wrong)) == [("services.stops_unreadable", 2, "E")]


def test_calendar_days_in_the_header_hold_for_its_cells(office: Services, tmp_path: Path) -> None:
    a_project(office, "滨海公路")
    heads = ("项目名称", "事项", "受理时间", "承诺时限（自然日）")
    file = a_file(tmp_path / "g.xlsx", ("滨海公路", "立项", date(2022, 6, 1), "15天"), heads=heads)
    office.office.steps.apply(planned(office, file))
    assert (listed(office)[0].day_kind, listed(office)[0].promised_days) == (DayKind.CALENDAR, 15)


def test_another_step_has_a_name_of_its_own(office: Services, tmp_path: Path) -> None:
    a_project(office, "滨海公路")
    heads = ("项目名称", "审批事项", "事项名称", "状态")
    rows = (("滨海公路", "其他", "防洪评价", "在办"), ("滨海公路", "其他", "文物勘探", "待办"))
    file = a_file(tmp_path / "h.xlsx", *rows, heads=heads)
    plan = planned(office, file)
    assert [one.key for one in plan.notices] == ["services.steps_not_accepted", "services.steps_unlimited"]
    office.office.steps.apply(plan)
    assert [one.name for one in listed(office)] == ["防洪评价", "文物勘探"]
    assert planned(office, file).unchanged == 2
    bare = a_file(tmp_path / "i.xlsx", ("滨海公路", "其他", None, "待办"), heads=heads)
    assert refused(planned(office, bare)) == [("services.several_such_steps", 2, "B")]


def test_the_template_reads_as_an_empty_register_of_steps(office: Services, tmp_path: Path) -> None:
    book = read_workbook(office.office.steps.template(tmp_path / "t.xlsx"))
    assert is_step_register(book)
    assert office.office.steps.plan_book(book).rows == ()


_DAYS = st.dates(date(2000, 1, 1), TODAY + timedelta(days=400))
_TEXTS = st.one_of(st.none(), st.text(min_size=1, max_size=40))
_STEPS = st.fixed_dictionaries(
    {
        "step_type": st.sampled_from(StepType),
        "name": _TEXTS,
        "level": st.none() | st.sampled_from(ApprovalLevel),
        "department": _TEXTS,
        "statutory_days": st.none() | st.integers(0, 4000),
        "promised_days": st.none() | st.integers(0, 4000),
        "day_kind": st.sampled_from(DayKind),
        "state": st.sampled_from(StepState),
        "accepted_on": st.none() | _DAYS,
        "finished_on": st.none() | _DAYS,
        "document_number": _TEXTS,
        "result": _TEXTS,
        "mode": st.none() | st.sampled_from(ApprovalMode),
        "missing_documents": _TEXTS,
    }
)
_STOPS = st.lists(st.tuples(_DAYS, st.none() | _DAYS, st.text(min_size=1, max_size=20)), max_size=3)


@given(steps=st.lists(st.tuples(_STEPS, _STOPS), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_export_imported_again_changes_nothing(
    office: Services, tmp_path: Path, steps: list[tuple[dict[str, Any], list[tuple[date, date | None, str]]]]
) -> None:
    project = a_project(office, "滨海公路")
    with office.workspace.transaction("test") as tx:
        for old in tx.reader.all(ApprovalStep):
            tx.delete(ApprovalStep, old.id)
        for cells, stops in steps:
            step = ApprovalStep(id=tx.new_id(), project_id=project.id, **cells)
            tx.insert(step)
            for first, until, why in stops:
                tx.insert(ClockStop(id=tx.new_id(), step_id=step.id, from_date=first, to_date=until, reason=why))
    out, count = office.office.lamp_export.write(tmp_path / "out.xlsx", TODAY)
    plan = planned(office, out)
    assert (plan.refusals, plan.rows, plan.unchanged) == ((), (), count)


def test_a_synthetic_city_exported_and_imported_changes_nothing(city: Services, tmp_path: Path) -> None:
    out, count = city.office.lamp_export.write(tmp_path / "out.xlsx", TODAY)
    plan = planned(city, out)
    assert (plan.refusals, plan.rows, plan.unchanged) == ((), (), count)
    assert plan.file.unknown_columns == ()
    put(city)


def test_a_name_with_another_dot_is_the_same_project(office: Services, tmp_path: Path) -> None:
    a_project(office, "滨海·公路（一期）")
    plan = planned(office, a_file(tmp_path / "dots.xlsx", ("滨海・公路(一期)", "立项", None, None, None, None, None)))
    assert (len(plan.new), plan.refusals) == (1, ())


def test_a_table_with_a_column_for_each_step_is_understood(office: Services, tmp_path: Path) -> None:
    for name in ("滨海公路", "热电厂"):
        a_project(office, name)
    heads = ("序号", "项目名称", "立项", "环评批复", "施工许可证", "备注")
    rows = (
        (1, "滨海公路", "已批复", date(2022, 5, 30), "办理中", "抓紧"),
        (2, "热电厂", "√", "不需要", "—", None),
    )
    file = a_file(tmp_path / "wide.xlsx", *rows, heads=heads)
    assert is_step_register(read_workbook(file))
    plan = planned(office, file)
    assert (len(plan.new), plan.refusals) == (5, ())
    office.office.steps.apply(plan)
    found = {(one.project.name, one.step.step_type.value): one.step for one in office.approvals.listed() if one.project}
    assert found["滨海公路", "environmental_review"].finished_on == date(2022, 5, 30)
    assert {key: step.state.value for key, step in found.items()} == {
        ("滨海公路", "project_approval"): "finished",
        ("滨海公路", "environmental_review"): "finished",
        ("滨海公路", "construction_permit"): "in_progress",
        ("热电厂", "project_approval"): "finished",
        ("热电厂", "environmental_review"): "not_applicable",
    }
    assert planned(office, file).unchanged == 5


def test_a_step_in_its_own_column_that_says_nothing_known_is_refused(office: Services, tmp_path: Path) -> None:
    a_project(office, "滨海公路")
    heads = ("项目名称", "立项", "能评")
    file = a_file(tmp_path / "wide.xlsx", ("滨海公路", "差不多了", "办结"), heads=heads)
    assert refused(planned(office, file)) == [("sheets.cell_no_step", 2, "B")]


def test_what_contradicts_the_register_is_told_at_the_column_of_its_step(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "滨海公路")
    step = office.approvals.begin(project.id, StepType.ENERGY_REVIEW, date(2022, 5, 30))
    office.approvals.finish(step.id, date(2022, 6, 6))
    heads = ("项目名称", "立项", "能评")
    file = a_file(tmp_path / "wide.xlsx", ("滨海公路", "办结", "不涉及"), heads=heads)
    assert refused(planned(office, file)) == [("services.state_with_end", 2, "C")]


def test_a_register_of_projects_with_remarks_on_steps_stays_one(tmp_path: Path) -> None:
    heads = ("项目名称", "区域", "总投资（万元）", "立项", "环评")
    file = a_file(tmp_path / "projects.xlsx", ("滨海公路", "连山区", 10_000, "已批复", "在办"), heads=heads)
    assert not is_step_register(read_workbook(file))


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("2022-05-02 至 2022-06-03 补正", "domain.before_acceptance"),
        ("2022-06-07 至 2022-06-03 补正", "domain.restart_before_stop"),
        ("2022-13-07 至 2022-06-03 补正", "services.stops_unreadable"),
        ("2022-06-07 起", "services.stops_unreadable"),
    ],
)
def test_stops_that_cannot_be_are_refused(office: Services, tmp_path: Path, told: str, key: str) -> None:
    a_project(office, "滨海公路")
    heads = ("项目名称", "审批事项", "受理日期", "停表记录")
    file = a_file(tmp_path / "s.xlsx", ("滨海公路", "立项", date(2022, 6, 1), told), heads=heads)
    assert refused(planned(office, file)) == [(key, 2, "D")]


def test_an_ended_step_stays_ended_where_the_file_says_no_state(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "滨海公路")
    step = office.approvals.begin(project.id, StepType.ENERGY_REVIEW, date(2022, 5, 30))
    office.approvals.refuse(step.id, date(2022, 6, 6), "不符合")
    heads = ("项目名称", "事项名称", "办结日期", "批文号")
    file = a_file(tmp_path / "s.xlsx", ("滨海公路", "能评", date(2022, 6, 7), "葫发改〔2022〕9号"), heads=heads)
    office.office.steps.apply(planned(office, file))
    (made,) = listed(office)
    assert (made.state, made.finished_on, made.document_number) == (
        StepState.REFUSED,
        date(2022, 6, 7),
        "葫发改〔2022〕9号",
    )
