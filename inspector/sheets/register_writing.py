"""Register lines as a workbook, and the empty template that offices fill in.

The counterpart of `register`: every cell of a project is written under the label that reading knows, in the
form that reading takes without a coercion, so that an export imported again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from inspector.sheets import columns
from inspector.sheets.columns import Catalogue, Column, Sort
from inspector.sheets.publishing import publish
from inspector.sheets.register_line import RegisterLine
from inspector.sheets.step_line import StepLine
from inspector.sheets.table import (
    Cell,
    CellKind,
    TableColumn,
    add_table,
    cell_format,
    open_workbook,
    write_table,
)
from inspector.texts import sentence

TEMPLATE_ROWS = 2_000
"""How many rows of the template are prepared with formats and choices."""

_KINDS = {
    Sort.FREE: CellKind.LONG_TEXT,
    Sort.MONEY: CellKind.MONEY,
    Sort.QUANTITY: CellKind.NUMBER,
    Sort.PERCENT: CellKind.NUMBER,
    Sort.DEGREES: CellKind.NUMBER,
    Sort.COUNT: CellKind.INTEGER,
    Sort.DAYS: CellKind.INTEGER,
    Sort.YEAR: CellKind.INTEGER,
    Sort.MONTH: CellKind.INTEGER,
    Sort.DATE: CellKind.DATE,
    Sort.END_DATE: CellKind.DATE,
}

_EXPLAINED = (("column", 22), ("required", 8), ("how", 60), ("example", 36))


def write_register(path: Path, lines: Iterable[RegisterLine], *, synthetic: bool = False) -> Path:
    """Write a register and return where it went; `synthetic` marks every page as 合成.

    Raises FormatError where a text does not fit into a cell or the file cannot be written.
    """
    written = columns.written_columns()
    headings = [table_column(column) for column in written]
    cells = line_cells(lines, written)
    return write_table(path, sentence("sheets.register_title"), headings, cells, synthetic=synthetic)


def table_column(column: Column) -> TableColumn:
    """A column as it is written."""
    return TableColumn(column.header, _KINDS.get(column.sort, CellKind.TEXT), column.width)


def line_cells(lines: Iterable[RegisterLine | StepLine], written: Sequence[Column]) -> Iterator[list[Cell]]:
    """The cells of every line; words for the values of enums, 、 between the names of lists."""
    take = attrgetter(*(column.field for column in written))
    turned = [(i, turn) for i, column in enumerate(written) if (turn := _turn(column))]
    for line in lines:
        cells = list(take(line))
        for i, turn in turned:
            if cells[i] is not None:
                cells[i] = turn(cells[i])
        yield cells


def _turn(column: Column) -> Callable[[Any], str | None] | None:
    """How a value of this column becomes a cell, where it is not one already."""
    if column.sort is Sort.ENUM:
        labels: dict[Enum, str] = columns.enum_labels(column.field)
        return labels.__getitem__
    if column.sort is Sort.TEXTS:
        return lambda names: "、".join(names) or None
    return None


def write_template(path: Path) -> Path:
    """Write the template with choices for fixed words and a sheet that explains every column; return its place."""
    return write_form(path, sentence("sheets.register_title"), Catalogue.REGISTER)


def write_form(path: Path, title: str, catalogue: Catalogue) -> Path:
    """Write the empty table of a catalogue; return its place."""

    def write(temporary: Path) -> None:
        with open_workbook(temporary, title) as book:
            _add_form(book, title, columns.written_columns(catalogue))
            _add_explanations(book, columns.written_columns(catalogue))

    return publish(path, write)


def _add_form(book: Workbook, title: str, written: Sequence[Column]) -> None:
    headings = [TableColumn(_marked(column), table_column(column).kind, column.width) for column in written]
    sheet = add_table(book, title, headings, ())
    formats = {kind: cell_format(book, kind) for kind in CellKind}
    for index, heading in enumerate(headings):
        sheet.set_column(index, index, heading.width, formats[heading.kind])
    for index, column in enumerate(written):
        if column.sort is Sort.ENUM:
            _offer_words(sheet, index, column)


def _marked(column: Column) -> str:
    return f"{column.header}*" if column.required else column.header


def _offer_words(sheet: Worksheet, index: int, column: Column) -> None:
    choices = {
        "validate": "list",
        "source": list(columns.enum_labels(column.field).values()),
        "error_title": column.label,
        "error_message": sentence("sheets.choose_word"),
        "error_type": "warning",
    }
    sheet.data_validation(1, index, TEMPLATE_ROWS, index, choices)


def _add_explanations(book: Workbook, written: Sequence[Column]) -> None:
    """The sheet 填表说明; its examples stand beside the columns, below each other, so that nobody imports them."""
    headings = [
        TableColumn(sentence(f"sheets.explained_{name}"), CellKind.LONG_TEXT, width) for name, width in _EXPLAINED
    ]
    rows = [
        (
            column.header,
            sentence("sheets.yes") if column.required else "",
            sentence(f"sheets.help_{column.sort}"),
            example(column),
        )
        for column in written
    ]
    sheet = add_table(book, columns.label("explanation_sheet"), headings, rows, fit=True)
    sheet.write_string(len(rows) + 2, 0, sentence("sheets.explained_note"))


def example(column: Column) -> str:
    """An example of what a column takes, as text."""
    if column.sort is Sort.ENUM:
        return " / ".join(columns.enum_labels(column.field).values())
    return columns.examples().get(column.field) or columns.examples().get(column.sort.value, "")
