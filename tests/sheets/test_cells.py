from __future__ import annotations

import math
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.project import ConstructionStatus, Datum, ProjectKind, Stage
from inspector.sheets import columns, numbers
from inspector.sheets.cells import CellError, How, Setting, take
from inspector.sheets.columns import Column, Sort
from inspector.sheets.quick_cells import quick_taker

COLUMN = {column.sort: column for column in reversed(columns.all_columns())}
FIELD = {column.field: column for column in columns.all_columns()}


def taken(sort: Sort, raw: Any, **more: Any) -> Any:
    return take(raw, Setting(COLUMN[sort], **more))


def refused(sort: Sort, raw: Any, **more: Any) -> str:
    with pytest.raises(CellError) as error:
        take(raw, Setting(COLUMN[sort], **more))
    return error.value.key.removeprefix("sheets.cell_")


@pytest.mark.parametrize(
    ("raw", "value", "how"),
    [
        (500.0, "500.00", None),
        (500, "500.00", None),
        ("500.00", "500.00", None),
        (0.1 + 0.2, "0.30", None),
        (499.994, "499.99", How.ROUNDED),
        (499.995, "500.00", How.ROUNDED),
        ("1,234.50", "1234.50", How.NUMBER_TEXT),
        ("１２３４．５０", "1234.50", How.NUMBER_TEXT),
        ("３.５亿元", "35000.00", How.UNIT),
        ("2,619.8 亿", "26198000.00", How.UNIT),
        ("约3.5亿元左右", "35000.00", How.UNIT),
        ("￥12万元", "12.00", How.NUMBER_TEXT),
        ("100元", "0.01", How.UNIT),
        ("30百万元", "3000.00", How.UNIT),
        (" 5 ", "5.00", How.NUMBER_TEXT),
    ],
)
def test_money_in_wan(raw: Any, value: str, how: How | None) -> None:
    assert taken(Sort.MONEY, raw) == (Decimal(value), how)


def test_the_unit_of_the_header_applies_where_the_cell_has_none() -> None:
    factor = Decimal(10000)
    assert taken(Sort.MONEY, 2619.8, factor=factor) == (Decimal("26198000.00"), How.UNIT)
    assert taken(Sort.MONEY, "3.5万元", factor=factor) == (Decimal("3.50"), How.NUMBER_TEXT)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("三亿元", "not_a_number"),
        ("1.234,50", "not_a_number"),
        ("1,23", "not_a_number"),
        ("3.5-4.5亿", "not_a_number"),
        ("3.5亿美元", "unknown_unit"),
        (True, "not_a_number"),
        (date(2022, 1, 1), "not_a_number"),
        (-0.01, "negative"),
        ("-5", "negative"),
        ("−5", "negative"),
        (1e15, "digits_lost"),
        (math.inf, "digits_lost"),
        (math.nan, "digits_lost"),
        ("1000000000000", "out_of_range"),
    ],
)
def test_money_that_is_refused(raw: Any, reason: str) -> None:
    assert refused(Sort.MONEY, raw) == reason


@pytest.mark.parametrize(
    ("raw", "value", "how"),
    [
        (date(2023, 1, 3), date(2023, 1, 3), None),
        (datetime(2023, 1, 3), date(2023, 1, 3), None),  # noqa: DTZ001 - Excel knows no zones
        (datetime(2023, 1, 3, 9, 30), date(2023, 1, 3), How.DATE_TIME),  # noqa: DTZ001
        ("2023-01-03", date(2023, 1, 3), None),
        ("2023年1月3日", date(2023, 1, 3), How.DATE_TEXT),
        ("２０２３．１．３", date(2023, 1, 3), How.DATE_TEXT),
        ("2023/1/3", date(2023, 1, 3), How.DATE_TEXT),
        ("20230103", date(2023, 1, 3), How.DATE_TEXT),
        ("2023-01-03 00:00:00", date(2023, 1, 3), How.DATE_TEXT),
        (20230103.0, date(2023, 1, 3), How.DATE_TEXT),
        (44929.0, date(2023, 1, 3), How.DATE_SERIAL),
        ("44929", date(2023, 1, 3), How.DATE_SERIAL),
        ("2023-01", date(2023, 1, 1), How.DATE_MONTH),
        ("2023年3月", date(2023, 3, 1), How.DATE_MONTH),
        ("2023.10", date(2023, 10, 1), How.DATE_MONTH),
        (2023.5, date(2023, 5, 1), How.DATE_MONTH),
        (202303.0, date(2023, 3, 1), How.DATE_MONTH),
        ("2023年二季度", date(2023, 4, 1), How.DATE_MONTH),
        ("2023年Q3", date(2023, 7, 1), How.DATE_MONTH),
        ("2023年下半年", date(2023, 7, 1), How.DATE_MONTH),
        ("2023年上半年", date(2023, 1, 1), How.DATE_MONTH),
        ("2023年", date(2023, 1, 1), How.DATE_YEAR),
        (2023.0, date(2023, 1, 1), How.DATE_YEAR),
        ("—", None, How.PLACEHOLDER),
    ],
)
def test_dates(raw: Any, value: date | None, how: How | None) -> None:
    assert taken(Sort.DATE, raw) == (value, how)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2024年2月", date(2024, 2, 29)),
        ("2024年底", date(2024, 12, 31)),
        ("2024年三季度", date(2024, 9, 30)),
        ("2024年10月底", date(2024, 10, 31)),
        (2024.0, date(2024, 12, 31)),
        ("2024.10.1", date(2024, 10, 1)),
    ],
)
def test_an_end_given_by_month_or_year_is_its_last_day(raw: Any, value: date) -> None:
    assert taken(Sort.END_DATE, raw)[0] == value


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("2023年2月30日", "impossible_date"),
        ("2022-13-01", "impossible_date"),
        ("1899-01-01", "impossible_date"),
        (date(1900, 1, 5), "impossible_date"),
        (2023.1, "ambiguous_month"),
        ("23.1.3", "not_a_date"),
        ("尽快", "not_a_date"),
        (3.7, "not_a_date"),
        (17.0, "not_a_date"),
        (True, "not_a_date"),
        (math.nan, "not_a_date"),
        (time(9, 30), "not_a_date"),
    ],
)
def test_dates_that_are_refused(raw: Any, reason: str) -> None:
    assert refused(Sort.DATE, raw) == reason


def test_serial_dates_of_the_1904_calendar() -> None:
    assert taken(Sort.DATE, 43467.0, date_1904=True) == (date(2023, 1, 3), How.DATE_SERIAL)


@pytest.mark.parametrize(
    ("sort", "raw", "value", "how"),
    [
        (Sort.NAME, "徐大堡核电", "徐大堡核电", None),
        (Sort.NAME, " 徐大堡\n核电 ", "徐大堡核电", How.TRIMMED),
        (Sort.NAME, "ABC\nDEF  二期", "ABC DEF 二期", How.TRIMMED),
        (Sort.NAME, "核电\u3000二期", "核电 二期", How.TRIMMED),
        (Sort.NAME, 4411.0, "4411", How.NUMBER_AS_TEXT),
        (Sort.NAME, True, "是", How.NUMBER_AS_TEXT),
        (Sort.SHORT, datetime(2022, 6, 10), "2022-06-10", How.NUMBER_AS_TEXT),  # noqa: DTZ001
        (Sort.SHORT, datetime(2022, 6, 10, 8), "2022-06-10 08:00:00", How.NUMBER_AS_TEXT),  # noqa: DTZ001
        (Sort.SHORT, "/", None, How.PLACEHOLDER),
        (Sort.FREE, "无", "无", None),
        (Sort.FREE, "一\r\n二 ", "一\n二", How.TRIMMED),
        (Sort.FREE, 0.75, "0.75", How.NUMBER_AS_TEXT),
        (Sort.CODE, "２１１４０２", "211402", How.TRIMMED),
        (Sort.CODE, "2509-320193-89-01- 544060", "2509-320193-89-01-544060", How.TRIMMED),
        (Sort.CODE, 211402.0, "211402", How.NUMBER_AS_TEXT),
        (Sort.TEXTS, "市重点、省重点", ("市重点", "省重点"), None),
        (Sort.TEXTS, "市重点, 省重点;", ("市重点", "省重点"), How.SPLIT),
        (Sort.COUNT, 120.0, 120, None),
        (Sort.COUNT, "120", 120, None),
        (Sort.COUNT, "1,200人", 1200, How.COUNTER),
        (Sort.YEAR, 2022.0, 2022, None),
        (Sort.YEAR, "2022年度", 2022, How.DATE_TEXT),
        (Sort.YEAR, date(2022, 1, 1), 2022, How.DATE_YEAR),
        (Sort.MONTH, 4.0, 4, None),
        (Sort.MONTH, "4", 4, None),
        (Sort.MONTH, "4月份", 4, How.DATE_TEXT),
        (Sort.MONTH, "2022年4月", 4, How.MONTH_OF_DATE),
        (Sort.MONTH, date(2022, 4, 1), 4, How.MONTH_OF_DATE),
        (Sort.PERCENT, 35.8, Decimal("35.80"), None),
        (Sort.PERCENT, "35.8%", Decimal("35.80"), How.PERCENT),
        (Sort.PERCENT, "35.8", Decimal("35.80"), None),
        (Sort.PERCENT, 35.805, Decimal("35.81"), How.ROUNDED),
        (Sort.QUANTITY, 1.23456, Decimal("1.2346"), How.ROUNDED),
        (Sort.DEGREES, 120.836932, 120.836932, None),
        (Sort.DEGREES, "120.836932°", 120.836932, How.DEGREES_TEXT),
        (Sort.DEGREES, "120°30′36″", 120.51, How.DEGREES_TEXT),
    ],
)
def test_other_cells(sort: Sort, raw: Any, value: Any, how: How | None) -> None:
    assert taken(sort, raw) == (value, how)


@pytest.mark.parametrize(
    ("sort", "raw", "reason"),
    [
        (Sort.CODE, 201921000012345678.0, "digits_lost"),
        (Sort.CODE, "2.01921E+17", "digits_lost"),
        (Sort.NAME, "长" * 201, "too_long"),
        (Sort.TEXTS, "长" * 1001, "too_long"),
        (Sort.COUNT, 1.5, "not_whole"),
        (Sort.COUNT, -1.0, "negative"),
        (Sort.COUNT, "12吨", "unknown_unit"),
        (Sort.COUNT, 1e9, "out_of_range"),
        (Sort.MONTH, 13.0, "out_of_range"),
        (Sort.YEAR, 22.0, "out_of_range"),
        (Sort.PERCENT, "5亿", "unknown_unit"),
        (Sort.PERCENT, 1001.0, "out_of_range"),
        (Sort.DEGREES, 181.0, "out_of_range"),
        (Sort.DEGREES, "120公里", "unknown_unit"),
        (Sort.SPAN, "三年", "not_a_span"),
    ],
)
def test_other_cells_that_are_refused(sort: Sort, raw: Any, reason: str) -> None:
    assert refused(sort, raw) == reason


def test_latitudes_end_at_the_pole() -> None:
    with pytest.raises(CellError):
        take(90.5, Setting(FIELD["latitude"]))


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        ("kind", "新建", ProjectKind.NEW_BUILD),
        ("kind", "改扩建", ProjectKind.NEW_BUILD),
        ("kind", "續建", ProjectKind.CONTINUING),
        ("plan_kind", "结转", ProjectKind.CONTINUING),
        ("stage", "开工建设一批", Stage.CONSTRUCTION),
        ("stage", "竣工", Stage.COMPLETED),
        ("construction_status", "是", ConstructionStatus.STARTED),
        ("construction_status", " 停 工 ", ConstructionStatus.SUSPENDED),
        ("datum", "wgs84", Datum.WGS84),
    ],
)
def test_words_of_the_trade(field: str, raw: str, value: Any) -> None:
    found, how = take(raw, Setting(FIELD[field]))
    assert found is value
    assert how is (None if columns.enum_labels(field)[value] == raw else How.WORD)


def test_an_unknown_word_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CellError) as error:
        take("飞快", Setting(FIELD["kind"]))
    assert error.value.details == {"expected": ["新建", "续建"]}


@given(st.decimals(0, 10**11, places=2))
@settings(max_examples=200, deadline=None)
def test_numbers_read_as_they_are_written(value: Decimal) -> None:
    wide = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
    for text in (f"{value}", f"{value:,}", f"{value:,}".translate(wide), f" {value}万元"):
        assert taken(Sort.MONEY, text)[0] == value
    assert taken(Sort.MONEY, float(value))[0] == value


@given(st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_the_number_parser(text: str) -> None:
    found = numbers.parse(text)
    assert found is None or found.value.is_finite()


ANY_CELL = (
    st.text(max_size=20)
    | st.text("0123456789.,-年月日 亿万元%", max_size=12)
    | st.floats()
    | st.integers(-(10**20), 10**20)
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.sampled_from(["新建", "续建", "-", "", " ", "2.5E+10", "1E17"])
)


@given(st.sampled_from(columns.all_columns()), ANY_CELL, st.sampled_from([Decimal(1), Decimal(10000)]))
@settings(max_examples=600, deadline=None)
def test_the_quick_way_gives_the_answers_of_the_full_rules(column: Column, raw: Any, factor: Decimal) -> None:
    setting = Setting(column, factor)
    found = quick_taker(setting)(raw)
    if found is not None:
        assert (found, None) == take(raw, setting)


@given(st.sampled_from(columns.all_columns()), ANY_CELL.filter(lambda raw: raw != ""))
@settings(max_examples=600, deadline=None)
def test_any_cell_is_taken_or_refused_and_nothing_else(column: Column, raw: Any) -> None:
    with suppress(CellError):
        take(raw, Setting(column))
