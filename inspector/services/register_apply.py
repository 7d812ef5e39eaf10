"""Writing a planned import: projects, plan versions, dispatch figures, holders and lists in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from inspector.domain.periods import Period
from inspector.domain.progress import Assignment, DispatchRecord
from inspector.domain.project import AnnualPlan, ListMembership, ListReason, Project
from inspector.services.facts import kind_in
from inspector.services.positions import stored_position
from inspector.services.register_lines import (
    DISPATCH_FIELDS,
    HOLDER_FIELDS,
    PROJECT_FIELDS,
    ProjectSurroundings,
    RegisterView,
    held_by,
    period_of,
)
from inspector.services.register_plan import PlannedRow
from inspector.sheets.register_line import RegisterLine
from inspector.storage.transaction import Transaction

PLAN_FIELDS = {
    "planned_investment": "planned_investment",
    "plan_kind": "kind",
    "planned_start_month": "planned_start_month",
}

POSITION = {"longitude", "latitude", "datum"}
_TOGETHER = (
    {"plan_year", *PLAN_FIELDS},
    {"dispatch_period", *DISPATCH_FIELDS},
    {"list_names"},
    *({field} for field in HOLDER_FIELDS.values()),
)
"""Cells that make one record: a change of one of them writes all that the row gives."""


@dataclass(frozen=True)
class Applier:
    """Writes planned rows; `today` dates what the file leaves undated, `year` is that of plans without one."""

    tx: Transaction
    today: date
    year: int

    @property
    def _undated(self) -> date:
        """The day of figures without one: today, or the end of an earlier year of which the file speaks."""
        return self.today if self.year >= self.today.year else date(self.year, 12, 31)

    def apply(self, rows: Iterable[PlannedRow]) -> None:
        """Write all rows."""
        view = RegisterView(self.tx.reader, None)
        for row in rows:
            project = self._project(row)
            around = view.of(project.id)
            line = told(row)
            self._plan(line, project)
            self._dispatch(line, project)
            self._holders(line, project, around)
            self._lists(line, project, around, view)

    def _project(self, row: PlannedRow) -> Project:
        line = row.line
        told_fields = PROJECT_FIELDS if row.project is None else {one.field for one in row.differences}
        given = {
            name: getattr(line, name)
            for name in PROJECT_FIELDS
            if name in told_fields and getattr(line, name) is not None
        }
        if POSITION & set(told_fields):
            given |= stored_position(line, row.project)
        given |= {"area_id": row.area.id} if row.area else {}
        given |= {"park_id": row.park.id} if row.park else {}
        if row.project is not None:
            return self.tx.update(Project, row.project.id, **given)
        given.setdefault("registered_on", self.today)
        made = Project(id=line.project_id or self.tx.new_id(), **given)
        self.tx.insert(made)
        return made

    def _plan(self, line: RegisterLine, project: Project) -> None:
        """A changed plan is a new version; the old one stays."""
        given = {cell: getattr(line, field) for field, cell in PLAN_FIELDS.items() if getattr(line, field) is not None}
        if not given and line.plan_year is None:
            return
        year = line.plan_year or self.year
        versions = self.tx.reader.all(AnnualPlan, project_id=project.id, year=year)
        newest = max(versions, key=lambda one: one.version, default=None)
        if newest is None:
            given.setdefault("kind", kind_in(year, project.kind, project.actual_start))
            self.tx.insert(AnnualPlan(id=self.tx.new_id(), project_id=project.id, year=year, **given))
        elif any(getattr(newest, cell) != value for cell, value in given.items()):
            kept = {cell: getattr(newest, cell) for cell in PLAN_FIELDS.values()}
            new = AnnualPlan(
                id=self.tx.new_id(), project_id=project.id, year=year, version=newest.version + 1, **(kept | given)
            )
            self.tx.insert(new)

    def _dispatch(self, line: RegisterLine, project: Project) -> None:
        given = {name: getattr(line, name) for name in DISPATCH_FIELDS if getattr(line, name) is not None}
        if not given and line.dispatch_period is None:
            return
        period = period_of(line) or str(Period.of(self._undated))
        found = self.tx.reader.find(DispatchRecord, project_id=project.id, period=period)
        if found is not None:
            self.tx.update(DispatchRecord, found.id, **given)
        else:
            given.setdefault("reported_on", self._undated)
            self.tx.insert(DispatchRecord(id=self.tx.new_id(), project_id=project.id, period=period, **given))

    def _holders(self, line: RegisterLine, project: Project, around: ProjectSurroundings) -> None:
        """A holder that the file no longer names ends today; a new one begins today."""
        for role, field in HOLDER_FIELDS.items():
            text = getattr(line, field)
            if text is None:
                continue
            named = held_by(text)
            present = around.holders.get(role, ())
            for one in present:
                if one.holder not in named:
                    self.tx.update(Assignment, one.id, to_date=self.today)
            for holder in sorted(named - {one.holder for one in present}):
                made = Assignment(
                    id=self.tx.new_id(), project_id=project.id, role=role, holder=holder, from_date=self.today
                )
                self.tx.insert(made)

    def _lists(self, line: RegisterLine, project: Project, around: ProjectSurroundings, view: RegisterView) -> None:
        """Lists are entered, never left, by an import: leaving one needs its reason."""
        present = {view.lists[one.list_id].name for one in around.lists if one.list_id in view.lists}
        ids = {one.name: one.id for one in view.lists.values()}
        for name in sorted(set(line.list_names) - present):
            made = ListMembership(
                id=self.tx.new_id(),
                list_id=ids[name],
                project_id=project.id,
                entered_on=self.today,
                reason=ListReason.ADDED,
            )
            self.tx.insert(made)


def told(row: PlannedRow) -> RegisterLine:
    """The line without the plan, report, holders and lists on which the dry run showed no difference."""
    if row.project is None:
        return row.line
    changed = {one.field for one in row.differences}
    silent = {field for cells in _TOGETHER if not cells & changed for field in cells}
    blank: dict[str, Any] = {field: () if field == "list_names" else None for field in silent}
    return replace(row.line, **blank)
