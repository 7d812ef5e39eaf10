"""项目详情: everything that a screen shows of one project, in one read of one moment.

Apart from `projects`, which lists and describes the register: here lamps, money, visits, problems, photos and duties
of one project stand together, each with what says why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, Photo
from inspector.domain.lamps import Lamp, LampColour
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.problem_lamps import problem_lamp
from inspector.domain.profile import CityProfile
from inspector.domain.progress import Assignment, FundLine, Milestone
from inspector.domain.project import Area, ListMembership, Project, ProjectList
from inspector.domain.rates import Points, Rate, ahead_of_time, investment_completion
from inspector.services.facts import holds
from inspector.services.lamps import LampService, ProjectLamps, StepLamp, step_rules
from inspector.services.lookup import find_project
from inspector.services.project_row import newest_plan, project_row, reports_by
from inspector.storage.inspection_table import InspectionTable
from inspector.storage.reader import Reader
from inspector.storage.saved_table import writes_of
from inspector.storage.workspace import Workspace


class MilestoneState(StrEnum):
    """节点: done in time (or without a date), done late, overdue, still ahead, without a date."""

    DONE = "done"
    DONE_LATE = "done_late"
    OVERDUE = "overdue"
    AHEAD = "ahead"
    UNDATED = "undated"


@dataclass(frozen=True)
class MilestoneView:
    """A milestone on a day; `days_left` counts to its planned day, negative when it is over; None once done."""

    milestone: Milestone
    state: MilestoneState
    days_left: int | None


@dataclass(frozen=True)
class InvestmentView:
    """Money in 万元: total, the plan of the year, invested this year and in all; `as_of` is the day it was reported to.

    `ahead` is by how many points the plan is ahead of the time gone. `history` holds what was invested in the
    year by each report, the oldest first. Funds are sums over all sources.
    """

    total: Decimal | None
    planned: Decimal | None
    plan_version: int | None
    invested: Decimal | None
    invested_total: Decimal | None
    as_of: date | None
    completion: Rate
    elapsed: Rate
    ahead: Points
    history: tuple[tuple[date, Decimal], ...]
    funds_planned: Decimal | None
    funds_arrived: Decimal | None
    funds_paid: Decimal | None


@dataclass(frozen=True)
class VisitLine:
    """A visit with the number of its photos and problems."""

    inspection: Inspection
    photos: int
    problems: int


@dataclass(frozen=True)
class ProblemLine:
    """A problem with its lamp of the day."""

    problem: Problem
    lamp: Lamp

    @property
    def is_open(self) -> bool:
        """Whether it is not 销号."""
        return self.problem.state is not ProblemState.CLOSED


@dataclass(frozen=True)
class PhotoDay:
    """The photos of one day (of the visit where the photo tells none), in the order of their taking."""

    day: date | None
    photos: tuple[Photo, ...]


@dataclass(frozen=True)
class ProjectCard:
    """A project on the day `on`.

    `steps` burn red first; visits and photo days are the newest first; problems open ones first, by their date.
    `duties` hold on that day. `writes` counts the entries of its history.
    """

    on: date
    project: Project
    area: str
    park: str
    lists: tuple[str, ...]
    lamps: ProjectLamps
    steps: tuple[StepLamp, ...]
    investment: InvestmentView
    progress_pct: Decimal | None
    image_progress: str | None
    next_step: str | None
    visits: tuple[VisitLine, ...]
    problems: tuple[ProblemLine, ...]
    photos: tuple[PhotoDay, ...]
    duties: tuple[Assignment, ...]
    milestones: tuple[MilestoneView, ...]
    writes: int

    def steps_of(self, colour: LampColour) -> tuple[StepLamp, ...]:
        """The steps that burn in a colour."""
        return tuple(one for one in self.steps if one.lamp.colour is colour)

    @property
    def open_problems(self) -> tuple[ProblemLine, ...]:
        """The problems that are not 销号."""
        return tuple(one for one in self.problems if one.is_open)


class ProjectCardService:
    """Use cases of 项目详情 on one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile, lamps: LampService) -> None:
        self._workspace = workspace
        self._lamps = lamps
        self._profile = profile
        self._rules = step_rules(profile)

    def card(self, reference: str, on: date) -> ProjectCard:
        """The project meant by `reference` on a day. Raises NotFoundError, RuleError where several are meant."""
        reader = self._workspace.reader
        with reader.snapshot():
            project = find_project(reader, reference)
            areas = reader.ids_in(Area, {one for one in (project.area_id, project.park_id) if one})
            reports = reports_by(reader, project.id, on)
            visits = InspectionTable(reader).of_project(project.id)
            photos = InspectionTable(reader).photos_of_project(project.id)
            problems = list(reader.all(Problem, project_id=project.id))
            row = project_row(reader, project, on)
            return ProjectCard(
                on=on,
                project=project,
                area=_name(areas, project.area_id),
                park=_name(areas, project.park_id),
                lists=_lists(reader, project.id, on),
                lamps=self._lamps.project(row, on),
                steps=tuple(self._lamps.steps(on, project.id)),
                investment=_investment(reader, project, on, self._profile.elapsed(on)),
                progress_pct=row.physical_progress_pct,
                image_progress=next((one.image_progress for one in reports if one.image_progress), None),
                next_step=next((one.next_step for one in reports if one.next_step), None),
                visits=_visit_lines(visits, photos, problems),
                problems=self._problem_lines(problems, on),
                photos=_photo_days(photos, visits),
                duties=_duties(reader, project.id, on),
                milestones=_milestones(reader, project.id, on),
                writes=writes_of(reader, Project, project.id),
            )

    def _problem_lines(self, problems: Iterable[Problem], on: date) -> tuple[ProblemLine, ...]:
        lines = [ProblemLine(one, problem_lamp(one, on, self._rules)) for one in problems]
        return tuple(sorted(lines, key=_by_urgency))


def _by_urgency(line: ProblemLine) -> tuple[bool, date, str]:
    return not line.is_open, line.problem.due_on or date.max, line.problem.number or line.problem.id


def _name(areas: Mapping[str, Area], row_id: str | None) -> str:
    found = areas.get(row_id or "")
    return found.name if found else ""


def _lists(reader: Reader, project_id: str, on: date) -> tuple[str, ...]:
    found = [one for one in reader.all(ListMembership, project_id=project_id) if holds(one.entered_on, one.left_on, on)]
    names = reader.ids_in(ProjectList, {one.list_id for one in found})
    return tuple(sorted({names[one.list_id].name for one in found if one.list_id in names}))


def _investment(reader: Reader, project: Project, on: date, elapsed: Rate) -> InvestmentView:
    plan = newest_plan(reader, project.id, on.year)
    reports = reports_by(reader, project.id, on)
    told = [(one.reported_on, one.invested_year_to_date) for one in reports]
    history = [(day, money) for day, money in told if day and money is not None and day.year == on.year]
    invested = history[0][1] if history else None
    planned = plan.planned_investment if plan else None
    completion = investment_completion(invested, planned)
    funds = [one for one in reader.all(FundLine, project_id=project.id) if one.as_of is None or one.as_of <= on]
    return InvestmentView(
        total=project.total_investment,
        planned=planned,
        plan_version=plan.version if plan else None,
        invested=invested,
        invested_total=next((one.invested_total for one in reports if one.invested_total is not None), None),
        as_of=history[0][0] if history else None,
        completion=completion,
        elapsed=elapsed,
        ahead=ahead_of_time(completion, elapsed),
        history=tuple(reversed(history)),
        funds_planned=_sum(one.applied if one.planned is None else one.planned for one in funds),
        funds_arrived=_sum(one.arrived for one in funds),
        funds_paid=_sum(one.paid for one in funds),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [one for one in amounts if one is not None]
    return sum(known, Decimal(0)) if known else None


def _visit_lines(
    visits: Iterable[Inspection], photos: Iterable[Photo], problems: Iterable[Problem]
) -> tuple[VisitLine, ...]:
    pictured = [one.inspection_id for one in photos]
    raised = [one.inspection_id for one in problems]
    return tuple(VisitLine(one, pictured.count(one.id), raised.count(one.id)) for one in visits)


def _photo_days(photos: Iterable[Photo], visits: Iterable[Inspection]) -> tuple[PhotoDay, ...]:
    visited = {one.id: one.visited_at for one in visits}
    dated = [(one.taken_at or visited.get(one.inspection_id or ""), one) for one in photos]
    days = [(at.astimezone(CHINA).date() if at else date.min, at.timestamp() if at else 0.0, one) for at, one in dated]
    days.sort(key=lambda each: (-each[0].toordinal(), each[1], each[2].position or 0, each[2].id))
    grouped = groupby(days, key=lambda each: each[0])
    return tuple(PhotoDay(None if day == date.min else day, tuple(one for *_, one in each)) for day, each in grouped)


def _duties(reader: Reader, project_id: str, on: date) -> tuple[Assignment, ...]:
    found = reader.all(Assignment, order=("role", "from_date"), project_id=project_id)
    return tuple(one for one in found if holds(one.from_date, one.to_date, on))


def _milestones(reader: Reader, project_id: str, on: date) -> tuple[MilestoneView, ...]:
    found = reader.all(Milestone, project_id=project_id)
    return tuple(_milestone(one, on) for one in sorted(found, key=lambda one: (one.planned_on or date.max, one.id)))


def _milestone(one: Milestone, on: date) -> MilestoneView:
    if one.done_on is not None and one.done_on <= on:
        late = one.planned_on is not None and one.done_on > one.planned_on
        return MilestoneView(one, MilestoneState.DONE_LATE if late else MilestoneState.DONE, None)
    if one.planned_on is None:
        return MilestoneView(one, MilestoneState.UNDATED, None)
    left = (one.planned_on - on).days
    return MilestoneView(one, MilestoneState.OVERDUE if left < 0 else MilestoneState.AHEAD, left)
