"""Dates and times: reading them from answers, days since 1970, and the formats of `format-date`.

A moment is a `datetime` without zone, in local time, as the clock on the wall shows it. Source: JavaRosa `DateUtils`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo

from inspector.checklists.expressions.values import EPOCH, ExpressionError, Value, atom, to_number
from inspector.texts import sentence

_DATE = r"(?P<year>[0-9]{1,4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
_TIME = (
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2})(?::(?P<second>[0-9]{1,2}(?:\.[0-9]*)?))?"
    r"(?P<zone>Z|[+-][0-9]{1,2}(?::?[0-9]{2})?)?"
)
_MOMENT = re.compile(rf"{_DATE}(?:T{_TIME})?")
_TIME_OF_DAY = re.compile(_TIME)
_DAY = 86_400
_MOST_DAYS = 2**31 - 1
_ESCAPES: dict[str, Callable[[datetime], str]] = {
    "%": lambda _: "%",
    "Y": lambda moment: f"{moment.year:04}",
    "y": lambda moment: f"{moment.year % 100:02}",
    "m": lambda moment: f"{moment.month:02}",
    "n": lambda moment: f"{moment.month}",
    "b": lambda moment: sentence("checklists.expr_months").split()[moment.month - 1],
    "d": lambda moment: f"{moment.day:02}",
    "e": lambda moment: f"{moment.day}",
    "H": lambda moment: f"{moment.hour:02}",
    "h": lambda moment: f"{moment.hour}",
    "M": lambda moment: f"{moment.minute:02}",
    "S": lambda moment: f"{moment.second:02}",
    "3": lambda moment: f"{moment.microsecond // 1000:03}",
    "a": lambda moment: sentence("checklists.expr_weekdays").split()[moment.weekday()],
    "W": lambda moment: f"{moment.isocalendar().week}",
}
"""What may follow a % in a format."""


def parse_moment(text: str, zone: tzinfo | None) -> datetime | None:
    """A date `2026-11-21`, or a date and time; a stated offset is turned into local time. None if it is neither."""
    found = _MOMENT.fullmatch(text)
    if not found:
        return None
    try:
        day = datetime(int(found["year"]), int(found["month"]), int(found["day"]))  # noqa: DTZ001 - local on purpose
        return _at_time(day, found, zone) if found["hour"] else day
    except (ValueError, OverflowError):
        return None


def parse_time(text: str, zone: tzinfo | None) -> datetime | None:
    """A time of day, on the first day of 1970 as JavaRosa has it."""
    found = _TIME_OF_DAY.fullmatch(text)
    try:
        return _at_time(datetime.combine(EPOCH, time()), found, zone) if found else None
    except (ValueError, OverflowError):
        return None


def _at_time(day: datetime, found: re.Match[str], zone: tzinfo | None) -> datetime:
    second = float(found["second"] or 0)
    whole = int(second)
    micro = int(round((second - whole) * 1e6, 3)) // 1000 * 1000
    local = datetime.combine(day, time(int(found["hour"]), int(found["minute"]), whole, micro))
    if not found["zone"]:
        return local
    return (local - _offset(found["zone"])).replace(tzinfo=UTC).astimezone(zone or UTC).replace(tzinfo=None)


def _offset(written: str) -> timedelta:
    if written == "Z":
        return timedelta()
    digits = written[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 - hours alone
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return -offset if written[0] == "-" else offset


def to_moment(value: Value, zone: tzinfo | None, *, keep_time: bool) -> datetime | None:
    """The moment that a date, a text or a number of days means; None for no answer and NaN.

    Raises ExpressionError for what is no date.
    """
    one = atom(value)
    if isinstance(one, bool):
        raise ExpressionError("checklists.expr_no_date", value=one)
    if isinstance(one, (int, float)):
        return None if math.isnan(one) else _of_days(_within(one), keep_time=keep_time)
    if one == "":
        return None
    moment = parse_moment(one, zone) if isinstance(one, str) else one
    if moment is None:
        raise ExpressionError("checklists.expr_no_date", value=one)
    # As in JavaRosa, date('2018-01-01T10:00') keeps its time: only a date that is one already loses it.
    return moment if keep_time or isinstance(one, str) else datetime.combine(moment, time())


def _within(days: float) -> float:
    if abs(days) > _MOST_DAYS:
        raise ExpressionError("checklists.expr_no_date", value=days)
    return days


def _of_days(days: float, *, keep_time: bool) -> datetime:
    try:
        return datetime.combine(EPOCH, time()) + timedelta(days=days if keep_time else math.trunc(days))
    except OverflowError as error:
        raise ExpressionError("checklists.expr_no_date", value=days) from error


def days_since_epoch(moment: datetime, zone: tzinfo | None) -> float:
    """With the time as a fraction, counted in UTC as `decimal-date-time` does."""
    return moment.replace(tzinfo=zone or UTC).timestamp() / _DAY


def time_of_day(moment: datetime) -> float:
    """The local time as a fraction of a day."""
    return (moment - datetime.combine(moment, time())).total_seconds() / _DAY


def number_of(value: Value) -> float:
    """As `to_number`, but a date keeps its time as a fraction (JavaRosa `toDouble`, in abs, pow and their like)."""
    one = atom(value)
    if isinstance(one, datetime):
        return (one - datetime.combine(EPOCH, time())).total_seconds() / _DAY
    return to_number(one)


def wrong_escape(pattern: str) -> str | None:
    """The first escape of a format that does not exist, None if all do."""
    for found in re.finditer(r"%(.?)", pattern, re.DOTALL):
        if found[1] not in _ESCAPES:
            return found.group()
    return None


def format_moment(moment: datetime, pattern: str) -> str:
    """`pattern` with its escapes filled in; names of months and days follow the language of the program.

    Raises ExpressionError for an unknown escape.
    """
    wrong = wrong_escape(pattern)
    if wrong is not None:
        raise ExpressionError("checklists.expr_date_format", found=wrong)
    return re.sub(r"%(.)", lambda found: _ESCAPES[found[1]](moment), pattern)
