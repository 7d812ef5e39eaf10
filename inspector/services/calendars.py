"""The working-day calendar of a workspace: the library's years and the holiday lists that an office imported."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from inspector.domain.errors import FormatError
from inspector.domain.setting import Setting
from inspector.domain.workdays import HolidayList, WorkCalendar
from inspector.storage.codec import canonical
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace

TABLES = frozenset({".xlsx", ".xlsm", ".xls", ".csv"})
"""Endings of lists that are tables; all others are JSON."""
HOLIDAY_SETTING = "holidays."
"""Settings `holidays.2027` hold one published list each, as `import_holidays` read it."""


def work_calendar(reader: Reader) -> WorkCalendar:
    """The calendar that lamps are computed with."""
    return _calendar(canonical(list(_kept(reader).values())))


@lru_cache(4)
def _calendar(kept: str) -> WorkCalendar:
    """One object for equal lists: it has laid the years out, and what was judged by it is still good."""
    return WorkCalendar(map(_holiday_list, json.loads(kept)))


def calendar_with(reader: Reader, path: Path) -> WorkCalendar:
    """The calendar as it would be with the list in the file. Raises as `import_holidays`, and keeps nothing."""
    data = _read(path)
    return WorkCalendar(map(_holiday_list, (_kept(reader) | {f"{HOLIDAY_SETTING}{data['year']}": data}).values()))


def read_holidays(reader: Reader, path: Path) -> tuple[HolidayList, bool]:
    """The list in a file, and whether one of its year is there already. Raises as `import_holidays`."""
    data = _read(path)
    return _holiday_list(data), f"{HOLIDAY_SETTING}{data['year']}" in _kept(reader)


def _kept(reader: Reader) -> dict[str, Mapping[str, Any]]:
    found = (one for one in reader.all(Setting, order=("key",)) if one.key.startswith(HOLIDAY_SETTING))
    return {one.key: one.value or {} for one in found}


def import_holidays(workspace: Workspace, path: Path, author: str = "") -> HolidayList:
    """Import a published list, JSON `{"year": 2027, "holidays": [dates], "workdays": [dates]}` or a table of days.

    A list of the same year is replaced; every due date follows, since none is stored. FormatError where the
    file is no such list.
    """
    data = _read(path)
    key = f"{HOLIDAY_SETTING}{data['year']}"
    with workspace.transaction("import_holidays", author=author) as tx:
        found = tx.reader.find(Setting, key=key)
        tx.put(Setting(id=found.id if found else tx.new_id(), key=key, value=data))
    return _holiday_list(data)


def _read(path: Path) -> dict[str, Any]:
    if path.suffix.lower() in TABLES:
        return _read_table(path)
    try:
        data: dict[str, Any] = json.loads(path.read_text("utf-8-sig"))
        _holiday_list(data)
    except OSError as error:
        raise FormatError("services.file_unreadable", file=path.name, reason=error.strerror) from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise FormatError("services.no_holiday_list", file=path.name) from error
    return data


def _read_table(path: Path) -> dict[str, Any]:
    from inspector.sheets.holiday_table import holidays_of  # noqa: PLC0415 - the window starts without workbooks
    from inspector.sheets.workbook import read_workbook  # noqa: PLC0415

    found = holidays_of(read_workbook(path))
    _holiday_list(found)
    return found


def _holiday_list(data: Mapping[str, Any]) -> HolidayList:
    year = data["year"]
    if type(year) is not int or set(data) != {"year", "holidays", "workdays"}:
        raise ValueError(year)
    return HolidayList(frozenset({year}), _days(data["holidays"]), _days(data["workdays"]))


def _days(listed: list[str]) -> frozenset[date]:
    """Days written `2027-01-01` and in no other way, in a list."""
    days = [date.fromisoformat(one) for one in listed]
    if listed != [one.isoformat() for one in days]:
        raise ValueError(listed)
    return frozenset(days)
