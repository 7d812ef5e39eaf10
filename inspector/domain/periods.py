"""Periods of reporting: half-months (one bulletin each), ten-day periods (旬) and months.

It stands apart from the bulletin because dispatch figures, rankings and exports are cut into the same
periods (domain.md §4: 上半月 1–15, 下半月 16–end; issue number = (month − 1) × 2 + half).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Self

from inspector.domain.errors import FormatError

_PERIOD = re.compile(r"([0-9]{4})-([0-9]{2})-([12])")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_MONTHS = 12
_HALVES = 2
_TENS = 3
_SECOND_HALF = 16
_TEN_DAY_STARTS = (1, 11, 21)
_ISSUES = _MONTHS * _HALVES
_ONE_DAY = timedelta(days=1)


def last_day_of_month(year: int, month: int) -> date:
    """The 28th to the 31st."""
    return date(year, month, monthrange(year, month)[1])


def _unreadable(text: str) -> FormatError:
    return FormatError("domain.period_unreadable", text=text)


class _Span:
    """What all periods can do once they know their days and can find the period of a date."""

    @property
    def first_day(self) -> date:
        """The first day that belongs to the period."""
        raise NotImplementedError

    @property
    def last_day(self) -> date:
        """The last day that belongs to the period."""
        raise NotImplementedError

    @classmethod
    def of(cls, day: date) -> Self:
        """The period in which `day` lies."""
        raise NotImplementedError

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.last_day - self.first_day).days + 1

    def next(self) -> Self:
        """The period that begins the day after this one ends; OverflowError after the year 9999."""
        return self.of(self.last_day + _ONE_DAY)

    def previous(self) -> Self:
        """The period that ends the day before this one begins; OverflowError before the year 1."""
        return self.of(self.first_day - _ONE_DAY)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, order=True)
class Month(_Span):
    """A calendar month, written `2022-06`. FormatError where there is no such month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not (MINYEAR <= self.year <= MAXYEAR and 1 <= self.month <= _MONTHS):
            raise _unreadable(str(self))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY-MM`; FormatError for anything else."""
        match = _MONTH.fullmatch(text)
        if match is None:
            raise _unreadable(text)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The month in which `day` lies."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> date:
        """The 1st."""
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        """The 28th to the 31st."""
        return last_day_of_month(self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, order=True)
class Period(_Span):
    """A half-month, written `2022-06-1` (上半月) or `2022-06-2` (下半月). FormatError where there is none."""

    year: int
    month: int
    half: int

    def __post_init__(self) -> None:
        year_and_month = MINYEAR <= self.year <= MAXYEAR and 1 <= self.month <= _MONTHS
        if not (year_and_month and 1 <= self.half <= _HALVES):
            raise _unreadable(str(self))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY-MM-1` or `YYYY-MM-2`; FormatError for anything else."""
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise _unreadable(text)
        return cls(int(match[1]), int(match[2]), int(match[3]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The half-month in which `day` lies: 1–15 or 16–end."""
        return cls(day.year, day.month, 1 if day.day < _SECOND_HALF else 2)

    @classmethod
    def of_issue(cls, year: int, issue_number: int) -> Self:
        """The half-month that issue 1–24 of `year` speaks of; FormatError for other numbers."""
        if not 1 <= issue_number <= _ISSUES:
            raise FormatError("domain.issue_number_impossible", number=issue_number, most=_ISSUES)
        month, half = divmod(issue_number - 1, _HALVES)
        return cls(year, month + 1, half + 1)

    @property
    def first_day(self) -> date:
        """The 1st or the 16th."""
        return date(self.year, self.month, 1 if self.half == 1 else _SECOND_HALF)

    @property
    def last_day(self) -> date:
        """The 15th or the last day of the month."""
        if self.half == 1:
            return date(self.year, self.month, _SECOND_HALF - 1)
        return last_day_of_month(self.year, self.month)

    @property
    def issue_number(self) -> int:
        """期号 1–24: two bulletins a month, so 2022-06-10 lies in number 11."""
        return (self.month - 1) * _HALVES + self.half

    @property
    def month_period(self) -> Month:
        """The month of the half-month."""
        return Month(self.year, self.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}-{self.half}"


@dataclass(frozen=True, order=True)
class TenDays(_Span):
    """旬: 1 = 上旬 (1–10), 2 = 中旬 (11–20), 3 = 下旬 (21–end). FormatError where there is none."""

    year: int
    month: int
    part: int

    def __post_init__(self) -> None:
        year_and_month = MINYEAR <= self.year <= MAXYEAR and 1 <= self.month <= _MONTHS
        if not (year_and_month and 1 <= self.part <= _TENS):
            raise _unreadable(f"{self.year}-{self.month}-{self.part}")

    @classmethod
    def of(cls, day: date) -> Self:
        """The 旬 in which `day` lies."""
        return cls(day.year, day.month, min((day.day - 1) // 10 + 1, _TENS))

    @property
    def first_day(self) -> date:
        """The 1st, the 11th or the 21st."""
        return date(self.year, self.month, _TEN_DAY_STARTS[self.part - 1])

    @property
    def last_day(self) -> date:
        """The 10th, the 20th or the last day of the month."""
        if self.part == _TENS:
            return last_day_of_month(self.year, self.month)
        return date(self.year, self.month, self.part * 10)
