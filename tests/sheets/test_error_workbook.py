from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inspector.sheets.error_workbook import write_error_workbook
from inspector.sheets.findings import Refusal, RegisterFile
from inspector.sheets.raw import RawBook
from inspector.sheets.register import read_register, understand_register

Understand = Callable[..., RegisterFile]
MakeBook = Callable[..., Path]
ReadHere = Callable[[Path], RawBook]

ROWS: list[list[Any]] = [
    ["2022年重点项目", "", "", "", "", "单位：亿元"],
    ["项目名称", "区域", "总投资", "2022年计划投资", "开工时间", "星级"],
    ["甲项目", "连山区", 1.5, "abc", date(2022, 3, 1), 5],
    ["乙项目", "连山区", 2, 1, "2022-02-30", True],
    ["丙项目", "龙港区", 3, "0.5亿", "2022-05-01", "@cmd"],
]


def test_the_refused_rows_go_back_with_their_reasons(tmp_path: Path, understand: Understand) -> None:
    path = write_error_workbook(tmp_path / "错误.xlsx", understand(ROWS))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert shown[0] == [
        "原行号",
        "错误原因",
        "项目名称",
        "区域",
        "总投资（亿元）",
        "2022年度计划投资（亿元）",
        "实际开工日期",
        "星级",
    ]
    assert [row[0] for row in shown[1:]] == [3, 4]
    assert "不是数字" in str(shown[1][1])
    assert shown[1][2:6] == ["甲项目", "连山区", 1.5, "abc"]
    red = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFC7CE"]
    assert red == ["F3", "G4"]


def test_it_can_be_corrected_and_imported(tmp_path: Path, understand: Understand) -> None:
    path = write_error_workbook(tmp_path / "错误.xlsx", understand(ROWS))
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["F3"] = 0.7
    book.worksheets[0]["G4"] = "2022-02-28"
    book.save(path)
    found = read_register(path)
    assert not found.refusals
    assert found.year == 2022
    first, second = (row.line() for row in found.rows)
    assert (first.total_investment, first.planned_investment) == (Decimal("15000.00"), Decimal("7000.00"))
    assert second.actual_start == date(2022, 2, 28)
    assert [one.header for one in found.unknown_columns] == ["星级"]


def test_every_change_stands_on_a_sheet_of_its_own(tmp_path: Path, understand: Understand) -> None:
    path = write_error_workbook(tmp_path / "错误.xlsx", understand(ROWS))
    record = openpyxl.load_workbook(path)["读取记录"]
    rows = [[cell.value for cell in row] for row in record.iter_rows(min_row=2)]
    assert ["项目", "5", "D", "2022年计划投资", "0.5亿", "5000.00", "按单位换算成了万元"] in rows


def test_services_add_their_own_refusals(tmp_path: Path, understand: Understand) -> None:
    found = understand(ROWS[:2] + ROWS[4:])
    assert not found.refusals
    below = Refusal("项目", 3, "C", "总投资", 3, "sheets.cell_out_of_range", {})
    path = write_error_workbook(tmp_path / "错误.xlsx", found, [below])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert "超出" in str(sheet["B3"].value)
    assert sheet["H3"].value == "@cmd"
    assert sheet["H3"].data_type == "s"


def test_raw_cells_of_every_kind_are_kept(tmp_path: Path, read_here: ReadHere) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415

    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(["项目名称", "总投资（万元）", "入库日期", "形象进度（%）", "复工日期", "时间", "备注"])
    sheet.append(["甲项目", "#REF!", 43467, 0.358, date(2023, 1, 3), time(9, 30), None])
    sheet["D2"].number_format = "0.0%"
    book.save(tmp_path / "a.xlsx")
    register = understand_register(read_here(tmp_path / "a.xlsx"))
    path = write_error_workbook(tmp_path / "错误.xlsx", register)
    again = openpyxl.load_workbook(path)
    assert [cell.value for cell in again.worksheets[0][3]][3] == "#REF!"
    again.worksheets[0]["D3"] = 5
    again.save(path)
    line = understand_register(read_here(path)).rows[0].line()
    assert line.registered_on == date(2023, 1, 3)
    assert line.resumed_on == date(2023, 1, 3)
    assert line.physical_progress_pct == Decimal("35.80")
    assert line.total_investment == Decimal("5.00")


def test_a_register_without_errors_gives_only_the_record(tmp_path: Path, understand: Understand) -> None:
    rows = [["项目名称", "建设起止年限", "新建续建"], ["甲项目", "2021-2025", "是"]]
    path = write_error_workbook(tmp_path / "错误.xlsx", understand(rows))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["读取记录"]
    shown = [row[5].value for row in book.worksheets[0].iter_rows(min_row=2)]
    assert shown == ["2021-01-01、2025-12-31", "新建"]


@pytest.mark.parametrize("name", ["2022年", "登记表"])
def test_without_a_year_in_the_file_none_is_made_up(tmp_path: Path, make_book: MakeBook, name: str) -> None:
    path = make_book([["项目名称", "总投资（万元）"], ["甲项目", "x"]], name=f"{name}.xlsx")
    back = write_error_workbook(tmp_path / "错误.xlsx", read_register(path))
    assert str(openpyxl.load_workbook(back).worksheets[0]["A1"].value).startswith(f"{name}.xlsx 中")
