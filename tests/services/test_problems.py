"""销号: the way of a problem from 登记 to 销号, by the services."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.problem import Escalation, Problem, ProblemState
from inspector.services.bundle import Services
from tests.services.kit import TODAY, a_project, new_id, put, visit


@pytest.fixture
def problem(office: Services) -> Problem:
    project = a_project(office)
    saved = office.visits.record(project.id, visit(problems=[{"description": "围挡缺失"}]))
    return saved.problems[0]


def test_a_problem_goes_from_assignment_to_close_out(office: Services, problem: Problem) -> None:
    service = office.problems
    assert service.assign("ZD-00001", "市住建局", date(2022, 6, 20)).due_on == date(2022, 6, 20)
    assert service.start("ZD-00001").state is ProblemState.HANDLING
    service.describe("ZD-00001", solution="补齐围挡", evidence="照片", standard="全封闭")
    assert service.request_close("ZD-00001", author="市住建局").state is ProblemState.CLOSE_REQUESTED
    closed = service.close("ZD-00001", author="市项目发展服务中心")
    assert (closed.state, closed.closed_on, closed.closed_by) == (ProblemState.CLOSED, TODAY, "市项目发展服务中心")
    entries = office.history.of("problem", problem.id, "state")
    assert [one.action for one in entries][1:] == ["assign_problem", "handle_problem", "request_close", "close_problem"]
    assert service.reopen(problem.id, author="市项目发展服务中心").state is ProblemState.REOPENED


@pytest.mark.parametrize("missing", ["solution", "evidence", "standard"])
def test_nothing_is_closed_without_solution_evidence_and_standard(
    office: Services, problem: Problem, missing: str
) -> None:
    office.problems.assign(problem.id, "市住建局")
    office.problems.start(problem.id)
    texts: dict[str, Any] = {"solution": "甲", "evidence": "乙", "standard": "丙", missing: None}
    office.problems.describe(problem.id, **texts)
    with pytest.raises(RuleError):
        office.problems.request_close(problem.id, author="市住建局")
    assert office.problems.all()[0].state is ProblemState.HANDLING


def test_who_requests_does_not_close(office: Services, problem: Problem) -> None:
    office.problems.assign(problem.id, "市住建局")
    office.problems.start(problem.id)
    office.problems.describe(problem.id, solution="甲", evidence="乙", standard="丙")
    office.problems.request_close(problem.id, author="市住建局")
    with pytest.raises(RuleError) as refused:
        office.problems.close(problem.id, author=" 市住建局 ")
    assert refused.value.key == "domain.problem_closer_requested"
    assert office.problems.send_back(problem.id, author="督查室").state is ProblemState.HANDLING


def test_an_escalation_leaves_its_record(office: Services, problem: Problem) -> None:
    office.problems.assign(problem.id, "市住建局")
    assert office.problems.escalate(problem.id, "副市长", "逾期", author="督查室").state is ProblemState.ESCALATED
    (made,) = office.workspace.reader.all(Escalation)
    assert (made.problem_id, made.to_holder, made.reason, made.escalated_on) == (problem.id, "副市长", "逾期", TODAY)
    assert office.problems.start(problem.id).state is ProblemState.HANDLING


def test_a_refused_escalation_leaves_no_record(office: Services, problem: Problem) -> None:
    with pytest.raises(RuleError):
        office.problems.escalate(problem.id, "副市长", "逾期", author="督查室")
    assert office.workspace.reader.count(Escalation) == 0


def test_an_unknown_problem_is_told(office: Services) -> None:
    with pytest.raises(NotFoundError) as refused:
        office.problems.start("ZD-09999")
    assert refused.value.key == "services.no_such_problem"


def test_a_number_that_two_laptops_minted_is_settled_by_the_id(office: Services, problem: Problem) -> None:
    other = Problem(id=new_id(office), project_id=problem.project_id, number=problem.number, description="乙")
    put(office, other)
    assert office.problems.assign(other.id, "市住建局").id == other.id
    assert [one.number for one in office.problems.all()] == ["ZD-00001", "ZD-00001"]
