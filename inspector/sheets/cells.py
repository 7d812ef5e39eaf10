"""One raw cell into one typed value, with the name of what was done to it, or the reason why not.

The heart of the import: whatever is not taken exactly as it stands is named by a `How`, which the dry run
shows, and nothing that could be misread is guessed. Refusals travel as CellError and are collected by row.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from itertools import chain, pairwise
from typing import Any

from inspector.domain.approval import StepState
from inspector.sheets import columns, dates, numbers
from inspector.sheets.columns import Column, Sort
from inspector.sheets.dates import FoundDate, Given
from inspector.sheets.raw import RawCell


class How(StrEnum):
    """What was done to a cell; the sentences are `sheets.how_<value>`."""

    TRIMMED = "trimmed"
    PLACEHOLDER = "placeholder"
    NUMBER_TEXT = "number_text"
    NUMBER_AS_TEXT = "number_as_text"
    UNIT = "unit"
    ROUNDED = "rounded"
    PERCENT = "percent"
    COUNTER = "counter"
    WORD = "word"
    SPLIT = "split"
    MERGED = "merged"
    DATE_TEXT = "date_text"
    DATE_MONTH = "date_month"
    DATE_YEAR = "date_year"
    DATE_SERIAL = "date_serial"
    DATE_TIME = "date_time"
    MONTH_OF_DATE = "month_of_date"
    DEGREES_TEXT = "degrees_text"
    END_DAY = "end_day"


@dataclass(frozen=True)
class StepCell:
    """What a cell says of a step that has a column of its own: its state, or the day on which it ended."""

    state: StepState
    finished_on: date | None = None

    def __str__(self) -> str:
        """As one would type it."""
        return self.finished_on.isoformat() if self.finished_on else columns.enum_labels("state")[self.state]


class CellError(Exception):
    """A cell that is refused: key of the reason and details of its sentence."""

    def __init__(self, key: str, /, **details: Any) -> None:  # noqa: ANN401 - shown, never computed with
        super().__init__(key)
        self.key = key
        self.details = details


@dataclass(frozen=True)
class Setting:
    """What a cell's reading depends on beside itself."""

    column: Column
    factor: Decimal = Decimal(1)
    date_1904: bool = False
    percent: bool = False


Value = Any
"""The type of a RegisterLine field."""
Taken = tuple[Value, How | None]
"""A value and what was done to reach it."""

LONGEST = {Sort.CODE: 64, Sort.NAME: 200, Sort.SHORT: 200, Sort.FREE: 10_000, Sort.TEXTS: 1_000}
MOST_MONEY = Decimal(10**12)
"""In 万元: far beyond any project, and below what 64-bit 分 can hold."""
MOST_COUNT = 10**9
_MONTHS = 12
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+")
_SEPARATORS = re.compile(r"[、，,;；\n]+")
_DMS = re.compile(r"(\d{1,3})[°度](\d{1,2})['′分](\d{1,2}(?:\.\d+)?)[\"″秒]")
_DAYS = re.compile(r"(\d{1,4})个?(工作日|自然日|日历日|天|日)")
_CALENDAR_DAYS = frozenset({"自然日", "日历日"})
_TICKS = {
    **dict.fromkeys(("√", "✓", "✔", "是", "有"), StepState.FINISHED),
    **dict.fromkeys(("×", "✗", "✘", "否", "X"), StepState.PENDING),
}
_GIVEN = {
    Given.DAY: How.DATE_TEXT,
    Given.MONTH: How.DATE_MONTH,
    Given.YEAR: How.DATE_YEAR,
    Given.SERIAL: How.DATE_SERIAL,
}
_LEFT_AS_IT_IS = frozenset({Sort.FREE})


def is_blank(raw: RawCell) -> bool:
    """Whether a cell holds nothing that anybody can see."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def take(raw: RawCell, setting: Setting) -> Taken:
    """The value of one cell that is not blank. Raises CellError."""
    if isinstance(raw, str):
        if raw.strip() in columns.placeholders() and setting.column.sort not in _LEFT_AS_IT_IS:
            return None, How.PLACEHOLDER
        raw = raw.replace("\0", "")
    return _TAKERS[setting.column.sort](raw, setting)


def _text(raw: RawCell, setting: Setting) -> Taken:
    """Names and short texts: one line, no double spaces."""
    text, how = _as_text(raw, setting)
    clean = " ".join(_one_line(text).split())
    return _limited(clean, setting), how or (How.TRIMMED if clean != text else None)


def _one_line(text: str) -> str:
    """A line break inside a Chinese word is nothing, between Latin words it is a space."""
    lines = [line for one in text.splitlines() if (line := one.strip())]
    joints = (" " if before[-1].isascii() and after[0].isascii() else "" for before, after in pairwise(lines))
    return "".join(line + joint for line, joint in zip(lines, chain(joints, [""]), strict=False))


def _free(raw: RawCell, setting: Setting) -> Taken:
    """Long texts keep their lines."""
    text, how = _as_text(raw, setting)
    clean = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return _limited(clean, setting), how or (How.TRIMMED if clean != text else None)


def _code(raw: RawCell, setting: Setting) -> Taken:
    """Codes: no spaces, no full-width forms, and never a number that has lost digits."""
    text, how = _as_text(raw, setting)
    if _SCIENTIFIC.fullmatch(text.strip()):
        raise CellError("sheets.cell_digits_lost")
    clean = "".join(unicodedata.normalize("NFKC", text).split())
    return _limited(clean, setting), how or (How.TRIMMED if clean != text else None)


def _texts(raw: RawCell, setting: Setting) -> Taken:
    text, how = _as_text(raw, setting)
    _limited(text, setting)
    parts = tuple(dict.fromkeys(part for one in _SEPARATORS.split(text) if (part := one.strip())))
    return parts, how or (How.SPLIT if "、".join(parts) != text else None)


def _as_text(raw: RawCell, setting: Setting) -> tuple[str, How | None]:
    if isinstance(raw, str):
        return raw, None
    if isinstance(raw, bool):
        return ("是" if raw else "否"), How.NUMBER_AS_TEXT
    if isinstance(raw, int | float):
        return _number_as_text(raw, setting), How.NUMBER_AS_TEXT
    if isinstance(raw, datetime) and raw.time() == datetime.min.time():
        raw = raw.date()
    return str(raw), How.NUMBER_AS_TEXT


def _number_as_text(raw: float, setting: Setting) -> str:
    if abs(raw) >= numbers.EXCEL_DIGITS:
        raise CellError("sheets.cell_digits_lost")
    if setting.percent:
        return f"{(numbers.exact(raw) * 100).normalize():f}%"
    return f"{numbers.exact(raw):f}"


def _limited(text: str, setting: Setting) -> str | None:
    limit = LONGEST[setting.column.sort]
    if len(text) > limit:
        raise CellError("sheets.cell_too_long", limit=limit, length=len(text))
    return text or None


def _enum(raw: RawCell, setting: Setting) -> Taken:
    text, _ = _as_text(raw, setting)
    words = columns.enum_words(setting.column.field)
    if text in words:
        value, written = words[text]
        return value, None if written else How.WORD
    found = columns.enum_keys(setting.column.field).get(columns.key(text))
    if found is None:
        expected = list(columns.enum_labels(setting.column.field).values())
        raise CellError("sheets.cell_unknown_word", expected=expected)
    return found, How.WORD


def _number(raw: RawCell) -> tuple[Decimal, str, bool]:
    """Value, words behind it, and whether it needs no interpretation. Raises CellError for what is no number."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        raise CellError("sheets.cell_not_a_number")
    if isinstance(raw, str):
        found = numbers.parse(raw)
        if found is None:
            raise CellError("sheets.cell_not_a_number")
        return found.value, found.suffix, numbers.is_plain(raw)
    if not math.isfinite(raw) or abs(raw) >= numbers.EXCEL_DIGITS:
        raise CellError("sheets.cell_digits_lost")
    return numbers.exact(raw), "", True


def _money(raw: RawCell, setting: Setting) -> Taken:
    """万元 with two places; the unit behind the number counts before that of the header."""
    return _scaled(raw, setting, 2)


def _quantity(raw: RawCell, setting: Setting) -> Taken:
    return _scaled(raw, setting, 4)


def _scaled(raw: RawCell, setting: Setting, places: int) -> Taken:
    value, suffix, plain = _number(raw)
    factor = numbers.money_factor(suffix) if suffix else setting.factor
    if factor is None:
        raise CellError("sheets.cell_unknown_unit", unit=suffix)
    exact = value * factor
    if exact < 0:
        raise CellError("sheets.cell_negative")
    if exact >= MOST_MONEY:
        raise CellError("sheets.cell_out_of_range")
    found = numbers.rounded(exact, places)
    return found, _how_scaled(factor, exact != found, plain)


def _how_scaled(factor: Decimal, rounded: bool, plain: bool) -> How | None:  # noqa: FBT001 - three facts of one number
    if factor != 1:
        return How.UNIT
    if rounded:
        return How.ROUNDED
    return None if plain else How.NUMBER_TEXT


def _percent(raw: RawCell, setting: Setting) -> Taken:
    """Percents as numbers of percents; 0.358 in a cell that Excel shows as 35.8% is 35.80."""
    value, suffix, plain = _number(raw)
    if suffix not in ("", "%"):
        raise CellError("sheets.cell_unknown_unit", unit=suffix)
    exact = value * 100 if setting.percent and not isinstance(raw, str) else value
    if not 0 <= exact <= 1_000:  # noqa: PLR2004 - overfulfilment is possible, a misplaced point is not
        raise CellError("sheets.cell_out_of_range")
    found = numbers.rounded(exact, 2)
    if setting.percent or suffix:
        return found, How.PERCENT
    return found, _how_scaled(Decimal(1), found != exact, plain)


def _count(raw: RawCell, setting: Setting) -> Taken:
    return _whole(raw, range(MOST_COUNT)), _how_counted(raw, setting)


def _days(raw: RawCell, setting: Setting) -> Taken:
    """A limit: 10, 10个工作日, 10天. What the days are stands in a column of its own, where 自然日 belongs."""
    if not isinstance(raw, str):
        return _count(raw, setting)
    text = "".join(raw.split())
    found = _DAYS.fullmatch(text)
    if found is None:
        return _count(raw, setting)
    if found[2] in _CALENDAR_DAYS:
        raise CellError("sheets.cell_calendar_days")
    return int(found[1]), How.COUNTER


def _step_cell(raw: RawCell, setting: Setting) -> Taken:
    """已办结, 在办, √ — or a day, which is the one on which it ended."""
    if isinstance(raw, str):
        word = columns.key(raw)
        state = _TICKS.get(word) or columns.enum_keys("state").get(word)
        if isinstance(state, StepState):
            return StepCell(state), How.WORD
    day = _found_date(raw, setting) if not isinstance(raw, date) else None
    if isinstance(raw, date):
        found = raw.date() if isinstance(raw, datetime) else raw
    elif day is not None and day.given in {Given.DAY, Given.SERIAL}:
        found = day.value
    else:
        raise CellError("sheets.cell_no_step", expected=list(columns.enum_labels("state").values()))
    return StepCell(StepState.FINISHED, _possible(found)), How.END_DAY


def _whole(raw: RawCell, allowed: range) -> int:
    value, suffix, _ = _number(raw)
    if suffix and not numbers.is_counter(suffix):
        raise CellError("sheets.cell_unknown_unit", unit=suffix)
    if value < 0:
        raise CellError("sheets.cell_negative")
    if value != int(value):
        raise CellError("sheets.cell_not_whole")
    if int(value) not in allowed:
        raise CellError("sheets.cell_out_of_range")
    return int(value)


def _how_counted(raw: RawCell, _setting: Setting) -> How | None:
    return How.COUNTER if isinstance(raw, str) and not numbers.is_plain(raw) else None


def _year(raw: RawCell, setting: Setting) -> Taken:
    if isinstance(raw, date):
        return raw.year, How.DATE_YEAR
    years = range(dates.EARLIEST_YEAR, dates.LATEST_YEAR)
    if isinstance(raw, str) and raw.strip().rstrip("度").endswith("年"):
        return _whole(raw.strip().rstrip("年度"), years), How.DATE_TEXT
    return _whole(raw, years), _how_counted(raw, setting)


def _month(raw: RawCell, setting: Setting) -> Taken:
    if isinstance(raw, date):
        return raw.month, How.MONTH_OF_DATE
    if isinstance(raw, str) and (found := _found_date(raw, setting)):
        return found.value.month, How.MONTH_OF_DATE
    if isinstance(raw, str):
        short = raw.strip().removesuffix("份").removesuffix("月")
        return _whole(short, range(1, _MONTHS + 1)), How.DATE_TEXT if short != raw else None
    return _whole(raw, range(1, _MONTHS + 1)), None


def _date(raw: RawCell, setting: Setting) -> Taken:
    if isinstance(raw, datetime):
        cut = How.DATE_TIME if raw.time() != datetime.min.time() else None
        return _possible(raw.date()), cut
    if isinstance(raw, date):
        return _possible(raw), None
    found = _found_date(raw, setting)
    if found is None:
        raise _no_date(raw)
    iso = isinstance(raw, str) and raw == found.value.isoformat()
    return _possible(found.value), None if iso else _GIVEN[found.given]


def _no_date(raw: RawCell) -> CellError:
    """2023.1 stored as a number may have been typed as 2023.10, so it is refused by a reason of its own."""
    if isinstance(raw, float) and format(raw, ".15g").endswith(".1") and dates.is_year(int(raw)):
        return CellError("sheets.cell_ambiguous_month", text=format(raw, ".15g"))
    return CellError("sheets.cell_not_a_date")


def _found_date(raw: RawCell, setting: Setting) -> FoundDate | None:
    ends = setting.column.sort is Sort.END_DATE
    try:
        if isinstance(raw, str):
            if raw.strip().isdigit() and len(raw.strip()) == 5:  # noqa: PLR2004 - the digits of a serial date
                raw = int(raw)
            else:
                return dates.parse(raw, ends=ends)
        if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw):
            return None
        return dates.from_number(raw, ends=ends, date_1904=setting.date_1904)
    except ValueError as error:
        raise CellError("sheets.cell_impossible_date") from error


def _possible(day: date) -> date:
    if not dates.is_year(day.year):
        raise CellError("sheets.cell_impossible_date")
    return day


def _span(raw: RawCell, setting: Setting) -> Taken:
    """Start and end as a pair of dates; the register puts them into two fields."""
    text, _ = _as_text(raw, setting)
    found = dates.parse_span(text)
    if found is None:
        raise CellError("sheets.cell_not_a_span")
    return (found[0].value, found[1].value), How.SPLIT


def _degrees(raw: RawCell, setting: Setting) -> Taken:
    if isinstance(raw, str) and (found := _DMS.fullmatch("".join(raw.split()))):
        degrees, minutes, seconds = map(float, found.groups())
        return _within(degrees + minutes / 60 + seconds / 3600, setting), How.DEGREES_TEXT
    value, suffix, plain = _number(raw)
    if suffix not in ("", "°", "度"):
        raise CellError("sheets.cell_unknown_unit", unit=suffix)
    # A float is kept to its last bit: the export writes it so.
    return _within(float(value if isinstance(raw, str) else raw), setting), None if plain else How.DEGREES_TEXT  # type: ignore[arg-type]


def _within(value: float, setting: Setting) -> float:
    most = 90.0 if setting.column.field == "latitude" else 180.0
    if abs(value) > most:
        raise CellError("sheets.cell_out_of_range")
    return value


_TAKERS: dict[Sort, Callable[[RawCell, Setting], Taken]] = {
    Sort.CODE: _code,
    Sort.NAME: _text,
    Sort.SHORT: _text,
    Sort.FREE: _free,
    Sort.TEXTS: _texts,
    Sort.ENUM: _enum,
    Sort.MONEY: _money,
    Sort.QUANTITY: _quantity,
    Sort.PERCENT: _percent,
    Sort.DEGREES: _degrees,
    Sort.COUNT: _count,
    Sort.DAYS: _days,
    Sort.STEP_CELL: _step_cell,
    Sort.YEAR: _year,
    Sort.MONTH: _month,
    Sort.DATE: _date,
    Sort.END_DATE: _date,
    Sort.SPAN: _span,
}
