"""One table as a worksheet that an office can print and filter: the writer behind every list export.

Text is always written as text, so no cell can start a formula; numbers that Excel could not keep exactly are
written as text too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import ceil
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from inspector.domain.errors import FormatError
from inspector.sheets.publishing import publish
from inspector.texts import sentence

LONGEST_TEXT = 32_767
"""What Excel takes into one cell."""
LINE_HEIGHT = 15.0
"""Points of one line in the usual row."""
_EXACT_DIGITS = 15
_FIRST_YEAR = 1901
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_LONGEST_SHEET_NAME = 31


class CellKind(StrEnum):
    """How a column is written."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    MONEY = "money"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"


@dataclass(frozen=True)
class TableColumn:
    """One column: `header` with its unit, `width` in characters."""

    header: str
    kind: CellKind = CellKind.TEXT
    width: int = 14


_NUMBER_FORMATS = {
    CellKind.TEXT: "@",
    CellKind.LONG_TEXT: "@",
    CellKind.MONEY: "#,##0.00",
    CellKind.NUMBER: "General",
    CellKind.INTEGER: "0",
    CellKind.DATE: "yyyy-mm-dd",
}
Cell = Any
"""str, int, float, Decimal, date, datetime, bool or None."""
Writer = Callable[[int, int, Cell], object]


def write_table(
    path: Path, title: str, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]], *, synthetic: bool = False
) -> Path:
    """Write one table to an .xlsx and return where it went; rows may be a generator of any length.

    `synthetic` marks every page as 合成. Raises FormatError where a text does not fit into a cell or the file
    cannot be written.
    """

    def write(temporary: Path) -> None:
        with open_workbook(temporary, title) as book:
            add_table(book, title, columns, rows, synthetic=synthetic)

    return publish(path, write)


def open_workbook(path: Path, title: str) -> Workbook:
    """A workbook that writes row by row in flat memory."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title})
    return book


def add_table(
    book: Workbook,
    title: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[Cell]],
    *,
    synthetic: bool = False,
    fit: bool = False,
) -> Worksheet:
    """Add a worksheet with a frozen header, filters and widths; return it for whoever wants to add to it.

    `fit` makes each row as high as its longest text needs: for short tables of sentences, as it costs time.
    """
    sheet = book.add_worksheet(sheet_name(title))
    header = 1 if synthetic else 0
    _set_up_pages(sheet, header, columns)
    if synthetic:
        _mark_synthetic(book, sheet)
    heading = header_format(book)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(header, index, column.header, heading)
    if fit:
        rows = _fitted(sheet, header + 1, columns, rows)
    last = header + write_rows(header + 1, cell_writers(book, sheet, columns), rows)
    sheet.autofilter(header, 0, last, max(len(columns) - 1, 0))
    return sheet


def _fitted(
    sheet: Worksheet, first: int, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]]
) -> Iterator[Sequence[Cell]]:
    for number, row in enumerate(rows, start=first):
        pairs = zip(row, columns, strict=True)
        sheet.set_row(number, max(row_height(str(value or ""), column.width) for value, column in pairs))
        yield row


def row_height(text: str, width: float) -> float:
    """The height in points of a row whose wrapped `text` stands in a column of `width` characters.

    Excel would find it by itself, other office programs show a single line.
    """
    lines = sum(max(1, ceil(_columns(part) / max(width - 1, 1))) for part in text.split("\n"))
    return LINE_HEIGHT * lines


def _columns(text: str) -> int:
    """How many narrow characters `text` takes: a full-width one takes two."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def write_rows(first: int, writers: Sequence[Writer], rows: Iterable[Sequence[Cell]]) -> int:
    """Write `rows` from row `first` on and return how many there were. None leaves a cell empty."""
    number = first - 1
    columns = tuple(enumerate(writers))
    for number, row in enumerate(rows, start=first):
        for index, write in columns:
            value = row[index]
            if value is not None and write(number, index, value) == -2:  # noqa: PLR2004 - xlsxwriter: too long
                raise FormatError("sheets.text_too_long_to_write", row=number + 1, limit=LONGEST_TEXT)
    return number - first + 1


def cell_writers(book: Workbook, sheet: Worksheet, columns: Sequence[TableColumn]) -> list[Writer]:
    """For every column the function that writes one of its cells."""
    formats = {kind: cell_format(book, kind) for kind in CellKind}
    return [_writer(sheet, column.kind, formats) for column in columns]


def _writer(sheet: Worksheet, kind: CellKind, formats: dict[CellKind, Format]) -> Writer:
    own, text = formats[kind], formats[CellKind.TEXT]

    def write_text(row: int, column: int, value: Cell) -> object:
        return sheet.write_string(row, column, clean_text(str(value)), own)

    def write_number(row: int, column: int, value: Cell) -> object:
        if fits_number(value):
            return sheet.write_number(row, column, float(value), own)
        return sheet.write_string(row, column, f"{Decimal(str(value)):f}", text)

    def write_date(row: int, column: int, value: Cell) -> object:
        if isinstance(value, date) and value.year >= _FIRST_YEAR:
            return sheet.write_datetime(row, column, value, own)
        return sheet.write_string(row, column, str(value), text)

    if kind in (CellKind.TEXT, CellKind.LONG_TEXT):
        return write_text
    return write_date if kind is CellKind.DATE else write_number


def fits_number(value: Cell) -> bool:
    """Whether Excel keeps this number to its last digit."""
    if isinstance(value, Decimal):
        # The length of its text answers for nearly all amounts in a third of the time.
        return len(str(value)) <= _EXACT_DIGITS or len(value.as_tuple().digits) <= _EXACT_DIGITS
    if isinstance(value, float):
        return float(f"{value:.16G}") == value
    return isinstance(value, int) and abs(value) < 10**_EXACT_DIGITS


def clean_text(text: str) -> str:
    """`text` without what XML cannot carry."""
    return text if text.isprintable() else _UNWRITABLE.sub("", text)


def cell_format(book: Workbook, kind: CellKind, **more: Any) -> Format:  # noqa: ANN401 - xlsxwriter's properties
    """The format of body cells of a kind."""
    wrap = kind is CellKind.LONG_TEXT
    return book.add_format({"num_format": _NUMBER_FORMATS[kind], "text_wrap": wrap, "valign": "top", **more})


def header_format(book: Workbook) -> Format:
    """The format of header cells."""
    properties = {
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "bg_color": "#DCE6F1",
    }
    return book.add_format(properties)


def sheet_name(title: str) -> str:
    """`title` as Excel allows it for a sheet."""
    return _SHEET_NAME.sub("", clean_text(title)).strip()[:_LONGEST_SHEET_NAME] or "Sheet1"


def _set_up_pages(sheet: Worksheet, header: int, columns: Sequence[TableColumn]) -> None:
    sheet.freeze_panes(header + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header)
    if any(len(column.header) > column.width // 2 for column in columns):
        sheet.set_row(header, 32)


def _mark_synthetic(book: Workbook, sheet: Worksheet) -> None:
    mark = sentence("sheets.synthetic")
    sheet.write_string(0, 0, mark, book.add_format({"bold": True, "font_color": "#C00000"}))
    sheet.set_header(f"&C{mark}")
