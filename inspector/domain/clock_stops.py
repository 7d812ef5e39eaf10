"""停表: what several stops of one clock come to, free of overlaps.

It stands apart from the lamps because "which days does the clock stand" is one question, and counting a day
twice where two stops overlap is the classic mistake in answering it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inspector.domain.approval import ClockStop

FAR_FUTURE = date(9000, 1, 1)
"""Dates from here on are no plans: `9999-12-31` is how many offices write "until further notice"."""


@dataclass(frozen=True)
class Standstill:
    """The clock stands from `first` to the day before `until`; None = it still stands."""

    first: date
    until: date | None


def standstills(stops: Iterable[ClockStop]) -> tuple[Standstill, ...]:
    """The stops as disjoint standstills in order of time; those that end before they begin vanish."""
    merged: list[Standstill] = []
    spans = (Standstill(stop.from_date, _end(stop)) for stop in stops)
    real = (span for span in spans if span.until is None or span.until > span.first)
    for span in sorted(real, key=lambda one: one.first):
        last = merged[-1] if merged else None
        if last is not None and (last.until is None or span.first <= last.until):
            merged[-1] = Standstill(last.first, _later(last.until, span.until))
        else:
            merged.append(span)
    return tuple(merged)


def known_on(stops: Iterable[ClockStop], on: date) -> tuple[Standstill, ...]:
    """The standstills as an office knew them on `on`.

    Later stops are not known yet and one that ends later still stands, so that the lamp of a past day comes
    out as it was shown on that day.
    """
    return tuple(
        Standstill(one.first, one.until if one.until is not None and one.until <= on else None)
        for one in standstills(stops)
        if one.first <= on
    )


def _end(stop: ClockStop) -> date | None:
    return stop.to_date if stop.to_date is not None and stop.to_date < FAR_FUTURE else None


def _later(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else max(one, other)
