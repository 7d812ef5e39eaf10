"""手续 moved on from a window: each state its moves, corrections, and one move for the steps of many projects."""

from __future__ import annotations

from datetime import date

import pytest

from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepState, StepType
from inspector.domain.errors import RuleError
from inspector.services.approval_batch import BatchWish, open_moves, plan_batch, take_batch
from inspector.services.approval_moves import Move, MoveWish, StepChoice, moves_of, step_choices, take_move
from inspector.services.bundle import Services
from tests.services.kit import a_project

KIND = StepType.PLANNING_PERMIT
ACCEPTED = date(2022, 6, 6)
TODAY = date(2022, 6, 10)


def choice(services: Services, project: str) -> StepChoice:
    return step_choices(services.approvals, services.profile, project, KIND)[0]


def move(services: Services, project: str, wanted: Move, on: date = TODAY, **terms: object) -> ApprovalStep:
    wish = MoveWish(project, choice(services, project), wanted, on, **terms)  # type: ignore[arg-type]
    return take_move(services.approvals, wish, "编辑")


def started(services: Services, name: str) -> str:
    project = a_project(services, name).id
    move(services, project, Move.BEGIN, ACCEPTED, promised_days=10, department="市自然资源局")
    return project


def test_a_step_goes_its_way_and_every_move_is_one_undo(office: Services) -> None:
    project = started(office, "滨海公路")
    assert move(office, project, Move.STOP, reason="补正材料").state is StepState.STOPPED
    assert move(office, project, Move.RESTART).state is StepState.IN_PROGRESS
    ended = move(office, project, Move.FINISH, document_number="葫自然规〔2022〕1号")
    assert (ended.state, ended.finished_on, ended.document_number) == (
        StepState.FINISHED,
        TODAY,
        "葫自然规〔2022〕1号",
    )
    for state in (StepState.IN_PROGRESS, StepState.STOPPED, StepState.IN_PROGRESS):
        office.history.undo()
        assert office.approvals.listed(project)[0].step.state is state
    assert office.workspace.reader.count(ClockStop) == 0


def test_what_a_state_allows_is_offered_with_its_correction_last(office: Services) -> None:
    project = a_project(office, "滨海公路").id
    assert moves_of(choice(office, project)) == (Move.BEGIN, Move.REGISTER, Move.EXCLUDE)
    assert move(office, project, Move.EXCLUDE).state is StepState.NOT_APPLICABLE
    assert moves_of(choice(office, project)) == (Move.INCLUDE, Move.CORRECT)
    assert move(office, project, Move.INCLUDE).state is StepState.PENDING
    move(office, project, Move.ACCEPT)
    assert moves_of(choice(office, project)) == (Move.FINISH, Move.STOP, Move.REFUSE, Move.CORRECT)
    move(office, project, Move.REFUSE, reason="不符合规划")
    assert moves_of(choice(office, project)) == (Move.CORRECT,)


def test_a_correction_changes_dates_and_terms_but_no_state(office: Services) -> None:
    project = started(office, "滨海公路")
    move(office, project, Move.FINISH)
    earlier = date(2022, 6, 1)
    terms = {"promised_days": 20, "day_kind": DayKind.CALENDAR, "department": "市发改委", "ended_on": date(2022, 6, 9)}
    made = move(office, project, Move.CORRECT, earlier, **terms)
    assert (made.state, made.accepted_on, made.finished_on) == (StepState.FINISHED, earlier, date(2022, 6, 9))
    assert (made.promised_days, made.day_kind, made.department) == (20, DayKind.CALENDAR, "市发改委")
    with pytest.raises(RuleError) as refused:
        move(office, project, Move.CORRECT, date(2022, 6, 10), ended_on=date(2022, 6, 9))
    assert refused.value.key == "domain.before_acceptance"


def test_a_correction_of_a_waiting_step_dates_nothing(office: Services) -> None:
    project = a_project(office, "滨海公路").id
    move(office, project, Move.REGISTER)
    made = move(office, project, Move.CORRECT, promised_days=7, ended_on=TODAY)
    assert (made.state, made.accepted_on, made.finished_on, made.promised_days) == (StepState.PENDING, None, None, 7)


def test_the_steps_of_many_projects_are_finished_at_once_and_undone_at_once(office: Services) -> None:
    projects = [started(office, f"项目{at:02d}") for at in range(12)]
    wish = BatchWish((*projects, projects[0], "gone"), KIND, Move.FINISH, TODAY)
    plan = plan_batch(office, wish)
    assert (len(plan.wishes), plan.left) == (12, ())
    assert take_batch(office, wish, plan, "编辑") == 12
    assert {one.step.state for one in office.approvals.listed()} == {StepState.FINISHED}
    office.history.undo()
    assert {one.step.state for one in office.approvals.listed()} == {StepState.IN_PROGRESS}


def test_who_cannot_make_the_move_is_told_with_the_reason(office: Services) -> None:
    fit, early, without, ended, twice = (
        started(office, "可以办结"),
        started(office, "受理更晚"),
        a_project(office, "没有登记").id,
        started(office, "已办结"),
        started(office, "有两项"),
    )
    (late,) = office.approvals.listed(early)
    wish = MoveWish(early, StepChoice(KIND, "规划许可", late.step), Move.CORRECT, date(2022, 6, 12))
    take_move(office.approvals, wish, "")
    move(office, ended, Move.FINISH)
    office.approvals.begin(twice, KIND, ACCEPTED)
    projects = (fit, early, without, ended, twice)
    assert open_moves(office, projects, KIND)[Move.FINISH] == 3
    assert Move.CORRECT not in open_moves(office, projects, KIND)
    plan = plan_batch(office, BatchWish(projects, KIND, Move.FINISH, TODAY))
    assert [one.project_id for one in plan.wishes] == [fit]
    assert [(one.project, one.why.key) for one in plan.left] == [
        ("受理更晚", "domain.before_acceptance"),
        ("没有登记", "services.no_step_yet"),
        ("已办结", "domain.step_cannot_end"),
        ("有两项", "services.several_steps"),
    ]
    again = plan_batch(office, BatchWish((fit,), KIND, Move.REGISTER, TODAY))
    assert [one.why.key for one in again.left] == ["services.step_there_already"]


def test_empty_cells_are_registered_together(office: Services) -> None:
    projects = tuple(a_project(office, f"项目{at}").id for at in range(3))
    wish = BatchWish(projects, KIND, Move.BEGIN, TODAY, promised_days=10, department="市自然资源局")
    take_batch(office, wish, plan_batch(office, wish), "编辑")
    assert [one.step.accepted_on for one in office.approvals.listed()] == [TODAY] * 3


def test_one_that_was_moved_on_meanwhile_stops_all(office: Services) -> None:
    projects = [started(office, f"项目{at}") for at in range(3)]
    wish = BatchWish(tuple(projects), KIND, Move.STOP, TODAY, reason="补正")
    plan = plan_batch(office, wish)
    move(office, projects[2], Move.FINISH)
    with pytest.raises(RuleError):
        take_batch(office, wish, plan, "编辑")
    assert office.workspace.reader.count(ClockStop) == 0
