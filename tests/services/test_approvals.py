"""手续: moving a step, and what its lamp then says."""

from __future__ import annotations

from datetime import date

import pytest

from inspector.domain.approval import ClockStop, DayKind, StepState, StepType
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.lamps import LampColour, LampState
from inspector.services.bundle import Services
from tests.services.kit import a_project

ACCEPTED = date(2022, 6, 6)


def step(services: Services, days: int = 45, kind: StepType = StepType.PROJECT_APPROVAL) -> str:
    project = a_project(services, f"项目{kind}")
    made = services.approvals.register(project.id, kind, promised_days=days, department="市发改委")
    assert (made.state, made.day_kind) == (StepState.PENDING, DayKind.WORKING)
    return made.id


def test_a_step_is_accepted_stopped_and_finished(office: Services) -> None:
    one = step(office)
    assert office.approvals.accept(one, ACCEPTED).accepted_on == ACCEPTED
    assert office.lamps.steps(ACCEPTED)[0].lamp.due_on == date(2022, 8, 8)
    assert office.approvals.stop_clock(one, date(2022, 6, 20), "补正材料").state is StepState.STOPPED
    assert office.lamps.steps(date(2022, 6, 20))[0].lamp.state is LampState.STOPPED
    office.approvals.restart_clock(one, date(2022, 6, 27))
    lamp = office.lamps.steps(date(2022, 6, 27))[0].lamp
    assert (lamp.due_on, lamp.stopped_days) == (date(2022, 8, 15), 5)
    finished = office.approvals.finish(one, date(2022, 8, 1), "葫发改〔2022〕1号")
    assert finished.document_number == "葫发改〔2022〕1号"
    assert office.lamps.steps(date(2022, 8, 1))[0].lamp.colour is LampColour.GREEN


def test_a_step_may_be_excluded_or_refused(office: Services) -> None:
    one, other = step(office), step(office, kind=StepType.LAND)
    assert office.approvals.exclude(one).state is StepState.NOT_APPLICABLE
    office.approvals.accept(other, ACCEPTED)
    refused = office.approvals.refuse(other, date(2022, 6, 9), "不符合规划")
    assert (refused.state, refused.result) == (StepState.REFUSED, "不符合规划")


def test_a_clock_that_runs_cannot_be_started_again(office: Services) -> None:
    one = step(office)
    office.approvals.accept(one, ACCEPTED)
    with pytest.raises(RuleError) as refused:
        office.approvals.restart_clock(one, date(2022, 6, 9))
    assert refused.value.key == "domain.step_cannot_restart"


def test_a_move_that_the_rules_refuse_changes_nothing(office: Services) -> None:
    one = step(office)
    with pytest.raises(RuleError):
        office.approvals.stop_clock(one, date(2022, 6, 9), "")
    assert office.workspace.reader.count(ClockStop) == 0


def test_a_step_of_an_unknown_project_is_refused(office: Services) -> None:
    with pytest.raises(NotFoundError):
        office.approvals.register("没有", StepType.LAND)
