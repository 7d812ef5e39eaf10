"""亮灯制: the lamp of an approval step on any date, and why it shows what it shows.

It stands apart from the records because nothing here is stored: due date and lamp are derived, so that an
imported holiday list or a corrected date changes them at once. Sources: domain.md §3; article [004] 建昌县.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepState
from inspector.domain.clock_stops import known_on, standstills
from inspector.domain.lamp_reasons import circumstances, in_days
from inspector.domain.reasons import Reason, reason
from inspector.domain.step_clock import Reading, StepClock
from inspector.domain.workdays import WorkCalendar


class LampColour(StrEnum):
    """灯色; NONE is 不亮灯."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    NONE = "none"


class LampState(StrEnum):
    """What the step is doing on the date asked about: LATE is 逾期办结, an overdue open step is IN_PROGRESS."""

    NOT_APPLICABLE = "not_applicable"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    STOPPED = "stopped"
    FINISHED = "finished"
    LATE = "late"
    REFUSED = "refused"


@dataclass(frozen=True)
class LampRules:
    """亮灯 settings: yellow from `warn_days` days left; `due_day_is_red` makes the due day itself red."""

    warn_days: int = 3
    due_day_is_red: bool = False


DEFAULT_RULES = LampRules()

_ENDS = {StepState.FINISHED: LampState.FINISHED, StepState.REFUSED: LampState.REFUSED}


@dataclass(frozen=True)
class Lamp:
    """The lamp of a step on one date.

    `due_on` is None where no limit is known or the clock stands. `days_left` counts days of the step's kind:
    0 on the due day, −1 from the day after it; of a finished step, what was left on the day of finishing;
    of a stopped one, what is left when the clock goes on. `stopped_days` are days of the same kind.
    `predicted`: the dates rest on years without a published holiday list (预测). `reason` is the
    sentence that decides the colour, `why` the limit, the stops and the other circumstances behind it.
    """

    colour: LampColour
    state: LampState
    reason: Reason
    why: tuple[Reason, ...] = ()
    due_on: date | None = None
    days_left: int | None = None
    stopped_days: int = 0
    predicted: bool = False

    @property
    def overdue_days(self) -> int:
        """How many days too late, 0 in time."""
        return max(0, -(self.days_left or 0))


def due_on(step: ApprovalStep, stops: Iterable[ClockStop], calendar: WorkCalendar) -> date | None:
    """应办结日期 by all that is known today: acceptance + limit + the days that the clock stood.

    None where acceptance or limit is missing and while the clock stands.
    """
    clock = StepClock.of(step, calendar)
    return clock.due(standstills(stops)) if clock else None


def lamp_of(
    step: ApprovalStep,
    stops: Iterable[ClockStop],
    on: date,
    calendar: WorkCalendar,
    rules: LampRules = DEFAULT_RULES,
) -> Lamp:
    """The lamp of `step` at the end of the day `on`; `stops` are the clock stops of this step.

    The dates decide: what was accepted, stopped or finished after `on` had not happened yet. A stop that
    began after the due date does not put a red lamp out.
    """
    all_stops = tuple(stops)
    clock = StepClock.of(step, calendar)
    ended_on = _ended_on(step, on)
    if without := _without_clock(step, all_stops, on, ended_on):
        return without
    if clock is None:
        return _unlimited(step, ended_on)
    as_of = ended_on or on
    reading = clock.read(known_on(all_stops, as_of), as_of)
    return replace(
        _ended_lamp(step, reading) if ended_on else _open_lamp(reading, rules, clock.kind),
        why=circumstances(step, clock, reading, all_stops, as_of),
        due_on=reading.due_on,
        days_left=reading.days_left,
        stopped_days=reading.stopped_days,
        predicted=clock.predicted(reading, as_of),
    )


def _ended_on(step: ApprovalStep, on: date) -> date | None:
    return step.finished_on if step.finished_on is not None and step.finished_on <= on else None


def _without_clock(step: ApprovalStep, stops: tuple[ClockStop, ...], on: date, ended_on: date | None) -> Lamp | None:
    """The lamp of a step whose state alone says that no clock runs, None where the clock has to be read."""
    if step.state is StepState.NOT_APPLICABLE:
        return _dark(LampState.NOT_APPLICABLE, reason("domain.lamp_not_applicable"))
    if ended_on is not None:
        return None
    if step.state in _ENDS and step.finished_on is None:
        return _dark(_ENDS[step.state], reason("domain.lamp_end_undated"))
    if step.accepted_on is not None and step.accepted_on > on:
        return _dark(LampState.PENDING, reason("domain.lamp_not_yet_accepted", accepted_on=step.accepted_on))
    return _by_state(step, stops)


def _by_state(step: ApprovalStep, stops: tuple[ClockStop, ...]) -> Lamp | None:
    if step.state is StepState.PENDING and step.accepted_on is None:
        return _dark(LampState.PENDING, reason("domain.lamp_pending"))
    if step.state is StepState.STOPPED and not stops:
        return _dark(LampState.STOPPED, reason("domain.lamp_stop_unrecorded"))
    return None


def _unlimited(step: ApprovalStep, ended_on: date | None) -> Lamp:
    """The lamp of a step that is open or ended, but without the dates and days that a judgement needs."""
    state = _ENDS.get(step.state, LampState.FINISHED) if ended_on else LampState.IN_PROGRESS
    missing = "domain.lamp_no_limit" if step.accepted_on else "domain.lamp_no_acceptance"
    return _dark(state, reason(missing))


def _ended_lamp(step: ApprovalStep, reading: Reading) -> Lamp:
    refused = step.state is StepState.REFUSED
    ended = {"finished_on": step.finished_on, "due_on": reading.due_on}
    if reading.days_left < 0:
        judged = "refused_late" if refused else "finished_late"
        state = LampState.REFUSED if refused else LampState.LATE
        return Lamp(LampColour.RED, state, in_days(judged, step.day_kind, overdue_days=-reading.days_left, **ended))
    if refused:
        return _dark(LampState.REFUSED, reason("domain.lamp_refused", **ended))
    key = "domain.lamp_finished_while_stopped" if reading.due_on is None else "domain.lamp_finished"
    return Lamp(LampColour.GREEN, LampState.FINISHED, reason(key, **ended))


def _open_lamp(reading: Reading, rules: LampRules, kind: DayKind) -> Lamp:
    left = reading.days_left
    told = {"due_on": reading.due_on, "days_left": left}
    if reading.due_on is None:
        return _dark(LampState.STOPPED, in_days("stopped", kind, days_left=left))
    if left < 0:
        why = in_days("overdue", kind, due_on=reading.due_on, overdue_days=-left)
        return Lamp(LampColour.RED, LampState.IN_PROGRESS, why)
    if left == 0:
        colour = LampColour.RED if rules.due_day_is_red else LampColour.YELLOW
        return Lamp(colour, LampState.IN_PROGRESS, reason("domain.lamp_due_today", **told))
    if left <= rules.warn_days:
        return Lamp(LampColour.YELLOW, LampState.IN_PROGRESS, in_days("due_soon", kind, **told))
    return _dark(LampState.IN_PROGRESS, in_days("in_progress", kind, **told))


def _dark(state: LampState, why: Reason) -> Lamp:
    return Lamp(LampColour.NONE, state, why)
