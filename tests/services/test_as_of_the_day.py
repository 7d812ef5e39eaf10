"""What is said of a day uses only what belongs to that day, and what an office wrote is not lost on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.approval import ApprovalStep, StepState, StepType
from inspector.domain.progress import FundLine, FundSource
from inspector.domain.project import AnnualPlan, ConstructionStatus, ProjectKind, Stage
from inspector.services.bundle import Services
from inspector.services.compile_content import IssueHead
from inspector.services.content_json import content_from_json
from inspector.services.profiles import set_profile
from tests.services.kit import PERIOD, TODAY, a_project, new_id, opened, put, sheet


def test_funds_of_a_later_day_do_not_count_yet(office: Services) -> None:
    project = a_project(office)
    for day, arrived in ((date(2022, 6, 1), 30), (date(2022, 7, 1), 50)):
        amounts: dict[str, Any] = {"planned": Decimal(100), "arrived": Decimal(arrived)}
        line = FundLine(id=new_id(office), project_id=project.id, source=FundSource.SPECIAL_BOND, as_of=day, **amounts)
        put(office, line)
    rates = {one.name: one.printed for one in office.statistics.overview(TODAY).other_rates}
    assert rates["funds_arrival_rate"] == "30.0"


def test_steps_of_a_withdrawn_project_burn_only_where_it_is_asked_for(office: Services) -> None:
    project = a_project(office, stage=Stage.WITHDRAWN)
    step = ApprovalStep(
        id=new_id(office),
        project_id=project.id,
        step_type=StepType.ENERGY_REVIEW,
        promised_days=5,
        state=StepState.IN_PROGRESS,
        accepted_on=date(2022, 4, 1),
    )
    put(office, step)
    assert office.lamps.steps(TODAY) == []
    assert len(office.lamps.steps(TODAY, project.name)) == 1


def test_a_refreshed_issue_keeps_what_the_office_wrote(office: Services, tmp_path: Path) -> None:
    a_project(office)
    head = IssueHead(title="我市项目建设提速", editor_note="请对照差距。", secrecy="内部", total_number=35)
    office.bulletins.compile(PERIOD, tmp_path / "一.pdf", on=TODAY, head=head)
    later = IssueHead(editor_note="请抓紧整改。")
    made = office.bulletins.compile(PERIOD, tmp_path / "二.pdf", on=TODAY, head=later, refresh=True)
    content = content_from_json((made.bulletin.snapshot or {})["content"], Path)
    assert (content.title, content.editor_note) == ("我市项目建设提速", "请抓紧整改。")
    assert (content.masthead.secrecy, content.masthead.total_number) == ("内部", 35)


def test_rates_are_printed_with_the_decimals_of_the_city(dandong: Services) -> None:
    for number in range(131):
        started = {"actual_start": date(2022, 3, 1)} if number < 108 else {}
        project = a_project(dandong, f"新建{number}", kind=ProjectKind.NEW_BUILD, **started)
        put(dandong, AnnualPlan(id=new_id(dandong), project_id=project.id, year=2022, kind=ProjectKind.NEW_BUILD))
    family = dandong.statistics.overview(date(2022, 9, 27)).family
    assert (family.new_start_rate.printed, family.start_resume_rate.printed) == ("82.44", "82.4")


def test_time_passes_by_month_or_by_day_as_the_office_sets_it(tmp_path: Path, office: Services) -> None:
    assert office.statistics.overview(TODAY).time_progress.printed == "50.0"
    set_profile(office.workspace, {"time_progress": "day_of_year"})
    folder = office.workspace.path
    office.workspace.close()
    with opened(folder) as again:
        assert again.statistics.overview(TODAY).time_progress.printed == "44.1"
    assert tmp_path in folder.parents


@pytest.mark.usefixtures("read_here")
def test_figures_without_a_day_and_starts_that_contradict_are_told(office: Services, tmp_path: Path) -> None:
    row = {"项目名称": "滨海公路", "区域": "连山区", "总投资（万元）": 900, "本年完成投资（万元）": 20}
    row |= {"实际开工日期": "2023-05-01", "建设状态": "未开工"}
    plan = office.register.plan(sheet(tmp_path / "台账.xlsx", row))
    assert not plan.refusals
    told = {one.key: one.details for one in plan.notices}
    assert told["services.undated_figures"] == {"count": 1}
    assert told["services.start_contradicts"] == {"name": "滨海公路", "day": "2023-05-01"}
    assert plan.rows[0].line.construction_status is ConstructionStatus.NOT_STARTED


@pytest.mark.usefixtures("read_here")
def test_a_name_with_a_code_and_the_same_without_one_are_not_told_apart(office: Services, tmp_path: Path) -> None:
    row = {"项目名称": "滨海公路", "区域": "连山区", "总投资（万元）": 900}
    coded = row | {"项目代码": "2509-320193-89-01-544060"}
    other = row | {"项目代码": "2105-211402-04-01-123456"}
    refused = office.register.plan(sheet(tmp_path / "一.xlsx", coded, row)).refusals
    assert [one.key for one in refused] == ["services.duplicate_row"]
    assert office.register.plan(sheet(tmp_path / "二.xlsx", coded, other)).refusals == ()


@pytest.mark.usefixtures("read_here")
def test_figures_of_an_earlier_year_are_not_dated_this_year(office: Services, tmp_path: Path) -> None:
    row = {"项目名称": "滨海公路", "区域": "连山区", "总投资（万元）": 900, "新建续建": "续建"}
    row |= {"2021年计划投资（万元）": 100, "本年完成投资（万元）": 20}
    office.register.apply(office.register.plan(sheet(tmp_path / "台账.xlsx", row)))
    assert office.statistics.overview(TODAY).family.resumed.count == 0
    last_year = office.statistics.overview(date(2021, 12, 31)).family
    assert (last_year.resumed.count, last_year.planned.invested_year_to_date) == (1, Decimal(20))


@pytest.mark.usefixtures("read_here")
def test_codes_and_places_that_cannot_be_right_are_told_and_never_block(office: Services, tmp_path: Path) -> None:
    row = {"项目名称": "滨海公路", "区域": "连山区", "总投资（万元）": 900, "经度": 2.35, "纬度": 48.85}
    right = {"项目代码": "2509-320193-89-01-544060", "统一社会信用代码": "91110000600037341L"}
    wrong = {"项目代码": "2609-330100-04-01-100001", "统一社会信用代码": "91210000242800024A"}
    plan = office.register.plan(sheet(tmp_path / "错.xlsx", row | wrong))
    told = {one.key for one in plan.notices}
    assert {"domain.project_code_check_digit", "domain.credit_code_check_character"} < told
    assert len(told) == 3
    assert not plan.refusals
    assert len(plan.new) == 1
    inside = {"项目名称": "滨海公路", "区域": "连山区", "总投资（万元）": 900}
    assert office.register.plan(sheet(tmp_path / "对.xlsx", inside | right)).notices == ()
