from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from inspector.domain.approval import ApprovalStep, ClockStop, StepState, StepType
from inspector.domain.approval_states import accept, exclude, finish, include, refuse, restart_clock, stop_clock
from inspector.domain.errors import RuleError

PENDING = ApprovalStep(id="s", project_id="p", step_type=StepType.OTHER)
DAY = date(2023, 2, 6)
RUNNING = accept(PENDING, DAY)
STOP = ClockStop(id="c", step_id="s", from_date=date(2023, 2, 10), reason="补正材料")
STOPPED = stop_clock(RUNNING, STOP)


def test_a_step_goes_from_acceptance_over_a_stop_to_its_end() -> None:
    assert (RUNNING.state, RUNNING.accepted_on) == (StepState.IN_PROGRESS, DAY)
    assert STOPPED.state is StepState.STOPPED
    running, stop = restart_clock(STOPPED, STOP, date(2023, 2, 15))
    assert (running.state, stop.to_date) == (StepState.IN_PROGRESS, date(2023, 2, 15))
    done = finish(running, date(2023, 2, 20), "建发改〔2023〕7号")
    assert (done.state, done.finished_on, done.document_number) == (
        StepState.FINISHED,
        date(2023, 2, 20),
        "建发改〔2023〕7号",
    )


def test_a_stopped_step_may_end_and_keeps_its_document_number() -> None:
    done = finish(replace(STOPPED, document_number="1号"), date(2023, 2, 20))
    assert (done.state, done.document_number) == (StepState.FINISHED, "1号")


def test_refusal_keeps_its_reason() -> None:
    refused = refuse(RUNNING, date(2023, 2, 20), "不符合规划")
    assert (refused.state, refused.result, refused.finished_on) == (StepState.REFUSED, "不符合规划", date(2023, 2, 20))


def test_not_applicable_and_back() -> None:
    excluded = exclude(PENDING)
    assert excluded.state is StepState.NOT_APPLICABLE
    assert include(excluded) == PENDING


@pytest.mark.parametrize(
    ("key", "call"),
    [
        ("domain.step_cannot_exclude", lambda: exclude(RUNNING)),
        ("domain.step_cannot_include", lambda: include(PENDING)),
        ("domain.step_cannot_accept", lambda: accept(RUNNING, DAY)),
        ("domain.step_cannot_stop", lambda: stop_clock(PENDING, STOP)),
        ("domain.stop_not_of_step", lambda: stop_clock(RUNNING, replace(STOP, step_id="other"))),
        ("domain.stop_not_of_step", lambda: stop_clock(RUNNING, replace(STOP, to_date=DAY))),
        ("domain.stop_without_reason", lambda: stop_clock(RUNNING, replace(STOP, reason=" "))),
        ("domain.before_acceptance", lambda: stop_clock(RUNNING, replace(STOP, from_date=date(2023, 2, 5)))),
        ("domain.step_cannot_restart", lambda: restart_clock(RUNNING, STOP, DAY)),
        ("domain.stop_not_of_step", lambda: restart_clock(STOPPED, replace(STOP, step_id="other"), DAY)),
        ("domain.restart_before_stop", lambda: restart_clock(STOPPED, STOP, date(2023, 2, 9))),
        ("domain.step_cannot_end", lambda: finish(PENDING, DAY)),
        ("domain.step_cannot_end", lambda: finish(finish(RUNNING, DAY), DAY)),
        ("domain.before_acceptance", lambda: finish(RUNNING, date(2023, 2, 5))),
        ("domain.refusal_without_reason", lambda: refuse(RUNNING, DAY, "")),
        ("domain.step_cannot_end", lambda: refuse(PENDING, DAY, "不符合规划")),
    ],
)
def test_what_the_machine_refuses(key: str, call: Callable[[], object]) -> None:
    with pytest.raises(RuleError) as error:
        call()
    assert error.value.key == key
