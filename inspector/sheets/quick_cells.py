"""The quick way for cells that stand exactly as they should: one test, no record, no interpretation.

Apart from `cells`, whose answers it must equal (a test compares them): most cells of most registers are clean, and
reading 400,000 of them through the full rules would take longer than reading the file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum

from inspector.sheets import columns, dates
from inspector.sheets.cells import LONGEST, MOST_COUNT, MOST_MONEY, Setting, Value
from inspector.sheets.columns import Sort
from inspector.sheets.raw import RawCell

Quick = Callable[[RawCell], Value]
"""The value of a clean cell, None for every cell that needs the full rules."""

_MOST = float(MOST_MONEY)


def quick_taker(setting: Setting) -> Quick:
    """The quick way for a column; one that never answers where there is none."""
    sort = setting.column.sort
    if sort is Sort.ENUM:
        return _word_taker(setting.column.field)
    if sort is Sort.MONEY:
        return _money if setting.factor == 1 else _never
    if sort in (Sort.NAME, Sort.SHORT, Sort.FREE):
        return _text_taker(LONGEST[sort])
    return _BY_SORT.get(sort, _never)


def _never(_raw: RawCell) -> Value:
    return None


def _text_taker(longest: int) -> Quick:
    placeholders = columns.placeholders()

    def take(raw: RawCell) -> str | None:
        # Every space but the plain one counts as unprintable, so one test finds line breaks and wide spaces.
        if raw.__class__ is str and raw.isprintable() and len(raw) <= longest and "  " not in raw:
            return raw if raw and raw[0] != " " != raw[-1] and raw not in placeholders else None
        return None

    return take


def _word_taker(field: str) -> Quick:
    written: dict[object, Enum] = {word: value for value, word in columns.enum_labels(field).items()}
    return lambda raw: written.get(raw) if raw.__class__ is str else None


def _code(raw: RawCell) -> str | None:
    if isinstance(raw, str) and raw.isascii() and len(raw) <= LONGEST[Sort.CODE] and raw.replace("-", "").isalnum():
        # 1.2E+17 has a point or a plus and never comes here; 1E17 might.
        return raw if "E" not in raw and "e" not in raw and raw not in columns.placeholders() else None
    return None


def _money(raw: RawCell) -> Decimal | None:
    if raw.__class__ is float and 0 <= raw < _MOST:
        text = f"{raw:.2f}"
        if float(text) == raw:
            return Decimal(text)
    return None


def _whole_taker(least: int, most: int) -> Quick:
    def take(raw: RawCell) -> int | None:
        if raw.__class__ is float and least <= raw <= most:
            whole = int(raw)
            return whole if whole == raw else None
        return None

    return take


def _degrees(raw: RawCell) -> float | None:
    most = 90.0
    return raw if isinstance(raw, float) and -most <= raw <= most else None


def _date(raw: RawCell) -> date | None:
    if raw.__class__ is date and dates.is_year(raw.year):
        return raw
    return None


_BY_SORT: dict[Sort, Quick] = {
    Sort.CODE: _code,
    Sort.COUNT: _whole_taker(0, MOST_COUNT - 1),
    Sort.DAYS: _whole_taker(0, MOST_COUNT - 1),
    Sort.YEAR: _whole_taker(dates.EARLIEST_YEAR, dates.LATEST_YEAR - 1),
    Sort.MONTH: _whole_taker(1, 12),
    Sort.DEGREES: _degrees,
    Sort.DATE: _date,
    Sort.END_DATE: _date,
}
