"""The frozen rows of a period and the queries that every printed figure is made of.

It stands apart because it is what makes a figure traceable: a number on the page is a query over rows that
were frozen with it, so a click on it shows exactly the rows that were counted, whatever changed since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


class Measure(StrEnum):
    """What a query makes of its rows."""

    COUNT = "count"
    SUM = "sum"
    DISTINCT = "distinct"


@dataclass(frozen=True)
class Query:
    """Rows of `table` whose cells equal `where` (a list: any of its values), measured over `column`."""

    table: str
    where: Mapping[str, Any] = field(default_factory=dict)
    measure: Measure = Measure.COUNT
    column: str = ""

    def to_json(self) -> dict[str, Any]:
        """The query as it is kept with a figure."""
        made: dict[str, Any] = {"table": self.table, "where": dict(self.where), "measure": self.measure.value}
        return made | ({"column": self.column} if self.column else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Query:
        """A query as it was kept."""
        return cls(data["table"], data["where"], Measure(data["measure"]), data.get("column", ""))


def rows_behind(query: Query, tables: Tables) -> Iterator[Row]:
    """The frozen rows that `query` counts."""
    return (row for row in tables.get(query.table, ()) if _fits(row, query.where))


def evaluate(query: Query, tables: Tables) -> Decimal:
    """The number that `query` makes: a count, or the exact sum of a column (missing cells add nothing)."""
    found = rows_behind(query, tables)
    if query.measure is Measure.COUNT:
        return Decimal(sum(1 for _ in found))
    values = [row[query.column] for row in found if row.get(query.column) is not None]
    if query.measure is Measure.DISTINCT:
        return Decimal(len(set(values)))
    return sum((Decimal(value) for value in values), Decimal(0))


def _fits(row: Row, where: Mapping[str, Any]) -> bool:
    return all(
        row.get(name) in wanted if isinstance(wanted, (list, tuple)) else row.get(name) == wanted
        for name, wanted in where.items()
    )
