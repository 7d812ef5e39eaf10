"""手续亮灯: projects × steps page by page, those in need first, and why each lamp shows what it shows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepType
from inspector.domain.lamps import Lamp, LampRules, lamp_of
from inspector.domain.profile import CityProfile
from inspector.domain.progress import Milestone
from inspector.domain.project import Project
from inspector.domain.rates import completion_rate
from inspector.domain.step_band import band_of
from inspector.domain.step_clock import limit_of
from inspector.domain.workdays import WorkCalendar
from inspector.services.calendars import work_calendar
from inspector.services.class_lamps import class_lamp
from inspector.services.cockpit_lamps import light_of
from inspector.services.lamp_matrix_view import (
    LampReason,
    Light,
    Matrix,
    MatrixCell,
    MatrixRow,
    MatrixWish,
    Node,
    StepColumn,
    Stop,
    TypeRate,
)
from inspector.storage.lamp_rows import (
    StepFilter,
    StepsOfType,
    classes_wanted,
    departments,
    projects_with_classes,
    projects_with_steps,
    rates_by_type,
    step_types_used,
    steps_of_type,
)
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace
from inspector.texts import sentence

_RANK = {"red": 0, "yellow": 1, "open": 2, "stopped": 3, "late": 4, "green": 5, "": 6}


class LampMatrixService:
    """Use cases of the lamps' screen on one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile) -> None:
        self._workspace = workspace
        self._profile = profile
        rules = profile.lamps
        self._rules = LampRules(rules.warn_days, rules.due_day_is_red)
        self._shown: tuple[tuple[date, MatrixWish, int], Matrix] | None = None

    def matrix(self, on: date, wish: MatrixWish | None = None) -> Matrix:
        """Which projects stand in the matrix of a day, in which order: the most red lamps first, then yellow ones.

        Asked again while nothing was written since, it is the one shown before.
        """
        asked = on, wish or MatrixWish(), self._workspace.reader.version
        if self._shown is None or self._shown[0] != asked:
            self._shown = asked, self._read(*asked[:2])
        return self._shown[1]

    def _read(self, on: date, wish: MatrixWish) -> Matrix:
        reader = self._workspace.reader
        lights, counts = self._lights(reader, on, wish)
        burning = self._burning(reader, on, wish, lights)
        red, yellow = burning["red"], burning["yellow"]
        found = projects_with_steps(reader, on, _filter(wish))
        shown = burning[wish.light.value].keys() if wish.light else found.keys()
        urgent = shown & (red.keys() | yellow.keys())
        first = sorted([one for one in found if one in urgent], key=lambda one: (-red[one], -yellow[one]))
        calm = shown - urgent
        others = [row_id for one, row_id in found.items() if one in calm]
        return Matrix(
            on=on,
            projects=(*(found[one] for one in first), *others),
            red=frozenset(found[one] for one in red),
            columns=tuple(StepColumn(one, self._profile.step_name(one)) for one in self._types(reader, wish)),
            counts={one: counts[one.value] for one in Light},
            rates=tuple(map(self._rate, rates_by_type(reader, on))),
        )

    def page(self, projects: Sequence[str], on: date) -> tuple[MatrixRow, ...]:
        """The rows of these projects, in this order; what is no longer there is left out."""
        reader = self._workspace.reader
        calendar = work_calendar(reader)
        known = reader.ids_in(Project, projects)
        return tuple(self._row(reader, known[one], on, calendar) for one in projects if one in known)

    def reason(self, step_id: str, on: date) -> LampReason:
        """Why the lamp of a step shows what it shows on a day. Raises NotFoundError."""
        reader = self._workspace.reader
        step = reader.get(ApprovalStep, step_id)
        stops = _stops(reader, step)
        calendar = work_calendar(reader)
        lamp = lamp_of(step, stops, on, calendar, self._rules)
        project = reader.ids_in(Project, [step.project_id]).get(step.project_id)
        return LampReason(
            step_id=step.id,
            project_id=step.project_id,
            project=project.name if project else "",
            step=self._name(step),
            department=step.department or "",
            lamp=lamp,
            accepted_on=step.accepted_on,
            limit=limit_of(step),
            working_days=step.day_kind is DayKind.WORKING,
            finished_on=step.finished_on,
            stops=tuple(Stop(one.from_date, one.to_date, one.reason) for one in stops),
            sentences=tuple(sentence(one.key, **one.details) for one in (lamp.reason, *lamp.why)),
            band=band_of(step, stops, on, calendar),
            today_is_worked=calendar.is_working(on),
            nodes=_nodes(reader, step.project_id, on),
        )

    def rate_rows(self, step_type: StepType, on: date, *, finished: bool) -> tuple[str, ...]:
        """The steps behind a rate of the toolbar: all that apply, or those finished."""
        return steps_of_type(self._workspace.reader, on, step_type, finished=finished)

    def departments(self) -> tuple[str, ...]:
        """What the matrix can be narrowed to by department."""
        return departments(self._workspace.reader)

    def _lights(self, reader: Reader, on: date, wish: MatrixWish) -> tuple[dict[int, str], Counter[str]]:
        """The light of every class of steps that has to be judged, and how many steps each light has."""
        calendar = work_calendar(reader)
        lights: dict[int, str] = {}
        counts = Counter[str]()
        for group in classes_wanted(reader, on, _filter(wish)):
            light = light_of(class_lamp(group, on, calendar, self._rules))
            lights[group.number] = light
            counts[light] += group.count
        return lights, counts

    def _burning(
        self, reader: Reader, on: date, wish: MatrixWish, lights: Mapping[int, str]
    ) -> Mapping[str, Counter[int]]:
        """How many red, yellow and wished-for steps each project (by row number) has."""
        asked = {"red", "yellow", *([wish.light.value] if wish.light else [])}
        chosen = [number for number, light in lights.items() if light in asked]
        made: dict[str, Counter[int]] = {light: Counter() for light in asked}
        for project, number, count in projects_with_classes(reader, on, _filter(wish), chosen):
            made[lights[number]][project] += count
        return made

    def _types(self, reader: Reader, wish: MatrixWish) -> tuple[StepType, ...]:
        chosen = wish.step_type
        return (chosen,) if chosen is not None else step_types_used(reader)

    def _rate(self, one: StepsOfType) -> TypeRate:
        rate = completion_rate(one.finished, one.applicable)
        decimals = self._profile.step_decimals(one.step_type)
        return TypeRate(one.step_type, self._profile.step_name(one.step_type), replace(rate, decimals=decimals))

    def _row(self, reader: Reader, project: Project, on: date, calendar: WorkCalendar) -> MatrixRow:
        by_type: dict[StepType, list[tuple[ApprovalStep, Lamp]]] = defaultdict(list)
        for step in reader.all(ApprovalStep, project_id=project.id):
            lamp = lamp_of(step, _stops(reader, step), on, calendar, self._rules)
            by_type[step.step_type].append((step, lamp))
        lights = Counter(light_of(lamp) for found in by_type.values() for _, lamp in found)
        cells = {kind: self._cell(found) for kind, found in by_type.items()}
        return MatrixRow(project.id, project.name, lights["red"], lights["yellow"], cells)

    def _cell(self, found: list[tuple[ApprovalStep, Lamp]]) -> MatrixCell:
        """The most urgent of a project's steps of one type."""
        step, lamp = min(found, key=lambda one: (_RANK[light_of(one[1])], one[1].days_left or 0, one[0].id))
        return MatrixCell(step.id, self._name(step), step.department or "", lamp, len(found) - 1)

    def _name(self, step: ApprovalStep) -> str:
        return step.name or self._profile.step_name(step.step_type)


def _filter(wish: MatrixWish) -> StepFilter:
    return StepFilter(wish.area_id, wish.leader, wish.department, wish.step_type)


def _stops(reader: Reader, step: ApprovalStep) -> tuple[ClockStop, ...]:
    return tuple(reader.all(ClockStop, order=("from_date",), step_id=step.id))


def _nodes(reader: Reader, project_id: str, on: date) -> tuple[Node, ...]:
    found = reader.all(Milestone, order=("planned_on",), project_id=project_id)
    return tuple(Node(one.name, one.planned_on, one.done_on, _left(one, on)) for one in found)


def _left(one: Milestone, on: date) -> int | None:
    return None if one.done_on is not None or one.planned_on is None else (one.planned_on - on).days
