"""A register of 手续 as typed rows, one a step of a project, and as a workbook that reading takes back unchanged.

Apart from the register of projects because its columns, its sums and its duplicates are others; the grid is read alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from inspector.domain.approval import StepType
from inspector.sheets import columns
from inspector.sheets.cells import StepCell, Value
from inspector.sheets.columns import Catalogue, Sort
from inspector.sheets.findings import RegisterFile, RegisterRow
from inspector.sheets.header_text import understand
from inspector.sheets.headers import Layout, find_layout
from inspector.sheets.raw import RawBook, RawSheet
from inspector.sheets.register import read_tables, register_file
from inspector.sheets.register_writing import write_form
from inspector.sheets.table_reading import TableReading
from inspector.texts import sentence

_NAMED = frozenset({"step", "step_name"})
_TOLD = frozenset({"accepted_on", "finished_on", "promised_days", "statutory_days", "state"})
_PROJECT = frozenset({"name", "project_code", "project_id"})
_CALENDAR = ("自然日", "日历日")


def is_step_register(book: RawBook) -> bool:
    """Whether a table of the workbook names projects, steps, and a date, a limit or a state of them."""
    return any(map(_holds_steps, book.sheets))


def _holds_steps(sheet: RawSheet) -> bool:
    if not sheet.rows or sheet.name in columns.ignored_sheets():
        return False
    layout = find_layout(sheet, None, None, Catalogue.STEPS)
    if layout is None or not _speaks_of_steps(layout):
        return False
    # 立项 and 环评 may stand in a register of projects too, where they are no more than a remark.
    known = {one.text for one in layout.headings}
    amounts = (text for _, text in layout.unknown if text not in known)
    return not any((found := understand(text).column) and found.sort is Sort.MONEY for text in amounts)


def _speaks_of_steps(layout: Layout) -> bool:
    fields = {one.column.field for one in layout.headings}
    own = [one for one in layout.headings if one.column.sort is Sort.STEP_CELL]
    return bool(fields & _NAMED and fields & _TOLD) or len(own) > 1


def understand_steps(book: RawBook, *, chosen: Mapping[str, str] | None = None) -> RegisterFile:
    """The steps in a workbook; the values of its rows are the fields of a `StepLine`. Raises as `read_register`."""
    readings, warnings = read_tables(book, None, chosen, Catalogue.STEPS)
    rows = tuple(row for reading in readings for row in _rows(reading))
    return register_file(book, readings, rows, warnings)


def _rows(reading: TableReading) -> list[RegisterRow]:
    """承诺时限（自然日） says of all its cells what days they are."""
    refused = {one.row for one in reading.refusals}
    limits = [one.text for one in reading.layout.headings if one.column.field in {"promised_days", "statutory_days"}]
    calendar = any(word in text for text in limits for word in _CALENDAR)
    told = {"day_kind": columns.enum_keys("day_kind")[columns.key("自然日")]} if calendar else {}
    return [
        RegisterRow(reading.sheet.name, row, {**told, **one})
        for row, values in reading.values.items()
        if row not in refused
        for one in _of_steps(values)
    ]


def _of_steps(values: dict[str, Value]) -> Iterator[dict[str, Value]]:
    """The row itself, or one for every step that has a column of its own and something in it."""
    own = {field: cell for field, cell in values.items() if isinstance(cell, StepCell)}
    if not own:
        yield values
    named = {field: value for field, value in values.items() if field in _PROJECT}
    for field, cell in own.items():
        step = columns.enum_labels("step_type")[StepType(field.removeprefix(columns.STEP_FIELD))]
        day = {"finished_on": cell.finished_on} if cell.finished_on else {}
        yield {**named, "step": step, "state": cell.state, **day}


def write_step_template(path: Path) -> Path:
    """Write an empty register of 手续 to fill in; return its place."""
    return write_form(path, sentence("sheets.steps_title"), Catalogue.STEPS)
