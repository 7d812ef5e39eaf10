"""A table of any length: the row numbers of all that was found, and the rows that were shown lately.

8 bytes a row are kept; the rows are read when they come into view, so that 100,000 of them open like ten.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
KEPT = 2_000
"""Rows in memory; whoever scrolls back beyond them reads them again."""
NOWHERE = QModelIndex()


class Numbered(Protocol):
    """A row that knows its number in the database."""

    @property
    def number(self) -> int:
        """Its place in the database while the workspace is open."""


RowT = TypeVar("RowT", bound=Numbered)


class WindowedModel(QAbstractTableModel, Generic[RowT]):
    """A row that is not there yet is blank; `missed` tells once that one was asked for, until rows are taken."""

    missed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.numbers: array[int] = array("q")
        self._rows: OrderedDict[int, RowT] = OrderedDict()
        self._has_missed = False

    def show_numbers(self, numbers: array[int], rows: Sequence[RowT] = (), *, fresh: bool = False) -> None:
        """Take other rows, with the first ones; `fresh`: what was read before is true no more."""
        self.beginResetModel()
        self.numbers = numbers
        if fresh:
            self._rows.clear()
        self._keep(rows)
        self.endResetModel()

    def grow(self, numbers: array[int]) -> None:
        """Take all rows where only the first ones were known; cursor and place stay where they are."""
        known = len(self.numbers)
        if numbers[:known] != self.numbers:
            self.show_numbers(numbers)
        elif len(numbers) > known:
            self.beginInsertRows(NOWHERE, known, len(numbers) - 1)
            self.numbers = numbers
            self.endInsertRows()

    def take_rows(self, rows: Sequence[RowT], first: int, last: int) -> None:
        """Keep rows that were read for the places `first` to `last`."""
        self._keep(rows)
        last = min(last, len(self.numbers) - 1)
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

    def _keep(self, rows: Sequence[RowT]) -> None:
        for one in rows:
            self._rows[one.number] = one
            self._rows.move_to_end(one.number)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
        self._has_missed = False

    def lacking(self, first: int, last: int) -> array[int]:
        """The row numbers of the places `first` to `last` that are not there."""
        return array("q", (one for one in self.numbers[max(first, 0) : last + 1] if one not in self._rows))

    def row_at(self, at: int) -> RowT | None:
        """The row at a place; None while it is not there."""
        return self._rows.get(self.numbers[at]) if 0 <= at < len(self.numbers) else None

    def wanted_row(self, at: int) -> RowT | None:
        """The row at a place that is about to be shown; one that is not there is asked for."""
        row = self._rows.get(self.numbers[at])
        if row is None and not self._has_missed:
            self._has_missed = True
            self.missed.emit()
        return row

    def place_of(self, number: int) -> int:
        """Where a row number stands; -1 where it was not found."""
        try:
            return self.numbers.index(number)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many rows were found."""
        return 0 if parent.isValid() else len(self.numbers)
