"""What a workbook holds before anybody has understood it: sheets, rows, raw cells and what stands beside them.

These plain values cross the boundary between the worker process that reads and the process that judges, so
they are apart from both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

RawCell = str | int | float | bool | date | datetime | time | timedelta | None
"""One cell as read: `""` or None where there is nothing."""
Row = list[RawCell]
Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range as (row, column), both from 0."""


class MarkKind(StrEnum):
    """What the file says about a cell beyond its value."""

    ERROR = "error"
    UNCOMPUTED = "uncomputed"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Mark:
    """A remark on one cell; `text` is the error as Excel shows it (`#REF!`)."""

    kind: MarkKind
    text: str = ""


@dataclass(slots=True)
class SheetMarks:
    """What calamine does not tell about a sheet; rows and columns count from 0."""

    cells: dict[tuple[int, int], Mark] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(slots=True)
class RawSheet:
    """One sheet: `rows` start at row 1 and column A of the file, whatever is empty there."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    marks: SheetMarks = field(default_factory=SheetMarks)


@dataclass(slots=True)
class RawBook:
    """A file as read; `date_1904` says from which day its serial dates count."""

    name: str
    sheets: list[RawSheet] = field(default_factory=list)
    date_1904: bool = False


@dataclass(frozen=True)
class Limits:
    """How large a file may be before it is refused: a register of 50,000 projects with 40 columns fits.

    Sizes in bytes, `seconds` and `memory` for the worker process alone.
    """

    file_size: int = 50_000_000
    unpacked_size: int = 200_000_000
    ratio: int = 250
    members: int = 2_000
    rows: int = 99_999
    columns: int = 256
    cells: int = 2_000_000
    seconds: float = 10.0
    memory: int = 300_000_000


LIMITS = Limits()


def cell_at(row: Row, index: int) -> RawCell:
    """The cell of a row that may be shorter than the table."""
    return row[index] if index < len(row) else None
