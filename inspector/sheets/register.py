"""A register file as typed rows with everything that was changed, refused or left out: the dry run of an import.

The entry of reading; no database is known here. Which project a row belongs to, thresholds and duplicates
with what is stored are questions of the services.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from inspector.domain.column_letters import column_letter
from inspector.domain.errors import FormatError
from inspector.sheets import columns
from inspector.sheets.columns import Catalogue
from inspector.sheets.findings import Notice, RegisterFile, RegisterRow, RegisterTable, UnknownColumn
from inspector.sheets.headers import FIGURES, Layout, find_layout
from inspector.sheets.raw import RawBook, RawSheet
from inspector.sheets.row_kinds import RowKind
from inspector.sheets.table_reading import TableReading, read_table
from inspector.sheets.totals import check_totals
from inspector.sheets.workbook import read_workbook

_DATED = {"reported_on", "dispatch_period"}
_LEFT_OUT = {RowKind.SECTION: "sheets.section_left_out", RowKind.HEADER: "sheets.header_left_out"}


def read_register(path: Path, *, year: int | None = None, chosen: Mapping[str, str] | None = None) -> RegisterFile:
    """Read the register at `path` (.xlsx, .xls, .csv); `year` is the plan year where the file holds several.

    `chosen` are fields that a user gave to headers, by the text of the header; an empty one leaves a column out.

    Raises FormatError where the file as a whole cannot be read: no table in it, two columns for one field,
    hostile, damaged or too large. Everything less is in the result, by sheet, row and column.
    """
    return understand_register(read_workbook(path), year=year, chosen=chosen)


def understand_register(
    book: RawBook, *, year: int | None = None, chosen: Mapping[str, str] | None = None
) -> RegisterFile:
    """The register in a workbook already read."""
    readings, warnings = read_tables(book, year, chosen)
    for reading in readings:
        check_totals(reading)
    found_year = year or next((one for reading in readings if (one := _plan_year(reading.layout))), None)
    rows = tuple(row for reading in readings for row in _accepted(reading, found_year))
    found = register_file(book, readings, rows, warnings, found_year)
    return replace(found, warnings=(*found.warnings, *_duplicates(rows)))


def register_file(
    book: RawBook,
    readings: Sequence[TableReading],
    rows: tuple[RegisterRow, ...],
    warnings: Iterable[Notice],
    year: int | None = None,
) -> RegisterFile:
    """What was read of a workbook, in the order of its sheets and rows."""
    return RegisterFile(
        name=book.name,
        rows=rows,
        coercions=tuple(sorted((one for reading in readings for one in reading.coercions), key=lambda one: one[:2])),
        refusals=tuple(sorted((one for reading in readings for one in reading.refusals), key=lambda one: one[:2])),
        warnings=(*warnings, *(one for reading in readings for one in reading.warnings)),
        unknown_columns=tuple(one for reading in readings for one in _unknown(reading)),
        year=year,
        tables=tuple(RegisterTable(reading.sheet, reading.layout) for reading in readings),
        date_1904=book.date_1904,
    )


def read_tables(
    book: RawBook, year: int | None, chosen: Mapping[str, str] | None, catalogue: Catalogue = Catalogue.REGISTER
) -> tuple[list[TableReading], list[Notice]]:
    """The tables of all sheets that hold one, with all that has to be looked at, and the sheets left out.

    Raises FormatError where there is none.
    """
    readings, warnings = [], []
    for sheet in book.sheets:
        if sheet.name in columns.ignored_sheets() or not sheet.rows:
            continue
        layout = find_layout(sheet, year, chosen, catalogue)
        if sheet.hidden or layout is None:
            key = "sheets.hidden_sheet" if sheet.hidden and layout else "sheets.sheet_left_out"
            warnings.append(Notice(sheet.name, 0, key, {}))
        else:
            readings.append(read_table(sheet, layout, date_1904=book.date_1904))
    if not readings:
        raise FormatError("sheets.no_header", file=book.name)
    for reading in readings:
        _warn(reading)
    return readings, warnings


def _warn(reading: TableReading) -> None:
    """What the user should look at although nothing of it stops the import."""
    layout, marks = reading.layout, reading.sheet.marks
    for row, kind in reading.kinds.items():
        if kind in _LEFT_OUT:
            reading.warn(row, _LEFT_OUT[kind], text=_first_text(reading.sheet, row))
    for heading in layout.loose:
        reading.warn(0, "sheets.loose_header", column=heading.letter, header=heading.text, field=heading.column.label)
    for heading in layout.assumed_unit:
        reading.warn(0, "sheets.unit_assumed", column=heading.letter, header=heading.text)
    if layout.day and any(one.column.field in FIGURES for one in layout.headings) and not layout.heading("reported_on"):
        reading.warn(0, "sheets.dated_by_header", day=layout.day)
    hidden = sorted(row + 1 for row in marks.hidden_rows if row + 1 in reading.values)
    if hidden:
        reading.warn(0, "sheets.hidden_rows", count=len(hidden), rows=_shortened(hidden))
    hidden_columns = [one.letter for one in layout.headings if one.index in marks.hidden_columns]
    if hidden_columns:
        reading.warn(0, "sheets.hidden_columns", columns=hidden_columns)


def _first_text(sheet: RawSheet, row: int) -> str:
    return next((cell.strip()[:60] for cell in sheet.rows[row - 1] if isinstance(cell, str) and cell.strip()), "")


def _shortened(rows: list[int]) -> list[str]:
    """The first ten row numbers; the count says the rest."""
    shown = [str(row) for row in rows[:10]]
    return shown if len(rows) == len(shown) else [*shown, "…"]


def _plan_year(layout: Layout) -> int | None:
    heading = layout.heading("planned_investment")
    return (heading.year if heading else None) or layout.year


def _accepted(reading: TableReading, year: int | None) -> list[RegisterRow]:
    refused = {one.row for one in reading.refusals}
    needs_year = reading.layout.heading("planned_investment") is not None and year is not None
    rows = []
    for row, values in reading.values.items():
        if row in refused:
            continue
        if needs_year and "planned_investment" in values:
            values.setdefault("plan_year", year)
        if reading.layout.day and FIGURES & values.keys() and not _DATED & values.keys():
            values["reported_on"] = reading.layout.day
        rows.append(RegisterRow(reading.sheet.name, row, values))
    return rows


def _unknown(reading: TableReading) -> list[UnknownColumn]:
    return [UnknownColumn(reading.sheet.name, column_letter(i), text) for i, text in reading.layout.unknown]


def _duplicates(rows: tuple[RegisterRow, ...]) -> list[Notice]:
    """Rows of one file that share a code or a name, told at the later row."""
    warnings = []
    for field, key in (("project_code", "sheets.duplicate_code"), ("name", "sheets.duplicate_name")):
        groups: dict[str, list[RegisterRow]] = defaultdict(list)
        for row in rows:
            if row.values.get(field):
                groups[row.values[field]].append(row)
        for value, group in groups.items():
            for row in group[1:]:
                first = group[0]
                details = {"value": value, "first_sheet": first.sheet, "first_row": first.row_number}
                warnings.append(Notice(row.sheet, row.row_number, key, details))
    return warnings
