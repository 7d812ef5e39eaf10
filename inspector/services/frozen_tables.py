"""The frozen rows of a period and the queries that every printed figure is made of.

It stands apart because it is what makes a figure traceable: a number on the page is a query over rows that
were frozen with it, so a click on it shows exactly the rows that were counted, whatever changed since.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def rows_behind(query: Query, tables: Tables) -> Sequence[Row]:
    """The frozen rows that `query` counts."""
    found = tables.get(query.table, ())
    for name, wanted in query.where.items():  # one plain pass a cell: hundreds of figures look at 100,000 rows
        if isinstance(wanted, (list, tuple)):
            any_of = frozenset(wanted)
            found = [row for row in found if row.get(name) in any_of]
        else:
            found = [row for row in found if row.get(name) == wanted]
    return found


def evaluate(query: Query, tables: Tables) -> Decimal:
    """The number that `query` makes: a count, or the exact sum of a column (missing cells add nothing)."""
    found = rows_behind(query, tables)
    if query.measure is Measure.COUNT:
        return Decimal(len(found))
    values = [row[query.column] for row in found if row.get(query.column) is not None]
    if query.measure is Measure.DISTINCT:
        return Decimal(len(set(values)))
    return sum((Decimal(value) for value in values), Decimal(0))
