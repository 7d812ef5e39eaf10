"""What reading a register found: rows, what was changed in them, what was refused, and what to look at.

These values are the dry run that a user sees and the input of the error workbook; apart from the reading so
that services and reports need not know how a table is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from inspector.sheets.cells import How, Value
from inspector.sheets.headers import Layout
from inspector.sheets.raw import RawCell, RawSheet
from inspector.sheets.register_line import RegisterLine


class Coercion(NamedTuple):
    """A cell that was not taken as it stands; `how.value` ends the key of its sentence (`sheets.how_…`)."""

    sheet: str
    row: int
    column: str
    header: str
    field: str
    raw: RawCell
    value: Value
    how: How

    @property
    def key(self) -> str:
        """The key of the sentence that says what was done."""
        return f"sheets.how_{self.how.value}"


class Refusal(NamedTuple):
    """A cell because of which its row is refused: where it is and why (`key`, `details`)."""

    sheet: str
    row: int
    column: str
    header: str
    raw: RawCell
    key: str
    details: dict[str, Any]


@dataclass(frozen=True)
class Notice:
    """Something to look at that stops nothing. `row` is 0 where a whole sheet is meant."""

    sheet: str
    row: int
    key: str
    details: dict[str, Any]


@dataclass(frozen=True)
class UnknownColumn:
    """A column that was not imported, because its header says nothing known."""

    sheet: str
    column: str
    header: str


@dataclass(frozen=True)
class RegisterRow:
    """One accepted row: `values` by field of RegisterLine, absent where the file has nothing."""

    sheet: str
    row_number: int
    values: dict[str, Value]

    def line(self) -> RegisterLine:
        """The row as a register line."""
        return RegisterLine(**self.values)


@dataclass(frozen=True)
class RegisterTable:
    """The table of one sheet as it was found, kept so that rows can be sent back."""

    sheet: RawSheet
    layout: Layout


@dataclass(frozen=True)
class RegisterFile:
    """A register as read. `rows` holds only rows without refusals; `year` is that of the yearly plan.

    `refused_rows` are (sheet, row number) of those with refusals.
    """

    name: str
    rows: tuple[RegisterRow, ...]
    coercions: tuple[Coercion, ...]
    refusals: tuple[Refusal, ...]
    warnings: tuple[Notice, ...]
    unknown_columns: tuple[UnknownColumn, ...]
    year: int | None
    tables: tuple[RegisterTable, ...] = field(repr=False)
    date_1904: bool = False

    @property
    def refused_rows(self) -> frozenset[tuple[str, int]]:
        """Where the refused rows stand."""
        return frozenset((one.sheet, one.row) for one in self.refusals)
