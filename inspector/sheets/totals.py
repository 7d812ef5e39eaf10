"""Rows of sums (合计, 小计) against the rows that they claim to sum.

The sums are never imported; they are the file's own figure check, and a mismatch is the first sign that a
column was misread or a row forgotten.
"""

from __future__ import annotations

from decimal import Decimal

from inspector.sheets import numbers
from inspector.sheets.cells import CellError, Setting, take
from inspector.sheets.columns import Sort
from inspector.sheets.headers import Heading
from inspector.sheets.row_kinds import RowKind
from inspector.sheets.table_reading import TableReading

_BOUNDARIES = frozenset({RowKind.TOTAL, RowKind.PART_TOTAL, RowKind.SECTION})
_ROUNDING = Decimal("0.005")


def check_totals(reading: TableReading) -> None:
    """Warn for every sum in a money column that differs from the sum of its rows."""
    money = [one for one in reading.layout.headings if one.column.sort is Sort.MONEY]
    for row, kind in reading.kinds.items():
        if kind in (RowKind.TOTAL, RowKind.PART_TOTAL):
            for heading in money:
                _check(reading, row, kind, heading)


def _check(reading: TableReading, row: int, kind: RowKind, heading: Heading) -> None:
    line = reading.sheet.rows[row - 1]
    raw = line[heading.index] if heading.index < len(line) else None
    if raw is None or (isinstance(raw, str) and numbers.parse(raw) is None):
        return
    try:
        printed, _ = take(raw, Setting(heading.column, heading.factor))
    except CellError:
        return
    sums = [_sum(reading, rows, heading) for rows in _claimed(reading, row, kind)]
    allowed = _tolerance(raw, heading)
    if sums and all(abs(one - printed) > allowed for one in sums):
        reading.warn(
            row, "sheets.total_differs", column=heading.letter, header=heading.text, printed=printed, sum=sums[0]
        )


def _claimed(reading: TableReading, row: int, kind: RowKind) -> list[list[int]]:
    """The rows that a sum may mean: all of the sheet, or those before or after it up to the next boundary."""
    if kind is RowKind.TOTAL:
        return [list(reading.values)]
    before = max((one for one, kind in reading.kinds.items() if one < row and kind in _BOUNDARIES), default=0)
    after = min((one for one, kind in reading.kinds.items() if one > row and kind in _BOUNDARIES), default=10**9)
    above = [one for one in reading.values if before < one < row]
    below = [one for one in reading.values if row < one < after]
    return [rows for rows in (above, below) if rows]


def _sum(reading: TableReading, rows: list[int], heading: Heading) -> Decimal:
    return sum((reading.values[row].get(heading.column.field) or Decimal(0) for row in rows), Decimal(0))


def _tolerance(raw: object, heading: Heading) -> Decimal:
    """Half of the last place that the sum shows, in 万元: offices round their sums."""
    typed = numbers.parse(raw) if isinstance(raw, str) else None
    shown = typed.value if typed else numbers.exact(raw if isinstance(raw, int | float) else 0)
    exponent = shown.as_tuple().exponent
    factor = (numbers.money_factor(typed.suffix) if typed and typed.suffix else None) or heading.factor
    places = exponent if isinstance(exponent, int) else 0
    return max(_ROUNDING, Decimal(5).scaleb(places - 1) * factor)
