"""A project with everything that its page can show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

from inspector.domain.approval import ApprovalStep, DayKind, StepState, StepType
from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, InspectionState, Photo, Purpose
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.progress import Assignment, DispatchRecord, FundLine, FundSource, Milestone, Role
from inspector.domain.project import AnnualPlan, Project
from inspector.domain.record import Record
from inspector.services.bundle import Services

DAY = date(2022, 6, 8)


def fill(services: Services, name: str = "徐大堡核电4号机组") -> str:
    """Give a project plan, reports, steps, visits, problems, photos, duties and milestones; returns its id."""
    workspace = services.workspace
    project = next(one for one in workspace.reader.all(Project) if one.name == name)
    with workspace.transaction("edit_ledger") as tx:
        tx.update(
            Project,
            project.id,
            planned_start=date(2022, 3, 1),
            actual_start=date(2022, 3, 13),
            planned_completion=date(2022, 5, 31),
        )
        tx.insert_many(list(_records(project.id, tx.new_id)))
    return project.id


def _records(project_id: str, new_id: Callable[[], str]) -> Iterator[Record]:
    visited = datetime(2022, 6, 8, 9, 30, tzinfo=CHINA)
    visit = Inspection(
        id=new_id(),
        project_id=project_id,
        visited_at=visited,
        purpose=Purpose.ROUTINE,
        seen_status="核岛浇灌第二罐混凝土",
        physical_progress_pct=Decimal(21),
        state=InspectionState.SIGNED,
    )
    yield visit
    yield AnnualPlan(id=new_id(), project_id=project_id, year=2022, planned_investment=Decimal(425_000))
    yield DispatchRecord(
        id=new_id(),
        project_id=project_id,
        period="2022-05",
        reported_on=date(2022, 5, 31),
        invested_year_to_date=Decimal(140_200),
        physical_progress_pct=Decimal("34.5"),
        image_progress="核岛浇灌第一罐混凝土",
    )
    yield FundLine(
        id=new_id(),
        project_id=project_id,
        source=FundSource.CENTRAL_BUDGET,
        planned=Decimal(200_000),
        arrived=Decimal(90_000),
    )
    for number, (kind, state, accepted) in enumerate(_STEPS):
        finished = date(2022, 5, 20) if state is StepState.FINISHED else None
        yield ApprovalStep(
            id=new_id(),
            project_id=project_id,
            step_type=kind,
            department="市住建局" if number % 2 else "市自然资源局",
            accepted_on=accepted,
            statutory_days=20,
            day_kind=DayKind.WORKING,
            state=state,
            finished_on=finished,
        )
    yield Assignment(id=new_id(), project_id=project_id, role=Role.LEADER, holder="市政府分管领导")
    yield Assignment(id=new_id(), project_id=project_id, role=Role.RESPONSIBLE_UNIT, holder="市发展改革委")
    for name, planned, done in _NODES:
        yield Milestone(id=new_id(), project_id=project_id, name=name, planned_on=planned, done_on=done)
    for text, due, problem_state in _PROBLEMS:
        yield Problem(
            id=new_id(),
            project_id=project_id,
            description=text,
            due_on=due,
            found_on=DAY,
            state=problem_state,
            owner_department="项目单位",
            inspection_id=visit.id,
        )
    for number in range(4):
        yield Photo(id=new_id(), sha256=f"{number:064x}", inspection_id=visit.id, taken_at=visited)


_STEPS = (
    (StepType.PROJECT_APPROVAL, StepState.FINISHED, date(2022, 5, 5)),
    (StepType.LAND_PRE_REVIEW, StepState.IN_PROGRESS, date(2022, 5, 5)),
    (StepType.ENERGY_REVIEW, StepState.IN_PROGRESS, date(2022, 6, 1)),
)
_NODES = (
    ("核岛第一罐混凝土", date(2022, 3, 30), date(2022, 3, 28)),
    ("主体结构到正负零", date(2022, 6, 1), None),
    ("穹顶吊装", date(2023, 10, 1), None),
)
_PROBLEMS = (
    ("基坑东边坡临边无防护", date(2022, 6, 8), ProblemState.REGISTERED),
    ("渗滤液池未设警示标志", date(2022, 6, 11), ProblemState.REGISTERED),
    ("农民工工资公示栏未更新", date(2022, 6, 1), ProblemState.CLOSED),
)
