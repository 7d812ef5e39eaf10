"""Projects as register lines for Excel: ids become names, and the newest plan, holders and figures join in.

It stands apart from importing because exporting is its own promise: every cell of a project leaves, so that
an export read back makes no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from inspector.domain.periods import Period
from inspector.domain.progress import Assignment, DispatchRecord, Role
from inspector.domain.project import AnnualPlan, Area, ListMembership, Project, ProjectList
from inspector.services.positions import told_position
from inspector.sheets.register_line import RegisterLine
from inspector.storage.reader import Reader

HOLDER_FIELDS = {
    Role.LEADER: "leader",
    Role.STEWARD: "steward",
    Role.TASK_FORCE: "task_force",
    Role.LIAISON: "liaison",
    Role.RESPONSIBLE_UNIT: "responsible_unit",
    Role.COOPERATING_DEPARTMENT: "cooperating_department",
}
PROJECT_FIELDS = tuple(one.name for one in Project.CELLS if one.name not in {"area_id", "park_id"})
DISPATCH_FIELDS = (
    "reported_on",
    "invested_this_period",
    "invested_year_to_date",
    "invested_total",
    "physical_progress_pct",
    "image_progress",
    "workers_planned",
    "workers_present",
    "machines",
    "next_step",
)
_NEVER = date.min
SEPARATOR = "、"
"""Joins several holders of one role; a holder that contains it is two holders."""


def held_by(text: str) -> frozenset[str]:
    """The holders that a cell names; how many blanks stand in a name says nothing."""
    return frozenset(" ".join(name.split()) for name in text.split(SEPARATOR) if name.strip())


def period_of(line: RegisterLine) -> str | None:
    """The dispatch period of which a line speaks; None where it does not say."""
    return line.dispatch_period or (str(Period.of(line.reported_on)) if line.reported_on else None)


class _OfProject(Protocol):
    @property
    def project_id(self) -> str: ...


PartT = TypeVar("PartT", bound=_OfProject)


@dataclass(frozen=True)
class ProjectSurroundings:
    """What belongs to one project: newest plan version, newest dispatch, current holders and lists."""

    plan: AnnualPlan | None
    dispatch: DispatchRecord | None
    holders: Mapping[Role, tuple[Assignment, ...]]
    lists: tuple[ListMembership, ...]


class RegisterView:
    """The surroundings of all projects, read once; plans are those of `year` (None: each project's newest)."""

    def __init__(self, reader: Reader, year: int | None) -> None:
        self.areas = {one.id: one for one in reader.all(Area)}
        self.lists = {one.id: one for one in reader.all(ProjectList)}
        self._year = year
        plans = sorted(reader.all(AnnualPlan), key=lambda one: (one.year, one.version))
        self._plans = _newest(plans, lambda one: one.year)
        reports = sorted(reader.all(DispatchRecord), key=lambda one: (one.reported_on or _NEVER, one.period))
        self._dispatches = _newest(reports, lambda one: one.period)
        self._holders = _grouped(one for one in reader.all(Assignment) if one.to_date is None)
        self._memberships = _grouped(one for one in reader.all(ListMembership) if one.left_on is None)

    def of(self, project_id: str, year: int | None = None, period: str | None = None) -> ProjectSurroundings:
        """What belongs to the project with this id: its plan of `year`, its report of `period` (None: the newest)."""
        by_role: dict[Role, tuple[Assignment, ...]] = {}
        for one in sorted(self._holders.get(project_id, ()), key=lambda held: held.holder):
            by_role[one.role] = (*by_role.get(one.role, ()), one)
        memberships = tuple(self._memberships.get(project_id, ()))
        plan = self._plans.get((project_id, year or self._year))
        return ProjectSurroundings(plan, self._dispatches.get((project_id, period)), by_role, memberships)

    def line(self, project: Project, year: int | None = None, period: str | None = None) -> RegisterLine:
        """`project` as a register line."""
        around = self.of(project.id, year, period)
        cells: dict[str, Any] = {name: getattr(project, name) for name in PROJECT_FIELDS}
        cells["longitude"], cells["latitude"] = told_position(project)
        cells |= self._area_cells(project) | _plan_cells(around.plan) | _dispatch_cells(around.dispatch)
        for role, field in HOLDER_FIELDS.items():
            held = around.holders.get(role, ())
            cells[field] = SEPARATOR.join(one.holder for one in held) or None
        names = (self.lists[one.list_id].name for one in around.lists if one.list_id in self.lists)
        return RegisterLine(project_id=project.id, list_names=tuple(sorted(set(names))), **cells)

    def _area_cells(self, project: Project) -> dict[str, str | None]:
        area, park = self.areas.get(project.area_id or ""), self.areas.get(project.park_id or "")
        return {
            "area_code": area.code if area else None,
            "area_name": area.name if area else None,
            "park_code": park.code if park else None,
            "park_name": park.name if park else None,
        }


def register_lines(reader: Reader, year: int | None = None) -> Iterator[RegisterLine]:
    """All projects by name as register lines."""
    view = RegisterView(reader, year)
    return (view.line(one) for one in reader.all(Project, order=("name",)))


def _plan_cells(plan: AnnualPlan | None) -> dict[str, Any]:
    if plan is None:
        return {}
    return {
        "plan_year": plan.year,
        "planned_investment": plan.planned_investment,
        "plan_kind": plan.kind,
        "planned_start_month": plan.planned_start_month,
    }


def _dispatch_cells(record: DispatchRecord | None) -> dict[str, Any]:
    if record is None:
        return {}
    return {"dispatch_period": record.period, **{name: getattr(record, name) for name in DISPATCH_FIELDS}}


def _newest(parts: Iterable[PartT], time: Callable[[PartT], Any]) -> dict[tuple[str, Any], PartT]:
    """The last of `parts` by project and `time` (year or period), and by project alone under None."""
    found: dict[tuple[str, Any], PartT] = {}
    for one in parts:
        found[one.project_id, time(one)] = found[one.project_id, None] = one
    return found


def _grouped(parts: Iterable[PartT]) -> dict[str, list[PartT]]:
    found: dict[str, list[PartT]] = {}
    for one in parts:
        found.setdefault(one.project_id, []).append(one)
    return found
