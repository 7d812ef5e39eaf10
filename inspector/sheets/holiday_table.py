"""A list of holidays as offices keep it: a row a day or a span of days, and a word that says 放假 or 上班.

Apart from registers because it has no header that has to be known: dates and words are told apart by themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from inspector.domain.errors import FormatError
from inspector.sheets import columns, dates
from inspector.sheets.raw import RawBook, RawCell, Row

_WORKED = re.compile("班|补|工作")
_OFF = re.compile("假|休息|节")
_LONGEST = 31
"""Days of a span: longer ones are a slip."""


def holidays_of(book: RawBook) -> dict[str, Any]:
    """`year`, `holidays` and `workdays` (dates as text), as a list in JSON has them.

    The year is the one of most days. Raises FormatError where a row with a day does not say what the day is, and
    where there is no day at all.
    """
    off: set[date] = set()
    worked: set[date] = set()
    for place, days, words in _rows(book):
        told = "".join(words)
        if _WORKED.search(told):
            worked |= set(days)
        elif _OFF.search(told):
            off |= set(days)
        else:
            raise FormatError("sheets.holiday_row", row=place, text=told)
    if not off and not worked:
        raise FormatError("sheets.no_holidays", file=book.name)
    ((year, _),) = Counter(day.year for day in sorted(off | worked)).most_common(1)
    return {"year": year, "holidays": _texts(off), "workdays": _texts(worked)}


def _rows(book: RawBook) -> Iterator[tuple[int, list[date], list[str]]]:
    """The rows that name one day, or the first and the last of some: their number, days and words."""
    for sheet in book.sheets:
        if sheet.hidden or sheet.name in columns.ignored_sheets():
            continue
        for at, row in enumerate(sheet.rows, start=1):
            days = [day for cell in row if (day := _day(cell)) is not None]
            if days:
                yield at, _span(at, days), _words(row)


def _span(at: int, days: list[date]) -> list[date]:
    first, last = min(days), max(days)
    if len(days) > 2 or (last - first).days >= _LONGEST:  # noqa: PLR2004 - a first and a last day
        raise FormatError("sheets.holiday_span", row=at)
    return [first + timedelta(days=one) for one in range((last - first).days + 1)]


def _words(row: Row) -> list[str]:
    return [cell.strip() for cell in row if isinstance(cell, str) and cell.strip() and _day(cell) is None]


def _day(cell: RawCell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        found = dates.parse(cell) if isinstance(cell, str) and cell.strip() else None
    except ValueError:
        return None
    return found.value if found is not None and found.given is dates.Given.DAY else None


def _texts(days: Iterable[date]) -> list[str]:
    return [one.isoformat() for one in sorted(days)]
