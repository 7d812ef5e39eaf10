"""Days, moments and sizes as users read them: short, and no longer than the day makes them."""

from __future__ import annotations

from datetime import date, datetime

from inspector.texts import sentence

_MEGABYTE, _GIGABYTE = 1_000_000, 1_000_000_000
_TEN = 10
_LEAST = 0.1


def short_day(day: date) -> str:
    """6 月 10 日."""
    return sentence("ui.day", month=day.month, day=day.day)


def moment(at: datetime, today: date, *, seconds: bool = False) -> str:
    """The time alone for today, else with the day, and with the year where it is another one."""
    time = f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}"
    if at.date() == today:
        return time
    return f"{dated(at.date(), today)} {time}"


def dated(day: date, today: date) -> str:
    """6 月 10 日, with the year where it is another one."""
    return short_day(day) if day.year == today.year else f"{day.year} {short_day(day)}"


def size_in_words(size: int) -> str:
    """Bytes as MB or GB, with a decimal where the figure is small."""
    unit, name = (_GIGABYTE, "GB") if size >= _GIGABYTE else (_MEGABYTE, "MB")
    value = size / unit
    return f"{value:.0f} {name}" if value >= _TEN else f"{max(value, _LEAST):.1f} {name}"
