"""Approval steps counted in the database, those alike as one row; the lamps judge one example of each class.

What was finished surely in time (in fewer calendar days than the limit, which holds for working days and with any
stop as well) is only counted: nine of ten steps need no look at the calendar.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepState, StepType
from inspector.storage.codec import Stored
from inspector.storage.reader import Reader
from inspector.storage.shape import Row, shape


@dataclass(frozen=True)
class StepClass:
    """Steps alike: an example with its stops, how many, and their ids where these were asked for."""

    step: ApprovalStep
    stops: tuple[ClockStop, ...]
    count: int
    ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepTally:
    """Steps of one area and park: 应办, and those finished by the later day and by the earlier one."""

    area_id: str | None
    park_id: str | None
    applicable: int
    finished: int
    finished_before: int


_SURELY = """state = 'finished' AND finished_on <= :before
  AND julianday(finished_on) - julianday(accepted_on) <= coalesce(promised_days, statutory_days)"""
_TALLY = """
SELECT area_id, park_id, sum(applicable), sum(finished), sum(finished_before)
FROM (
  SELECT project_id, sum(state <> 'not_applicable') AS applicable,
    sum(state = 'finished' AND coalesce(finished_on <= :on, 1)) AS finished,
    sum(state = 'finished' AND coalesce(finished_on <= :before, 1)) AS finished_before
  FROM approval_step GROUP BY project_id
) AS step JOIN project ON project.id = step.project_id
WHERE project.stage IS NOT 'withdrawn' GROUP BY area_id, park_id"""
_STANDING = "project_id NOT IN (SELECT id FROM project WHERE stage = 'withdrawn')"
ALIKE = "state, accepted_on, finished_on, promised_days, statutory_days, day_kind, stops"
JUDGED = f"""
FROM approval_step AS step LEFT JOIN (
  SELECT step_id, group_concat(from_date || '/' || coalesce(to_date, ''), ' ') AS stops
  FROM (SELECT * FROM clock_stop ORDER BY step_id, from_date, id) GROUP BY step_id
) AS stop ON stop.step_id = step.id
WHERE state <> 'not_applicable' AND NOT (state = 'pending' AND accepted_on IS NULL) AND NOT coalesce({_SURELY}, 0)
  AND {_STANDING}"""  # noqa: S608 - constants


def step_tallies(reader: Reader, on: date, before: date) -> Iterator[StepTally]:
    """How many steps of each area and park apply and are finished."""
    found: Iterator[Any] = reader.rows(_TALLY, _days(on, before))
    return (StepTally(*row) for row in found)


def step_classes(reader: Reader, on: date, before: date) -> Iterator[StepClass]:
    """The steps that have to be judged: accepted or ended ones but those finished surely in time."""
    for row, count in Counter(reader.rows(f"SELECT {ALIKE} {JUDGED}", _days(on, before))).items():
        yield StepClass(*example(row), count)


def step_classes_with_ids(reader: Reader, on: date, before: date) -> Iterator[StepClass]:
    """The same classes with the ids of their steps."""
    found: dict[Row, list[str]] = {}
    for row_id, *row in reader.rows(f"SELECT step.id, {ALIKE} {JUDGED}", _days(on, before)):
        found.setdefault(tuple(row), []).append(str(row_id))
    for alike, ids in found.items():
        yield StepClass(*example(alike), len(ids), tuple(ids))


def surely_in_time(reader: Reader, on: date, before: date) -> tuple[str, ...]:
    """The ids of the steps that are only counted."""
    query = f"SELECT id FROM approval_step WHERE {_SURELY} AND {_STANDING}"  # noqa: S608 - constants
    return tuple(str(row_id) for (row_id,) in reader.rows(query, _days(on, before)))


def accepted_on_days(reader: Reader, accepted: Iterable[date]) -> Iterator[tuple[ApprovalStep, tuple[ClockStop, ...]]]:
    """The steps accepted on these days, with their stops; those of withdrawn projects left out."""
    made, wanted = shape(ApprovalStep), json.dumps([day.isoformat() for day in accepted])
    query = f"{made.select} WHERE accepted_on IN (SELECT value FROM json_each(?)) AND {_STANDING} ORDER BY id"  # noqa: S608
    for step in map(made.record, list(reader.rows(query, [wanted]))):
        yield step, tuple(reader.all(ClockStop, order=("from_date",), step_id=step.id))


def _days(on: date, before: date) -> dict[str, Stored]:
    return {"on": on.isoformat(), "before": before.isoformat()}


def example(row: Sequence[Any]) -> tuple[ApprovalStep, tuple[ClockStop, ...]]:
    """A step of a class with its stops, from the columns `ALIKE`."""
    state, accepted, finished, promised, statutory, day_kind, stops = row
    step = ApprovalStep(
        id="",
        project_id="",
        step_type=StepType.OTHER,
        state=StepState(state),
        accepted_on=_day(accepted),
        finished_on=_day(finished),
        promised_days=promised,
        statutory_days=statutory,
        day_kind=DayKind(day_kind),
    )
    return step, tuple(_stop(text) for text in (stops or "").split())


def _stop(text: str) -> ClockStop:
    first, _, last = text.partition("/")
    return ClockStop(id="", step_id="", from_date=date.fromisoformat(first), to_date=_day(last), reason="")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
