"""手续亮灯 of the cockpit: every step judged by the lamps' own rules, once for all steps that are alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add

from inspector.domain.approval import StepState
from inspector.domain.lamps import Lamp, LampColour, LampRules, LampState
from inspector.domain.workdays import WorkCalendar
from inspector.services.class_lamps import class_lamp
from inspector.services.cockpit_view import Counted, LampBoard, LampLine, RowKind, RowsRef
from inspector.storage.step_classes import StepClass, StepTally

_OPEN = {LampColour.RED: "red", LampColour.YELLOW: "yellow"}
_ENDED = {LampState.FINISHED: "green", LampState.LATE: "late"}
_QUIET = frozenset({LampState.PENDING, LampState.NOT_APPLICABLE, LampState.REFUSED})


@dataclass(frozen=True)
class LampDays:
    """The two days that lamps are compared on, with the calendar and the settings of the city."""

    on: date
    before: date
    calendar: WorkCalendar
    rules: LampRules

    def lamp(self, one: StepClass) -> Lamp:
        """The lamp of steps of this class."""
        return class_lamp(one, self.on, self.calendar, self.rules)

    def lamp_before(self, one: StepClass) -> Lamp:
        """Their lamp at the last issue."""
        return class_lamp(one, self.before, self.calendar, self.rules)


@dataclass(frozen=True)
class Judged:
    """Steps alike and where they are counted: `light` as in `light_of`, `new` since the last issue."""

    group: StepClass
    lamp: Lamp
    light: str
    new: bool
    finished_now: bool


def judge(group: StepClass, days: LampDays) -> Judged:
    """The lamp of a class on the day, and what has changed since the last issue."""
    lamp = days.lamp(group)
    light = light_of(lamp)
    new = light in _OPEN.values() and light_of(days.lamp_before(group)) != light
    ended = group.step.finished_on
    now = group.step.state is StepState.FINISHED and ended is not None and days.before < ended <= days.on
    return Judged(group, lamp, light, new, now)


def light_of(lamp: Lamp) -> str:
    """Where a lamp is counted: red, yellow, open, stopped, green, late, or nowhere (empty)."""
    if lamp.state in _QUIET:
        return ""
    if lamp.state is LampState.IN_PROGRESS:
        return _OPEN.get(lamp.colour, "open")
    if lamp.state is LampState.STOPPED:
        return "stopped"
    return _ENDED[lamp.state] if lamp.colour is not LampColour.NONE else ""


def board(judged: Sequence[Judged], tallies: Iterable[StepTally], days: LampDays) -> LampBoard:
    """The counts of a day. Steps that were not judged are those finished surely in time: green."""
    finished = sum(one.finished for one in tallies)

    def counted(fits: Callable[[Judged], bool], **where: str | bool) -> Counted:
        rows = RowsRef(RowKind.STEPS, days.on, days.before, tuple(where.items()))
        return Counted(reduce(add, (one.group.count for one in judged if fits(one)), 0), rows)

    def line(light: str) -> LampLine:
        return LampLine(
            counted(lambda one: one.light == light, light=light),
            counted(lambda one: one.light == light and one.new, light=light, new=True),
        )

    done = counted(lambda one: _is_finished(one.group, days.on) and one.light != "green")
    green = counted(lambda one: one.light == "green", light="green")
    return LampBoard(
        red=line("red"),
        yellow=line("yellow"),
        open=counted(lambda one: one.light == "open", light="open"),
        stopped=counted(lambda one: one.light == "stopped", light="stopped"),
        green=Counted(finished - done.count, green.rows),
        late=counted(lambda one: one.light == "late", light="late"),
        finished_now=counted(lambda one: one.finished_now, finished_now=True),
    )


def _is_finished(group: StepClass, on: date) -> bool:
    step = group.step
    return step.state is StepState.FINISHED and (step.finished_on is None or step.finished_on <= on)


def longest_overdue(judged: Iterable[Judged], limit: int) -> list[Judged]:
    """The classes of red open steps that hold the `limit` longest overdue ones."""
    red = sorted((one for one in judged if one.light == "red"), key=lambda one: one.lamp.days_left or 0)
    chosen: list[Judged] = []
    for one in red:
        if sum(other.group.count for other in chosen) >= limit:
            break
        chosen.append(one)
    return chosen
