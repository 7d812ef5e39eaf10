from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.approval import ApprovalStep, ClockStop, StepState
from inspector.domain.city_records import sites_of
from inspector.domain.codes import check_credit_code, check_project_code
from inspector.domain.draws import Draws
from inspector.domain.inspection import Inspection, InspectionState
from inspector.domain.lamps import LampColour, LampState, lamp_of
from inspector.domain.periods import Period
from inspector.domain.problem import Escalation, FoundAt, Problem, ProblemState
from inspector.domain.problem_states import closing_gaps
from inspector.domain.progress import Assignment, DispatchRecord, FundLine, InvestmentComparison, Milestone, Role
from inspector.domain.project import (
    AnnualPlan,
    ConstructionStatus,
    ListMembership,
    Project,
    ProjectKind,
    Resumption,
    Stage,
)
from inspector.domain.record import Record
from inspector.domain.statistics import ProjectFacts, RateFamily, rate_family
from inspector.domain.synthetic import SyntheticCity, generate
from inspector.domain.synthetic_progress import progress_records
from inspector.domain.synthetic_project import AS_OF, Scene, sheet_of
from inspector.domain.synthetic_shares import Shares
from inspector.domain.workdays import WorkCalendar
from inspector.services.profiles import load_profile, profile_keys

RecordT = TypeVar("RecordT", bound=Record)


@cache
def city(projects: int = 500, seed: int = 1, key: str = "huludao") -> SyntheticCity:
    return generate(projects, seed, load_profile(key))


@cache
def records(projects: int = 500, seed: int = 1, key: str = "huludao") -> tuple[Record, ...]:
    return tuple(city(projects, seed, key).records())


def of(kind: type[RecordT]) -> Iterator[RecordT]:
    return (one for one in records() if isinstance(one, kind))


def family(everything: tuple[Record, ...]) -> RateFamily:
    plans = {one.project_id: one for one in everything if isinstance(one, AnnualPlan)}
    return rate_family(
        ProjectFacts(
            project_id=one.id,
            kind=one.kind,
            planned=True,
            started=one.actual_start is not None and one.actual_start <= AS_OF,
            resumed=one.resumed_on is not None and one.resumed_on <= AS_OF,
            total_investment=one.total_investment,
            planned_investment=plans[one.id].planned_investment,
        )
        for one in everything
        if isinstance(one, Project)
    )


@pytest.mark.parametrize("seed", [1, 2022])
def test_the_rows_of_500_projects_print_the_published_figures(seed: int) -> None:
    found = family(records(500, seed))
    assert (found.planned.count, found.planned_new.count, found.planned_continuing.count) == (500, 268, 232)
    assert (found.started_new.count, found.resumed.count, found.start_resume.count) == (117, 212, 329)
    assert found.start_resume_rate.printed == "65.8"
    assert found.resume_rate.printed == "91.4"
    assert found.new_start_rate.printed == "43.7"
    assert found.planned.total_investment == Decimal("26198000.00")
    assert found.planned.planned_investment == Decimal("3251000.00")
    assert found.start_resume.total_investment == Decimal("16118900.00")
    assert found.start_resume.planned_investment == Decimal("2013800.00")
    assert (found.started_new.total_investment, found.started_new.planned_investment) == (
        Decimal(1401600),
        Decimal(508000),
    )
    assert (found.resumed.total_investment, found.resumed.planned_investment) == (Decimal(14717300), Decimal(1505800))


@pytest.mark.parametrize("projects", [10, 137, 1000])
def test_another_size_scales_the_totals(projects: int) -> None:
    found = family(records(projects, 9))
    assert found.planned.total_investment == Decimal(26198000) * projects / 500
    assert found.start_resume.total_investment == Decimal(16118900) * projects / 500
    assert found.start_resume.planned_investment == Decimal(2013800) * projects / 500


@given(st.integers(10, 40), st.integers(0, 2**64 - 1))
@settings(max_examples=50, deadline=None)
def test_references_resolve_and_ids_are_unique(projects: int, seed: int) -> None:
    seen: dict[str, str] = {}
    for one in generate(projects, seed, load_profile("huludao")).records():
        for cell in one.CELLS:
            value = getattr(one, cell.name)
            if cell.refers is not None and value is not None:
                assert seen[value] == cell.refers
        assert one.id not in seen
        seen[one.id] = one.KIND


@pytest.mark.parametrize("key", profile_keys())
def test_every_profile_makes_a_city_above_its_own_threshold(key: str) -> None:
    threshold = load_profile(key).threshold
    investments = [one.total_investment for one in records(200, 4, key) if isinstance(one, Project)]
    assert len(investments) == 200
    assert min(one for one in investments if one is not None) >= threshold


def test_equal_seeds_make_equal_records_and_others_differ() -> None:
    profile = load_profile("huludao")
    first, again, other = (generate(30, seed, profile) for seed in (5, 5, 6))
    assert tuple(first.records()) == tuple(again.records())
    assert tuple(first.records()) == tuple(first.records())
    assert {one.id for one in first.records()}.isdisjoint(one.id for one in other.records())


def test_a_seed_means_the_same_city_on_every_machine_and_version() -> None:
    first = next(iter(city().bundles())).project
    assert (first.id, first.name) == ("017e1138-2800-7cbd-bafd-ed4d7f6018e9", "合成·葫芦岛经济开发区污水处理项目 0001")
    assert (first.project_code, first.total_investment) == ("2204-211400-04-01-000001", Decimal("9296.70"))


def test_bundles_hold_each_project_with_its_records() -> None:
    bundles = list(islice(city().bundles(), 20))
    assert all(bundle.records[0] is bundle.project for bundle in bundles)
    for bundle in bundles:
        owners = {getattr(one, "project_id", bundle.project.id) for one in bundle.records}
        assert owners == {bundle.project.id}
    assert city().projects == 500


def test_memory_stays_flat_while_streaming() -> None:
    made = generate(2000, 3, load_profile("huludao"))
    tracemalloc.start()
    try:
        for _ in islice(made.records(), 20_000):
            continue
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000


def test_everything_is_marked_synthetic_and_named_by_place_and_trade() -> None:
    projects = list(of(Project))
    assert all(one.name.startswith("合成·") and one.source == "合成" for one in projects)
    assert all((one.owner_organization or "").startswith("合成·") for one in projects)
    assert len({one.name for one in projects}) == 500
    assert any(one.name.startswith("合成·绥中县风电项目 0") for one in projects)


def test_codes_pass_their_checks_and_are_unique() -> None:
    projects = list(of(Project))
    for one in projects:
        checked = check_project_code(one.project_code or "")
        assert (checked.code, checked.findings) == (one.project_code, ())
        assert not check_credit_code(one.owner_credit_code or "").findings
    assert len({one.project_code for one in projects}) == 500


def test_dates_and_states_agree_on_the_day_of_the_figures() -> None:
    for one in of(Project):
        assert one.planned_start is not None
        assert one.planned_completion is not None
        assert one.planned_completion > max(AS_OF, one.planned_start)
        if one.kind is ProjectKind.CONTINUING:
            assert one.actual_start is not None
            assert one.actual_start < date(2022, 1, 1)
            assert one.stage is Stage.CONSTRUCTION
            resumed = one.resumption is Resumption.RESUMED
            assert resumed == (one.resumed_on is not None)
            assert one.construction_status is (ConstructionStatus.ONGOING if resumed else ConstructionStatus.SUSPENDED)
        elif one.actual_start is not None:
            assert date(2022, 1, 1) < one.actual_start < AS_OF
            assert one.construction_status in {ConstructionStatus.STARTED, ConstructionStatus.ONGOING}
        else:
            assert one.construction_status is ConstructionStatus.NOT_STARTED
            assert one.stage in {Stage.SIGNED, Stage.LANDED, Stage.RESERVE, Stage.PRELIMINARY}
        assert one.registered_on is None or one.registered_on <= AS_OF


def test_dispatch_figures_add_up_and_stay_within_plan_and_total() -> None:
    projects = {one.id: one for one in of(Project)}
    plans = {one.project_id: one.planned_investment or Decimal(0) for one in of(AnnualPlan)}
    sums: Counter[str] = Counter()
    previous: dict[str, DispatchRecord] = {}
    for one in of(DispatchRecord):
        assert one.invested_this_period is not None
        assert one.invested_year_to_date is not None
        assert one.invested_total is not None
        assert one.physical_progress_pct is not None
        period = Period.parse(one.period)
        assert one.reported_on == period.last_day
        assert period <= Period(2022, 5, 2)
        sums[one.project_id] += int(one.invested_this_period * 100)
        assert sums[one.project_id] == int(one.invested_year_to_date * 100)
        assert one.invested_year_to_date <= plans[one.project_id]
        assert one.invested_total <= (projects[one.project_id].total_investment or 0)
        assert 0 <= one.physical_progress_pct <= 100
        if before := previous.get(one.project_id):
            assert before.period < one.period
            assert (before.physical_progress_pct or 0) <= one.physical_progress_pct
        previous[one.project_id] = one
    assert len(previous) > 250


def test_only_running_projects_report_investment() -> None:
    running = {one.id for one in of(Project) if one.resumed_on or (one.actual_start and not one.resumption)}
    assert {one.project_id for one in of(DispatchRecord)} <= running
    assert {one.project_id for one in of(FundLine) if one.arrived} <= running


def test_funds_arrive_within_what_is_planned_and_are_paid_within_what_arrived() -> None:
    plans = {one.project_id: one.planned_investment for one in of(AnnualPlan)}
    planned: dict[str, Decimal] = {}
    for one in of(FundLine):
        assert one.planned is not None
        assert one.arrived is not None
        assert one.paid is not None
        assert 0 <= one.paid <= one.arrived <= one.planned
        planned[one.project_id] = planned.get(one.project_id, Decimal(0)) + one.planned
    assert all(abs(planned[key] - (plan or 0)) < Decimal("0.03") for key, plan in plans.items())
    assert sum(one.source.value == "special_bond" for one in of(FundLine)) == 96
    assert sum(one.source.value == "provincial_subsidy" for one in of(FundLine)) == 21


def test_comparisons_tell_the_month_of_the_dispatch_and_a_reason_where_they_differ() -> None:
    months: Counter[tuple[str, str]] = Counter()
    for one in of(DispatchRecord):
        months[one.project_id, one.period[:7]] += int((one.invested_this_period or 0) * 100)
    found = list(of(InvestmentComparison))
    for comparison in found:
        assert comparison.planning_figure is not None
        assert int(comparison.planning_figure * 100) == months[comparison.project_id, comparison.month]
        assert (comparison.reason is None) == (comparison.statistics_figure == comparison.planning_figure) or (
            comparison.planning_figure < 1
        )
    assert any(one.reason for one in found)


def test_lamps_of_all_colours_and_states_show_on_the_day_of_the_figures() -> None:
    stops: dict[str, list[ClockStop]] = {}
    for stop in of(ClockStop):
        stops.setdefault(stop.step_id, []).append(stop)
    calendar = WorkCalendar()
    lamps = [lamp_of(step, stops.get(step.id, ()), AS_OF, calendar) for step in of(ApprovalStep)]
    assert {one.colour for one in lamps} == set(LampColour)
    assert {one.state for one in lamps} == set(LampState)


def test_steps_have_the_dates_of_their_state() -> None:
    for step in of(ApprovalStep):
        begun = step.state not in {StepState.PENDING, StepState.NOT_APPLICABLE}
        assert (step.accepted_on is not None) == begun
        assert (step.finished_on is not None) == (step.state in {StepState.FINISHED, StepState.REFUSED})
        if step.accepted_on is not None:
            assert step.accepted_on.weekday() < 5
            assert step.accepted_on <= (step.finished_on or AS_OF) <= AS_OF
    steps = {one.id: one for one in of(ApprovalStep)}
    for stop in of(ClockStop):
        step = steps[stop.step_id]
        assert step.accepted_on is not None
        assert step.accepted_on <= stop.from_date <= (stop.to_date or AS_OF) <= AS_OF
        assert (stop.to_date is None) == (step.state is StepState.STOPPED)


def test_problems_stand_in_every_state_and_nobody_closes_his_own_request() -> None:
    problems = list(of(Problem))
    assert {one.state for one in problems} == set(ProblemState)
    visits = {one.id: one for one in of(Inspection)}
    for one in problems:
        assert one.found_on is not None
        assert one.found_on <= AS_OF
        assert (one.inspection_id is not None) == (one.found_at is FoundAt.INSPECTION)
        if one.inspection_id is not None:
            assert visits[one.inspection_id].project_id == one.project_id
        if one.state in {ProblemState.CLOSED, ProblemState.CLOSE_REQUESTED}:
            assert closing_gaps(one) == ()
            assert one.close_requested_by
        if one.state is ProblemState.CLOSED:
            assert one.closed_by not in {None, one.close_requested_by}
            assert one.closed_on is not None
            assert one.found_on < one.closed_on <= AS_OF
    escalated = {one.id for one in problems if one.state is ProblemState.ESCALATED}
    assert {one.problem_id for one in of(Escalation)} == escalated


def test_visits_fall_into_the_first_half_of_june_some_signed_some_drafts() -> None:
    visits = list(of(Inspection))
    assert {one.state for one in visits} == set(InspectionState)
    for one in visits:
        assert Period.of(one.visited_at.date()) == Period(2022, 6, 1)
        assert one.visited_at.date() <= AS_OF
        assert one.visited_at.utcoffset() is not None
        assert one.answers
        signed = one.state is InspectionState.SIGNED
        assert (one.signature is not None) == signed == (one.signed_at is not None)
    assert any(one.reported_progress_pct != one.physical_progress_pct for one in visits)


def test_duties_and_lists_follow_the_article_and_some_projects_lack_a_task_force() -> None:
    led = {one.project_id for one in of(Assignment) if one.role is Role.LEADER}
    assert len(led) == 73
    forces = {one.project_id for one in of(Assignment) if one.role is Role.TASK_FORCE}
    assert 350 < len(forces) < 490
    memberships: Counter[str] = Counter(one.list_id for one in of(ListMembership))
    assert sorted(memberships.values()) == [73, 500]


def test_nodes_are_done_when_the_project_says_so() -> None:
    starts = {one.id: one.actual_start for one in of(Project)}
    assert all(one.done_on == starts[one.project_id] for one in of(Milestone) if one.name == "开工")
    assert Counter(one.project_id for one in of(Milestone)).most_common()[-1][1] == 3


def test_a_project_without_planned_dates_has_no_nodes() -> None:
    made = city()
    scene = Scene(made.profile, sites_of(made.areas), {one.key: one.key for one in made.profile.lists})
    sheet = sheet_of(scene, next(iter(Shares(10, 1, Decimal(500)))), Draws(1))
    dateless = replace(sheet, project=replace(sheet.project, planned_start=None))
    assert not [one for one in progress_records(dateless) if isinstance(one, Milestone)]


def test_the_shared_records_come_first() -> None:
    shared = city().shared_records
    assert tuple(islice(city().records(), len(shared))) == shared
