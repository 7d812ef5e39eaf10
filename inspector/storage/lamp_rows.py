"""What the lamp matrix asks of the database: which projects have steps, and of which kinds these steps are.

Steps that are alike come as one example each (`step_classes`), with the projects that have them, so that ordering
100,000 projects by their lamps judges a few thousand steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspector.domain.approval import StepType
from inspector.storage.codec import Stored
from inspector.storage.reader import Reader
from inspector.storage.shape import Row
from inspector.storage.step_classes import ALIKE, JUDGED, StepClass, example


@dataclass(frozen=True)
class StepFilter:
    """Which steps are looked at: of projects of an area or leader, of a department, of one type."""

    area_id: str | None = None
    leader: str | None = None
    department: str | None = None
    step_type: StepType | None = None


@dataclass(frozen=True)
class StepsOfType:
    """办结率 of one type of step: 应办 and finished."""

    step_type: StepType
    applicable: int
    finished: int


_CONDITIONS = {
    "area_id": "project_id IN (SELECT id FROM project WHERE area_id = :area_id OR park_id = :area_id)",
    "leader": """project_id IN (SELECT project_id FROM assignment WHERE role = 'leader' AND holder = :leader
      AND coalesce(from_date <= :on, 1) AND coalesce(to_date > :on, 1))""",
    "department": "department = :department",
    "step_type": "step_type = :step_type",
}
_RATES = """
SELECT step_type, count(*), sum(state = 'finished' AND coalesce(finished_on <= :on, 1)) FROM approval_step
WHERE state <> 'not_applicable' AND project_id NOT IN (SELECT id FROM project WHERE stage = 'withdrawn')
GROUP BY step_type"""


def judged_projects(reader: Reader, on: date, chosen: StepFilter) -> Iterator[tuple[StepClass, Mapping[str, int]]]:
    """The kinds of steps that have to be judged, each with how many of them every project has."""
    where, values = _where(chosen, on)
    found: dict[Row, Counter[str]] = {}
    for project_id, *alike in reader.rows(f"SELECT step.project_id, {ALIKE} {JUDGED}{where}", values):
        found.setdefault(tuple(alike), Counter())[str(project_id)] += 1
    for row, projects in found.items():
        yield StepClass(*example(row), projects.total()), projects


def projects_with_steps(reader: Reader, on: date, chosen: StepFilter) -> tuple[str, ...]:
    """The projects that have such steps at all, by name."""
    where, values = _where(chosen, on)
    query = f"""SELECT id FROM project WHERE stage IS NOT 'withdrawn' AND id IN (
      SELECT project_id FROM approval_step WHERE 1{where}) ORDER BY name, id"""  # noqa: S608 - constants
    return tuple(str(row_id) for (row_id,) in reader.rows(query, values))


def step_types_used(reader: Reader) -> tuple[StepType, ...]:
    """The types of step that some project has, in the order in which a bulletin lists them."""
    found = {str(one) for (one,) in reader.rows("SELECT DISTINCT step_type FROM approval_step")}
    return tuple(one for one in StepType if one.value in found)


def departments(reader: Reader) -> tuple[str, ...]:
    """The departments that steps lie with, by name."""
    query = "SELECT DISTINCT department FROM approval_step WHERE department IS NOT NULL ORDER BY department"
    return tuple(str(one) for (one,) in reader.rows(query))


def leaders(reader: Reader) -> tuple[str, ...]:
    """The leaders of projects, former ones too, by name."""
    query = "SELECT DISTINCT holder FROM assignment WHERE role = 'leader' ORDER BY holder"
    return tuple(str(one) for (one,) in reader.rows(query))


def rates_by_type(reader: Reader, on: date) -> tuple[StepsOfType, ...]:
    """应办 and finished by type, without withdrawn projects."""
    found: Iterator[Any] = reader.rows(_RATES, {"on": on.isoformat()})
    made = {kind: StepsOfType(StepType(kind), applicable, finished) for kind, applicable, finished in found}
    return tuple(made[one.value] for one in StepType if one.value in made)


def steps_of_type(reader: Reader, on: date, step_type: StepType, *, finished: bool) -> tuple[str, ...]:
    """The ids behind a rate: all that apply, or those finished by `on`, by the name of their project."""
    done = " AND state = 'finished' AND coalesce(finished_on <= :on, 1)" if finished else ""
    query = f"""SELECT step.id FROM approval_step AS step JOIN project ON project.id = project_id
      WHERE step_type = :type AND state <> 'not_applicable'{done} AND stage IS NOT 'withdrawn'
      ORDER BY project.name, step.id"""  # noqa: S608 - constants
    found = reader.rows(query, {"on": on.isoformat(), "type": step_type.value})
    return tuple(str(row_id) for (row_id,) in found)


def _where(chosen: StepFilter, on: date) -> tuple[str, dict[str, Stored]]:
    values: dict[str, Stored] = {"on": on.isoformat(), "before": on.isoformat()}
    given = {name: value for name in _CONDITIONS if (value := getattr(chosen, name)) is not None}
    return "".join(f" AND {_CONDITIONS[name]}" for name in given), values | given
