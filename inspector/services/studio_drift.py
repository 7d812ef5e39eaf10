"""冻结后的改动: what an issue would count otherwise if it were frozen now, row by row and field by field.

Not the steps since the freeze are told but what came of them: a change that was undone is none, and one that no issue
prints is none either. Only the projects that were written to are read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.domain.inspection import Inspection, Photo
from inspector.domain.problem import Problem
from inspector.domain.project import Area, Project
from inspector.domain.record import Record
from inspector.domain.setting import Setting
from inspector.services.frozen_tables import Row, Tables
from inspector.storage.freshness import Touched
from inspector.storage.reader import Reader

MOST_PROJECTS = 2_000
"""Beyond these everything is read anew, which is quicker then."""

TOLD: Mapping[str, tuple[str, ...]] = {
    "projects": (
        *("name", "area", "park", "sector", "kind", "batch", "planned", "started", "resumed"),
        *("total", "plan", "invested", "progress", "status", "planned_start"),
    ),
    "steps": ("step", "department", "state", "lamp", "accepted_on", "due_on"),
    "problems": ("description", "owner", "due_on", "state", "new", "closed_now", "overdue"),
    "visits": ("visited_on", "purpose", "seen", "seen_pct", "reported", "reported_pct", "conclusions"),
    "photos": ("caption", "credit", "pair", "side", "taken_on"),
    "comparisons": ("month", "statistics", "planning", "reason"),
    "next_steps": ("text",),
}
"""The columns that are told, by table; the others follow from them."""


@dataclass(frozen=True)
class DataChange:
    """A field that the issue prints otherwise than it would now; `column` is empty for a row that came or went.

    `title` names the row beside its project. `before` and `now` are plain values as they are frozen; of a row that came
    or went one is True and the other False.
    """

    table: str
    project: str
    title: str
    column: str
    before: Any
    now: Any


@dataclass(frozen=True)
class Drift:
    """What of the data is another since an issue was frozen, and the conflicts that came since and are not settled."""

    changes: tuple[DataChange, ...]
    conflicts: tuple[str, ...]


def projects_to_read(reader: Reader, touched: Touched, frozen: Tables) -> frozenset[str] | None:
    """The projects whose rows may differ; None for all of them."""
    made: set[str] = set()
    for cls, row in touched:
        project = None if cls in {Area, Setting} else _project_of(reader, cls, row, frozen)
        if project is None:
            return None
        made.add(project)
    return frozenset(made - {""}) if len(made) <= MOST_PROJECTS else None


def _project_of(reader: Reader, cls: type[Record], row: str, frozen: Tables) -> str | None:
    """The project of a record, empty where it has none; None where it is gone and nobody knows."""
    if cls is Project:
        return row
    record = reader.find(cls, id=row)
    if isinstance(record, ClockStop):
        return _project_of(reader, ApprovalStep, record.step_id, frozen)
    if isinstance(record, Photo):
        if record.inspection_id:
            return _project_of(reader, Inspection, record.inspection_id, frozen)
        return _project_of(reader, Problem, record.problem_id, frozen) if record.problem_id else ""
    if record is not None:
        return str(getattr(record, "project_id", ""))
    found = (one.get("project_id") for rows in frozen.values() for one in rows if one["id"] == row)
    return next(found, None)


def changes_between(frozen: Tables, today: Tables, only: frozenset[str] | None) -> tuple[DataChange, ...]:
    """What differs between the rows that were frozen and those of today; of `only` these projects where it is given."""
    return tuple(change for table in TOLD for change in _of_table(table, frozen, today, only))


def _of_table(table: str, frozen: Tables, today: Tables, only: frozenset[str] | None) -> Iterator[DataChange]:
    rows = frozen.get(table, ())
    if only is not None and table != "projects" and any("project_id" not in row for row in rows):
        return  # frozen by an earlier version, which did not say whose these rows are
    before = {row["id"]: row for row in _within(table, rows, only)}
    now = {row["id"]: row for row in _within(table, today.get(table, ()), only)}
    for row_id in dict.fromkeys((*before, *now)):
        old, new = before.get(row_id), now.get(row_id)
        if old is not None and new is not None:
            yield from _of_row(table, old, new)
        else:
            row = old or new or {}
            yield DataChange(table, _name(table, row), _title(table, row), "", old is not None, new is not None)


def _within(table: str, rows: Iterable[Row], only: frozenset[str] | None) -> Iterable[Row]:
    key = "id" if table == "projects" else "project_id"
    return rows if only is None else (row for row in rows if row.get(key) in only)


def _of_row(table: str, old: Row, new: Row) -> Iterator[DataChange]:
    for column in TOLD[table]:
        if column in old and old[column] != new[column]:
            project, title = _name(table, new), _title(table, new)
            yield DataChange(table, project, title, column, old[column], new[column])


def _name(table: str, row: Row) -> str:
    return str(row["name"] if table == "projects" else row.get("project", ""))


def _title(table: str, row: Row) -> str:
    """What tells a row from the others of its project."""
    names = {"steps": "step", "problems": "number", "visits": "visited_on", "photos": "caption", "comparisons": "month"}
    return str(row.get(names.get(table, ""), "") or "")
