from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import xlsxwriter
import xlwt
from python_calamine import PasswordError

from inspector.checklists.grid import Place
from inspector.checklists.limits import Limits
from inspector.checklists.reading import read_checklist
from inspector.checklists.workbook import read_workbook
from inspector.domain.column_letters import column_letter, column_number
from inspector.domain.errors import FormatError
from tests.checklists.kit import write

SURVEY = (("类型", "名称", "标签"), ("文字", "甲", "甲"))


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(FormatError) as caught:
        read_workbook(path, *([limits] if limits else []))
    return caught.value.key


def old_workbook(path: Path) -> Path:
    made = xlwt.Workbook()
    sheet = made.add_sheet("调查")
    for number, row in enumerate(SURVEY):
        for column, text in enumerate(row):
            sheet.write(number, column, text)
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    sheet.write(2, 0, "整数")
    sheet.write(2, 1, "乙")
    sheet.write(2, 2, date(2026, 3, 1), day)
    sheet.write(2, 3, 12.0)
    sheet.write(2, 4, True)  # noqa: FBT003 - xlwt's own signature
    sheet.write(2, 5, datetime(1900, 1, 1, 9, 30).time(), xlwt.easyxf(num_format_str="hh:mm"))  # noqa: DTZ001
    made.save(str(path))
    return path


def rewritten(source: Path, target: Path, part: str, old: bytes, new: bytes) -> Path:
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(old, new) if name == part else data)
    return target


def test_cells_come_as_their_author_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("调查")
        sheet.write_row(0, 0, [" 甲\u00a0乙 ", 3.0, 2.5, True, None])
        sheet.write_datetime(0, 5, datetime(2026, 3, 1), made.add_format({"num_format": "yyyy-mm-dd"}))  # noqa: DTZ001
        sheet.write_datetime(0, 6, datetime(2026, 3, 1, 9, 30), made.add_format({"num_format": "yyyy-mm-dd hh:mm"}))  # noqa: DTZ001
        sheet.write_blank(3, 9, None, made.add_format({"bold": True}))
    (found,) = read_workbook(path).sheets
    assert found.rows == (("甲 乙", "3", "2.5", "true", "", "2026-03-01", "2026-03-01T09:30:00"),)


def test_an_old_workbook_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "检查表.xlsx")
    assert read_workbook(path).sheets[0].rows[2] == ("整数", "乙", "2026-03-01", "12", "true", "09:30:00")
    reading = read_checklist(path)
    assert reading.form is not None
    assert [one.name for one in reading.form.items] == ["甲", "乙"]


def test_a_new_workbook_called_xls_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", 调查=SURVEY).rename(tmp_path / "a.xls")
    assert read_checklist(path).form is not None


@pytest.mark.parametrize("data", [b"", b"<html><table></table></html>", b"type,name\ntext,a\n"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert refused(path) == "checklists.not_a_workbook"


def test_what_is_damaged_or_not_there_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing.xlsx") == "checklists.unreadable"
    path = write(tmp_path / "a.xlsx", 调查=SURVEY)
    path.write_bytes(path.read_bytes()[:-200])
    assert refused(path) == "checklists.damaged"
    path = old_workbook(tmp_path / "b.xls")
    path.write_bytes(path.read_bytes()[:1500])
    assert refused(path) == "checklists.damaged"
    path = rewritten(
        write(tmp_path / "c.xlsx", 调查=SURVEY), tmp_path / "d.xlsx", "xl/worksheets/sheet1.xml", b"<row", b"<rwo"
    )
    assert refused(path) == "checklists.damaged"
    path = rewritten(tmp_path / "c.xlsx", tmp_path / "e.xlsx", "xl/worksheets/sheet1.xml", b'r="A1"', b'r="1A"')
    assert refused(path) == "checklists.damaged"


@pytest.mark.parametrize("part", ["content.xml", "xl/workbook.bin"])
def test_other_formats_in_a_zip_are_refused(tmp_path: Path, part: str) -> None:
    path = write(tmp_path / "a.xlsx", 调查=SURVEY)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(part, b"<x/>")
    assert refused(path) == "checklists.not_a_workbook"
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as package:
        package.writestr("readme.txt", b"nothing")
    assert refused(tmp_path / "b.xlsx") == "checklists.not_a_workbook"


def test_an_encrypted_workbook_is_told_apart(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "a.xls")
    path.write_bytes(path.read_bytes() + "EncryptedPackage".encode("utf-16-le"))
    assert refused(path) == "checklists.encrypted"
    path = write(tmp_path / "b.xlsx", 调查=SURVEY)
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert refused(path) == "checklists.encrypted"


def test_a_cell_in_the_last_corner_costs_no_memory(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", 调查=SURVEY)
    for number, corner in enumerate((b'r="XFD1048576"', b'r="C1048576"')):
        far = rewritten(path, tmp_path / f"{number}.xlsx", "xl/worksheets/sheet1.xml", b'r="C2"', corner)
        assert refused(far) == "checklists.too_large"


def test_a_sheet_outside_its_folder_is_measured_too(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", 调查=SURVEY)
    hidden = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(hidden, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name).replace(b"worksheets/sheet1.xml", b"nice.xml")
            target = "xl/nice.xml" if name.endswith("sheet1.xml") else name
            after.writestr(target, data.replace(b'r="C2"', b'r="XFD1048576"'))
    assert refused(hidden) == "checklists.too_large"


def test_one_long_text_used_often_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", 调查=[["长" * 30_000] * 100 for _ in range(20)])
    assert path.stat().st_size < 50_000
    assert refused(path) == "checklists.too_large"


def test_bombs_twins_and_entities_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", 调查=SURVEY)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/nothing.bin", b"\0" * 3_000_000)
    assert refused(path) == "checklists.not_honest"
    assert refused(path, Limits(unpacked_size=1_000)) == "checklists.too_large"
    assert refused(path, Limits(file_size=1_000)) == "checklists.too_large"
    path = write(tmp_path / "b.xlsx", 调查=SURVEY)
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("XL/workbook.xml", b"")
    assert refused(path) == "checklists.not_honest"
    doctype = b'?>\n<!DOCTYPE x [<!ENTITY a "b">]>'
    path = write(tmp_path / "c.xlsx", 调查=SURVEY)
    path = rewritten(path, tmp_path / "d.xlsx", "xl/worksheets/sheet1.xml", b"?>", doctype)
    assert refused(path) == "checklists.not_honest"


def test_caps_on_sheets_rows_columns_and_cells(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", 调查=SURVEY, 选项=(("a",),))
    assert refused(path, Limits(sheets=1)) == "checklists.too_large"
    assert refused(path, Limits(rows=1)) == "checklists.too_large"
    assert refused(old_workbook(tmp_path / "c.xls"), Limits(rows=1)) == "checklists.sheet_too_large"
    assert refused(path, Limits(columns=2)) == "checklists.sheet_too_large"
    assert refused(path, Limits(cell=1)) == "checklists.cell_too_long"
    assert refused(old_workbook(tmp_path / "b.xls"), Limits(sheets=0)) == "checklists.too_large"


def test_columns_are_named_as_excel_names_them() -> None:
    assert [column_letter(one) for one in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letter(one)) == one for one in range(1000))
    assert (Place("调查", 3, 1).letter, Place("调查", 3).letter) == ("B", "")


def test_whatever_a_parser_stumbles_over_is_told_as_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.xlsx", 调查=SURVEY)
    for error, key in ((PasswordError("locked"), "checklists.encrypted"), (RuntimeError("bug"), "checklists.damaged")):

        def stumble(_: object, error: Exception = error) -> None:
            raise error

        monkeypatch.setattr("inspector.checklists.workbook.CalamineWorkbook", SimpleNamespace(from_filelike=stumble))
        assert refused(path) == key


def test_cells_without_a_reference_and_rows_left_empty_are_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", 调查=(*SURVEY, ("",), (" ",)))
    bare = rewritten(path, tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", b' r="A1"', b"")
    assert len(read_workbook(bare).sheets[0].rows) == 2
