"""Cells of the grid into records: cells of a project at once, a changed plan as a new version, holders from today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from inspector.domain.progress import Assignment
from inspector.domain.project import AnnualPlan, Project
from inspector.services.facts import kind_in
from inspector.services.ledger_cells import PLACE, Cells
from inspector.services.ledger_columns import PLACES
from inspector.services.ledger_view import CellChange
from inspector.services.positions import stored_position
from inspector.services.register_apply import PLAN_FIELDS
from inspector.services.register_lines import HOLDER_FIELDS, held_by
from inspector.sheets.register_line import RegisterLine
from inspector.storage.transaction import Transaction

_HOLDERS = frozenset(HOLDER_FIELDS.values())


def write_cells(tx: Transaction, changes: Iterable[CellChange], cells: Cells, when: tuple[int, date]) -> None:
    """Write what a plan changes, project by project; `when` is the year of plans and the day."""
    year, today = when
    by_project: dict[str, dict[str, Any]] = {}
    for one in changes:
        by_project.setdefault(one.place.project_id, {})[one.place.key] = one.after
    for project, values in by_project.items():
        own = {key: value for key, value in values.items() if key not in PLAN_FIELDS and key not in _HOLDERS}
        fields = {PLACES.get(key, key): cells.area_id(value) if key in PLACES else value for key, value in own.items()}
        if fields:
            tx.update(Project, project, **(fields | _position(cells.projects[project], own)))
        planned = {PLAN_FIELDS[key]: value for key, value in values.items() if key in PLAN_FIELDS}
        if planned:
            _write_plan(tx, cells, project, year, planned)
        _write_holders(tx, cells, project, values, today)


def _position(project: Project, values: dict[str, Any]) -> dict[str, float | None]:
    """Where the project is, as it is stored; the grid tells it in the datum that it came in."""
    told = {key: values[key] for key in PLACE if key in values}
    if not told:
        return {}
    line = RegisterLine(name=project.name, datum=values.get("datum"), **told)
    return told | stored_position(line, project)


def _write_holders(tx: Transaction, cells: Cells, project: str, values: dict[str, Any], today: date) -> None:
    """Who is named no more ends today, or was a slip of today; who is new begins today."""
    for role, field in HOLDER_FIELDS.items():
        if field not in values:
            continue
        named = held_by(values[field] or "")
        present = cells.assignments.get((project, role), [])
        for one in present:
            if one.holder not in named and one.from_date == today:
                tx.delete(Assignment, one.id)
            elif one.holder not in named:
                tx.update(Assignment, one.id, to_date=today)
        for holder in sorted(named - {one.holder for one in present}):
            made = Assignment(id=tx.new_id(), project_id=project, role=role, holder=holder, from_date=today)
            tx.insert(made)


def _write_plan(tx: Transaction, cells: Cells, project: str, year: int, given: dict[str, Any]) -> None:
    """A changed plan is a new version; the old one stays."""
    newest: AnnualPlan | None = cells.plans.get(project)
    one = cells.projects[project]
    kept = {"kind": kind_in(year, one.kind, one.actual_start)}
    if newest is not None:
        kept = {cell: getattr(newest, cell) for cell in PLAN_FIELDS.values()}
    version = newest.version + 1 if newest is not None else 1
    tx.insert(AnnualPlan(id=tx.new_id(), project_id=project, year=year, version=version, **(kept | given)))
