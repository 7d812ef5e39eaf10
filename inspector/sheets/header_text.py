"""What one header says besides its field: unit, year, month range (`2022年1-5月完成投资（亿元）`).

Apart from finding the header rows, because this is about the words of one cell and that about the grid.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from inspector.domain.periods import last_day_of_month
from inspector.sheets import columns
from inspector.sheets.columns import Catalogue, Column, key

_FOREIGN = "美元|欧元|港元|日元|英镑"
_UNIT_WORDS = rf"(?:亿|万)(?:{_FOREIGN})|亿元|百万元|千万元|万元|千元|亿|万|元|%|人|个|台|平方米|亩|公顷|MW|度|°"
_BRACKETED_UNIT = re.compile(rf"[(\[【](?:单位[::]?)?({_UNIT_WORDS})[)\]】]")
_TRAILING_UNIT = re.compile(r"(?<=.)[/:,]?(亿元|百万元|千万元|万元|千元|/元)$")
_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_AMONG_IT = re.compile(r"^其中[:,、]?(?=.)")
_UP_TO = re.compile(r"(?:截至|截止|至)(?:20\d\d年度?)?\d{1,2}月(?:\d{1,2}日|底|末|份)?")
_AS_OF = re.compile(r"(?:截至|截止|至)(?:(?P<year>20\d\d)年度?)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?")
_RANGE_END = re.compile(r"(?:(?P<year>20\d\d)年度?)?1[-—–~至](?P<month>\d{1,2})月")
_MONTHS = 12
_MONTH_RANGE = re.compile(r"1[-—–~至]\d{1,2}月份?")
_ONE_MONTH = re.compile(r"(?<!\d)\d{1,2}月份?(?=完成)")
_YEAR = re.compile(r"(20\d\d)(?:年度?|(?=计划|完成))")
_NOTE_UNIT = re.compile(rf"单位[::]?\(?({_UNIT_WORDS})")


@dataclass(frozen=True)
class HeaderText:
    """One header understood: its field, if any, and the unit and year that it names."""

    column: Column | None
    unit: str = ""
    year: int | None = None
    loose: bool = False
    ignored: bool = False


@lru_cache(maxsize=4096)
def understand(text: str, catalogue: Catalogue = Catalogue.REGISTER) -> HeaderText:
    """Read one header, or the joined parts of a header group."""
    plain = _AMONG_IT.sub("", key(text))
    unit, plain = _without_unit(plain)
    plain = _UP_TO.sub("截至目前", plain)
    plain, year = _without_year(plain)
    plain = (
        _ONE_MONTH.sub("本月", _MONTH_RANGE.sub("本年", plain)).replace("年度本年", "本年").replace("年度本月", "本月")
    )
    for candidate in (plain, _BRACKETS.sub("", plain)):
        if candidate in columns.ignored_keys(catalogue):
            return HeaderText(None, unit, year, ignored=True)
        if found := columns.by_key(catalogue).get(candidate):
            return HeaderText(_by_unit(found, unit), unit, year, loose=candidate in columns.loose_keys(catalogue))
    return HeaderText(None, unit, year)


def note_unit(text: str) -> str:
    """The unit that a note above the table declares (`单位：万元`), or nothing."""
    found = _NOTE_UNIT.search(key(text))
    return found[1] if found else ""


def note_year(text: str) -> int | None:
    """The year that a title names (`2022年全市重点项目表`)."""
    found = _YEAR.search(key(text))
    return int(found[1]) if found else None


def note_day(text: str, year: int | None) -> date | None:
    """The day to which figures speak by a header or a note (`截至2022年5月底`, `1-5月完成投资`), or None.

    A month alone means its last day; `year` holds where the text names none.
    """
    found = _AS_OF.search(key(text)) or _RANGE_END.search(key(text))
    if found is None:
        return None
    named = found.groupdict()
    of_year = int(named["year"]) if named.get("year") else year
    month = int(named["month"])
    if of_year is None or not 1 <= month <= _MONTHS:
        return None
    last = last_day_of_month(of_year, month)
    wanted = int(named.get("day") or last.day)
    return last.replace(day=wanted) if 1 <= wanted <= last.day else None


def is_unit(text: str) -> bool:
    """Whether a header cell holds nothing but a unit, as third header rows do."""
    return bool(re.fullmatch(rf"\(?(?:{_UNIT_WORDS})\)?", key(text)))


def is_foreign(unit: str) -> bool:
    """Whether a unit is of another currency, which no rate here may turn into yuan."""
    return bool(re.search(_FOREIGN, unit))


def _without_unit(text: str) -> tuple[str, str]:
    if found := _BRACKETED_UNIT.search(text):
        return found[1], text.replace(found[0], "")
    if found := _TRAILING_UNIT.search(text):
        return found[1].lstrip("/"), text[: found.start()]
    return "", text


def _without_year(text: str) -> tuple[str, int | None]:
    found = _YEAR.search(text)
    if not found:
        return text, None
    return re.sub(r"(?:年度){2,}", "年度", _YEAR.sub("年度", text, count=1)), int(found[1])


def _by_unit(column: Column, unit: str) -> Column:
    """形象进度（%） is the percentage, 形象进度 the description."""
    if column.field == "image_progress" and unit == "%":
        return columns.by_key()[key("形象进度百分比")]
    return column
