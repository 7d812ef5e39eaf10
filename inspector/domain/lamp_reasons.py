"""The circumstances behind a lamp: its limit, what stopped the clock, moved dates, predicted years.

It stands apart from the lamps because the judgement is short and its explanation is long; services turn
both into sentences ("every lamp says why", domain.md §3).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from inspector.domain.approval import ApprovalStep, ClockStop, DayKind
from inspector.domain.reasons import Reason, reason
from inspector.domain.step_clock import Reading, StepClock

_PROMISED = {
    DayKind.WORKING: "domain.lamp_promised_working_days",
    DayKind.CALENDAR: "domain.lamp_promised_calendar_days",
}
_STATUTORY = {
    DayKind.WORKING: "domain.lamp_statutory_working_days",
    DayKind.CALENDAR: "domain.lamp_statutory_calendar_days",
}
_STOPPED = {
    DayKind.WORKING: "domain.lamp_stopped_working_days",
    DayKind.CALENDAR: "domain.lamp_stopped_calendar_days",
}

_JUDGED = {
    ("due_soon", DayKind.WORKING): "domain.lamp_due_soon_working_days",
    ("due_soon", DayKind.CALENDAR): "domain.lamp_due_soon_calendar_days",
    ("in_progress", DayKind.WORKING): "domain.lamp_in_progress_working_days",
    ("in_progress", DayKind.CALENDAR): "domain.lamp_in_progress_calendar_days",
    ("overdue", DayKind.WORKING): "domain.lamp_overdue_working_days",
    ("overdue", DayKind.CALENDAR): "domain.lamp_overdue_calendar_days",
    ("finished_late", DayKind.WORKING): "domain.lamp_finished_late_working_days",
    ("finished_late", DayKind.CALENDAR): "domain.lamp_finished_late_calendar_days",
    ("refused_late", DayKind.WORKING): "domain.lamp_refused_late_working_days",
    ("refused_late", DayKind.CALENDAR): "domain.lamp_refused_late_calendar_days",
    ("stopped", DayKind.WORKING): "domain.lamp_standing_working_days",
    ("stopped", DayKind.CALENDAR): "domain.lamp_standing_calendar_days",
}


def in_days(judged: str, kind: DayKind, **details: date | int | None) -> Reason:
    """The sentence that decides a lamp, in the days that its clock counts: 2 个工作日 are not 2 天."""
    return reason(_JUDGED[judged, kind], **details)


def circumstances(
    step: ApprovalStep, clock: StepClock, reading: Reading, stops: tuple[ClockStop, ...], as_of: date
) -> tuple[Reason, ...]:
    """Limit, stops in order of time, days stopped, a moved last day, and whether the dates are predicted."""
    return (
        _limit(step, clock),
        *_stops(clock, reading, stops, as_of),
        *_extension(clock, reading),
        *_prediction(clock, reading, as_of),
    )


def _limit(step: ApprovalStep, clock: StepClock) -> Reason:
    keys = _STATUTORY if step.promised_days is None else _PROMISED
    return reason(keys[clock.kind], accepted_on=clock.accepted, days=clock.limit)


def _stops(clock: StepClock, reading: Reading, stops: tuple[ClockStop, ...], as_of: date) -> Iterator[Reason]:
    for stop in sorted(stops, key=lambda one: (one.from_date, one.id)):
        ended = stop.to_date is not None and stop.to_date <= as_of
        if stop.from_date > as_of or (stop.to_date is not None and stop.to_date <= clock.accepted):
            continue
        told = {"from_date": stop.from_date, "to_date": stop.to_date, "reason": stop.reason}
        if reading.due_on is not None and stop.from_date > reading.due_on:
            yield reason("domain.lamp_stop_after_due", **told)
        else:
            yield reason("domain.lamp_stop_ended" if ended else "domain.lamp_stop_open", **told)


def _extension(clock: StepClock, reading: Reading) -> Iterator[Reason]:
    if reading.stopped_days:
        yield reason(_STOPPED[clock.kind], days=reading.stopped_days)
    if clock.kind is DayKind.CALENDAR and reading.due_on is not None:
        ends_on = clock.accepted + timedelta(days=clock.limit + reading.stopped_days)
        if ends_on < reading.due_on and not clock.calendar.is_working(ends_on):
            yield reason("domain.lamp_moved_from_holiday", ends_on=ends_on, due_on=reading.due_on)


def _prediction(clock: StepClock, reading: Reading, as_of: date) -> Iterator[Reason]:
    if clock.predicted(reading, as_of):
        yield reason("domain.lamp_predicted")
