"""The figures of a table as text: equal decimals per column, the 合计 row, the unit in the header.

Apart from the table's layout: this part is arithmetic on Decimal and is the same for every output
(bulletin.md rules 14 and 15).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from inspector.bulletin.content import Align, Column, Table, TableValue

ROUNDING_NOTE = "因四舍五入，合计数与分项相加略有出入。"


@dataclass(frozen=True)
class TableText:
    """A table ready for setting: header, rows, the 合计 row if any, and each column's alignment."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] | None
    aligns: tuple[tuple[Align, ...], ...]
    note: str

    @property
    def all_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows with the 合计 row last."""
        return self.rows if self.total is None else (*self.rows, self.total)


def _is_number(value: TableValue) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _numbers(table: Table, index: int) -> list[Decimal]:
    values = (_value(row, index) for row in table.rows)
    return [Decimal(value) for value in values if isinstance(value, (int, Decimal)) and _is_number(value)]


def _value(row: tuple[TableValue, ...], index: int) -> TableValue:
    return row[index] if index < len(row) else None


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def decimals_of(table: Table, index: int) -> int:
    """The decimals of a column: as declared, else those of its most precise figure."""
    declared = table.columns[index].decimals
    return declared if declared is not None else max(map(_places, _numbers(table, index)), default=0)


def rounded(value: Decimal | int, decimals: int) -> Decimal:
    """Half up, as printed figures are rounded by hand."""
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def shown(value: TableValue, decimals: int) -> str:
    """A cell's text: a figure with its decimals and no thousands comma; a blank stays blank."""
    if isinstance(value, (int, Decimal)) and _is_number(value):
        finite = Decimal(value).is_finite()
        return f"{rounded(value, decimals):f}" if finite else ""
    return "" if value is None else str(value)


def column_sum(table: Table, index: int) -> Decimal:
    """The exact sum of a column's figures; blanks add nothing."""
    return sum((number for number in _numbers(table, index) if number.is_finite()), Decimal(0))


def header_text(column: Column) -> str:
    """The column's head with its unit: 总投资（亿元）."""
    return f"{column.header}（{column.unit}）" if column.unit else column.header


def _total_row(table: Table, decimals: tuple[int, ...]) -> tuple[str, ...] | None:
    if table.total is None:
        return None
    cells = [shown(column_sum(table, i), decimals[i]) if i in table.sum_columns else "" for i in range(len(decimals))]
    label = next((i for i in range(len(cells)) if i not in table.sum_columns), 0)
    cells[label] = table.total
    return tuple(cells)


def _rounding_shows(table: Table, decimals: tuple[int, ...]) -> bool:
    """True when a reader who adds the printed figures gets another total than the printed one."""
    return any(
        sum((rounded(n, decimals[i]) for n in _numbers(table, i) if n.is_finite()), Decimal(0))
        != rounded(column_sum(table, i), decimals[i])
        for i in table.sum_columns
    )


def _align(table: Table, row: tuple[TableValue, ...], index: int) -> Align:
    """Figures right; a whole number without unit in a centred column is a label (序号) and stays centred."""
    column, value = table.columns[index], _value(row, index)
    plain = not column.unit and index not in table.sum_columns
    label = plain and isinstance(value, int) and column.align is Align.CENTRE
    return Align.RIGHT if _is_number(value) and not label else column.align


def _total_aligns(table: Table) -> tuple[Align, ...]:
    return tuple(Align.RIGHT if i in table.sum_columns else Align.CENTRE for i in range(len(table.columns)))


def table_text(table: Table) -> TableText:
    """Set a table's values as text; short rows are filled with blanks, surplus cells are left out."""
    columns = range(len(table.columns))
    decimals = tuple(decimals_of(table, i) for i in columns)
    rows = tuple(tuple(shown(_value(row, i), decimals[i]) for i in columns) for row in table.rows)
    aligns = tuple(tuple(_align(table, row, i) for i in columns) for row in table.rows)
    total = _total_row(table, decimals)
    note = table.note
    if total is not None:
        aligns = (*aligns, _total_aligns(table))
        note += ROUNDING_NOTE if _rounding_shows(table, decimals) else ""
    return TableText(tuple(map(header_text, table.columns)), rows, total, aligns, note)
