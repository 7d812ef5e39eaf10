"""项目详情: everything of one project in one read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.domain.approval import ApprovalStep, StepState, StepType
from inspector.domain.errors import NotFoundError
from inspector.domain.lamps import LampColour
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.problem_lamps import problem_lamp
from inspector.domain.progress import Assignment, DispatchRecord, FundLine, FundSource, Milestone, Role
from inspector.domain.project import AnnualPlan, ListMembership, Project, ProjectList
from inspector.services.bundle import Services
from inspector.services.facts import year_facts
from inspector.services.project_card import MilestoneState
from inspector.services.project_row import project_row
from tests.services.kit import TODAY, a_project, new_id, picture, put, visit


@pytest.fixture
def project(office: Services) -> Project:
    return a_project(office, planned_start=date(2022, 3, 1), planned_completion=date(2022, 12, 31))


def test_a_bare_project_has_an_empty_card(office: Services, project: Project) -> None:
    card = office.cards.card(project.id, TODAY)
    assert (card.area, card.park, card.lists) == ("连山区", "", ())
    assert (card.steps, card.visits, card.problems, card.photos, card.duties, card.milestones) == ((),) * 6
    assert (card.investment.planned, card.investment.invested, card.investment.funds_paid) == (None, None, None)
    assert card.investment.completion.printed == "—"
    assert card.writes == 1
    assert card.lamps.start.colour is LampColour.RED


def test_money_is_told_against_the_plan_and_the_time(office: Services, project: Project) -> None:
    plans = [(1, Decimal(9000)), (2, Decimal(8000))]
    put(
        office,
        *(
            AnnualPlan(id=f"p{n}", project_id=project.id, year=2022, version=n, planned_investment=one)
            for n, one in plans
        ),
        *(
            DispatchRecord(
                id=f"d{day:%m%d}",
                project_id=project.id,
                period=f"{day:%Y-%m}-1",
                reported_on=day,
                invested_year_to_date=Decimal(money),
                invested_total=Decimal(money + 100),
                physical_progress_pct=Decimal(30),
                image_progress="主体三层",
                next_step="封顶",
            )
            for day, money in ((date(2022, 4, 30), 1000), (date(2022, 5, 31), 2000), (date(2022, 6, 30), 9000))
        ),
        *(
            FundLine(
                id=f"f{n}", project_id=project.id, source=FundSource.BANK_LOAN, planned=Decimal(n), paid=Decimal(n)
            )
            for n in (1, 2)
        ),
    )
    card = office.cards.card("滨海公路", TODAY)
    money = card.investment
    assert (money.planned, money.plan_version, money.invested) == (Decimal(8000), 2, Decimal(2000))
    assert (money.invested_total, money.as_of) == (Decimal(2100), date(2022, 5, 31))
    assert money.completion.printed == "25.0"
    assert money.history == ((date(2022, 4, 30), Decimal(1000)), (date(2022, 5, 31), Decimal(2000)))
    assert (money.funds_planned, money.funds_arrived, money.funds_paid) == (Decimal(3), None, Decimal(3))
    assert money.elapsed == office.profile.elapsed(TODAY)
    assert (card.progress_pct, card.image_progress, card.next_step) == (Decimal(30), "主体三层", "封顶")


def test_visits_problems_photos_and_steps_stand_together(office: Services, project: Project, tmp_path: Path) -> None:
    files = [picture(tmp_path / "1.jpg", taken="2022:06:08 09:31:00"), picture(tmp_path / "2.jpg", (1, 2, 3))]
    office.visits.record(project.id, visit(problems=[{"description": "围挡缺失", "due_on": "2022-06-08"}]), files)
    put(
        office,
        Problem(id="done", project_id=project.id, description="旧", due_on=date(2022, 6, 1), state=ProblemState.CLOSED),
        ApprovalStep(
            id=new_id(office),
            project_id=project.id,
            step_type=StepType.PROJECT_APPROVAL,
            promised_days=1,
            accepted_on=date(2022, 6, 1),
            state=StepState.IN_PROGRESS,
        ),
    )
    card = office.cards.card(project.id, TODAY)
    assert [(one.photos, one.problems) for one in card.visits] == [(2, 1)]
    assert [(one.problem.description, one.lamp.colour) for one in card.problems] == [
        ("围挡缺失", LampColour.RED),
        ("旧", LampColour.GREEN),
    ]
    assert [one.problem.description for one in card.open_problems] == ["围挡缺失"]
    assert [(one.day, len(one.photos)) for one in card.photos] == [(date(2022, 6, 10), 1), (date(2022, 6, 8), 1)]
    assert [one.lamp.overdue_days for one in card.steps_of(LampColour.RED)] == [5]  # 3 June is 端午节


def test_duties_lists_and_milestones_of_the_day(office: Services, project: Project) -> None:
    put(
        office,
        Assignment(id="a1", project_id=project.id, role=Role.LEADER, holder="市政府主要领导"),
        Assignment(id="a2", project_id=project.id, role=Role.STEWARD, holder="项目管家甲", to_date=date(2022, 6, 1)),
        ProjectList(id="l1", name="省重点"),
        ListMembership(id="m1", list_id="l1", project_id=project.id),
        Milestone(id="n1", project_id=project.id, name="开工", planned_on=date(2022, 3, 1), done_on=date(2022, 3, 1)),
        Milestone(id="n2", project_id=project.id, name="基础", planned_on=date(2022, 4, 1), done_on=date(2022, 4, 2)),
        Milestone(id="n3", project_id=project.id, name="主体", planned_on=date(2022, 6, 1)),
        Milestone(id="n4", project_id=project.id, name="封顶", planned_on=date(2022, 6, 20)),
        Milestone(id="n5", project_id=project.id, name="竣工"),
    )
    card = office.cards.card(project.id, TODAY)
    assert [one.holder for one in card.duties] == ["市政府主要领导"]
    assert card.lists == ("省重点",)
    assert [(one.state, one.days_left) for one in card.milestones] == [
        (MilestoneState.DONE, None),
        (MilestoneState.DONE_LATE, None),
        (MilestoneState.OVERDUE, -9),
        (MilestoneState.AHEAD, 10),
        (MilestoneState.UNDATED, None),
    ]


def test_an_unknown_project_is_told(office: Services) -> None:
    with pytest.raises(NotFoundError):
        office.cards.card("没有", TODAY)


def test_the_row_of_one_project_is_that_of_the_query_over_all(city: Services) -> None:
    reader = city.workspace.reader
    projects = {one.project.id: one.project for one in city.projects.listed()}
    for one in year_facts(reader, TODAY)[::7]:
        assert project_row(reader, projects[one.row.id], TODAY) == one.row


@pytest.mark.parametrize(
    ("fields", "colour", "left"),
    [
        ({}, LampColour.NONE, None),
        ({"due_on": date(2022, 6, 9)}, LampColour.RED, -1),
        ({"due_on": date(2022, 6, 10)}, LampColour.YELLOW, 0),
        ({"due_on": date(2022, 6, 13)}, LampColour.YELLOW, 3),
        ({"due_on": date(2022, 6, 14)}, LampColour.NONE, 4),
        (
            {"due_on": date(2022, 6, 9), "state": ProblemState.CLOSED, "closed_on": date(2022, 6, 8)},
            LampColour.GREEN,
            1,
        ),
        ({"due_on": date(2022, 6, 7), "state": ProblemState.CLOSED, "closed_on": date(2022, 6, 9)}, LampColour.RED, -2),
        ({"due_on": date(2022, 6, 9), "state": ProblemState.CLOSED, "closed_on": date(2022, 7, 1)}, LampColour.RED, -1),
    ],
)
def test_a_problem_burns_by_its_date(fields: dict[str, object], colour: LampColour, left: int | None) -> None:
    lamp = problem_lamp(Problem(id="x", project_id="p", description="围挡", **fields), TODAY)  # type: ignore[arg-type]
    assert (lamp.colour, lamp.days_left) == (colour, left)
