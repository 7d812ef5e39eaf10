"""Cells of the grid into records: cells of a project at once, a changed plan as a new version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inspector.domain.project import AnnualPlan, Project
from inspector.services.facts import kind_in
from inspector.services.ledger_cells import Cells
from inspector.services.ledger_columns import PLACES
from inspector.services.ledger_view import CellChange
from inspector.services.register_apply import PLAN_FIELDS
from inspector.storage.transaction import Transaction


def write_cells(tx: Transaction, changes: Iterable[CellChange], cells: Cells, year: int) -> None:
    """Write what a plan changes, project by project."""
    by_project: dict[str, dict[str, Any]] = {}
    for one in changes:
        by_project.setdefault(one.place.project_id, {})[one.place.key] = one.after
    for project, values in by_project.items():
        own = {key: value for key, value in values.items() if key not in PLAN_FIELDS}
        fields = {PLACES.get(key, key): cells.area_id(value) if key in PLACES else value for key, value in own.items()}
        if fields:
            tx.update(Project, project, **fields)
        planned = {PLAN_FIELDS[key]: value for key, value in values.items() if key in PLAN_FIELDS}
        if planned:
            _write_plan(tx, cells, project, year, planned)


def _write_plan(tx: Transaction, cells: Cells, project: str, year: int, given: dict[str, Any]) -> None:
    """A changed plan is a new version; the old one stays."""
    newest: AnnualPlan | None = cells.plans.get(project)
    one = cells.projects[project]
    kept = {"kind": kind_in(year, one.kind, one.actual_start)}
    if newest is not None:
        kept = {cell: getattr(newest, cell) for cell in PLAN_FIELDS.values()}
    version = newest.version + 1 if newest is not None else 1
    tx.insert(AnnualPlan(id=tx.new_id(), project_id=project, year=year, version=version, **(kept | given)))
