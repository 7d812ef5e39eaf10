"""驾驶舱: the published figures of the synthetic city, each with the rows that it counts, today and on past days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from inspector.domain.approval import ApprovalStep, ClockStop, StepState, StepType
from inspector.domain.bulletin import Bulletin, BulletinState
from inspector.domain.lamps import LampColour, LampState
from inspector.domain.money import wan_to_yi
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.project import AnnualPlan, ConstructionStatus, Project, ProjectKind, Stage
from inspector.services.bundle import Services
from inspector.services.cockpit_view import Basis, Cockpit, CountedRate, RowsRef
from inspector.services.statistics import Dimension
from tests.services.kit import TODAY, a_project, area_id, new_id, put
from tests.storage.kit import HandClock

DAY = 86_400_000


@pytest.fixture(scope="module")
def shown(city: Services) -> Cockpit:
    return city.office.cockpit.overview(TODAY)


def counts(one: CountedRate) -> tuple[str, int, int, int]:
    return one.rate.printed, one.done.count, one.planned.count, one.missing.count


def test_the_rates_of_the_article_with_their_counts(shown: Cockpit) -> None:
    assert counts(shown.start_resume) == ("65.8", 329, 500, 171)
    assert counts(shown.resume) == ("91.4", 212, 232, 20)
    assert counts(shown.new_start) == ("43.7", 117, 268, 151)


def test_the_amounts_of_the_article(shown: Cockpit) -> None:
    total, plan = shown.active_total, shown.active_plan
    assert (wan_to_yi(total.part), wan_to_yi(total.whole)) == (Decimal("1611.89"), Decimal("2619.8"))
    assert (wan_to_yi(plan.part), wan_to_yi(plan.whole)) == (Decimal("201.38"), Decimal("325.1"))
    assert (total.rate.printed, plan.rate.printed) == ("61.5", "61.9")


def test_every_number_opens_as_many_rows(city: Services, shown: Cockpit) -> None:
    board = shown.lamps
    numbers = [
        *(part for one in (shown.start_resume, shown.resume) for part in (one.done, one.planned, one.missing)),
        *(part for line in shown.ranking[:2] for part in (line.rate.done, line.rate.planned, line.rate.missing)),
        *(board.red.lamps, board.red.new, board.yellow.lamps, board.open, board.stopped, board.green, board.late),
        *(board.finished_now, shown.problems_open, shown.problems_overdue),
    ]
    for one in numbers:
        found = city.office.cockpit.rows(one.rows)
        assert len(found) == len(set(found)) == one.count, one


def test_lamps_are_counted_as_the_lamps_themselves_judge(city: Services, shown: Cockpit) -> None:
    lamps = [one.lamp for one in city.lamps.steps(TODAY)]
    burning = [one for one in lamps if one.state is LampState.IN_PROGRESS]
    board = shown.lamps
    assert board.red.lamps.count == sum(one.colour is LampColour.RED for one in burning)
    assert board.yellow.lamps.count == sum(one.colour is LampColour.YELLOW for one in burning)
    assert board.open.count == sum(one.colour is LampColour.NONE for one in burning)
    assert board.green.count == sum(one.colour is LampColour.GREEN for one in lamps)
    assert board.late.count == sum(one.state is LampState.LATE for one in lamps)
    assert board.stopped.count == sum(one.state is LampState.STOPPED for one in lamps)
    quiet = {LampState.PENDING, LampState.NOT_APPLICABLE, LampState.REFUSED}
    assert board.total == sum(one.state not in quiet for one in lamps)


def test_the_ranking_is_that_of_the_statistics(city: Services, shown: Cockpit) -> None:
    groups = [one for one in city.statistics.by(Dimension.AREA, TODAY) if one.name]
    assert [(one.rank, one.name) for one in shown.ranking] == [(one.ranked.rank, one.name) for one in groups]
    parks = [one.name for one in city.statistics.by(Dimension.PARK, TODAY) if one.name]
    assert [one.name for one in shown.parks] == parks


def test_places_gained_since_the_last_issue_sum_to_the_places_lost(city: Services, shown: Cockpit) -> None:
    earlier = {one.name: one.ranked.rank for one in city.statistics.by(Dimension.AREA, shown.before)}
    for one in shown.ranking:
        before = earlier[one.name]
        assert before is not None
        assert one.rank is not None
        assert one.change == before - one.rank


def test_investment_is_held_against_the_time_gone(shown: Cockpit) -> None:
    city, *areas = shown.completion
    assert (city.area_id, shown.time_progress.printed) == ("", "50.0")
    rates = [one.rate.value or 0 for one in areas]
    assert rates == sorted(rates, reverse=True)
    for one in shown.completion:
        assert one.ahead.value is not None
        assert one.far_behind is (one.ahead.value <= -10)


def test_the_overdue_are_told_the_longest_first(city: Services, shown: Cockpit) -> None:
    lamps = [one.lamp for one in city.lamps.steps(TODAY) if one.lamp.state is LampState.IN_PROGRESS]
    worst = max(one.overdue_days for one in lamps)
    days = [one.days for one in shown.overdue_steps]
    assert (days[0], days) == (worst, sorted(days, reverse=True))
    assert all(one.project and one.step and one.department for one in shown.overdue_steps)
    problems = [one.days for one in shown.overdue_problems]
    assert problems == sorted(problems, reverse=True)
    assert len(problems) == min(20, shown.problems_overdue.count)


def a_plan(office: Services, project: Project, **fields: object) -> AnnualPlan:
    filled = {"planned_investment": Decimal(1000), "kind": project.kind, **fields}
    return AnnualPlan(id=new_id(office), project_id=project.id, year=2022, **filled)  # type: ignore[arg-type]


def started(office: Services, name: str, on: date | None, **fields: object) -> Project:
    made = a_project(office, name, kind=ProjectKind.NEW_BUILD, actual_start=on, **fields)
    put(office, a_plan(office, made))
    return made


def test_an_empty_workspace_has_a_cockpit(office: Services) -> None:
    shown = office.office.cockpit.overview(TODAY)
    assert counts(shown.start_resume) == ("—", 0, 0, 0)
    assert (shown.ranking, shown.lamps.total, shown.overdue_steps) == ((), 0, ())


def test_withdrawn_projects_and_their_steps_are_nowhere(office: Services) -> None:
    gone = started(office, "甲", date(2022, 3, 1), stage=Stage.WITHDRAWN)
    step = ApprovalStep(
        id=new_id(office),
        project_id=gone.id,
        step_type=StepType.ENERGY_REVIEW,
        state=StepState.IN_PROGRESS,
        accepted_on=date(2022, 1, 4),
        promised_days=5,
    )
    put(office, step)
    shown = office.office.cockpit.overview(TODAY)
    assert (shown.start_resume.done.count, shown.lamps.total, shown.overdue_steps) == (0, 0, ())


def test_a_rise_since_the_last_issue_is_told(office: Services) -> None:
    put(
        office,
        Bulletin(
            id=new_id(office),
            year=2022,
            issue_number=10,
            period="2022-05-2",
            as_of=date(2022, 5, 20),
            state=BulletinState.ISSUED,
        ),
    )
    for name, place, on in (
        ("甲", "连山区", date(2022, 5, 25)),
        ("乙", "龙港区", date(2022, 3, 1)),
        ("丙", "龙港区", None),
    ):
        started(office, name, on, area_id=area_id(office, place), construction_status=ConstructionStatus.NOT_STARTED)
    shown = office.office.cockpit.overview(TODAY)
    assert shown.before == date(2022, 5, 20)
    assert [(one.name, one.rank, one.change) for one in shown.ranking] == [("连山区", 1, 1), ("龙港区", 2, -1)]
    line = shown.ranking[1]
    assert (line.rate.done.count, line.rate.planned.count, line.rate.missing.count) == (1, 2, 1)


def test_new_red_lamps_are_those_that_did_not_burn_at_the_last_issue(office: Services) -> None:
    project = a_project(office)
    for days, accepted in ((5, date(2022, 5, 5)), (5, date(2022, 5, 30))):
        put(
            office,
            ApprovalStep(
                id=new_id(office),
                project_id=project.id,
                step_type=StepType.ENERGY_REVIEW,
                state=StepState.IN_PROGRESS,
                accepted_on=accepted,
                promised_days=days,
            ),
        )
    red = office.office.cockpit.overview(TODAY).lamps.red
    assert (red.lamps.count, red.new.count) == (2, 1)
    assert len(office.office.cockpit.rows(red.new.rows)) == 1


def test_a_stop_keeps_a_step_out_of_the_red(office: Services) -> None:
    step = ApprovalStep(
        id=new_id(office),
        project_id=a_project(office).id,
        step_type=StepType.ENERGY_REVIEW,
        state=StepState.STOPPED,
        accepted_on=date(2022, 5, 5),
        promised_days=5,
    )
    put(office, step, ClockStop(id=new_id(office), step_id=step.id, from_date=date(2022, 5, 6), reason="补正"))
    board = office.office.cockpit.overview(TODAY).lamps
    assert (board.red.lamps.count, board.stopped.count) == (0, 1)


def test_a_day_that_has_passed_is_shown_as_it_was_known(office: Services, clock: HandClock) -> None:
    first = started(office, "甲", date(2022, 3, 1))
    problem = Problem(id=new_id(office), project_id=first.id, description="未批先建", due_on=date(2022, 6, 1))
    put(office, problem)
    asked = TODAY
    clock.now += 2 * DAY
    started(office, "乙", date(2022, 4, 1))
    with office.workspace.transaction("test") as tx:
        tx.update(Project, first.id, actual_start=None, total_investment=Decimal(30_000))
        tx.update(Problem, problem.id, state=ProblemState.CLOSED)
    then, now = office.office.cockpit.overview(asked), office.office.cockpit.overview(asked + timedelta(days=2))
    assert (then.basis, now.basis) == (Basis.HISTORY, Basis.TODAY)
    assert counts(then.start_resume) == ("100.0", 1, 1, 0)
    assert counts(now.start_resume) == ("50.0", 1, 2, 1)
    assert (then.active_total.part, now.active_total.part) == (Decimal(20_000), Decimal(20_000))
    assert (then.problems_overdue.count, now.problems_overdue.count) == (1, 0)
    assert office.office.cockpit.rows(then.start_resume.done.rows) == (first.id,)


def test_a_day_before_the_history_is_read_by_the_dates(office: Services) -> None:
    started(office, "甲", date(2022, 3, 1))
    shown = office.office.cockpit.overview(date(2022, 2, 10))
    assert shown.basis is Basis.DATES
    assert counts(shown.start_resume) == ("0.0", 0, 1, 1)


def test_a_reference_can_be_narrowed(shown: Cockpit, city: Services) -> None:
    ref: RowsRef = shown.start_resume.done.rows.also(kind="new_build")
    assert len(city.office.cockpit.rows(ref)) == 117


def test_nothing_is_counted_twice_while_nothing_is_written(office: Services) -> None:
    shown = office.office.cockpit.overview(TODAY)
    assert office.office.cockpit.overview(TODAY) is shown
    started(office, "甲", date(2022, 3, 1))
    assert office.office.cockpit.overview(TODAY).start_resume.done.count == 1
