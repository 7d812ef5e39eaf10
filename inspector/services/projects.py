"""项目 as an office looks one up: the list to find it in, and everything that hangs on it.

It stands apart from the register, which brings projects in and out of Excel files.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.progress import Assignment, DispatchRecord, Milestone, Role
from inspector.domain.project import AnnualPlan, Area, Project
from inspector.services.facts import holds
from inspector.services.lookup import find_project
from inspector.storage.project_table import ProjectTable
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class ProjectEntry:
    """A project in a list, with the name of its area."""

    project: Project
    area: str | None


@dataclass(frozen=True)
class FourOnes:
    """四个一 as far as records tell: 专班, 节点图表, 台账 (dispatch records). 方案 is a paper that no record shows."""

    task_force: tuple[str, ...]
    milestones: int
    milestones_done: int
    dispatch_records: int


@dataclass(frozen=True)
class ProjectDetails:
    """A project with its plan versions, who holds what for it, and the newest dispatch figures."""

    project: Project
    area: str | None
    park: str | None
    plans: tuple[AnnualPlan, ...]
    assignments: tuple[Assignment, ...]
    newest_dispatch: DispatchRecord | None
    four_ones: FourOnes


class ProjectService:
    """Use cases of looking up 项目 on one workspace."""

    def __init__(self, workspace: Workspace, clock: Clock | None = None) -> None:
        self._workspace = workspace
        self._clock = clock or SystemClock()

    def listed(self, text: str | None = None) -> list[ProjectEntry]:
        """Projects by name; only those with `text` in name, codes, owner or address where it is given."""
        reader = self._workspace.reader
        if text is None:
            found = list(reader.all(Project, order=("name",)))
        else:
            found = list(ProjectTable(reader).search(text, limit=reader.count(Project)))
        areas = {one.id: one.name for one in reader.all(Area)}
        return [ProjectEntry(one, areas.get(one.area_id or "")) for one in found]

    def show(self, reference: str) -> ProjectDetails:
        """One project by id, code, name or an unmistakable part of it."""
        reader = self._workspace.reader
        project = find_project(reader, reference)
        areas = reader.ids_in(Area, {one for one in (project.area_id, project.park_id) if one})
        area, park = (areas.get(one or "") for one in (project.area_id, project.park_id))
        plans = tuple(reader.all(AnnualPlan, order=("year", "version"), project_id=project.id))
        assignments = tuple(reader.all(Assignment, order=("role", "from_date"), project_id=project.id))
        dispatched = list(reader.all(DispatchRecord, order=("-period",), project_id=project.id))
        ones = self._four_ones(reader, project, assignments, len(dispatched))
        return ProjectDetails(
            project=project,
            area=area.name if area else None,
            park=park.name if park else None,
            plans=plans,
            assignments=assignments,
            newest_dispatch=dispatched[0] if dispatched else None,
            four_ones=ones,
        )

    def _four_ones(
        self, reader: Reader, project: Project, assignments: tuple[Assignment, ...], dispatched: int
    ) -> FourOnes:
        today = local_time(self._clock).date()
        milestones = list(reader.all(Milestone, project_id=project.id))
        return FourOnes(
            task_force=tuple(
                one.holder
                for one in assignments
                if one.role is Role.TASK_FORCE and holds(one.from_date, one.to_date, today)
            ),
            milestones=len(milestones),
            milestones_done=sum(one.done_on is not None for one in milestones),
            dispatch_records=dispatched,
        )
