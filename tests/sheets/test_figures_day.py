"""The day to which a register's figures speak, where only its header or a note above the table says it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inspector.sheets.header_text import note_day
from inspector.sheets.register import read_register


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("截至2022年5月底完成投资（万元）", None, date(2022, 5, 31)),
        ("截至5月底累计完成投资", 2022, date(2022, 5, 31)),
        ("截止２０２２年６月１０日", None, date(2022, 6, 10)),
        ("2024年1-2月完成投资", None, date(2024, 2, 29)),
        ("1—5月份完成投资（亿元）", 2023, date(2023, 5, 31)),
        ("截至5月底完成投资", None, None),
        ("截至13月完成投资", 2022, None),
        ("截至6月31日", 2022, None),
        ("年度计划投资", 2022, None),
    ],
)
def test_the_day_that_a_header_names(text: str, year: int | None, day: date | None) -> None:
    assert note_day(text, year) == day


def register(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_figures_are_dated_by_their_header(tmp_path: Path) -> None:
    header = ["项目名称", "区域", "总投资（万元）", "1-5月完成投资（万元）"]
    book = register(tmp_path / "台账.xlsx", ["2022年重点项目台账"], header, ["滨海公路", "连山区", 900, 30])
    file = read_register(book)
    assert file.rows[0].values["reported_on"] == date(2022, 5, 31)
    assert "sheets.dated_by_header" in {one.key for one in file.warnings}


def test_figures_are_dated_by_a_note_above_the_table_unless_a_column_says_the_day(tmp_path: Path) -> None:
    header = ["项目名称", "区域", "总投资（万元）", "本年完成投资（万元）", "数据截止日期"]
    rows: list[list[Any]] = [["滨海公路", "连山区", 900, 30, "2022-06-10"], ["港口", "连山区", 900, 30, None]]
    file = read_register(register(tmp_path / "台账.xlsx", ["（截至2022年5月31日）"], header, *rows))
    assert [one.values["reported_on"] for one in file.rows] == [date(2022, 6, 10), date(2022, 5, 31)]


def test_rows_without_figures_get_no_day(tmp_path: Path) -> None:
    header = ["项目名称", "区域", "总投资（万元）"]
    book = register(tmp_path / "台账.xlsx", ["截至2022年5月底"], header, ["滨海公路", "连山区", 900])
    assert "reported_on" not in read_register(book).rows[0].values
