"""What calamine does not tell about an .xls file of Excel 97–2003: errors, percent formats, hidden rows, the calendar.

The counterpart of `marks` for the old binary format, read through xlrd; apart because the two formats share
nothing. Whether a formula was ever computed cannot be told there: Excel always stored a result.
"""

from __future__ import annotations

import io
from pathlib import Path

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.sheet import Sheet

from inspector.domain.errors import FormatError
from inspector.sheets.marks import BookMarks
from inspector.sheets.raw import Limits, Mark, MarkKind, SheetMarks

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def scan_legacy(path: Path, limits: Limits) -> BookMarks:
    """The marks of every sheet of the .xls at `path`.

    Raises FormatError for files that are encrypted, damaged, too large or no workbooks at all.
    """
    data = path.read_bytes()
    if not data.startswith(_COMPOUND):
        raise FormatError("sheets.not_a_workbook", file=path.name)
    if _ENCRYPTED_PACKAGE in data:
        raise FormatError("sheets.encrypted", file=path.name)
    book = _opened(data, path.name)
    if sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > limits.cells:
        raise FormatError("sheets.too_many_cells", rows=limits.rows, columns=limits.columns)
    return BookMarks(book.datemode == 1, {sheet.name: _sheet_marks(book, sheet) for sheet in book.sheets()})


def _opened(data: bytes, name: str) -> Book:
    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except XLRDError as error:
        key = "sheets.encrypted" if "encrypted" in str(error).lower() else "sheets.damaged"
        raise FormatError(key, file=name) from error


def _sheet_marks(book: Book, sheet: Sheet) -> SheetMarks:
    marks = SheetMarks(
        hidden_rows={row for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column for column, info in sheet.colinfo_map.items() if info.hidden},
    )
    percent = {index for index, xf in enumerate(book.xf_list) if "%" in book.format_map[xf.format_key].format_str}
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype == xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(int(cell.value), "")
                marks.cells[row, column] = Mark(MarkKind.ERROR, text)
            elif cell.xf_index in percent:
                marks.cells[row, column] = Mark(MarkKind.PERCENT)
    return marks
