"""亮灯 of the workspace on any date: every step's lamp with its reasons, and the lamps of projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from inspector.domain.approval import ApprovalStep, ClockStop, StepState, StepType
from inspector.domain.lamps import Lamp, LampColour, LampRules, LampState, lamp_of
from inspector.domain.profile import CityProfile
from inspector.domain.project_lamps import (
    ProjectFacts,
    ProjectLamp,
    ProjectLampRules,
    progress_lamp,
    registration_lamp,
    start_lamp,
)
from inspector.domain.rates import Rate, completion_rate
from inspector.services.calendars import work_calendar
from inspector.services.class_lamps import class_lamp
from inspector.services.facts import has_started, year_facts
from inspector.services.lookup import find_project
from inspector.storage.approval_table import StepWithStops, named_steps, steps_with_stops
from inspector.storage.project_table import project_names, withdrawn_projects
from inspector.storage.statistics_table import ProjectRow
from inspector.storage.step_classes import step_classes, steps_alike
from inspector.storage.workspace import Workspace

ORDER = {LampColour.RED: 0, LampColour.YELLOW: 1, LampColour.NONE: 2, LampColour.GREEN: 3}


@dataclass(frozen=True)
class StepLamp:
    """A step, its project and its lamp; `name` is the printed name of the step."""

    step: ApprovalStep
    project_id: str
    project: str
    name: str
    lamp: Lamp


@dataclass(frozen=True)
class StepRate:
    """办结率 of one kind of step: 应办 counts all that are not 不涉及."""

    step_type: StepType
    name: str
    rate: Rate
    red: int
    yellow: int


@dataclass(frozen=True)
class ProjectLamps:
    """开工灯, 进度灯 and 入库灯 of a project."""

    project_id: str
    project: str
    start: ProjectLamp
    progress: ProjectLamp
    registration: ProjectLamp


class LampService:
    """Use cases of 亮灯制 on one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile) -> None:
        self._workspace = workspace
        self._profile = profile
        self._rules = step_rules(profile)
        self._project_rules = project_rules(profile)

    def steps(self, on: date, project_reference: str | None = None) -> list[StepLamp]:
        """Every step's lamp on `on`: red first, longest overdue first, then yellow by days left.

        Steps of withdrawn projects burn only where that project is asked for.
        """
        reader = self._workspace.reader
        project = find_project(reader, project_reference) if project_reference else None
        found = steps_with_stops(reader, project.id if project else None)
        if project is not None:
            return self._judged(found, on, {project.id: project.name})
        withdrawn = withdrawn_projects(reader)
        return self._judged((one for one in found if one[0].project_id not in withdrawn), on, project_names(reader))

    def overdue_steps(self, on: date) -> list[StepLamp]:
        """The open steps whose lamp is red on `on`, in the same order; found by those alike, however many there are."""
        reader = self._workspace.reader
        calendar = work_calendar(reader)
        red = [one for one in step_classes(reader, on) if _is_overdue(class_lamp(one, on, calendar, self._rules))]
        ids = [row_id for alike in steps_alike(reader, red).values() for row_id in alike]
        return self._judged(named_steps(reader, ids), on, project_names(reader))

    def _judged(self, found: Iterable[StepWithStops], on: date, names: Mapping[str, str]) -> list[StepLamp]:
        calendar = work_calendar(self._workspace.reader)
        known: dict[tuple[object, ...], Lamp] = {}
        lamps = []
        for step, stops in found:
            alike = _alike(step, stops)
            lamp = known.get(alike)
            if lamp is None:
                lamp = known[alike] = lamp_of(step, stops, on, calendar, self._rules)
            name = step.name or self._profile.step_name(step.step_type)
            lamps.append(StepLamp(step, step.project_id, names.get(step.project_id, step.project_id), name, lamp))
        return sorted(lamps, key=_urgency)

    def rates(self, lamps: Iterable[StepLamp]) -> list[StepRate]:
        """办结率 by kind of step, in the order of the profile."""
        by_type: dict[StepType, list[StepLamp]] = {}
        for one in lamps:
            by_type.setdefault(one.step.step_type, []).append(one)
        return [self._rate(kind, by_type[kind]) for kind in StepType if kind in by_type]

    def _rate(self, kind: StepType, lamps: Sequence[StepLamp]) -> StepRate:
        applicable = [one for one in lamps if one.step.state is not StepState.NOT_APPLICABLE]
        finished = sum(one.lamp.state in {LampState.FINISHED, LampState.LATE} for one in applicable)
        return StepRate(
            kind,
            self._profile.step_name(kind),
            replace(completion_rate(finished, len(applicable)), decimals=self._profile.step_decimals(kind)),
            sum(one.lamp.colour is LampColour.RED for one in applicable),
            sum(one.lamp.colour is LampColour.YELLOW for one in applicable),
        )

    def projects(self, on: date, project_reference: str | None = None) -> list[ProjectLamps]:
        """The project lamps (start, progress, registration) of all projects or one."""
        reader = self._workspace.reader
        only = find_project(reader, project_reference).id if project_reference else None
        found = (one for one in year_facts(reader, on) if only in {None, one.row.id})
        return [self.project(one.row, on) for one in found]

    def project(self, row: ProjectRow, on: date) -> ProjectLamps:
        """The project lamps of one project as it stands on `on`."""
        facts, rules = lamp_facts(row, on), self._project_rules
        return ProjectLamps(
            row.id,
            row.name,
            start_lamp(facts, on, rules),
            progress_lamp(facts, rules),
            registration_lamp(facts, on, rules),
        )


def _alike(step: ApprovalStep, stops: Iterable[ClockStop]) -> tuple[object, ...]:
    """What decides a lamp and its reasons: steps that are alike in it have the same."""
    limits = step.promised_days, step.statutory_days, step.day_kind
    times = tuple((one.from_date, one.to_date, one.reason) for one in stops)
    return step.state, step.accepted_on, step.finished_on, *limits, times


def _is_overdue(lamp: Lamp) -> bool:
    return (lamp.colour, lamp.state) == (LampColour.RED, LampState.IN_PROGRESS)


def step_rules(profile: CityProfile) -> LampRules:
    """The rules by which the steps of a city burn."""
    return LampRules(profile.lamps.warn_days, profile.lamps.due_day_is_red)


def project_rules(profile: CityProfile) -> ProjectLampRules:
    """The rules by which the projects of a city burn."""
    rules = profile.lamps
    return ProjectLampRules(
        start_red_months=rules.start_red_months,
        progress_yellow_points=rules.progress_yellow_points,
        progress_red_points=rules.progress_red_points,
        registration_yellow_months=rules.registration_yellow_months,
        registration_red_months=rules.registration_red_months,
    )


def lamp_facts(row: ProjectRow, on: date) -> ProjectFacts:
    """What the project lamps judge; the plan of progress runs evenly from planned start to completion."""
    planned_start = row.planned_start
    if planned_start is None and row.planned_start_month is not None:
        planned_start = date(on.year, row.planned_start_month, 1)
    return ProjectFacts(
        planned_start=planned_start,
        started=has_started(row, on),
        started_on=row.actual_start,
        planned_progress_pct=even_progress(planned_start, row.planned_completion, on),
        physical_progress_pct=row.physical_progress_pct,
        registered_on=row.registered_on,
    )


def even_progress(start: date | None, end: date | None, on: date) -> Decimal | None:
    """How many percent should be done on `on` if work runs evenly between the planned days."""
    if start is None or end is None or end <= start:
        return None
    whole = (end - start).days
    gone = min(max((on - start).days, 0), whole)
    return Decimal((gone * 20_000 + whole) // (2 * whole)).scaleb(-2)  # rounded half up, exactly, in whole numbers


def _urgency(one: StepLamp) -> tuple[int, bool, int, str, str]:
    """Colour first; within it what is still open, then the fewest days left."""
    left = one.lamp.days_left
    closed = one.lamp.state in {LampState.FINISHED, LampState.LATE}
    return ORDER[one.lamp.colour], closed, left if left is not None else 10**6, one.project, one.step.step_type
