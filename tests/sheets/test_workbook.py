"""Files that are damaged, hostile or something else are refused by a sentence, and nothing hangs."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from inspector.domain.errors import FormatError
from inspector.sheets.raw import LIMITS, MarkKind, RawBook
from inspector.sheets.register import read_register
from inspector.sheets.workbook import read_workbook
from inspector.texts import explain

MakeBook = Callable[..., Path]
ReadHere = Callable[[Path], RawBook]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def plain(make_book: MakeBook) -> Path:
    return make_book([["项目名称", "区域"], ["甲", "连山区"]])


def rebuilt(path: Path, changes: dict[str, bytes], name: str = "hostile.xlsx") -> Path:
    """A copy of a workbook with some of its parts replaced or added."""
    target = path.with_name(name)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member not in changes:
                new.writestr(member, old.read(member))
        for member, data in changes.items():
            new.writestr(member, data)
    return target


def sheet_xml(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def refusal(path: Path, **limits: Any) -> str:
    with pytest.raises(FormatError) as refused:
        read_workbook(path, replace(LIMITS, **limits))
    sentence = explain(refused.value)
    assert path.name in sentence
    assert "{" not in sentence
    return refused.value.key.removeprefix("sheets.")


@pytest.mark.usefixtures("in_a_process")
def test_a_workbook_through_the_worker_process(plain: Path) -> None:
    book = read_workbook(plain)
    assert book.name == plain.name
    assert [row[:2] for row in book.sheets[0].rows] == [["项目名称", "区域"], ["甲", "连山区"]]


def test_the_ending_of_the_name_does_not_matter(plain: Path) -> None:
    renamed = plain.rename(plain.with_suffix(".xls"))
    assert read_workbook(renamed).sheets[0].rows[1][0] == "甲"


def test_cells_stand_where_they_stand_in_excel(tmp_path: Path, read_here: ReadHere) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["C4"] = "x"
    book.save(tmp_path / "a.xlsx")
    assert read_here(tmp_path / "a.xlsx").sheets[0].rows[3] == [None, None, "x"]


@pytest.mark.usefixtures("in_a_process")
def test_hostile_files_end_in_the_worker_as_well(plain: Path, tmp_path: Path) -> None:
    assert refusal(rebuilt(plain, {SHEET: sheet_xml('<row><c r="XFD1048576"><v>1</v></c></row>')})) == "too_many_cells"
    (tmp_path / "密.xlsx").write_bytes(compound("EncryptedPackage"))
    assert refusal(tmp_path / "密.xlsx") == "encrypted"


def test_what_calamine_does_not_tell_is_found(tmp_path: Path, read_here: ReadHere) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"], sheet["C1"], sheet["D1"] = "#DIV/0!", "=1+1", 0.5, 1
    sheet["C1"].number_format = "0.00%"
    sheet.merge_cells("A3:B4")
    sheet.row_dimensions[2].hidden = True
    sheet["E2"] = 1
    sheet.column_dimensions["E"].hidden = True
    book.create_sheet("隐藏").sheet_state = "veryHidden"
    book.create_chartsheet("图")
    book.save(tmp_path / "a.xlsx")
    first, hidden = read_here(tmp_path / "a.xlsx").sheets
    assert {place: mark.kind for place, mark in first.marks.cells.items()} == {
        (0, 0): MarkKind.ERROR,
        (0, 1): MarkKind.UNCOMPUTED,
        (0, 2): MarkKind.PERCENT,
    }
    assert first.marks.cells[0, 0].text == "#DIV/0!"
    assert (first.marks.hidden_rows, first.marks.hidden_columns) == ({1}, {4})
    assert first.merged == (((2, 0), (3, 1)),)
    assert hidden.hidden


def test_a_formula_whose_result_is_an_empty_text_is_no_loss(plain: Path, read_here: ReadHere) -> None:
    xml = sheet_xml('<row r="1"><c r="A1" t="str"><f>IF(1,"")</f><v></v></c><c r="B1"><f>1+1</f><v>2</v></c></row>')
    sheet = read_here(rebuilt(plain, {SHEET: xml})).sheets[0]
    assert not sheet.marks.cells
    assert sheet.rows[0][1] == 2


def test_a_writer_with_prefixes_and_single_quotes_is_understood(plain: Path, read_here: ReadHere) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "<x:row r='1'><x:c r='A1'><x:f>1+1</x:f></x:c><x:c r='B1' t='e'><x:v>#N/A</x:v></x:c></x:row>"
    xml = f"<x:worksheet xmlns:x='{space}'><x:sheetData>{rows}</x:sheetData></x:worksheet>".encode()
    marks = read_here(rebuilt(plain, {SHEET: xml})).sheets[0].marks.cells
    assert {place: mark.kind for place, mark in marks.items()} == {(0, 0): MarkKind.UNCOMPUTED, (0, 1): MarkKind.ERROR}


def test_marks_without_a_place_are_passed_over(plain: Path, read_here: ReadHere) -> None:
    xml = sheet_xml('<row hidden="1"><c t="e"><v>#N/A</v></c></row>')
    assert not read_here(rebuilt(plain, {SHEET: xml})).sheets[0].marks.cells


def test_rows_that_span_blocks_are_scanned_whole(tmp_path: Path, read_here: ReadHere) -> None:
    import xlsxwriter  # noqa: PLC0415

    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for row in range(2_000):
            sheet.write_string(row, 0, "长文本" * 200)
        sheet.write_formula(2_000, 1, "=1/0", None, "#DIV/0!")
    found = read_here(tmp_path / "a.xlsx").sheets[0]
    assert set(found.marks.cells) == {(2_000, 1)}


def test_an_old_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("旧表")
    percent, day = xlwt.easyxf(num_format_str="0.0%"), xlwt.easyxf(num_format_str="yyyy-mm-dd")
    sheet.write(0, 0, "项目名称")
    sheet.write(1, 0, 0.358, percent)
    sheet.write(1, 1, dt.date(2023, 1, 3), day)
    sheet.row(1).set_cell_error(2, 0x17)
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    sheet.write_merge(3, 4, 0, 0, "合并")
    book.dates_1904 = False
    book.save(str(tmp_path / "a.xls"))
    read = read_workbook(tmp_path / "a.xls")
    found = read.sheets[0]
    assert (found.name, found.rows[1][1], read.date_1904) == ("旧表", dt.date(2023, 1, 3), False)
    assert found.merged == (((3, 0), (4, 0)),)
    assert found.marks.cells[1, 0].kind is MarkKind.PERCENT
    assert (found.marks.cells[1, 2].kind, found.marks.cells[1, 2].text) == (MarkKind.ERROR, "#REF!")
    assert (found.marks.hidden_rows, found.marks.hidden_columns) == ({1}, {1})


def test_files_that_are_no_tables(tmp_path: Path, plain: Path) -> None:
    for name, data, reason in (
        ("空.xlsx", b"", "empty_file"),
        ("图片.xlsx", b"\x89PNG\r\n\x1a\n\0\0", "not_a_workbook"),
        ("图片.png", b"\x89PNG\r\n\x1a\n\0\0", "not_a_table"),
        ("网页.xls", b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        ("网页2.xls", "\ufeff <?xml version='1.0'?><Workbook/>".encode(), "web_page"),
        ("残.xlsx", plain.read_bytes()[:400], "damaged"),
        ("残.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "damaged"),
        ("残2.xls", b"\xd0\xcf\x11\xe0" + b"1" * 2000, "not_a_workbook"),
        ("密.xlsx", compound("EncryptedPackage"), "encrypted"),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        assert refusal(path) == reason
    assert refusal(tmp_path / "没有.xlsx") == "unreadable"


def compound(stream: str) -> bytes:
    """A compound file whose one stream carries another name, as encrypted workbooks are."""
    out = io.BytesIO()
    XlsDoc().save(out, b"\0" * 5000)
    return out.getvalue().replace("Workbook".encode("utf-16-le") + b"\0" * 20, stream.encode("utf-16-le") + b"\0" * 4)


def test_an_old_workbook_with_a_password(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    data = book.get_biff_data()
    filepass = b"\x2f\x00\x06\x00\x00\x00\x59\xb3\x0a\x9a"
    data = data[: 4 + data[2]] + filepass + data[4 + data[2] :]
    out = io.BytesIO()
    XlsDoc().save(out, data)
    (tmp_path / "密.xls").write_bytes(out.getvalue())
    assert refusal(tmp_path / "密.xls") == "encrypted"


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")
    assert refusal(tmp_path / "a.xlsx") == "damaged"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(plain: Path) -> None:
    bomb = rebuilt(plain, {SHEET: b"<c/>" * 4_000_000})
    assert refusal(bomb) == "not_honest"
    assert refusal(plain, unpacked_size=100) == "too_large"


def test_entity_bombs_are_refused(plain: Path) -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert refusal(rebuilt(plain, {SHEET: bomb})) == "damaged"
    assert refusal(rebuilt(plain, {"xl/workbook.xml": bomb})) == "damaged"


def test_a_single_cell_in_the_last_corner_is_refused(plain: Path) -> None:
    for place in ('r="XFD1"', 'r="A1048576"', "r='JA1'", 'r = "IW1"'):
        xml = sheet_xml(f"<row><c {place}><v>1</v></c></row>")
        assert refusal(rebuilt(plain, {SHEET: xml})) == "too_many_cells"


@pytest.mark.usefixtures("in_a_process")
def test_a_million_rows_are_refused(plain: Path) -> None:
    xml = sheet_xml("".join(f"<row><c><v>{number}</v></c></row>" for number in range(1_000_000)))
    assert refusal(rebuilt(plain, {SHEET: xml})) == "too_many_cells"


def test_odd_archives_are_refused(plain: Path, tmp_path: Path) -> None:
    assert refusal(rebuilt(plain, {"XL/WORKBOOK.xml": b"x"})) == "not_honest"
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/workbook.xml", b"x")
    assert refusal(tmp_path / "a.xlsx") == "not_honest"
    assert refusal(plain, members=3) == "not_honest"
    assert refusal(plain, file_size=10) == "too_large"
    data = bytearray(plain.read_bytes())
    start = data.find(b"PK\x01\x02")
    data[start + 8] |= 1
    (tmp_path / "b.xlsx").write_bytes(data)
    assert refusal(tmp_path / "b.xlsx") == "encrypted"
    (tmp_path / "c.xlsx").write_bytes(b"PK" + b"x" * 100)
    assert refusal(tmp_path / "c.xlsx") == "damaged"


def test_members_that_overlap_are_refused(plain: Path, tmp_path: Path) -> None:
    data = bytearray(plain.read_bytes())
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    (tmp_path / "a.xlsx").write_bytes(data)
    assert refusal(tmp_path / "a.xlsx") == "not_honest"


def test_damage_inside_is_refused(plain: Path, tmp_path: Path) -> None:
    data = bytearray(plain.read_bytes())
    with zipfile.ZipFile(plain) as archive:
        offset = archive.getinfo(SHEET).header_offset
    for i in range(offset + 60, offset + 100):
        data[i] ^= 0x55
    (tmp_path / "a.xlsx").write_bytes(data)
    assert refusal(tmp_path / "a.xlsx") == "damaged"


def test_parts_that_should_be_small_are_not_parsed_when_they_are_not(plain: Path) -> None:
    styles = b"<styleSheet>" + b"".join(b"%d" % n for n in range(3_500_000))
    assert refusal(rebuilt(plain, {"xl/styles.xml": styles})) == "not_honest"


def test_a_workbook_without_styles_or_links_is_read(plain: Path, tmp_path: Path, read_here: ReadHere) -> None:
    target = tmp_path / "a.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            if member != "xl/styles.xml":
                new.writestr(member, old.read(member))
    assert read_here(target).sheets[0].rows[1][0] == "甲"


@pytest.mark.usefixtures("in_a_process")
def test_a_reader_that_takes_too_long_is_ended(plain: Path) -> None:
    assert refusal(plain, seconds=0.0) == "too_slow"


@pytest.mark.usefixtures("in_a_process")
def test_a_reader_that_runs_out_of_memory_is_ended(tmp_path: Path) -> None:
    import xlsxwriter  # noqa: PLC0415

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for row in range(3_000):
            sheet.write_string(row, 0, "长文本" * 10_000)
    assert refusal(tmp_path / "a.xlsx", memory=80_000_000) == "too_large"


def test_merged_ranges_on_top_of_each_other_are_refused(plain: Path) -> None:
    areas = "".join('<mergeCell ref="A1:A50000"/>' for _ in range(20))
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="50000"><c r="A50000"><v>1</v></c></row>'
    xml = sheet_xml(rows).replace(b"</worksheet>", f"<mergeCells>{areas}</mergeCells></worksheet>".encode())
    assert refusal(rebuilt(plain, {SHEET: xml})) == "not_honest"


def test_texts_made_to_stop_a_parser_do_not(make_book: MakeBook) -> None:
    long = ["(" * 30_000, " " * 30_000 + "x", "-" * 30_000, "2021-" * 6_000, "一、" * 10_000]
    path = make_book([["项目名称", "建设起止年限", *long], *([text, text] for text in long)])
    found = read_register(path)
    assert len(found.refused_rows) == len(long) - 1
    assert [one.key for one in found.warnings] == ["sheets.section_left_out"]


def test_old_workbooks_are_capped_too(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("a").write(9, 9, "x")
    book.save(str(tmp_path / "a.xls"))
    assert refusal(tmp_path / "a.xls", cells=10) == "too_many_cells"


@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_tables(tmp_path: Path, separator: str, encoding: str) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes(f'项目名称{separator}备注\n甲{separator}"一\n二"\n'.encode(encoding))
    assert read_workbook(path).sheets[0].rows == [["项目名称", "备注"], ["甲", "一\n二"]]


def test_text_tables_that_cannot_be_read(tmp_path: Path) -> None:
    for data, reason in (
        (b"\xff\xff\x81", "unknown_encoding"),
        (b"a,b\0", "not_a_table"),
        (b'a,"b' + b"\n1,2" * 30_000, "not_a_table"),
    ):
        path = tmp_path / "表.csv"
        path.write_bytes(data)
        assert refusal(path) == reason
    (tmp_path / "多.csv").write_text("\n".join("甲,乙" for _ in range(20)), encoding="utf-8")
    assert refusal(tmp_path / "多.csv", rows=10) == "too_many_cells"
    assert refusal(tmp_path / "多.csv", columns=1) == "too_many_cells"
    assert refusal(tmp_path / "多.csv", cells=5) == "too_many_cells"
