"""计时带: every day of a step's clock with what it counted for, as a calendar shows it.

It stands apart from the clock, which only knows sums: the band answers "which days were counted", and its
days must add up to the reading (tests hold them against each other).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inspector.domain.approval import ApprovalStep, ClockStop, DayKind
from inspector.domain.clock_stops import Standstill, known_on
from inspector.domain.step_clock import Reading, StepClock
from inspector.domain.workdays import WorkCalendar

_WEEK = 7
_SATURDAY = 5
LONGEST = 53 * _WEEK
"""Days that a band shows at most, the last ones: nobody reads years of squares."""


class BandMark(StrEnum):
    """What a day of the band was: outside the clock, counted, not counted and why, past the limit, or to come."""

    OUTSIDE = "outside"
    COUNTED = "counted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    STOPPED = "stopped"
    OVER = "over"
    AHEAD = "ahead"


@dataclass(frozen=True)
class BandDay:
    """One day; `make_up` is a weekend day that is worked."""

    day: date
    mark: BandMark
    make_up: bool = False


@dataclass(frozen=True)
class Band:
    """Whole weeks from Monday on, around acceptance, due date and the day asked about."""

    days: tuple[BandDay, ...]
    accepted_on: date
    due_on: date | None
    as_of: date

    def count(self, mark: BandMark) -> int:
        """How many days of the band were that."""
        return sum(one.mark is mark for one in self.days)


def band_of(step: ApprovalStep, stops: Iterable[ClockStop], on: date, calendar: WorkCalendar) -> Band | None:
    """The band of a step on `on`, or on the day when it was finished; None where no clock ever ran."""
    clock = StepClock.of(step, calendar)
    ended = step.finished_on if step.finished_on is not None and step.finished_on <= on else None
    as_of = ended or on
    if clock is None or clock.accepted > as_of:
        return None
    stands = known_on(stops, as_of)
    reading = clock.read(stands, as_of)
    last = max(as_of, reading.due_on or as_of)
    first = max(clock.accepted, last - timedelta(days=LONGEST))
    monday = first - timedelta(days=first.weekday())
    sunday = last + timedelta(days=_WEEK - 1 - last.weekday())
    days = (monday + timedelta(days=number) for number in range((sunday - monday).days + 1))
    marks = _Marks(clock, reading, stands, as_of)
    told = tuple(BandDay(day, marks.of(day), _make_up(day, calendar)) for day in days)
    return Band(told, clock.accepted, reading.due_on, as_of)


@dataclass(frozen=True)
class _Marks:
    clock: StepClock
    reading: Reading
    stands: tuple[Standstill, ...]
    as_of: date

    def of(self, day: date) -> BandMark:
        due = self.reading.due_on
        if day <= self.clock.accepted or (day > self.as_of and (due is None or day > due)):
            return BandMark.OUTSIDE
        if self._stands(day) and (due is None or day <= due):
            return BandMark.STOPPED
        if self.clock.kind is DayKind.WORKING and not self.clock.calendar.is_working(day):
            return BandMark.WEEKEND if day.weekday() >= _SATURDAY else BandMark.HOLIDAY
        if day > self.as_of:
            return BandMark.AHEAD
        return BandMark.OVER if due is not None and day > due else BandMark.COUNTED

    def _stands(self, day: date) -> bool:
        return any(one.first <= day and (one.until is None or day < one.until) for one in self.stands)


def _make_up(day: date, calendar: WorkCalendar) -> bool:
    return day.weekday() >= _SATURDAY and calendar.is_working(day)
