"""The cells of some projects as the grid shows them, read for those projects alone, and what a cell may not become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from inspector.domain.errors import InspectorError, NotFoundError, RuleError
from inspector.domain.profile import CityProfile
from inspector.domain.progress import Assignment, DispatchRecord, Role
from inspector.domain.project import AnnualPlan, Area, ListMembership, Project, ProjectList
from inspector.domain.registration import check_threshold
from inspector.services.ledger_columns import PLACES
from inspector.services.positions import told_position
from inspector.services.register_apply import PLAN_FIELDS
from inspector.services.register_lines import DISPATCH_FIELDS, HOLDER_FIELDS, PROJECT_FIELDS, SEPARATOR, held_by
from inspector.services.register_plan import AreaNames
from inspector.storage.belonging_rows import rows_of_projects
from inspector.storage.reader import Reader

PLACE = ("longitude", "latitude")
"""Columns that say where a project is, in the datum that it came in."""


class Cells:
    """The projects with what hangs on them in `year`; areas are told by name."""

    def __init__(self, reader: Reader, profile: CityProfile, projects: Iterable[str], year: int) -> None:
        self._reader = reader
        self._profile = profile
        ids = list(dict.fromkeys(projects))
        self.projects: Mapping[str, Project] = reader.ids_in(Project, ids)
        self.plans = _newest(
            (one for one in rows_of_projects(reader, AnnualPlan, ids) if one.year == year), lambda one: one.version
        )
        self._reports = _newest(
            rows_of_projects(reader, DispatchRecord, ids), lambda one: (str(one.reported_on or ""), one.period)
        )
        self.assignments: dict[tuple[str, Role], list[Assignment]] = {}
        for one in rows_of_projects(reader, Assignment, ids):
            if one.to_date is None:
                self.assignments.setdefault((one.project_id, one.role), []).append(one)
        self._ids = ids

    def has(self, project: str) -> bool:
        """Whether the project is there."""
        return project in self.projects

    def name(self, project: str) -> str:
        """What the project is called; empty where it is gone."""
        return self.projects[project].name if project in self.projects else ""

    def of(self, project: str) -> dict[str, Any]:
        """The cells of a project by column."""
        one, plan, report = self.projects[project], self.plans.get(project), self._reports.get(project)
        made: dict[str, Any] = {name: getattr(one, name) for name in PROJECT_FIELDS}
        made |= dict(zip(PLACE, told_position(one), strict=True))
        made |= {name: self._area_name(getattr(one, cell)) for name, cell in PLACES.items()}
        made |= {name: getattr(plan, cell, None) for name, cell in PLAN_FIELDS.items()}
        made |= {name: getattr(report, name, None) for name in DISPATCH_FIELDS}
        for role, field in HOLDER_FIELDS.items():
            made[field] = _joined(held.holder for held in self.assignments.get((project, role), ()))
        return made

    def settled(self, key: str, value: Any) -> Any:  # noqa: ANN401 - any cell
        """A value as the grid shows it: an area by the name that it has in the register, holders in their order."""
        if key in HOLDER_FIELDS.values() and value:
            return _joined(held_by(value))
        found = self.names.named(value) if key in PLACES and value else None
        return found.name if found else value

    def refusal(self, project: str, key: str, value: Any) -> InspectorError | None:  # noqa: ANN401 - any cell
        """Why a cell may not become this value: an area nobody knows, an amount below the threshold of a list."""
        if not self.has(project):
            return NotFoundError("services.no_such_project", project=project)
        if key in PLACES and value and self.names.named(value) is None:
            return RuleError("services.unknown_area", value=value, known=self.names.known)
        if key == "total_investment":
            return self._below_threshold(project, value)
        return None

    def area_id(self, name: str | None) -> str | None:
        """The id of the area that a cell names."""
        found = self.names.named(name) if name else None
        return found.id if found else None

    @cached_property
    def areas(self) -> dict[str, Area]:
        """All areas by id."""
        return {one.id: one for one in self._reader.all(Area)}

    @cached_property
    def names(self) -> AreaNames:
        """Areas by every way in which offices write their name."""
        return AreaNames(self.areas.values(), self._profile)

    @cached_property
    def _lists(self) -> dict[str, list[ProjectList]]:
        known = {one.id: one for one in self._reader.all(ProjectList)}
        made: dict[str, list[ProjectList]] = {}
        for one in rows_of_projects(self._reader, ListMembership, self._ids):
            if one.left_on is None and one.list_id in known:
                made.setdefault(one.project_id, []).append(known[one.list_id])
        return made

    def _below_threshold(self, project: str, value: Any) -> InspectorError | None:  # noqa: ANN401 - money or None
        try:
            for one in self._lists.get(project, ()):
                check_threshold(value, one)
        except RuleError as error:
            return error
        return None

    def _area_name(self, area_id: str | None) -> str | None:
        found = self.areas.get(area_id or "")
        return found.name if found else None


def _joined(holders: Iterable[str]) -> str | None:
    return SEPARATOR.join(sorted(holders)) or None


def _newest(records: Iterable[Any], order: Any) -> dict[str, Any]:  # noqa: ANN401 - two kinds of record
    made: dict[str, Any] = {}
    for one in sorted(records, key=lambda record: (order(record), record.id)):
        made[one.project_id] = one
    return made
