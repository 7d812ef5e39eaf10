"""The calendar of working days: weekends, statutory holidays and make-up workdays (调休上班日).

It stands apart from the lamps because the published holiday lists change every autumn: an office imports the
new list, and every due date that is derived from this calendar follows. Sources: the yearly notices of
the State Council, carried for 2004–2026 by the library `chinesecalendar`; other years are Monday–Friday and
count as predicted (预测) until a list covers them (domain.md §3).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

import chinese_calendar

from inspector.domain.errors import FormatError

KNOWN_YEARS = frozenset(day.year for day in chinese_calendar.holidays)
"""The years whose notices the library carries."""

_SATURDAY = 5


@dataclass(frozen=True)
class HolidayList:
    """A published holiday list of `years`: days off and Saturdays or Sundays that are worked.

    A notice may name the last days of the year before (2023's began on 2022-12-31) or the first of the year
    after, never more distant ones. FormatError where a list covers no year, names a day both ways or
    reaches too far.
    """

    years: frozenset[int]
    holidays: frozenset[date] = frozenset()
    make_up_workdays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.years:
            raise FormatError("domain.holiday_list_without_year")
        if both := sorted(self.holidays & self.make_up_workdays):
            raise FormatError("domain.holiday_list_contradicts", days=both)
        if far := sorted(filter(self._is_far, self.holidays | self.make_up_workdays)):
            raise FormatError("domain.holiday_list_reaches_too_far", days=far, years=sorted(self.years))

    def _is_far(self, day: date) -> bool:
        return self.years.isdisjoint({day.year - 1, day.year, day.year + 1})


class WorkCalendar:
    """Which days are worked. Where imported lists name the same day, the later list in `imported` decides."""

    def __init__(self, imported: Iterable[HolidayList] = ()) -> None:
        self._named: dict[date, bool] = {}
        self._listed: set[int] = set()
        for one in imported:
            self._listed |= one.years
            self._named |= dict.fromkeys(one.holidays, False) | dict.fromkeys(one.make_up_workdays, True)
        # Lamps of a whole city count the same years again and again: a year is laid out once.
        self._years: dict[int, list[date]] = {}

    def is_working(self, day: date) -> bool:
        """Whether offices work on `day`."""
        named = self._named.get(day)
        if named is not None:
            return named
        if day.year in self._listed or day.year not in KNOWN_YEARS:
            return day.weekday() < _SATURDAY
        return bool(chinese_calendar.is_workday(day))

    def add_working(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`, which itself is not counted; 0 gives `next_working(day)`.

        ValueError for a negative count, OverflowError beyond the year 9999.
        """
        if count < 0:
            raise ValueError(count)
        if count == 0:
            return self.next_working(day)
        return self._nth(day.year, bisect_right(self._laid_out(day.year), day) + count - 1)

    def next_working(self, day: date) -> date:
        """`day` itself where it is worked, else the first working day after it; OverflowError beyond 9999."""
        return self._nth(day.year, bisect_left(self._laid_out(day.year), day))

    def working_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative where `end` lies before `start`."""
        if end < start:
            return -self.working_between(end, start)
        whole_years = sum(len(self._laid_out(year)) for year in range(start.year, end.year))
        return whole_years + self._worked_until(end) - self._worked_until(start)

    def predicted(self, first: date, last: date) -> bool:
        """Whether a year from `first` to `last` has no published list yet, so that its days are a prediction."""
        return any(not self.covers(year) for year in range(first.year, last.year + 1))

    def covers(self, year: int) -> bool:
        """Whether the holidays of `year` are known, from the library or from an imported list."""
        return year in KNOWN_YEARS or year in self._listed

    def _worked_until(self, day: date) -> int:
        return bisect_right(self._laid_out(day.year), day)

    def _nth(self, year: int, position: int) -> date:
        while position >= len(self._laid_out(year)):
            position -= len(self._laid_out(year))
            year += 1
        return self._laid_out(year)[position]

    def _laid_out(self, year: int) -> list[date]:
        if year > MAXYEAR:
            raise OverflowError(year)
        if year not in self._years:
            first = date(year, 1, 1)
            days = (first + timedelta(days=offset) for offset in range((date(year, 12, 31) - first).days + 1))
            self._years[year] = [day for day in days if self.is_working(day)]
        return self._years[year]
