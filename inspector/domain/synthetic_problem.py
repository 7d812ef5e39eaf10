"""The problems of the synthetic city, in every state, and their escalations.

They stand apart from the visits because meetings and enterprises find problems too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from inspector.domain.inspection import Inspection
from inspector.domain.problem import Escalation, FoundAt, Problem, ProblemLevel, ProblemState
from inspector.domain.record import Record
from inspector.domain.synthetic_project import AS_OF, YEAR, Sheet

_FOUND_AT_VISIT_PERCENT = 50
_FOUND_ELSEWHERE_PERCENT = 14
_LEVELS = (ProblemLevel.GENERAL, ProblemLevel.GENERAL, ProblemLevel.MAJOR, ProblemLevel.URGENT)
_REQUESTER, _CLOSER = "项目管家甲", "市项目发展服务中心"

_OPEN_STATES = (ProblemState.REGISTERED, ProblemState.ASSIGNED, ProblemState.HANDLING, ProblemState.ESCALATED)
_RESOLVED_STATES = (ProblemState.CLOSE_REQUESTED, ProblemState.CLOSED, ProblemState.CLOSED, ProblemState.REOPENED)
_ALL_STATES = (*_OPEN_STATES, *_RESOLVED_STATES)
_CLOSING = frozenset({ProblemState.CLOSE_REQUESTED, ProblemState.CLOSED})


@dataclass(frozen=True)
class _Finding:
    category: str
    sub_category: str
    description: str
    owner: str
    solution: str
    standard: str


_FINDINGS = (
    _Finding("要素保障", "用地", "用地组卷材料不齐", "市自然资源局", "补齐材料并上报", "取得用地批复"),
    _Finding("要素保障", "用电", "施工用电容量不足", "市供电公司", "增设临时变压器", "满足施工用电"),
    _Finding("要素保障", "资金", "到位资金低于计划", "市财政局", "协调银行放款", "资金到位率达到时间进度"),
    _Finding("手续办理", "环评", "环评报告书需要修改", "市生态环境局", "指导修改报告书", "取得环评批复"),
    _Finding("施工管理", "进度", "在场工人少于计划", "市住建局", "督促增加人员", "达到计划人数"),
    _Finding("施工管理", "安全", "临边防护缺失", "市应急管理局", "限期整改", "复核合格"),
)


def problem_records(sheet: Sheet, visit: Inspection | None) -> Iterator[Record]:
    """问题 and 提级会办 of one project, found at its visit or in a meeting; most projects have none."""
    percent = _FOUND_ELSEWHERE_PERCENT if visit is None else _FOUND_AT_VISIT_PERCENT
    if not sheet.draws.chance(percent):
        return
    problem = _at_visit(sheet, visit) if visit is not None else _elsewhere(sheet)
    yield problem
    if problem.state is ProblemState.ESCALATED and problem.found_on is not None:
        yield Escalation(
            id=sheet.new_id(),
            problem_id=problem.id,
            escalated_on=min(problem.found_on + timedelta(days=5), AS_OF),
            to_holder="市领导甲",
            reason="部门协调未果",
        )


def _at_visit(sheet: Sheet, visit: Inspection) -> Problem:
    # Found days ago: it cannot have been resolved yet.
    state = sheet.draws.choice(_OPEN_STATES)
    return _problem(sheet, state, visit.visited_at.date(), FoundAt.INSPECTION, visit.id)


def _elsewhere(sheet: Sheet) -> Problem:
    draws = sheet.draws
    found_on = draws.day(date(YEAR, 4, 1), date(YEAR, 5, 20))
    found_at = draws.choice((FoundAt.MEETING, FoundAt.ENTERPRISE))
    return _problem(sheet, draws.choice(_ALL_STATES), found_on, found_at, None)


def _problem(
    sheet: Sheet, state: ProblemState, found_on: date, found_at: FoundAt, inspection_id: str | None
) -> Problem:
    draws = sheet.draws
    finding = draws.choice(_FINDINGS)
    # Reopening forgets who closed and when, and keeps the solution to be read.
    resolved, closed = state in _RESOLVED_STATES, state is ProblemState.CLOSED
    return Problem(
        id=sheet.new_id(),
        project_id=sheet.project.id,
        number=f"ZD-{sheet.share.index + 1:05d}",
        found_at=found_at,
        inspection_id=inspection_id,
        found_on=found_on,
        category=finding.category,
        sub_category=finding.sub_category,
        level=draws.choice(_LEVELS),
        description=finding.description,
        owner_department=None if state is ProblemState.REGISTERED else finding.owner,
        co_departments=(f"{sheet.site.area.name}发改部门",),
        solution=finding.solution if resolved else None,
        close_standard=finding.standard,
        due_on=found_on + timedelta(days=draws.between(7, 30)),
        evidence=f"{finding.standard}：现场核实记录" if resolved else None,
        state=state,
        close_requested_by=_REQUESTER if state in _CLOSING else None,
        closed_by=_CLOSER if closed else None,
        closed_on=found_on + timedelta(days=draws.between(5, 20)) if closed else None,
    )
