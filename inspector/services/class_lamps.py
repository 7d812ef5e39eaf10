"""The lamps of steps that are alike, judged once: cockpit, matrix and lists ask for the same few thousand on one day.

Kept in memory for the last days asked for; a lamp depends on nothing but the cells of the step, the day, the
calendar and the rules, so nothing that is saved makes one of them untrue.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from inspector.domain.lamps import Lamp, LampRules, lamp_of
from inspector.domain.workdays import WorkCalendar
from inspector.storage.step_classes import StepCells, StepClass

_DAYS = 4


def class_lamp(one: StepClass, on: date, calendar: WorkCalendar, rules: LampRules) -> Lamp:
    """The lamp of the steps of a class on a day."""
    known = _judged(on, calendar, rules)
    found = known.get(one.cells)
    if found is None:
        found = known[one.cells] = lamp_of(one.step, one.stops, on, calendar, rules)
    return found


@lru_cache(_DAYS)
def _judged(on: date, calendar: WorkCalendar, rules: LampRules) -> dict[StepCells, Lamp]:  # noqa: ARG001 - what is asked
    return {}
