"""What the lamps of many projects are made of, without the words: for lists that filter and sort by lamp.

It stands apart from the steps as records, because of 100,000 projects only the cells that decide a colour are
read; and from the log it learns which projects have to be judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepState, StepType
from inspector.domain.operation import DELETE, WHOLE
from inspector.domain.progress import DispatchRecord
from inspector.domain.project import AnnualPlan, Project
from inspector.domain.setting import Setting
from inspector.storage.chain import last_change
from inspector.storage.codec import canonical
from inspector.storage.reader import Reader
from inspector.storage.shape import Row, shape
from inspector.storage.transaction import DECISION

MOST_TOUCHED = 5000
"""From so many on it is quicker to judge all of them."""


class StepCells(NamedTuple):
    """The cells of a step that decide its colour; equal ones burn alike as long as their clock was not stopped."""

    state: str | None
    day_kind: str | None
    accepted_on: str | None
    finished_on: str | None
    statutory_days: int | None
    promised_days: int | None

    def step(self) -> ApprovalStep:
        """A step with these cells, without id and project. Raises ValueError for a damaged one."""
        return ApprovalStep(
            id="",
            project_id="",
            step_type=StepType.OTHER,
            state=StepState.PENDING if self.state is None else StepState(self.state),
            day_kind=DayKind.WORKING if self.day_kind is None else DayKind(self.day_kind),
            accepted_on=None if self.accepted_on is None else date.fromisoformat(self.accepted_on),
            finished_on=None if self.finished_on is None else date.fromisoformat(self.finished_on),
            statutory_days=self.statutory_days,
            promised_days=self.promised_days,
        )


_STEPS = (
    "SELECT id, project_id, state, day_kind, accepted_on, finished_on, statutory_days, promised_days FROM approval_step"
)
_WITHIN = " WHERE project_id IN (SELECT value FROM json_each(?))"
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


def step_cells(reader: Reader, projects: Iterable[str] | None) -> Iterator[tuple[str, str, StepCells]]:
    """(id, project, cells) of every step, or of those of some projects."""
    found = reader.rows(_STEPS) if projects is None else reader.rows(_STEPS + _WITHIN, [canonical(list(projects))])
    return ((str(step_id), str(project_id), StepCells(*cells)) for step_id, project_id, *cells in found)  # type: ignore[arg-type]


def stops_by_step(reader: Reader, projects: Iterable[str] | None) -> dict[str, tuple[ClockStop, ...]]:
    """The stops of the steps of all or of some projects, in the order of their days."""
    made, values = shape(ClockStop), []
    query = made.select
    if projects is not None:
        query += f" WHERE step_id IN (SELECT id FROM approval_step{_WITHIN})"  # noqa: S608 - declared names
        values.append(canonical(list(projects)))
    found: dict[str, tuple[ClockStop, ...]] = {}
    for row in reader.rows(f"{query} ORDER BY from_date, id", values):
        stop = made.record(row)
        found[stop.step_id] = (*found.get(stop.step_id, ()), stop)
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
        f" kind IN ({', '.join(str(kind) for kind in _PARENT if kind != Project.NUMBER)})"
        f" AND (field IN ({DELETE}, {_OWNER}) OR field = {WHOLE} AND EXISTS (SELECT 1 FROM operation AS other"
        " WHERE other.row = one.row AND other.kind = one.kind AND other.change_id <= :since)))"
    )
    if next(reader.rows(decided, [since, DECISION]), None) is not None:
        return True
    return next(reader.rows(moved, {"since": since, "setting": Setting.NUMBER}), None) is not None
