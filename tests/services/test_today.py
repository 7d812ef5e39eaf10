"""今日: where to go, what falls due, what is open, what has not been handed over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, InspectionState, Purpose
from inspector.domain.lamps import LampColour
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.project import Stage
from inspector.services.bundle import Services
from inspector.services.handover import Medium
from inspector.services.today import VisitReason
from tests.services.kit import TODAY, a_project, new_id, picture, put, visit
from tests.services.packages_kit import pass_on


def visited(services: Services, project_id: str, days_ago: int) -> None:
    at = datetime.combine(TODAY - timedelta(days=days_ago), datetime.min.time(), tzinfo=CHINA)
    put(
        services,
        Inspection(
            id=new_id(services),
            project_id=project_id,
            visited_at=at,
            purpose=Purpose.ROUTINE,
            seen_status="在建",
            physical_progress_pct=Decimal(40),
            state=InspectionState.SIGNED,
        ),
    )


def problem(services: Services, project_id: str, days_left: int, **fields: object) -> None:
    due = TODAY + timedelta(days=days_left)
    made = Problem(id=new_id(services), project_id=project_id, description="围挡缺失", due_on=due, **fields)  # type: ignore[arg-type]
    put(services, made)


def test_projects_come_in_the_order_of_what_is_due(office: Services) -> None:
    names = ("首次", "半月", "更久", "近期", "三天", "今天", "超期", "投产")
    made = {name: a_project(office, name, status_text=f"{name}上报").id for name in names}
    for name, days in (("半月", 15), ("更久", 30), ("近期", 14), ("三天", 1), ("今天", 2), ("超期", 15)):
        visited(office, made[name], days)
    put(
        office, Problem(id="closed", project_id=made["近期"], description="销", due_on=TODAY, state=ProblemState.CLOSED)
    )
    for name, left in (("三天", 3), ("今天", 0), ("今天", 2), ("超期", -2), ("超期", 0), ("近期", 4)):
        problem(office, made[name], left)
    with office.workspace.transaction("stage") as tx:
        tx.update(type(office.projects.listed()[0].project), made["投产"], stage=Stage.IN_PRODUCTION)
    found = office.today.overview(TODAY)
    assert [one.project for one in found.visits] == ["超期", "今天", "三天", "更久", "半月", "首次"]
    assert [one.told for one in found.visits] == [
        "问题超期 1",
        "问题今日到期 1",
        "问题 3 天后到期 1",
        "半月未巡查",
        "半月未巡查",
        "首次巡查",
    ]
    assert found.next_stop is not None
    assert (found.next_stop.since, found.next_stop.days, found.next_stop.area) == (15, -2, "连山区")
    assert found.next_stop.status_text == "超期上报"
    assert [one.colour for one in found.visits][:4] == [
        LampColour.RED,
        LampColour.YELLOW,
        LampColour.YELLOW,
        LampColour.NONE,
    ]
    assert (found.visit_count, found.with_problems) == (6, 3)
    assert [one.reason for one in found.visits][-1] is VisitReason.FIRST
    assert found.visits[-1].last_visit is None


def test_a_project_with_a_draft_or_a_visit_today_is_not_called_on(office: Services) -> None:
    begun, done = (a_project(office, name) for name in ("草稿", "已去"))
    for one in (begun, done):
        problem(office, one.id, -1)
    draft = office.drafts.start(begun.id)
    visited(office, done.id, 0)
    found = office.today.overview(TODAY)
    assert (found.visits, found.visit_count, found.next_stop) == ((), 0, None)
    assert [(one.inspection.id, one.project) for one in found.drafts] == [(draft.id, "草稿")]
    assert found.draft_count == 1
    assert found.problem_count == 2


def test_problems_that_fall_due_carry_their_lamps(office: Services) -> None:
    project = a_project(office)
    for left in (4, -2, 0, 3, 8):
        problem(office, project.id, left)
    found = office.today.overview(TODAY)
    assert [(one.lamp.colour, one.lamp.days_left) for one in found.problems] == [
        (LampColour.RED, -2),
        (LampColour.YELLOW, 0),
        (LampColour.YELLOW, 3),
        (LampColour.NONE, 4),
    ]
    assert found.problem_count == 4
    assert {one.project for one in found.problems} == {"滨海公路"}


def test_an_empty_workspace_has_an_empty_day(office: Services) -> None:
    found = office.today.overview(TODAY)
    assert (found.visits, found.drafts, found.problems) == ((), (), ())
    assert (found.task.projects, found.task.areas, found.task.received_at) == (0, (), None)


def test_a_laptop_knows_its_task_and_what_it_has_not_handed_over(
    desk: Services, seven: Services, stick: Path, tmp_path: Path
) -> None:
    project = a_project(desk)
    a_project(desk, "兴城风电", area_id=project.area_id)
    pass_on(desk, seven, stick / "task")
    found = seven.today.overview(TODAY)
    assert (found.task.sender, found.task.areas, found.task.projects) == ("编报端", ("连山区",), 2)
    seven.visits.record(
        project.id, visit(problems=[{"description": "围挡缺失"}], signature="巡查员甲"), [picture(tmp_path / "1.jpg")]
    )
    seven.drafts.start(project.id)
    waiting = seven.today.overview(TODAY).waiting
    assert (waiting.visits, waiting.drafts, waiting.photos, waiting.problems) == (1, 1, 1, 1)
    assert not waiting.empty
    assert waiting.parts == {Medium.WECHAT: 1, Medium.MAIL: 1, Medium.USB: 1}
    assert waiting.last_export is None
    pass_on(seven, desk, stick / "result")
    after = seven.today.overview(TODAY).waiting
    assert (after.empty, after.visits, after.photos) == (True, 0, 0)
    assert after.last_export is not None
    assert after.last_export.astimezone(UTC).date() == date(2022, 6, 10)


def test_the_city_of_five_hundred_counts_as_it_lists(city: Services) -> None:
    found = city.today.overview(TODAY)
    assert len(found.visits) == min(found.visit_count, 100)
    assert found.problem_count >= len(found.problems)
    listed = [list(VisitReason).index(one.reason) for one in found.visits]
    assert listed == sorted(listed)


@pytest.mark.parametrize("days", [0, 40])
def test_the_count_is_that_of_a_slow_look(city: Services, days: int) -> None:
    on = TODAY + timedelta(days=days)
    reader = city.workspace.reader
    visits = list(reader.all(Inspection))
    left_out = {one.project_id for one in visits if one.state is InspectionState.DRAFT}
    signed = [(one.project_id, one.visited_at.date()) for one in visits if one.state is InspectionState.SIGNED]
    left_out |= {project for project, day in signed if day == on}
    lately = {project for project, day in signed if day >= on - timedelta(days=14)}
    due = {
        one.project_id
        for one in reader.all(Problem)
        if one.state is not ProblemState.CLOSED and one.due_on and one.due_on <= on + timedelta(days=3)
    }
    stages = {None, Stage.PRELIMINARY, Stage.CONSTRUCTION}
    called = {one.project.id for one in city.projects.listed() if one.project.stage in stages}
    found = city.today.overview(on)
    assert found.visit_count == len((due | (called - lately)) - left_out)
    assert found.with_problems == len(due - left_out)
