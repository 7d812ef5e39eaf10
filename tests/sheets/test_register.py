from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import FormatError
from inspector.domain.project import ProjectKind
from inspector.sheets.cells import How
from inspector.sheets.findings import RegisterFile
from inspector.sheets.register import read_register

Understand = Callable[..., RegisterFile]


@pytest.fixture
def city(city_register: Path) -> RegisterFile:
    return read_register(city_register)


def keys(register: RegisterFile) -> list[str]:
    return [one.key for one in register.warnings]


def test_a_city_register_is_read_whole(city: RegisterFile) -> None:
    first, second, third = (row.line() for row in city.rows)
    assert city.year == 2022
    assert not city.refusals
    assert (first.name, first.area_name, first.kind) == ("滨海产业园污水处理厂", "连山区", ProjectKind.NEW_BUILD)
    assert (first.total_investment, first.planned_investment) == (Decimal("15000.00"), Decimal("5000.00"))
    assert (first.invested_total, first.plan_year) == (Decimal("1200.00"), 2022)
    assert (first.actual_start, first.planned_completion) == (date(2022, 3, 1), date(2024, 10, 31))
    assert first.image_progress == "主体\n施工"
    assert (second.name, second.area_name, second.kind) == ("农化三期工程", "连山区", ProjectKind.CONTINUING)
    assert (second.invested_total, second.actual_start) == (Decimal("3000.01"), date(2022, 3, 10))
    assert (third.planned_completion, third.invested_total) == (date(2023, 12, 31), None)


def test_every_change_is_recorded_with_its_place(city: RegisterFile) -> None:
    found = {(one.row, one.column): one.how for one in city.coercions}
    assert found[7, "B"] is How.TRIMMED
    assert found[7, "E"] is How.UNIT
    assert found[7, "G"] is How.NUMBER_TEXT
    assert found[7, "H"] is How.DATE_MONTH
    assert found[8, "C"] is How.MERGED
    assert found[8, "G"] is How.ROUNDED
    assert found[8, "H"] is How.DATE_SERIAL
    assert found[8, "I"] is How.DATE_YEAR
    assert found[9, "G"] is How.PLACEHOLDER
    assert found[9, "D"] is How.WORD
    assert (9, "B") not in found


def test_what_is_left_out_or_doubtful_is_told(city: RegisterFile) -> None:
    assert [(one.column, one.header) for one in city.unknown_columns] == [("K", "审批科室")]
    assert keys(city).count("sheets.total_differs") == 1
    told = {one.key: one for one in city.warnings}
    assert told["sheets.section_left_out"].row == 6
    assert told["sheets.total_differs"].details["sum"] == Decimal("17000.00")
    assert told["sheets.total_differs"].details["printed"] == Decimal("18000.00")
    assert told["sheets.hidden_rows"].details["rows"] == ["8"]
    assert told["sheets.hidden_columns"].details["columns"] == ["L"]
    assert told["sheets.sheet_left_out"].sheet == "领导批示"
    assert {"H", "D"} == {one.details["column"] for one in city.warnings if one.key == "sheets.loose_header"}


def test_refusals_name_row_column_and_reason(understand: Understand) -> None:
    rows = [
        ["项目名称", "总投资（万元）", "开工时间", "项目代码", "建设状态", "就业人数"],
        ["甲", -1, "2023年2月30日", 201921000012345678, "飞快", 1.5],
        ["", "abc", "不详", "2.01E+17", "在建", "一百"],
        ["丙", 500, "2023.1.3", "A1", "在建", "30人"],
    ]
    found = understand(rows)
    told = {(one.row, one.column): one.key for one in found.refusals}
    assert told == {
        (2, "B"): "sheets.cell_negative",
        (2, "C"): "sheets.cell_impossible_date",
        (2, "D"): "sheets.cell_digits_lost",
        (2, "E"): "sheets.cell_unknown_word",
        (2, "F"): "sheets.cell_not_whole",
        (3, "A"): "sheets.cell_missing",
        (3, "B"): "sheets.cell_not_a_number",
        (3, "C"): "sheets.cell_not_a_date",
        (3, "D"): "sheets.cell_digits_lost",
        (3, "F"): "sheets.cell_not_a_number",
    }
    assert [row.row_number for row in found.rows] == [4]
    assert found.refused_rows == {("项目", 2), ("项目", 3)}


def test_errors_and_formulas_without_result_are_refused(understand: Understand) -> None:
    rows = [["项目名称", "总投资（万元）"], ["甲", "#REF!"], ["乙", "=1+1"]]
    found = understand(rows)
    assert [(one.row, one.key) for one in found.refusals] == [
        (2, "sheets.cell_formula_error"),
        (3, "sheets.cell_uncomputed"),
    ]
    assert found.refusals[0].details == {"error": "#REF!"}


def test_duplicates_within_a_file_are_told(understand: Understand) -> None:
    rows = [["项目名称", "项目代码"], ["甲", "A1"], ["乙", "A1"], ["甲", "A2"]]
    assert keys(understand(rows)) == ["sheets.duplicate_code", "sheets.duplicate_name"]


def test_repeated_headers_and_numbering_are_no_projects(understand: Understand) -> None:
    rows = [
        ["序号", "项目名称", "区域"],
        ["1", "2", "3"],
        [1, "甲", "连山区"],
        [None, None, None],
        ["序号", "项目名称", "区域"],
        [2, "乙", "连山区"],
    ]
    found = understand(rows)
    assert [row.values["name"] for row in found.rows] == ["甲", "乙"]
    assert keys(found) == ["sheets.header_left_out"] * 2


@pytest.mark.parametrize(
    ("sums", "told"),
    [
        ([["全市合计", 600], ["甲", 100], ["小计", 100], ["乙", 200], ["丙", 300], ["小计", 500]], 0),
        ([["连山区小计", 100], ["甲", 100], ["龙港区小计", 500], ["乙", 200], ["丙", 300], ["总计", 600]], 0),
        ([["甲", 100], ["乙", 200], ["合计（2个）", 301]], 1),
        ([["甲", 100.4], ["乙", 200.4], ["合计", 301]], 0),
        ([["甲", 100], ["合计", "略"]], 0),
        ([["甲", 100], ["合计", "-"]], 0),
        ([["甲", 100], ["合计", -3]], 0),
        ([["小计", 3], ["合计", 100], ["甲", 100]], 0),
    ],
)
def test_sums_are_compared_and_never_imported(understand: Understand, sums: list[list[Any]], told: int) -> None:
    found = understand([["项目名称", "总投资（万元）"], *sums])
    assert keys(found).count("sheets.total_differs") == told
    assert all("计" not in row.values["name"] for row in found.rows)


def test_years_decide_between_columns(understand: Understand) -> None:
    rows = [["项目名称", "2021年计划投资（万元）", "2022年计划投资（万元）"], ["甲项目", 1, 2]]
    found = understand(rows, year=2022)
    assert found.rows[0].line().planned_investment == Decimal("2.00")
    assert found.rows[0].line().plan_year == 2022
    assert [one.header for one in found.unknown_columns] == ["2021年计划投资（万元）"]
    with pytest.raises(FormatError) as refused:
        understand(rows)
    assert refused.value.key == "sheets.two_columns"


def test_start_and_end_may_stand_in_one_column(understand: Understand) -> None:
    rows = [["项目名称", "建设起止年限"], ["甲", "2021-2025"], ["乙", "2021年3月至2025年6月"], ["丙", "三年"]]
    found = understand(rows)
    assert found.rows[0].line().planned_start == date(2021, 1, 1)
    assert found.rows[0].line().planned_completion == date(2025, 12, 31)
    assert found.rows[1].line().planned_completion == date(2025, 6, 30)
    assert found.refusals[0].key == "sheets.cell_not_a_span"


def test_a_column_of_its_own_counts_before_the_span(understand: Understand) -> None:
    rows = [["项目名称", "建设起止年限", "计划竣工时间"], ["甲", "2021-2025", "2024-10-01"]]
    assert understand(rows).rows[0].line().planned_completion == date(2024, 10, 1)


def test_several_sheets_are_one_register_and_hidden_ones_are_told(tmp_path: Path) -> None:
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, state in (("连山区", "visible"), ("龙港区", "visible"), ("旧表", "hidden")):
        sheet = book.create_sheet(title)
        sheet.sheet_state = state
        sheet.append(["项目名称", "区域"])
        sheet.append([f"{title}项目", title])
    book.save(tmp_path / "a.xlsx")
    found = read_register(tmp_path / "a.xlsx")
    assert [row.sheet for row in found.rows] == ["连山区", "龙港区"]
    assert keys(found) == ["sheets.hidden_sheet"]


def test_percent_cells_are_percents(tmp_path: Path, read_here: Callable[[Path], Any]) -> None:
    import openpyxl  # noqa: PLC0415

    from inspector.sheets.register import understand_register  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["项目名称", "形象进度（%）", "进展情况"])
    sheet.append(["甲", 0.358, 0.6])
    sheet["B2"].number_format = "0.0%"
    sheet["C2"].number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    line = understand_register(read_here(tmp_path / "a.xlsx")).rows[0].line()
    assert line.physical_progress_pct == Decimal("35.80")
    assert line.image_progress == "60%"


def test_the_1904_calendar_counts_serials_from_its_own_day(tmp_path: Path, read_here: Callable[[Path], Any]) -> None:
    import openpyxl  # noqa: PLC0415
    from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415

    from inspector.sheets.register import understand_register  # noqa: PLC0415

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(["项目名称", "入库日期", "复工日期"])
    sheet.append(["甲", 44929 - 1462, date(2023, 1, 3)])
    book.save(tmp_path / "a.xlsx")
    line = understand_register(read_here(tmp_path / "a.xlsx")).rows[0].line()
    assert (line.registered_on, line.resumed_on) == (date(2023, 1, 3), date(2023, 1, 3))


def test_a_file_without_a_register_is_refused(understand: Understand) -> None:
    with pytest.raises(FormatError) as refused:
        understand([["通知"], ["请各单位报送"]])
    assert refused.value.key == "sheets.no_header"


def test_many_hidden_rows_are_counted_and_the_first_are_named(tmp_path: Path) -> None:
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["项目名称", "区域"])
    for number in range(12):
        sheet.append([f"项目{number}", "连山区"])
        sheet.row_dimensions[number + 2].hidden = True
    book.save(tmp_path / "a.xlsx")
    told = read_register(tmp_path / "a.xlsx").warnings[0].details
    assert (told["count"], told["rows"][-1]) == (12, "…")
