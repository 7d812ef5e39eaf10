"""Dates as people type them: 2023年1月3日, 2023.1.3, 2023-01, 2023年一季度, serial numbers of both calendars.

Apart from other cells because of their one hard question: how much of a date was given. A month alone means
its first day where something starts and its last where something ends.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from inspector.domain.periods import last_day_of_month

EARLIEST_YEAR = 1949
LATEST_YEAR = 2150

_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})[日号]?(?:[T ]?0{1,2}:00(?::00)?)?")
_MONTH = re.compile(r"(\d{4})[年./-](\d{1,2})(?:月份?)?[底末初]?")
_YEAR = re.compile(r"(\d{4})年?度?[底末初]?")
_QUARTER = re.compile(r"(\d{4})年?(?:第?([一二三四1-4])季度|Q([1-4]))[底末初]?")
_HALF = re.compile(r"(\d{4})年?([上下])半年")
_DAY_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTH_DIGITS = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])")
_DAY_0_OF_1900 = date(1899, 12, 30)
_DAY_0_OF_1904 = date(1904, 1, 1)
_SERIALS = range(18_000, 92_000)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_DECEMBER = 12
_LONGEST_SPAN = 60


class Given(StrEnum):
    """How much of a date was given."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SERIAL = "serial"


@dataclass(frozen=True)
class FoundDate:
    """A date with what was given of it."""

    value: date
    given: Given


def parse(text: str, *, ends: bool = False) -> FoundDate | None:
    """The date that `text` means; `ends` takes the last day of a month or year.

    None where it is no date; ValueError where it has the form of one that the calendar does not have.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if (found := _DAY.fullmatch(plain) or _DAY_DIGITS.fullmatch(plain)) is not None:
        return FoundDate(_day(*map(int, found.groups())), Given.DAY)
    if (months := _months(plain)) is not None:
        return _part_of_year(*months, ends=ends)
    return None


def _months(text: str) -> tuple[int, int, int] | None:
    """Year, first and last month of what is less exact than a day."""
    if (found := _MONTH.fullmatch(text) or _MONTH_DIGITS.fullmatch(text)) is not None:
        return int(found[1]), int(found[2]), int(found[2])
    if (found := _QUARTER.fullmatch(text)) is not None:
        quarter = int(_QUARTERS.get(found[2], found[2]) or found[3])
        return int(found[1]), quarter * 3 - 2, quarter * 3
    if (found := _HALF.fullmatch(text)) is not None:
        return (int(found[1]), 1, 6) if found[2] == "上" else (int(found[1]), 7, 12)
    if (found := _YEAR.fullmatch(text)) is not None:
        return int(found[1]), 1, _DECEMBER
    return None


def _part_of_year(year: int, first: int, last: int, *, ends: bool) -> FoundDate:
    start = _day(year, first, 1)
    whole = (first, last) == (1, _DECEMBER)
    return FoundDate(last_day_of_month(year, last) if ends else start, Given.YEAR if whole else Given.MONTH)


def is_year(year: int) -> bool:
    """Whether a project can have a date in this year."""
    return EARLIEST_YEAR <= year <= LATEST_YEAR


def _day(year: int, month: int, day: int) -> date:
    if not is_year(year):
        raise ValueError(year)
    return date(year, month, day)


def from_number(value: float, *, ends: bool, date_1904: bool) -> FoundDate | None:
    """The date that a bare number means: a serial date, a year, 202303 or 20230103, 2023.5 for May.

    None where it is none of them; also for 2023.1, which may have been 2023.10.
    """
    if value == int(value):
        if int(value) in _SERIALS:
            first = _DAY_0_OF_1904 if date_1904 else _DAY_0_OF_1900
            return FoundDate(first + timedelta(days=int(value)), Given.SERIAL)
        return parse(str(int(value)), ends=ends)
    text = format(value, ".15g")
    return None if text.endswith(".1") else parse(text, ends=ends)


def _perhaps(text: str, *, ends: bool = False) -> FoundDate | None:
    """As `parse`, but None for what the calendar does not have: the cut was made in the wrong place."""
    try:
        return parse(text, ends=ends)
    except ValueError:
        return None


def parse_span(text: str) -> tuple[FoundDate, FoundDate] | None:
    """Start and end of `2021-2025`, `2021.3-2025.12`, `2021年3月至2025年底`; None for other texts."""
    if len(text) > _LONGEST_SPAN:
        return None
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    for cut in (found.start() for found in re.finditer(r"[-—–~至到]", plain)):
        start = _perhaps(plain[:cut])
        end = _perhaps(plain[cut:].lstrip("-—–~至到"), ends=True)
        if start and end and start.value <= end.value:
            return start, end
    return None
