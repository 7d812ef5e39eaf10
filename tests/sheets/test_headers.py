from __future__ import annotations

from decimal import Decimal

import pytest

from inspector.domain.column_letters import column_letter, column_number
from inspector.domain.errors import FormatError
from inspector.sheets import columns
from inspector.sheets.header_text import is_unit, note_unit, note_year, understand
from inspector.sheets.headers import Layout, find_layout
from inspector.sheets.raw import Range, RawSheet, Row


def layout(rows: list[list[str]], merged: tuple[Range, ...] = (), year: int | None = None) -> Layout:
    cells: list[Row] = [list(row) for row in rows]
    found = find_layout(RawSheet("表", cells, merged), year)
    assert found is not None
    return found


def fields(found: Layout) -> list[str]:
    return [one.column.field for one in found.headings]


@pytest.mark.parametrize(
    ("text", "field", "unit", "year"),
    [
        ("项目名称*", "name", "", None),
        (" 项 目\n名 称 ", "name", "", None),
        ("項目名稱", "name", "", None),
        ("總投資（萬元）", "total_investment", "万元", None),
        ("总投资/亿元", "total_investment", "亿元", None),
        ("总投资【单位：万元】", "total_investment", "万元", None),
        ("2022年计划投资(亿元)", "planned_investment", "亿元", 2022),
        ("２０２２年度计划投资", "planned_investment", "", 2022),
        ("截至2022年5月底累计完成投资", "invested_total", "", None),
        ("2022年1-5月完成投资", "invested_year_to_date", "", 2022),
        ("1-5月份完成投资", "invested_year_to_date", "", None),
        ("5月份完成投资", "invested_this_period", "", None),
        ("形象进度", "image_progress", "", None),
        ("形象进度（%）", "physical_progress_pct", "%", None),
        ("新建/续建", "kind", "", None),
        ("县（市）区", "area_name", "", None),
        ("所属园区", "park_name", "", None),
        ("包保领导", "leader", "", None),
        ("項目管家", "steward", "", None),
        ("责任单位", "responsible_unit", "", None),
        ("计划开工月份", "planned_start_month", "", None),
        ("建设单位（全称）", "owner_organization", "", None),
        ("建设规模及内容", "scale", "", None),
        ("年产值（亿美元）", "annual_output_value", "亿美元", None),
    ],
)
def test_headers_as_offices_write_them(text: str, field: str, unit: str, year: int | None) -> None:
    found = understand(text)
    assert found.column is not None
    assert (found.column.field, found.unit, found.year) == (field, unit, year)


def test_every_written_header_is_read_as_its_own_field() -> None:
    for column in columns.written_columns():
        found = understand(column.header).column
        assert found is not None
        assert found.field == column.field


def test_no_alias_belongs_to_two_fields() -> None:
    seen: dict[str, str] = {}
    for column in columns.all_columns():
        for text in {columns.key(one) for one in (column.label, *column.aliases, *column.loose)}:
            assert seen.setdefault(text, column.field) == column.field


def test_numbers_of_rows_and_our_own_columns_are_ignored() -> None:
    assert understand("序号").ignored
    assert understand("错误原因").ignored
    assert understand("随便什么").column is None


def test_notes_give_unit_and_year() -> None:
    assert note_unit("填报单位：发改委  金额单位：万元") == "万元"
    assert note_unit("填报单位：发改委") == ""
    assert note_year("2023年重点项目") == 2023
    assert note_year("重点项目") is None
    assert is_unit("（万元）")
    assert not is_unit("总投资")


def test_title_and_notes_above_the_table() -> None:
    found = layout([["2022年重点项目"], ["单位：亿元"], [], ["项目名称", "总投资"], ["甲", "1"]])
    assert (found.first_row, found.year) == (4, 2022)
    assert found.headings[1].factor == Decimal(10000)


def test_a_header_group_of_two_rows_with_merged_cells() -> None:
    rows = [["序号", "项目名称", "投资情况", ""], ["", "", "总投资（亿元）", "年度计划（万元）"], ["1", "甲", "1", "2"]]
    found = layout(rows, (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3))))
    assert fields(found) == ["name", "total_investment", "planned_investment"]
    assert [one.factor for one in found.headings] == [1, 10000, 1]
    assert found.first_row == 2


def test_a_header_of_three_rows_ends_with_units() -> None:
    rows = [
        ["项目名称", "投资情况", "", "开工时间", ""],
        ["", "总投资", "年度计划投资", "计划", "实际"],
        ["", "亿元", "万元", "", ""],
        ["甲", "1", "2", "", ""],
    ]
    merged = (((0, 0), (2, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4)))
    found = layout(rows, merged)
    assert fields(found) == ["name", "total_investment", "planned_investment", "planned_start", "actual_start"]
    assert [one.unit for one in found.headings[1:3]] == ["亿元", "万元"]


def test_a_group_row_above_the_row_of_names() -> None:
    rows = [["", "", "2022年", ""], ["项目名称", "区域", "计划投资", "完成投资"], ["甲", "乙", "1", "2"]]
    found = layout([["表"], *rows], (((1, 2), (1, 3)),))
    assert fields(found) == ["name", "area_name", "planned_investment", "invested_year_to_date"]
    rows[0][0] = "基本情况"
    found = layout([["表"], *rows], (((1, 0), (1, 1)), ((1, 2), (1, 3))))
    assert fields(found) == ["name", "area_name", "planned_investment", "invested_year_to_date"]
    assert found.headings[2].year == 2022


def test_a_group_without_merged_cells_spreads_to_the_right() -> None:
    rows = [["项目名称", "投资情况", "", "备注"], ["", "总投资", "年度计划", ""], ["甲", "1", "2", ""]]
    found = layout(rows)
    assert fields(found) == ["name", "total_investment", "planned_investment", "note"]
    assert found.first_row == 2


def test_a_section_title_is_not_part_of_the_header() -> None:
    found = layout([["序号", "项目名称", "区域"], ["一、新建项目", "", ""], ["1", "甲", "乙"]])
    assert found.first_row == 1


def test_unknown_columns_are_listed_and_assumed_units_told() -> None:
    found = layout([["项目名称", "总投资", "星级"]])
    assert found.unknown == ((2, "星级"),)
    assert [one.letter for one in found.assumed_unit] == ["B"]
    assert found.heading("note") is None


def test_two_columns_for_one_field_are_refused() -> None:
    with pytest.raises(FormatError) as refused:
        layout([["项目名称", "总投资", "计划总投资"]])
    assert refused.value.details["columns"] == ["B", "C"]


def test_money_in_another_currency_is_refused() -> None:
    with pytest.raises(FormatError) as refused:
        layout([["项目名称", "总投资（万美元）"]])
    assert refused.value.key == "sheets.foreign_currency"


def test_output_in_another_currency_counts_in_its_own_wan() -> None:
    assert layout([["项目名称", "年产值（亿美元）"]]).headings[1].factor == 10_000


def test_no_table_is_no_layout() -> None:
    assert find_layout(RawSheet("表", [["甲", "乙"]]), None) is None
    assert find_layout(RawSheet("表", []), None) is None


def test_columns_have_letters() -> None:
    for number in (0, 25, 26, 255, 701, 702):
        assert column_number(column_letter(number)) == number
    assert column_letter(702) == "AAA"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("其中：2022年计划投资\n（万元）", "planned_investment"),
        ("其中:本年计划投资", "planned_investment"),
        ("建设地点（县区）", "area_name"),
        ("建设地点（县（市）区）", "area_name"),
        ("建设地点", "address"),
    ],
)
def test_headers_that_stand_below_a_sum_or_name_the_county_in_brackets(header: str, field: str) -> None:
    found = understand(header).column
    assert found is not None
    assert found.field == field
