"""Workbooks as offices send them, drawn by code, and a reader without the worker process for quick tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from inspector.sheets import workbook
from inspector.sheets.findings import RegisterFile
from inspector.sheets.raw import Limits, RawBook
from inspector.sheets.register import understand_register
from inspector.sheets.workbook import read_workbook
from inspector.sheets.worker import Message, read_into

Sheet = Sequence[Sequence[Any]]
MakeBook = Callable[..., Path]
ReadHere = Callable[[Path], RawBook]
Understand = Callable[..., RegisterFile]


_IN_A_PROCESS = workbook._messages


def _here(path: Path, limits: Limits) -> Iterator[Message]:
    messages: list[Message] = []
    read_into(messages.append, path, limits)
    return iter(messages)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without the process boundary, which most tests are not about; see `in_a_process`."""
    monkeypatch.setattr(workbook, "_messages", _here)


@pytest.fixture
def in_a_process(in_this_process: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in a worker process, as the product does."""
    del in_this_process
    monkeypatch.setattr(workbook, "_messages", _IN_A_PROCESS)


@pytest.fixture
def make_book(tmp_path: Path) -> MakeBook:
    """Write rows (and merged ranges) as an .xlsx and return its path."""

    def make(rows: Sheet, *, merged: Sequence[str] = (), title: str = "项目", name: str = "登记表.xlsx") -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = title
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def read_here() -> ReadHere:
    """Read a workbook; a function, because Hypothesis takes no fixtures made per example."""
    return read_workbook


@pytest.fixture
def understand(make_book: MakeBook, read_here: ReadHere) -> Understand:
    """Rows straight to a RegisterFile."""

    def read(rows: Sheet, *, year: int | None = None, **more: Any) -> RegisterFile:
        return understand_register(read_here(make_book(rows, **more)), year=year)

    return read


@pytest.fixture
def city_register(tmp_path: Path) -> Path:
    """A register as a city office writes it: title, notes, grouped headers, sums, sections, mixed spellings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2022年重点项目"
    for row in _CITY:
        sheet.append(row)
    for area in ("A1:L1", "E3:F3", *(f"{letter}3:{letter}4" for letter in "ABCDGHIJKL"), "C7:C8"):
        sheet.merge_cells(area)
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["L"].hidden = True
    notes = book.create_sheet("领导批示")
    notes.append(["请各县区认真核对"])
    book.save(tmp_path / "城市台账.xlsx")
    return tmp_path / "城市台账.xlsx"


_REST = ["开工时间", "计划竣工时间", "形象进度", "审批科室", "项目代码"]
_CITY: list[list[Any]] = [
    ["2022年全市重点项目推进情况表"],
    ["填报单位：市发改委", *[""] * 9, "单位：亿元"],
    ["序号", "项目名称", "县（市）区", "建设性质", "投资情况", "", "截至5月底完成投资（万元）", *_REST],
    ["", "", "", "", "总投资", "2022年计划投资"],
    ["合计", "", "", "", 3.5, "1.7亿元"],
    ["一、新建项目（2个）"],
    [
        1,
        "滨海产业园污水处理厂 ",
        "连山区",
        "新建",
        "1.5亿元",
        0.5,
        "1,200",
        "2022年3月",
        "2024.10",
        "主体\n施工",
        "一科",
        "2509-320193-89-01-544060",
    ],
    [2, "农化三期\n工程", "", "续建", 1, "０.７", 3000.005, 44630, 2025, "-", "二科", ""],
    [3, "核电配套道路", "龙港区", "改扩建", 1, 0.5, "—", "", "2023年12月31日", "", "", ""],
    ["小计", "", "", "", 3.5, 1.8],
]
