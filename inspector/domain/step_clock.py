"""The clock of an approval step: its due date, the days left and the days it stood.

It stands apart from the lamps because this is arithmetic on dates and they are a judgement on it. Sources:
domain.md §3; 民法典 201 (the day of acceptance is not counted), 203 (a limit ending on a holiday moves on).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from inspector.domain.approval import ApprovalStep, DayKind
from inspector.domain.clock_stops import FAR_FUTURE, Standstill
from inspector.domain.workdays import WorkCalendar

LONGEST_LIMIT = 3660
"""Ten years: a longer limit is a slip of the keyboard, and no due date is derived from it."""

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reading:
    """What the clock shows at the end of a day, in days of the step's kind.

    `due_on` is None while the clock stands; then `days_left` is what will be left when it goes on. Overdue,
    `days_left` is negative: −1 from the day after `due_on`, whichever day of the week that is.
    """

    due_on: date | None
    days_left: int
    stopped_days: int


@dataclass(frozen=True)
class StepClock:
    """A clock that was started by the acceptance on `accepted` and may run for `limit` days of `kind`."""

    accepted: date
    limit: int
    kind: DayKind
    calendar: WorkCalendar

    @classmethod
    def of(cls, step: ApprovalStep, calendar: WorkCalendar) -> StepClock | None:
        """None where the step was not accepted or has no usable limit; without a promise the law's limit runs."""
        limit = limit_of(step)
        if step.accepted_on is None or step.accepted_on >= FAR_FUTURE or limit is None:
            return None
        return cls(step.accepted_on, limit, step.day_kind, calendar)

    def due(self, stands: tuple[Standstill, ...]) -> date | None:
        """The last day in time, None while the clock stands."""
        return self._run(stands)[0]

    def read(self, stands: tuple[Standstill, ...], on: date) -> Reading:
        """The reading at the end of `on`, where no standstill of `stands` begins later than `on`."""
        due, left = self._run(stands)
        if due is not None:
            left = self.count(on, due) if on <= due else -max(1, self.count(due, on))
        return Reading(due, left, self._stopped(stands, on if due is None else min(on, due)))

    def predicted(self, reading: Reading, on: date) -> bool:
        """Whether the days of `reading`, taken on `on`, touch years without a published holiday list."""
        return self.calendar.predicted(self.accepted, max(on, reading.due_on or on))

    def count(self, start: date, end: date) -> int:
        """Days of the step's kind after `start` up to and including `end`."""
        if self.kind is DayKind.WORKING:
            return self.calendar.working_between(start, end)
        return (end - start).days

    def _run(self, stands: tuple[Standstill, ...]) -> tuple[date | None, int]:
        """The due date, or None and the days left when the clock stopped for good."""
        day, left = self.accepted, self.limit
        for first, until in self._within_run(stands):
            due = self._after(day, left)
            if due < first:
                return due, 0
            # A limit already run down whose last day moved from a holiday into the stop still owes that day.
            left = max(1, left - self.count(day, first - _ONE_DAY))
            if until is None:
                return None, left
            day = until - _ONE_DAY
        return self._after(day, left), 0

    def _within_run(self, stands: tuple[Standstill, ...]) -> Iterator[tuple[date, date | None]]:
        """The standstills cut to the days that count at all, those after the acceptance."""
        begin = self.accepted + _ONE_DAY
        for stand in stands:
            if stand.until is None or stand.until > begin:
                yield max(stand.first, begin), stand.until

    def _after(self, day: date, left: int) -> date:
        if self.kind is DayKind.WORKING:
            return self.calendar.add_working(day, left)
        return self.calendar.next_working(day + timedelta(days=left))

    def _stopped(self, stands: tuple[Standstill, ...], last: date) -> int:
        return sum(
            self.count(first - _ONE_DAY, last if until is None else min(last, until - _ONE_DAY))
            for first, until in self._within_run(stands)
            if first <= last
        )


def limit_of(step: ApprovalStep) -> int | None:
    """承诺时限, or 法定时限 where nothing was promised; None where neither is a usable number of days."""
    limit = step.statutory_days if step.promised_days is None else step.promised_days
    return limit if limit is not None and 0 <= limit <= LONGEST_LIMIT else None
