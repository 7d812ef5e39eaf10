"""What the lamp matrix asks of the database: which projects have steps, and of which kinds these steps are.

Steps that are alike come as one example each (`step_classes`), with the projects that have them, so that ordering
100,000 projects by their lamps judges a few thousand steps.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from inspector.domain.approval import StepType
from inspector.storage.codec import Stored, canonical
from inspector.storage.narrow import Narrow
from inspector.storage.reader import Reader
from inspector.storage.step_classes import StepClass, step_classes


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


_DESKS = """desk IN (SELECT id FROM narrow_class
  WHERE id IN (SELECT DISTINCT desk FROM narrow_step) AND json_extract(alike, '$[{place}]') = {value})"""
_CONDITIONS = {
    "area_id": "project IN (SELECT rowid FROM project WHERE area_id = :area_id OR park_id = :area_id)",
    "leader": """project IN (SELECT project.rowid FROM assignment JOIN project ON project.id = project_id
      WHERE role = 'leader' AND holder = :leader AND coalesce(from_date <= :on, 1) AND coalesce(to_date > :on, 1))""",
    "department": _DESKS.format(place=1, value=":department"),
    "step_type": _DESKS.format(place=0, value=":step_type"),
}
_RATES = """
SELECT json_extract(desk.alike, '$[0]'), sum(n * (json_extract(step.alike, '$[0]') <> 'not_applicable')),
  sum(n * (json_extract(step.alike, '$[0]') = 'finished' AND coalesce(json_extract(step.alike, '$[2]') <= :on, 1)))
FROM (SELECT desk, class, count(*) AS n FROM narrow_step GROUP BY desk, class)
JOIN narrow_class AS step ON step.id = class JOIN narrow_class AS desk ON desk.id = desk GROUP BY desk"""


def classes_wanted(reader: Reader, on: date, chosen: StepFilter) -> list[StepClass]:
    """The classes of the steps that are looked at and have to be judged on a day."""
    where, values = _where(chosen, on)
    return step_classes(reader, on, where, values)


def projects_with_classes(
    reader: Reader, on: date, chosen: StepFilter, numbers: Iterable[int]
) -> list[tuple[int, int, int]]:
    """(row number of a project, class, how many such steps it has) of the steps looked at that are of these classes."""
    where, values = _where(chosen, on)
    query = f"""SELECT project, class, count(*) FROM narrow_step {where}
      AND class IN (SELECT value FROM json_each(:classes)) GROUP BY project, class"""  # noqa: S608 - constants
    found: list[tuple[int, int, int]] = reader.fetch(query, values | {"classes": canonical(list(numbers))})
    return found


def projects_with_steps(reader: Reader, on: date, chosen: StepFilter) -> dict[int, str]:
    """The projects that have such steps at all: ids by row number, in the order of their names."""
    where, values = _where(chosen, on)
    steps = f"SELECT DISTINCT project FROM narrow_step {where}"  # noqa: S608 - constants
    found = {number for (number,) in reader.fetch(steps, values)}
    ordered = reader.fetch("""SELECT copy.project, copy.id FROM project CROSS JOIN narrow_project AS copy
      ON copy.project = project.rowid ORDER BY project.name, project.rowid""")
    return {number: row_id for number, row_id in ordered if number in found}  # found here: faster than by the database


def step_types_used(reader: Reader) -> tuple[StepType, ...]:
    """The types of step that some project has, in the order in which a bulletin lists them."""
    found = {step_type for step_type, _ in _desks(reader)}
    return tuple(one for one in StepType if one.value in found)


def departments(reader: Reader) -> tuple[str, ...]:
    """The departments that steps lie with, by name."""
    return tuple(sorted({department for _, department in _desks(reader) if department is not None}))


def leaders(reader: Reader) -> tuple[str, ...]:
    """The leaders of projects, former ones too, by name."""
    query = "SELECT DISTINCT holder FROM assignment WHERE role = 'leader' ORDER BY holder"
    return tuple(str(one) for (one,) in reader.rows(query))


def rates_by_type(reader: Reader, on: date) -> tuple[StepsOfType, ...]:
    """应办 and finished by type, without withdrawn projects."""
    Narrow(reader.connection).ready()
    made: dict[str, tuple[int, int]] = {}
    for kind, applicable, finished in reader.fetch(_RATES, {"on": on.isoformat()}):
        before = made.get(kind, (0, 0))
        made[kind] = before[0] + applicable, before[1] + finished
    return tuple(StepsOfType(one, *made[one.value]) for one in StepType if made.get(one.value, (0,))[0])


def steps_of_type(reader: Reader, on: date, step_type: StepType, *, finished: bool) -> tuple[str, ...]:
    """The ids behind a rate: all that apply, or those finished by `on`, by the name of their project."""
    done = " AND state = 'finished' AND coalesce(finished_on <= :on, 1)" if finished else ""
    query = f"""SELECT step.id FROM approval_step AS step JOIN project ON project.id = project_id
      WHERE step_type = :type AND state <> 'not_applicable'{done} AND stage IS NOT 'withdrawn'
      ORDER BY project.name, step.id"""  # noqa: S608 - constants
    found = reader.rows(query, {"on": on.isoformat(), "type": step_type.value})
    return tuple(str(row_id) for (row_id,) in found)


def _desks(reader: Reader) -> Iterator[tuple[str, str | None]]:
    """(type of step, department) of the steps that there are."""
    Narrow(reader.connection).ready()
    query = "SELECT alike FROM narrow_class WHERE id IN (SELECT DISTINCT desk FROM narrow_step)"
    return (tuple(json.loads(str(alike))) for (alike,) in reader.rows(query))


def _where(chosen: StepFilter, on: date) -> tuple[str, dict[str, Stored]]:
    given = {name: value for name in _CONDITIONS if (value := getattr(chosen, name)) is not None}
    values: dict[str, Stored] = {"on": on.isoformat(), **given}
    return " AND ".join(["WHERE 1", *(_CONDITIONS[name] for name in given)]), values
