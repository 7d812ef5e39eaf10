"""The steps that are offered are the steps that the machine takes, and no others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from inspector.domain import problem_states as states
from inspector.domain.errors import RuleError
from inspector.domain.problem import Escalation, Problem, ProblemState
from inspector.domain.problem_states import ProblemStep, next_steps

TODAY = date(2022, 6, 10)
RAISED = Escalation(id="e", problem_id="p", escalated_on=TODAY, to_holder="分管副市长")
MOVES: dict[ProblemStep, Callable[[Problem], Problem]] = {
    ProblemStep.ASSIGN: lambda one: states.assign(one, "市住建局"),
    ProblemStep.START: states.start_handling,
    ProblemStep.REQUEST_CLOSE: lambda one: states.request_close(one, "巡查员甲"),
    ProblemStep.CLOSE: lambda one: states.close(one, "管家乙", TODAY),
    ProblemStep.SEND_BACK: states.send_back,
    ProblemStep.ESCALATE: lambda one: states.escalate(one, RAISED),
    ProblemStep.REOPEN: states.reopen,
}


@pytest.mark.parametrize("state", ProblemState)
@pytest.mark.parametrize("step", ProblemStep)
def test_what_is_offered_is_what_is_allowed(state: ProblemState, step: ProblemStep) -> None:
    problem = Problem(
        id="p",
        project_id="x",
        description="临边无防护",
        owner_department="市住建局",
        solution="补设栏杆",
        evidence="照片",
        close_standard="连续牢固",
        close_requested_by="巡查员甲",
        state=state,
    )
    if step in next_steps(problem):
        assert MOVES[step](problem).state is not problem.state
    else:
        with pytest.raises(RuleError):
            MOVES[step](problem)
