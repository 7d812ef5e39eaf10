from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.errors import RuleError
from inspector.domain.problem import Escalation, Problem, ProblemState
from inspector.domain.problem_states import (
    assign,
    close,
    closing_gaps,
    escalate,
    reopen,
    request_close,
    send_back,
    start_handling,
)

DAY = date(2023, 2, 6)
REGISTERED = Problem(id="q", project_id="p", description="未取得施工许可")
ASSIGNED = assign(REGISTERED, "住建局", date(2023, 3, 1))
HANDLING = replace(
    start_handling(ASSIGNED), solution="容缺受理", evidence="许可证扫描件", close_standard="取得施工许可证"
)
REQUESTED = request_close(HANDLING, "项目管家甲")
CLOSED = close(REQUESTED, "督查室", DAY)
ESCALATION = Escalation(id="e", problem_id="q", escalated_on=DAY, to_holder="市政府分管领导")


def test_a_problem_goes_its_whole_way() -> None:
    assert (ASSIGNED.owner_department, ASSIGNED.due_on) == ("住建局", date(2023, 3, 1))
    assert REQUESTED.close_requested_by == "项目管家甲"
    assert (CLOSED.state, CLOSED.closed_by, CLOSED.closed_on) == (ProblemState.CLOSED, "督查室", DAY)


def test_escalated_and_handled_again() -> None:
    for problem in (ASSIGNED, HANDLING):
        escalated = escalate(problem, ESCALATION)
        assert escalated.state is ProblemState.ESCALATED
        assert start_handling(escalated).state is ProblemState.HANDLING


def test_sent_back_forgets_who_asked() -> None:
    back = send_back(REQUESTED)
    assert (back.state, back.close_requested_by) == (ProblemState.HANDLING, None)


def test_reopened_undoes_the_closing_and_goes_on() -> None:
    again = reopen(CLOSED)
    assert (again.state, again.closed_by, again.closed_on, again.close_requested_by) == (
        ProblemState.REOPENED,
        None,
        None,
        None,
    )
    assert again.evidence == "许可证扫描件"
    assert start_handling(again).state is ProblemState.HANDLING
    assert assign(again, "自然资源局").due_on == date(2023, 3, 1)


def without(problem: Problem, gap: str, empty: str | None) -> Problem:
    changes: dict[str, Any] = {gap: empty}
    return replace(problem, **changes)


@pytest.mark.parametrize("gap", ["solution", "evidence", "close_standard"])
@pytest.mark.parametrize("empty", [None, "", " \n"])
def test_nothing_closes_without_solution_evidence_and_standard(gap: str, empty: str | None) -> None:
    with pytest.raises(RuleError) as error:
        request_close(without(HANDLING, gap, empty), "项目管家甲")
    assert error.value.key == f"domain.problem_lacks_{gap}"
    with pytest.raises(RuleError) as error:
        close(without(REQUESTED, gap, empty), "督查室", DAY)
    assert error.value.key == f"domain.problem_lacks_{gap}"


def test_a_closed_problem_that_a_merge_left_without_evidence_shows_its_gap() -> None:
    assert closing_gaps(replace(CLOSED, evidence=None)) == ("evidence",)
    assert closing_gaps(CLOSED) == ()


@given(st.text(min_size=1))
def test_who_requests_is_not_who_closes(role: str) -> None:
    with pytest.raises(RuleError):
        close(request_close(HANDLING, role), f" {role} ", DAY)


@pytest.mark.parametrize(
    ("key", "call"),
    [
        ("domain.problem_cannot_assign", lambda: assign(HANDLING, "住建局")),
        ("domain.problem_without_owner", lambda: assign(REGISTERED, " ")),
        ("domain.problem_cannot_handle", lambda: start_handling(REGISTERED)),
        ("domain.problem_without_owner", lambda: start_handling(replace(ASSIGNED, owner_department=None))),
        ("domain.problem_cannot_request_close", lambda: request_close(ASSIGNED, "项目管家甲")),
        ("domain.problem_role_missing", lambda: request_close(HANDLING, "")),
        ("domain.problem_cannot_send_back", lambda: send_back(HANDLING)),
        ("domain.problem_cannot_close", lambda: close(HANDLING, "督查室", DAY)),
        ("domain.problem_role_missing", lambda: close(REQUESTED, " ", DAY)),
        ("domain.problem_closer_requested", lambda: close(REQUESTED, "项目管家甲", DAY)),
        ("domain.problem_cannot_escalate", lambda: escalate(REGISTERED, ESCALATION)),
        ("domain.escalation_of_other_problem", lambda: escalate(ASSIGNED, replace(ESCALATION, problem_id="x"))),
        ("domain.problem_role_missing", lambda: escalate(ASSIGNED, replace(ESCALATION, to_holder=""))),
        ("domain.problem_cannot_reopen", lambda: reopen(HANDLING)),
    ],
)
def test_what_the_machine_refuses(key: str, call: Callable[[], Problem]) -> None:
    with pytest.raises(RuleError) as error:
        call()
    assert error.value.key == key
