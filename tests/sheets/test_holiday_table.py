"""Holidays as offices type them: days and spans, with a word beside them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from inspector.domain.errors import FormatError
from inspector.sheets.holiday_table import holidays_of
from inspector.sheets.raw import RawBook, RawSheet, Row


def book(*rows: Row) -> RawBook:
    found = RawBook("2027放假.xlsx")
    found.sheets.append(RawSheet("Sheet1", list(rows)))
    return found


def test_days_spans_and_words_are_told_apart() -> None:
    found = holidays_of(
        book(
            ["2027年部分节假日安排", None],
            ["节日", "起", "止", "安排"],
            ["元旦", date(2027, 1, 1), None, "放假"],
            ["国庆节", "2027年10月1日", "2027-10-03", "放假"],
            ["", datetime(2027, 10, 9), "", "调休上班"],  # noqa: DTZ001 - as a workbook has it
            [None, None],
        )
    )
    assert found == {
        "year": 2027,
        "holidays": ["2027-01-01", "2027-10-01", "2027-10-02", "2027-10-03"],
        "workdays": ["2027-10-09"],
    }


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ([date(2027, 1, 1), "调休"], "sheets.holiday_row"),
        ([date(2027, 1, 1)], "sheets.holiday_row"),
        ([date(2027, 1, 1), date(2027, 6, 1), "放假"], "sheets.holiday_span"),
        ([date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3), "放假"], "sheets.holiday_span"),
        (["2027年2月30日", "放假"], "sheets.no_holidays"),
        (["放假"], "sheets.no_holidays"),
    ],
)
def test_what_does_not_say_what_a_day_is_is_refused(row: Row, key: str) -> None:
    with pytest.raises(FormatError) as refused:
        holidays_of(book(row))
    assert refused.value.key == key
