"""What a workbook holds before anybody has understood it: named sheets of trimmed texts, and places in them.

Apart from reading, because every mistake names a place, wherever it is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.domain.column_letters import column_letter

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One cell as its author finds it in Excel: `row` counts from 1, `column` from 0; None is the whole row."""

    sheet: str
    row: int
    column: int | None = None

    @property
    def letter(self) -> str:
        """`A` for column 0; empty where a whole row is meant."""
        return "" if self.column is None else column_letter(self.column)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet; `rows[0]` is row 1 of the file, whatever is empty there."""

    name: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of one file in their order; `name` is the file's, for messages."""

    name: str
    sheets: tuple[Grid, ...] = ()


def cell_at(row: Sequence[str], column: int) -> str:
    """The text of a cell in a row that may be shorter than its sheet."""
    return row[column] if column < len(row) else ""
