"""Approval steps counted in the database, those alike as one class; the lamps judge one example of each class.

What was finished surely in time (in fewer calendar days than the limit, which holds for working days and with any
stop as well) is only counted: nine of ten steps need no look at the calendar.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepState, StepType
from inspector.storage.codec import Stored, canonical
from inspector.storage.narrow import Narrow
from inspector.storage.reader import Reader


class StepCells(NamedTuple):
    """The cells of a step that decide its lamp, as they are stored; equal ones burn alike.

    `stops` are its stops in order, `from/to` with a space between two, the end empty while the clock stands.
    """

    state: str | None
    accepted_on: str | None
    finished_on: str | None
    promised_days: int | None
    statutory_days: int | None
    day_kind: str | None
    stops: str | None


@dataclass(frozen=True)
class StepClass:
    """Steps alike: what decides their lamp and how many; `number` names the class as long as nothing is written."""

    cells: StepCells
    count: int
    number: int

    @cached_property
    def step(self) -> ApprovalStep:
        """A step of this class, without id and project. Raises ValueError for a damaged one."""
        cells = self.cells
        return ApprovalStep(
            id="",
            project_id="",
            step_type=StepType.OTHER,
            state=StepState.PENDING if cells.state is None else StepState(cells.state),
            accepted_on=_day(cells.accepted_on),
            finished_on=_day(cells.finished_on),
            promised_days=cells.promised_days,
            statutory_days=cells.statutory_days,
            day_kind=DayKind.WORKING if cells.day_kind is None else DayKind(cells.day_kind),
        )

    @cached_property
    def stops(self) -> tuple[ClockStop, ...]:
        """Its stops, without ids and reasons."""
        return tuple(_stop(text) for text in (self.cells.stops or "").split())


@dataclass(frozen=True)
class StepTally:
    """Steps of one area and park: 应办, and those finished by the later day and by the earlier one."""

    area_id: str | None
    park_id: str | None
    applicable: int
    finished: int
    finished_before: int


_TALLY = """
SELECT (SELECT alike FROM narrow_class WHERE id = class), sum(applies), sum(done), sum(done_before)
FROM (
  SELECT project, sum(applies) AS applies, sum(finished_on <= :on) AS done, sum(finished_on <= :before) AS done_before
  FROM narrow_step GROUP BY project
) JOIN narrow_project USING (project) GROUP BY class"""
_CLASSES = """
SELECT class, n, alike FROM (SELECT class, sum(n) AS n FROM (
  SELECT desk, class, count(*) AS n FROM narrow_step {where} GROUP BY desk, class) GROUP BY class)
JOIN narrow_class ON narrow_class.id = class WHERE {settled}"""
_IDS = """SELECT class, approval_step.id FROM narrow_step JOIN approval_step ON approval_step.rowid = step
WHERE class IN (SELECT value FROM json_each(?))"""


def step_tallies(reader: Reader, on: date, before: date) -> Iterator[StepTally]:
    """How many steps of each area and park apply and are finished; a pair of both may come more than once."""
    Narrow(reader.connection).ready()
    values: dict[str, Stored] = {"on": on.isoformat(), "before": before.isoformat()}
    for alike, *counts in reader.fetch(_TALLY, values):
        area, park, *_ = json.loads(alike)
        yield StepTally(area, park, *(count or 0 for count in counts))


def step_classes(
    reader: Reader, before: date, where: str = "", values: Mapping[str, Stored] | None = None
) -> list[StepClass]:
    """The steps that have to be judged on days from `before` on: open and ended ones but those surely in time.

    `where` chooses among the narrow steps.
    """
    return _classes(reader, "coalesce(settled_on > :before, 1)", before, where, values or {})


def surely_in_time(reader: Reader, before: date) -> list[StepClass]:
    """The finished steps that need no judging: they are green."""
    return _classes(reader, "settled_on <> '' AND settled_on <= :before", before)


def _classes(
    reader: Reader, settled: str, before: date, where: str = "", values: Mapping[str, Stored] | None = None
) -> list[StepClass]:
    Narrow(reader.connection).ready()
    bound = {**(values or {}), "before": before.isoformat()}
    found = reader.fetch(_CLASSES.format(where=where, settled=settled), bound)
    read = json.loads(f"[{','.join(alike for _, _, alike in found)}]")  # one text is read faster than thousands
    return [StepClass(StepCells(*cells), count, number) for (number, count, _), cells in zip(found, read, strict=True)]


def steps_alike(reader: Reader, classes: Iterable[StepClass]) -> dict[int, tuple[str, ...]]:
    """The ids of the steps of some classes, by the number of the class."""
    numbers = [one.number for one in classes]
    made: dict[int, list[str]] = {number: [] for number in numbers}
    for number, row_id in reader.fetch(_IDS, [canonical(numbers)]):
        made[number].append(str(row_id))
    return {number: tuple(sorted(ids)) for number, ids in made.items()}


def _stop(text: str) -> ClockStop:
    first, _, last = text.partition("/")
    return ClockStop(id="", step_id="", from_date=date.fromisoformat(first), to_date=_day(last), reason="")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
