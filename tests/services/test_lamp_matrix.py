"""手续亮灯: the order of the matrix, its cells, filters, the published rates and the reason of a lamp."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from inspector.domain.approval import ApprovalStep, ClockStop, StepState, StepType
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.lamps import LampColour
from inspector.domain.progress import Assignment, Milestone, Role
from inspector.domain.project import Project
from inspector.domain.step_band import BandMark
from inspector.services.bundle import Services
from inspector.services.lamp_matrix_view import Light, MatrixWish
from tests.services.kit import TODAY, a_project, area_id, new_id, put

DAY_27 = date(2023, 1, 29)
"""Day 27 of 百日攻坚 [004]."""


def a_step(
    office: Services, project: Project, accepted: date | None = date(2023, 1, 3), **fields: object
) -> ApprovalStep:
    filled = {
        "step_type": StepType.ENVIRONMENTAL_REVIEW,
        "state": StepState.IN_PROGRESS,
        "promised_days": 13,
        "department": "市生态环境局",
        "accepted_on": accepted,
        **fields,
    }
    made = ApprovalStep(id=new_id(office), project_id=project.id, **filled)  # type: ignore[arg-type]
    put(office, made)
    return made


def test_the_projects_in_need_come_first(office: Services) -> None:
    quiet, yellow, red = (a_project(office, name) for name in ("甲", "乙", "丙"))
    a_step(office, quiet, state=StepState.PENDING, accepted=None)
    a_step(office, yellow, promised_days=16)
    a_step(office, red)
    a_step(office, red, step_type=StepType.LAND, promised_days=5)
    a_project(office, "没有手续")
    matrix = office.office.lamp_matrix.matrix(DAY_27)
    assert matrix.projects == (red.id, yellow.id, quiet.id)
    assert matrix.counts == {Light.RED: 2, Light.YELLOW: 1, Light.LATE: 0, Light.STOPPED: 0}
    assert [one.step_type for one in matrix.columns] == [StepType.ENVIRONMENTAL_REVIEW, StepType.LAND]
    first, second, third = office.office.lamp_matrix.page(matrix.projects, DAY_27)
    assert (first.project, first.red, first.yellow) == ("丙", 2, 0)
    cell = first.cells[StepType.ENVIRONMENTAL_REVIEW]
    assert (cell.lamp.colour, cell.lamp.overdue_days, cell.department) == (LampColour.RED, 2, "市生态环境局")
    assert (second.yellow, set(third.cells)) == (1, {StepType.ENVIRONMENTAL_REVIEW})


def test_of_several_steps_of_a_type_the_most_urgent_shows(office: Services) -> None:
    project = a_project(office)
    a_step(office, project, promised_days=40)
    worst = a_step(office, project, promised_days=5)
    (row,) = office.office.lamp_matrix.page([project.id, "gone"], DAY_27)
    cell = row.cells[StepType.ENVIRONMENTAL_REVIEW]
    assert (cell.step_id, cell.others) == (worst.id, 1)


def test_the_matrix_can_be_narrowed(office: Services) -> None:
    here = a_project(office, "甲", area_id=area_id(office, "龙港区"))
    there = a_project(office, "乙", area_id=area_id(office, "连山区"))
    a_step(office, here)
    a_step(office, there, step_type=StepType.LAND, department="市自然资源局", promised_days=30)
    put(office, Assignment(id=new_id(office), project_id=there.id, role=Role.LEADER, holder="市领导甲"))
    ask = office.office.lamp_matrix.matrix
    assert ask(DAY_27, MatrixWish(area_id=area_id(office, "龙港区"))).projects == (here.id,)
    assert ask(DAY_27, MatrixWish(department="市自然资源局")).projects == (there.id,)
    assert ask(DAY_27, MatrixWish(leader="市领导甲")).projects == (there.id,)
    assert ask(DAY_27, MatrixWish(light=Light.RED)).projects == (here.id,)
    narrowed = ask(DAY_27, MatrixWish(step_type=StepType.LAND))
    assert (narrowed.projects, len(narrowed.columns)) == ((there.id,), 1)
    assert office.office.lamp_matrix.departments() == ("市生态环境局", "市自然资源局")


def test_the_published_rates_come_from_rows(office: Services) -> None:
    project = a_project(office)
    for kind, finished, applicable in ((StepType.PROJECT_APPROVAL, 114, 146), (StepType.ENERGY_REVIEW, 61, 104)):
        states = [StepState.FINISHED] * finished + [StepState.PENDING] * (applicable - finished)
        states += [StepState.NOT_APPLICABLE] * 4
        put(
            office,
            *(
                ApprovalStep(id=f"{kind}-{n:04d}", project_id=project.id, step_type=kind, state=state)
                for n, state in enumerate(states)
            ),
        )
    rates = office.office.lamp_matrix.matrix(DAY_27).rates
    assert [(one.name, one.rate.printed) for one in rates] == [("立项", "78.08"), ("能评", "58.7")]
    rows = office.office.lamp_matrix.rate_rows
    assert len(rows(StepType.PROJECT_APPROVAL, DAY_27, finished=True)) == 114
    assert len(rows(StepType.ENERGY_REVIEW, DAY_27, finished=False)) == 104


def test_a_lamp_says_why(office: Services) -> None:
    project = a_project(office, "扬农化工项目")
    step = a_step(office, project)
    node = Milestone(id=new_id(office), project_id=project.id, name="开工", planned_on=date(2023, 3, 15))
    put(office, node)
    told = office.office.lamp_matrix.reason(step.id, DAY_27)
    assert (told.project, told.step, told.limit, told.working_days) == ("扬农化工项目", "环评", 13, True)
    assert (told.lamp.due_on, told.lamp.overdue_days, told.today_is_worked) == (date(2023, 1, 20), 2, True)
    assert told.band is not None
    assert (told.band.count(BandMark.COUNTED), told.band.count(BandMark.OVER)) == (13, 2)
    assert "2023-01-20" in told.sentences[0]
    assert [(one.name, one.days_left) for one in told.nodes] == [("开工", 45)]
    with pytest.raises(NotFoundError):
        office.office.lamp_matrix.reason("gone", DAY_27)


def test_a_stop_is_told_with_its_reason(office: Services) -> None:
    step = a_step(office, a_project(office), state=StepState.STOPPED)
    put(office, ClockStop(id=new_id(office), step_id=step.id, from_date=date(2023, 1, 5), reason="等待专家评审"))
    told = office.office.lamp_matrix.reason(step.id, DAY_27)
    assert [one.reason for one in told.stops] == ["等待专家评审"]
    assert told.band is not None
    assert told.band.count(BandMark.STOPPED) == 25


def test_the_red_ones_are_urged_by_letter(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "扬农化工项目")
    red = a_step(office, project)
    a_step(office, project, step_type=StepType.LAND, department=None, promised_days=5)
    a_step(office, project, step_type=StepType.SAFETY_REVIEW, promised_days=40)
    done = office.office.supervision.print(tmp_path / "督办单.pdf", DAY_27)
    assert (done.slips, done.steps, done.pages) == (2, 2, 2)
    with pypdfium2.PdfDocument(done.path) as pdf:
        text = "".join(pdf[0].get_textpage().get_text_range().split())
    for part in (
        "市生态环境局：",
        "扬农化工项目",
        "环评",
        "13个工作日",
        "1月20日",
        "2个工作日",
        "请于2023年2月1日前",
        "2023年1月29日",
    ):
        assert part in text, part
    again = office.office.supervision.print(tmp_path / "2.pdf", DAY_27, [red.id])
    assert (again.slips, again.steps) == (1, 1)


def test_without_a_red_lamp_there_is_no_letter(office: Services, tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="nothing_to_urge"):
        office.office.supervision.print(tmp_path / "x.pdf", DAY_27)


def test_the_lamps_go_out_with_their_reasons(office: Services, tmp_path: Path) -> None:
    project = a_project(office, "扬农化工项目")
    a_step(office, project)
    pending = a_step(office, project, state=StepState.PENDING, accepted=None)
    path, count = office.office.lamp_export.write(tmp_path / "亮灯.xlsx", DAY_27)
    rows = list(openpyxl.load_workbook(path).worksheets[0].values)
    assert (count, len(rows)) == (2, 3)
    assert rows[1][:4] == ("扬农化工项目", "环评", "市生态环境局", "红灯")
    assert rows[1][5] == -2
    assert "2023-01-20" in str(rows[1][-1])
    _, count = office.office.lamp_export.write(tmp_path / "2.xlsx", DAY_27, [pending.id])
    assert count == 1


def test_an_imported_holiday_list_says_what_it_changes(office: Services, tmp_path: Path) -> None:
    project = a_project(office, total_investment=Decimal(30_000))
    step = a_step(office, project, date(2028, 1, 3), promised_days=5)
    file = tmp_path / "2028.json"
    days = ["2028-01-05", "2028-01-06", "2028-01-07"]
    file.write_text(json.dumps({"year": 2028, "holidays": days, "workdays": []}), "utf-8")
    on = date(2028, 1, 12)
    planned = office.office.holidays.preview(file, on)
    assert office.office.lamp_matrix.reason(step.id, on).lamp.colour is LampColour.RED
    _, report = office.office.holidays.take(file, on)
    assert report == planned
    (change,) = report.changes
    assert (change.before.due_on, change.after.due_on) == (date(2028, 1, 10), date(2028, 1, 13))
    assert (change.before.colour, change.after.colour, change.other_light) == (LampColour.RED, LampColour.YELLOW, True)
    assert office.office.lamp_matrix.reason(step.id, on).lamp.due_on == date(2028, 1, 13)
    assert office.office.holidays.preview(file, on).changes == ()


def test_the_synthetic_city_counts_as_its_lamps(city: Services) -> None:
    matrix = city.office.lamp_matrix.matrix(TODAY)
    rows = city.office.lamp_matrix.page(matrix.projects, TODAY)
    assert sum(one.red for one in rows) == matrix.counts[Light.RED]
    order = [(one.red, one.yellow) for one in rows]
    assert order == sorted(order, reverse=True)
