from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from inspector.domain.errors import FormatError
from inspector.sheets.publishing import publish
from inspector.sheets.table import (
    LINE_HEIGHT,
    CellKind,
    TableColumn,
    clean_text,
    fits_number,
    row_height,
    sheet_name,
    write_table,
)


def test_a_table_of_every_kind(tmp_path: Path) -> None:
    columns = [
        TableColumn("名称", width=30),
        TableColumn("说明", CellKind.LONG_TEXT),
        TableColumn("金额（万元）", CellKind.MONEY),
        TableColumn("数", CellKind.NUMBER),
        TableColumn("个数", CellKind.INTEGER),
        TableColumn("日期", CellKind.DATE),
    ]
    rows = [
        ("甲", "一\n二", Decimal("1234.50"), 0.1, 3, date(2022, 6, 10)),
        ("=1", None, Decimal("12345678901234.56"), 0.1 + 0.2, 10**18, date(1900, 1, 1)),
    ]
    path = write_table(tmp_path / "表.xlsx", "红灯/清单", columns, (row for row in rows))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.title == "红灯清单"
    assert [cell.value for cell in sheet[2]][:5] == ["甲", "一\n二", 1234.5, 0.1, 3]
    assert sheet["F2"].is_date
    assert [cell.value for cell in sheet[3]] == [
        "=1",
        None,
        "12345678901234.56",
        "0.30000000000000004",
        str(10**18),
        "1900-01-01",
    ]
    assert sheet.auto_filter.ref == "A1:F3"
    assert sheet.print_title_rows == "$1:$1"


def test_an_empty_table_has_its_header(tmp_path: Path) -> None:
    path = write_table(tmp_path / "a.xlsx", "", [TableColumn("名称")], [])
    assert openpyxl.load_workbook(path).worksheets[0]["A1"].value == "名称"


def test_texts_and_names_that_excel_does_not_take() -> None:
    assert clean_text("甲\x00\x08\ud800乙\n") == "甲乙\n"
    assert sheet_name("[a]:*?/\\'" + "长" * 40) == "a" + "长" * 30
    assert sheet_name("//") == "Sheet1"
    assert not fits_number(True + 10**15)
    assert not fits_number("1")


def test_a_target_that_is_open_elsewhere_gets_another_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "表.xlsx"
    target.write_text("open")
    real = Path.replace

    def guarded(self: Path, to: Path) -> Path:
        if to.name in ("表.xlsx", "表-2.xlsx"):
            raise PermissionError(13, "open")
        return real(self, to)

    (tmp_path / "表-2.xlsx").write_text("open")
    monkeypatch.setattr(Path, "replace", guarded)
    assert write_table(target, "表", [TableColumn("a")], []).name == "表-3.xlsx"
    assert target.read_text() == "open"
    assert len(list(tmp_path.iterdir())) == 3


def test_when_every_name_is_taken_the_user_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def always_open(_self: Path, to: Path) -> Path:
        to.touch()
        raise PermissionError(13, "open")

    monkeypatch.setattr(Path, "replace", always_open)
    with pytest.raises(FormatError) as refused:
        write_table(tmp_path / "表.xlsx", "表", [TableColumn("a")], [])
    assert refused.value.key == "sheets.cannot_write"


def test_a_folder_that_cannot_be_written_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(_self: Path, _to: Path) -> Path:
        raise PermissionError(13, "read-only")

    monkeypatch.setattr(Path, "replace", forbidden)
    with pytest.raises(FormatError):
        write_table(tmp_path / "表.xlsx", "表", [TableColumn("a")], [])
    assert not list(tmp_path.iterdir())
    with pytest.raises(FormatError):
        publish(tmp_path / "没有" / "a.txt", lambda path: path.touch())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("短", 10, 1), ("总投资低于登记门槛，未入库。", 16, 2), ("一\n二\n三", 20, 3), ("x" * 30, 11, 3)],
)
def test_a_row_is_as_high_as_its_text_needs(text: str, width: float, lines: int) -> None:
    assert row_height(text, width) == lines * LINE_HEIGHT
