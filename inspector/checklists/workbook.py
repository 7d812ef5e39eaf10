"""A file from outside as a Book of texts: recognised by its content, never by the ending of its name.

It stands between the parsers of foreign formats and everything else, which sees plain texts or a FormatError.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

import xlrd
from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum
from xlrd.sheet import Cell

from inspector.checklists.grid import Book, Grid, Row
from inspector.checklists.limits import LIMITS, Limits
from inspector.checklists.package_guard import guard_package
from inspector.domain.errors import FormatError

_ZIP = b"PK"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SPACES = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\ufeff": "", "\u200b": ""})
RawCell = str | int | float | bool | date | datetime | time | timedelta | None


def read_workbook(path: Path, limits: Limits = LIMITS) -> Book:
    """The sheets of an .xlsx or .xls as texts, whatever the ending of its name.

    Raises FormatError (`checklists.…`) for what is no workbook, damaged, encrypted or larger than a checklist.
    """
    head = _head(path, limits)
    if head.startswith(_ZIP):
        return Book(path.name, tuple(_modern(path, limits)))
    if head == _COMPOUND:
        return Book(path.name, tuple(_legacy(path, limits)))
    raise FormatError("checklists.not_a_workbook", file=path.name)


def _head(path: Path, limits: Limits) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(len(_COMPOUND))
    except OSError as error:
        raise FormatError("checklists.unreadable", file=path.name) from error
    if size > limits.file_size:
        raise FormatError("checklists.too_large", file=path.name)
    return head


def _modern(path: Path, limits: Limits) -> Iterable[Grid]:
    guard_package(path, limits)
    try:
        # Not by path: calamine would believe the ending of the name.
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:
            names = [one.name for one in book.sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
            _check_count(len(names), path, limits)
            return [
                _grid(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False), limits) for name in names
            ]
    except FormatError:
        raise
    except PasswordError as error:
        raise FormatError("checklists.encrypted", file=path.name) from error
    except Exception as error:  # the named boundary around a parser of foreign files
        raise FormatError("checklists.damaged", file=path.name) from error


def _legacy(path: Path, limits: Limits) -> Iterable[Grid]:
    """Through xlrd, which keeps ragged rows: calamine would lay out 65,536 × 256 cells for one in the corner."""
    data = path.read_bytes()
    if _ENCRYPTED_PACKAGE in data:
        raise FormatError("checklists.encrypted", file=path.name)
    try:
        book = xlrd.open_workbook(file_contents=data, ragged_rows=True, logfile=io.StringIO())
        _check_count(book.nsheets, path, limits)
        return [
            _grid(sheet.name, [[_old(cell, book.datemode) for cell in row] for row in sheet.get_rows()], limits)
            for sheet in book.sheets()
        ]
    except FormatError:
        raise
    except Exception as error:  # the named boundary around a parser of foreign files
        key = "checklists.encrypted" if "encrypted" in str(error).lower() else "checklists.damaged"
        raise FormatError(key, file=path.name) from error


def _check_count(sheets: int, path: Path, limits: Limits) -> None:
    if sheets > limits.sheets:
        raise FormatError("checklists.too_large", file=path.name)


def _old(cell: Cell, datemode: Literal[0, 1]) -> RawCell:
    value: RawCell = cell.value
    if cell.ctype == xlrd.XL_CELL_DATE and isinstance(value, float):
        moment = xlrd.xldate_as_datetime(value, datemode)
        return moment.time() if value < 1 else moment
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    return value if cell.ctype in {xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER} else None


def _grid(name: str, rows: Iterable[Iterable[RawCell]], limits: Limits) -> Grid:
    made: list[Row] = []
    for number, row in enumerate(rows, 1):
        texts = _trimmed(tuple(_text(cell) for cell in row))
        if len(texts) > limits.columns or number > limits.rows:
            raise FormatError("checklists.sheet_too_large", sheet=name, rows=limits.rows, columns=limits.columns)
        longest = max((len(text) for text in texts), default=0)
        if longest > limits.cell:
            raise FormatError("checklists.cell_too_long", sheet=name, row=number, most=limits.cell)
        made.append(texts)
    while made and not made[-1]:
        made.pop()
    return Grid(name, tuple(made))


def _trimmed(texts: Row) -> Row:
    """Without the empty cells that formatting leaves behind a row."""
    end = len(texts)
    while end and not texts[end - 1]:
        end -= 1
    return texts[:end]


def _text(cell: RawCell) -> str:
    """A cell as its author reads it: whole numbers without `.0`, dates as ISO."""
    if isinstance(cell, str):
        return cell.translate(_SPACES).strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    return "" if cell is None else str(cell)
