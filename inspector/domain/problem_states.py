"""State machine of a problem (问题): assignment, handling, 销号, 退回, 提级会办, reopening.

It stands apart from the record because a merge may set any field, while a person may only take these steps
(domain.md §2; 问题/责任/解决标准 三清单 of [001] [003] [004]). Each function returns a new record or raises
RuleError.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum

from inspector.domain.errors import RuleError
from inspector.domain.guards import demand, filled
from inspector.domain.problem import Escalation, Problem, ProblemState

CLOSING_NEEDS = {
    "solution": "domain.problem_lacks_solution",
    "evidence": "domain.problem_lacks_evidence",
    "close_standard": "domain.problem_lacks_close_standard",
}
"""The fields without which nothing is closed, and what is told where one is empty."""


class ProblemStep(StrEnum):
    """What a person can do with a problem next."""

    ASSIGN = "assign"
    START = "start"
    REQUEST_CLOSE = "request_close"
    CLOSE = "close"
    SEND_BACK = "send_back"
    ESCALATE = "escalate"
    REOPEN = "reopen"


_ASSIGNABLE = {ProblemState.REGISTERED, ProblemState.REOPENED}
_READY = {ProblemState.ASSIGNED, ProblemState.ESCALATED, ProblemState.REOPENED}
_ESCALATABLE = {ProblemState.ASSIGNED, ProblemState.HANDLING}


def next_steps(problem: Problem) -> tuple[ProblemStep, ...]:
    """The steps that the state of `problem` allows; what else they need (an owner, evidence) they tell themselves."""
    state = problem.state
    allowed = {
        ProblemStep.ASSIGN: state in _ASSIGNABLE,
        ProblemStep.START: state in _READY,
        ProblemStep.REQUEST_CLOSE: state is ProblemState.HANDLING,
        ProblemStep.CLOSE: state is ProblemState.CLOSE_REQUESTED,
        ProblemStep.SEND_BACK: state is ProblemState.CLOSE_REQUESTED,
        ProblemStep.ESCALATE: state in _ESCALATABLE,
        ProblemStep.REOPEN: state is ProblemState.CLOSED,
    }
    return tuple(step for step, is_allowed in allowed.items() if is_allowed)


def assign(problem: Problem, owner_department: str, due_on: date | None = None) -> Problem:
    """`problem` in the hands of `owner_department`; without `due_on` the date it had stays."""
    demand(problem.state in _ASSIGNABLE, "domain.problem_cannot_assign")
    demand(filled(owner_department), "domain.problem_without_owner")
    return replace(
        problem, state=ProblemState.ASSIGNED, owner_department=owner_department, due_on=due_on or problem.due_on
    )


def start_handling(problem: Problem) -> Problem:
    """`problem` being handled: after the assignment, after 提级会办, or again after it was reopened."""
    demand(problem.state in _READY, "domain.problem_cannot_handle")
    demand(filled(problem.owner_department), "domain.problem_without_owner")
    return replace(problem, state=ProblemState.HANDLING)


def request_close(problem: Problem, by: str) -> Problem:
    """`problem` put forward for 销号 by the role `by`; what closing needs must be there already."""
    demand(problem.state is ProblemState.HANDLING, "domain.problem_cannot_request_close")
    demand(filled(by), "domain.problem_role_missing")
    _demand_closing_needs(problem)
    return replace(problem, state=ProblemState.CLOSE_REQUESTED, close_requested_by=by.strip())


def send_back(problem: Problem) -> Problem:
    """`problem` back in handling (退回); who asked for 销号 is forgotten."""
    demand(problem.state is ProblemState.CLOSE_REQUESTED, "domain.problem_cannot_send_back")
    return replace(problem, state=ProblemState.HANDLING, close_requested_by=None)


def close(problem: Problem, by: str, on: date) -> Problem:
    """`problem` closed (销号) by the role `by`, who is not the one that requested it."""
    demand(problem.state is ProblemState.CLOSE_REQUESTED, "domain.problem_cannot_close")
    demand(filled(by), "domain.problem_role_missing")
    demand(by.strip() != (problem.close_requested_by or "").strip(), "domain.problem_closer_requested", role=by.strip())
    _demand_closing_needs(problem)
    return replace(problem, state=ProblemState.CLOSED, closed_by=by.strip(), closed_on=on)


def escalate(problem: Problem, escalation: Escalation) -> Problem:
    """`problem` gone up (提级会办) as `escalation` of this problem records."""
    demand(problem.state in _ESCALATABLE, "domain.problem_cannot_escalate")
    demand(escalation.problem_id == problem.id, "domain.escalation_of_other_problem")
    demand(filled(escalation.to_holder), "domain.problem_role_missing")
    return replace(problem, state=ProblemState.ESCALATED)


def reopen(problem: Problem) -> Problem:
    """`problem` reopened: the closing is undone, its solution, evidence and standard stay to be read."""
    demand(problem.state is ProblemState.CLOSED, "domain.problem_cannot_reopen")
    return replace(problem, state=ProblemState.REOPENED, close_requested_by=None, closed_by=None, closed_on=None)


def closing_gaps(problem: Problem) -> tuple[str, ...]:
    """The fields still missing for 销号, in the order of `CLOSING_NEEDS`."""
    return tuple(name for name in CLOSING_NEEDS if not filled(getattr(problem, name)))


def _demand_closing_needs(problem: Problem) -> None:
    for gap in closing_gaps(problem):
        raise RuleError(CLOSING_NEEDS[gap])
