"""What the lamps of many projects are made of, without the words: for lists that filter and sort by lamp.

It stands apart from the steps as records, because of 100,000 projects only the cells that decide a colour are
read; and from the log it learns which projects have to be judged again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.domain.operation import DELETE, WHOLE
from inspector.domain.progress import DispatchRecord
from inspector.domain.project import AnnualPlan, Project
from inspector.domain.setting import Setting
from inspector.storage.chain import last_change
from inspector.storage.codec import Stored, canonical
from inspector.storage.narrow import Narrow
from inspector.storage.reader import Reader
from inspector.storage.shape import Row
from inspector.storage.transaction import DECISION

MOST_TOUCHED = 5000
"""From so many on it is quicker to judge all of them."""


class OwnCells(NamedTuple):
    """What the lamps of a project itself are judged by, as it is stored; `percent` is the last progress reported."""

    project: int
    status: str | None
    actual_start: str | None
    planned_start: str | None
    planned_completion: str | None
    registered_on: str | None
    planned_start_month: int | None
    percent: str | None


_OWN = """
SELECT p.project, (SELECT json_extract(alike, '$[3]') FROM narrow_class WHERE id = p.class), p.actual_start,
  p.planned_start, p.planned_completion, p.registered_on, plan.planned_start_month,
  (SELECT percent FROM narrow_progress AS said WHERE said.project = p.project AND reported_on <= :on
   ORDER BY reported_on DESC LIMIT 1)
FROM narrow_project AS p LEFT JOIN narrow_plan AS plan ON plan.project = p.project AND plan.year = :year"""
_STEPS = "SELECT project, class, count(*) FROM narrow_step"
_GREEN = """SELECT project, count(*) FROM narrow_step
WHERE class IN (SELECT id FROM narrow_class WHERE settled_on <> '' AND settled_on <= :on)"""
_OF_THESE = "project IN (SELECT value FROM json_each(:numbers))"
_PARENT = {
    Project.NUMBER: "id FROM project WHERE id",
    AnnualPlan.NUMBER: "project_id FROM annual_plan WHERE id",
    DispatchRecord.NUMBER: "project_id FROM dispatch_record WHERE id",
    ApprovalStep.NUMBER: "project_id FROM approval_step WHERE id",
    ClockStop.NUMBER: "project_id FROM approval_step JOIN clock_stop ON step_id = approval_step.id WHERE clock_stop.id",
}
"""Where the project stands of each kind that a lamp hangs on."""

_OWNER = 1
"""The field number under which each of those kinds names what it belongs to."""


def own_cells(reader: Reader, on: date, numbers: Collection[int] | None = None) -> Iterator[OwnCells]:
    """All projects that are not withdrawn, or those of some row numbers, with the plan of the year of `on`."""
    Narrow(reader.connection).ready()
    values: dict[str, Stored] = {"on": on.isoformat(), "year": on.year}
    query = _OWN
    if numbers is not None:
        query, values["numbers"] = f"{_OWN} WHERE p.{_OF_THESE}", canonical(list(numbers))
    return map(OwnCells._make, reader.fetch(query, values))


def steps_of_classes(
    reader: Reader, classes: Iterable[int], numbers: Collection[int] | None = None
) -> list[tuple[int, int, int]]:
    """(row number of the project, class, how many) of the steps of these classes, of all projects or of some."""
    Narrow(reader.connection).ready()
    query, values = f"{_STEPS} WHERE class IN (SELECT value FROM json_each(:classes))", {}  # noqa: S608 - constants
    if numbers is not None:
        query, values["numbers"] = f"{query} AND {_OF_THESE}", canonical(list(numbers))
    values["classes"] = canonical(list(classes))
    found: list[tuple[int, int, int]] = reader.fetch(f"{query} GROUP BY project, class", values)
    return found


def steps_surely_green(reader: Reader, on: date, numbers: Collection[int] | None = None) -> list[tuple[int, int]]:
    """(row number of the project, how many) of the steps that were surely finished in time by `on`."""
    Narrow(reader.connection).ready()
    query, values = _GREEN, {"on": on.isoformat()}
    if numbers is not None:
        query, values["numbers"] = f"{query} AND {_OF_THESE}", canonical(list(numbers))
    found: list[tuple[int, int]] = reader.fetch(f"{query} GROUP BY project", values)
    return found


def project_numbers(reader: Reader, ids: Iterable[str] | None = None) -> dict[str, int]:
    """Row numbers by id, of all projects or of some."""
    if ids is None:
        return _numbers(reader.rows("SELECT id, rowid FROM project"))
    within = "SELECT id, rowid FROM project WHERE id IN (SELECT value FROM json_each(?))"
    return _numbers(reader.rows(within, [canonical(list(ids))]))


def project_ids(reader: Reader, numbers: Iterable[int]) -> dict[str, int]:
    """The same of the projects with these row numbers."""
    within = "SELECT id, rowid FROM project WHERE rowid IN (SELECT value FROM json_each(?))"
    return _numbers(reader.rows(within, [canonical(list(numbers))]))


def _numbers(found: Iterable[Row]) -> dict[str, int]:
    return {str(row_id): int(str(number)) for row_id, number in found}


def newest_change(reader: Reader) -> int:
    """The number of the newest change set: what was made of the data is good as long as it stays."""
    return last_change(reader.connection)


def touched_projects(reader: Reader, since: int) -> frozenset[str] | None:
    """The ids of the projects whose lamps may have changed after a change set; None: it may be any.

    It may be any where a setting changed, a record came, went or moved to another project in a way that the log
    alone does not tell, or where very much changed.
    """
    if _is_unclear(reader, since):
        return None
    found: set[str] = set()
    for kind, parent in _PARENT.items():
        query = f"SELECT DISTINCT {parent} IN (SELECT row FROM operation WHERE change_id > ? AND kind = ?)"  # noqa: S608
        found.update(str(project) for (project,) in reader.rows(query, [since, kind]))
    return frozenset(found) if len(found) <= MOST_TOUCHED else None


def _is_unclear(reader: Reader, since: int) -> bool:
    decided = "SELECT 1 FROM change_set WHERE change_id > ? AND role = ?"
    moved = (
        "SELECT 1 FROM operation AS one WHERE change_id > :since AND (kind = :setting OR"  # noqa: S608 - numbers
        f" kind = {Project.NUMBER} AND field = {DELETE} OR"
        f" kind IN ({', '.join(str(kind) for kind in _PARENT if kind != Project.NUMBER)})"
        f" AND (field IN ({DELETE}, {_OWNER}) OR field = {WHOLE} AND EXISTS (SELECT 1 FROM operation AS other"
        " WHERE other.row = one.row AND other.kind = one.kind AND other.change_id <= :since)))"
    )
    if next(reader.rows(decided, [since, DECISION]), None) is not None:
        return True
    return next(reader.rows(moved, {"since": since, "setting": Setting.NUMBER}), None) is not None
