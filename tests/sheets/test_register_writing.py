from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain.errors import FormatError
from inspector.domain.project import Project, ProjectKind, Stage
from inspector.sheets import columns
from inspector.sheets.columns import Column, Sort
from inspector.sheets.raw import RawBook
from inspector.sheets.register import read_register, understand_register
from inspector.sheets.register_line import LINE_FIELDS, RegisterLine
from inspector.sheets.register_writing import write_register, write_template

ReadHere = Callable[[Path], RawBook]

FULL = RegisterLine(
    name="滨海产业园污水处理厂",
    project_code="2509-320193-89-01-544060",
    total_investment=Decimal("12345.67"),
    kind=ProjectKind.CONTINUING,
    stage=Stage.CONSTRUCTION,
    actual_start=date(2022, 4, 15),
    list_names=("市重点", "省重点"),
    longitude=120.836932,
    note="=1+1",
)


def test_every_cell_of_a_project_has_a_column() -> None:
    written = {column.field for column in columns.written_columns()}
    assert written == set(LINE_FIELDS)
    own = {cell.name for cell in Project.CELLS} - {"area_id", "park_id"}
    assert own | {"area_code", "area_name", "park_code", "park_name"} <= written


def test_every_value_of_an_enum_has_a_word() -> None:
    for field, kind in columns.ENUMS.items():
        assert set(columns.enum_labels(field)) == set(kind)


def test_an_export_is_what_an_office_expects(tmp_path: Path) -> None:
    path = write_register(tmp_path / "台账.xlsx", [FULL])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells: dict[Any, Any] = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref is not None
    assert cells["总投资（万元）"].value == 12345.67
    assert cells["总投资（万元）"].number_format == "#,##0.00"
    assert cells["投资项目统一代码"].data_type == "s"
    assert cells["备注"].value == "=1+1"
    assert cells["备注"].data_type == "s"
    assert cells["新建续建"].value == "续建"
    assert cells["实际开工日期"].is_date
    assert cells["所属清单"].value == "市重点、省重点"
    assert cells["系统编号"].value is None


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "{=", "\t="])
def test_no_text_becomes_a_formula(tmp_path: Path, start: str) -> None:
    path = write_register(tmp_path / "a.xlsx", [RegisterLine(name="甲", note=f"{start}cmd|' /C calc'!A0")])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_synthetic_register_says_so_and_is_read_back(tmp_path: Path, read_here: ReadHere) -> None:
    path = write_register(tmp_path / "a.xlsx", [FULL], synthetic=True)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert "合成" in str(sheet["A1"].value)
    assert "合成" in str(getattr(getattr(sheet.oddHeader, "center", None), "text", ""))
    found = understand_register(read_here(path))
    assert [row.line() for row in found.rows] == [FULL]


def test_a_text_that_does_not_fit_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as refused:
        write_register(tmp_path / "a.xlsx", [RegisterLine(name="甲", note="长" * 40_000)])
    assert refused.value.key == "sheets.text_too_long_to_write"
    assert not list(tmp_path.iterdir())


def test_an_empty_template_is_an_empty_register(tmp_path: Path) -> None:
    path = write_template(tmp_path / "模板.xlsx")
    found = read_register(path)
    assert (found.rows, found.refusals, found.warnings, found.unknown_columns) == ((), (), (), ())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["重点项目台账", "填表说明"]
    form, explained = book.worksheets
    assert {cell.value for cell in form[1]} >= {"项目名称*", "区域*", "总投资（万元）*", "备注"}
    offered = [validation.formula1 for validation in form.data_validations.dataValidation]
    assert '"新建,续建"' in offered
    assert len(offered) == sum(one.sort is columns.Sort.ENUM for one in columns.written_columns())
    assert explained.max_row == len(columns.written_columns()) + 3


def test_a_template_filled_in_is_imported_without_a_change(tmp_path: Path, read_here: ReadHere) -> None:
    path = write_template(tmp_path / "模板.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    filled: dict[str, Any] = {
        "项目名称*": "滨海产业园污水处理厂",
        "区域*": "连山区",
        "总投资（万元）*": 12345.67,
        "新建续建": "新建",
        "项目阶段": "建设",
        "建设状态": "在建",
        "实际开工日期": date(2022, 4, 15),
        "计划开工月": 4,
        "形象进度百分比（%）": 65.8,
        "投资项目统一代码": "2509-320193-89-01-544060",
    }
    for index, cell in enumerate(sheet[1], start=1):
        if str(cell.value) in filled:
            sheet.cell(2, index).value = filled[str(cell.value)]
    book.save(path)
    found = understand_register(read_here(path))
    assert (found.coercions, found.refusals, found.warnings) == ((), (), ())
    assert found.rows[0].line().total_investment == Decimal("12345.67")
    assert len(found.rows[0].values) == len(filled)


def clean(text: str) -> str:
    return " ".join(text.split())


LETTERS = st.characters(codec="utf-8", exclude_categories=("C", "Z"))
WORDS = st.text(LETTERS | st.just(" "), min_size=3, max_size=20).map(clean)
TEXTS = WORDS.filter(lambda text: text and text not in columns.placeholders())
NAMES = TEXTS.filter(lambda text: "计" not in text and len(text) > 2 and columns.key(text) not in columns.by_key())
LISTS = st.lists(st.text("市省县级重点清单ABC", min_size=1, max_size=6), max_size=3, unique=True).map(tuple)
CODES = st.text("ABCDFGH0123456789-", min_size=2, max_size=30).filter(lambda text: text not in columns.placeholders())


def values(column: Column) -> st.SearchStrategy[Any]:
    """Any value that a field of a line may hold."""
    if column.sort is Sort.ENUM:
        return st.sampled_from(list[Enum](columns.ENUMS[column.field]))
    return {
        Sort.CODE: CODES,
        Sort.NAME: NAMES,
        Sort.SHORT: TEXTS,
        Sort.FREE: st.lists(TEXTS, min_size=1, max_size=3).map("\n".join),
        Sort.TEXTS: LISTS,
        Sort.MONEY: st.decimals(0, 10**11, places=2),
        Sort.QUANTITY: st.decimals(0, 10**11, places=4),
        Sort.PERCENT: st.decimals(0, 1000, places=2),
        Sort.DEGREES: st.floats(-90, 90),
        Sort.COUNT: st.integers(0, 10**9 - 1),
        Sort.YEAR: st.integers(1949, 2149),
        Sort.MONTH: st.integers(1, 12),
        Sort.DATE: st.dates(date(1949, 1, 1), date(2149, 12, 31)),
        Sort.END_DATE: st.dates(date(1949, 1, 1), date(2149, 12, 31)),
    }[column.sort]


def lines() -> st.SearchStrategy[RegisterLine]:
    fields = {column.field: values(column) for column in columns.written_columns()}
    optional = {name: one if name in ("name", "list_names") else st.none() | one for name, one in fields.items()}
    return st.builds(RegisterLine, **optional)


@given(st.lists(lines(), min_size=1, max_size=4))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_an_export_imported_again_changes_nothing(read_here: ReadHere, register: list[RegisterLine]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = understand_register(read_here(write_register(Path(folder) / "a.xlsx", register)))
    assert [row.line() for row in found.rows] == register
    assert found.refusals == ()
    assert found.coercions == ()
    assert found.unknown_columns == ()


def test_a_line_has_only_fields_of_its_columns() -> None:
    assert {field.name for field in dataclasses.fields(RegisterLine)} == set(LINE_FIELDS)
