"""The workbook that goes back to the office that sent a register: its refused rows, with the reasons.

It can be corrected and imported as it is: the columns keep their meaning and units in headers that reading
knows, and the columns that were added are ignored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from inspector.domain.column_letters import column_letter
from inspector.sheets import columns
from inspector.sheets.columns import SCALED, Sort
from inspector.sheets.findings import Coercion, Refusal, RegisterFile, RegisterTable
from inspector.sheets.headers import Heading
from inspector.sheets.publishing import publish
from inspector.sheets.raw import MarkKind, RawCell
from inspector.sheets.table import (
    LONGEST_TEXT,
    CellKind,
    TableColumn,
    add_table,
    cell_format,
    clean_text,
    header_format,
    open_workbook,
    row_height,
    sheet_name,
)
from inspector.texts import sentence

_ADDED = 2
_REASON_WIDTH = 44
_HEADER_ROW = 1
_REFUSED = "#FFC7CE"
_DATES = frozenset({Sort.DATE, Sort.END_DATE})
_RECORD = (("sheet", 14), ("row", 7), ("column", 7), ("header", 22), ("raw", 30), ("value", 30), ("how", 44))


def write_error_workbook(path: Path, register: RegisterFile, more: Sequence[Refusal] = ()) -> Path:
    """Write the refused rows of `register` and return where the file went.

    `more` are refusals that only the services could find, such as a total investment below the threshold.
    """
    refusals = [*register.refusals, *more]

    def write(temporary: Path) -> None:
        with open_workbook(temporary, register.name) as book:
            for table in register.tables:
                own = [one for one in refusals if one.sheet == table.sheet.name]
                if own:
                    _RefusedSheet(book, register, table).write(own)
            _add_record(book, register.coercions)

    return publish(path, write)


class _RefusedSheet:
    """The refused rows of one table."""

    def __init__(self, book: Workbook, register: RegisterFile, table: RegisterTable) -> None:
        self._register = register
        self._table = table
        self._headings = {one.index: one for one in table.layout.headings}
        self._unknown = dict(table.layout.unknown)
        self._indexes = sorted({*self._headings, *self._unknown})
        self._sheet: Worksheet = book.add_worksheet(sheet_name(table.sheet.name))
        self._header = header_format(book)
        self._title = book.add_format({"bold": True})
        self._reason = cell_format(book, CellKind.LONG_TEXT, font_color="#C00000")
        plain = {kind: cell_format(book, kind) for kind in CellKind}
        red = {kind: cell_format(book, kind, bg_color=_REFUSED) for kind in CellKind}
        percent = {"num_format": "0.00%", "valign": "top"}
        self._formats = {False: plain, True: red}
        self._percents = {False: book.add_format(percent), True: book.add_format({**percent, "bg_color": _REFUSED})}

    def write(self, refusals: Iterable[Refusal]) -> None:
        """Write title, header and the rows, each with all of its reasons."""
        self._write_head()
        by_row: dict[int, list[Refusal]] = defaultdict(list)
        for one in refusals:
            by_row[one.row].append(one)
        for offset, (row, found) in enumerate(sorted(by_row.items())):
            self._write_row(_HEADER_ROW + 1 + offset, row, found)
        self._sheet.freeze_panes(_HEADER_ROW + 1, _ADDED)

    def _write_head(self) -> None:
        # The year stands in the title, because the choice between columns of two years hangs on it.
        year = self._table.layout.year or self._register.year
        name = f"{year}年 {self._register.name}" if year else self._register.name
        self._sheet.write_string(0, 0, sentence("sheets.returned", file=name), self._title)
        added = (columns.label("row_column"), columns.label("error_column"))
        for index, text in enumerate((*added, *(self._header_text(one) for one in self._indexes))):
            self._sheet.write_string(_HEADER_ROW, index, text, self._header)
        self._sheet.set_column(0, 0, 8)
        self._sheet.set_column(1, 1, _REASON_WIDTH)
        self._sheet.set_column(_ADDED, _ADDED + len(self._indexes), 16)

    def _header_text(self, index: int) -> str:
        heading = self._headings.get(index)
        if heading is None:
            return self._unknown[index]
        column = heading.column
        year = str(heading.year) if heading.year and column.label.startswith("年度") else ""
        unit = heading.unit if heading.unit and column.sort in SCALED else column.unit
        return f"{year}{replace(column, unit=unit).header}"

    def _write_row(self, target: int, row: int, refusals: list[Refusal]) -> None:
        cells = self._table.sheet.rows[row - 1]
        refused = {one.column for one in refusals}
        reasons = "\n".join(f"{one.column} {one.header}：{sentence(one.key, **one.details)}" for one in refusals)
        self._sheet.set_row(target, row_height(reasons, _REASON_WIDTH))
        self._sheet.write_number(target, 0, row)
        self._sheet.write_string(target, 1, clean_text(reasons)[:LONGEST_TEXT], self._reason)
        for offset, index in enumerate(self._indexes):
            raw = cells[index] if index < len(cells) else None
            self._write_cell((target, offset + _ADDED), (row - 1, index), raw, red=column_letter(index) in refused)

    def _write_cell(self, target: tuple[int, int], source: tuple[int, int], raw: RawCell, *, red: bool) -> None:
        mark = self._table.sheet.marks.cells.get(source)
        if mark is not None and mark.kind is MarkKind.ERROR:
            raw = mark.text
        formats = self._formats[red]
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            percent = mark is not None and mark.kind is MarkKind.PERCENT
            form = self._percents[red] if percent else formats[CellKind.NUMBER]
            self._sheet.write_number(*target, self._dated(raw, source[1]), form)
        elif isinstance(raw, date) and raw.year > 1900:  # noqa: PLR2004 - Excel's own calendar begins there
            day = raw.replace(tzinfo=None) if isinstance(raw, datetime) else raw
            self._sheet.write_datetime(*target, day, formats[CellKind.DATE])
        elif raw is None or raw == "":
            self._sheet.write_blank(*target, None, formats[CellKind.TEXT])
        else:
            self._sheet.write_string(*target, clean_text(str(raw))[:LONGEST_TEXT], formats[CellKind.TEXT])

    def _dated(self, raw: float, index: int) -> float:
        """A bare serial date counts from 1904 in some files, and from 1900 in this one."""
        heading: Heading | None = self._headings.get(index)
        serial = heading is not None and heading.column.sort in _DATES and raw > 10_000  # noqa: PLR2004 - no year
        return raw + 1_462 if serial and self._register.date_1904 else raw


def _add_record(book: Workbook, coercions: Iterable[Coercion]) -> None:
    """The sheet 读取记录: every cell that was not taken as it stood."""
    headings = [TableColumn(sentence(f"sheets.record_{name}"), CellKind.LONG_TEXT, width) for name, width in _RECORD]
    rows = (
        (one.sheet, one.row, one.column, one.header, _shown(one.raw), _shown(one.value, one.field), sentence(one.key))
        for one in coercions
    )
    add_table(book, columns.label("record_sheet"), headings, rows, fit=True)


def _shown(value: object, field: str = "") -> str:
    if isinstance(value, Enum):
        return columns.enum_labels(field)[value]
    if isinstance(value, tuple):
        return "、".join(str(one) for one in value)
    return "" if value is None else str(value)[:LONGEST_TEXT]
