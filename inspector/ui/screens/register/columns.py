"""The columns of the grid as the user sees them: titles with units, widths, order, and the words of a cell."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from typing import Any

from inspector.domain.project_query import SortColumn
from inspector.services.ledger_columns import LedgerColumn
from inspector.texts import sentence
from inspector.ui.models.project_columns import in_yi

NAME = "name"
USUAL = (
    NAME,
    "area_name",
    "sector",
    "stage",
    "total_investment",
    "planned_investment",
    "status_text",
    "status_as_of",
)
"""What is shown while nobody has chosen."""
SORTS = {
    NAME: SortColumn.NAME,
    "project_code": SortColumn.CODE,
    "area_name": SortColumn.AREA,
    "park_name": SortColumn.PARK,
    "kind": SortColumn.KIND,
    "stage": SortColumn.STAGE,
    "construction_status": SortColumn.CONSTRUCTION_STATUS,
    "total_investment": SortColumn.TOTAL_INVESTMENT,
    "planned_investment": SortColumn.PLANNED_INVESTMENT,
}
"""By which columns rows can be put into order."""
SUMMED = ("total_investment", "planned_investment")
"""Columns whose totals stand at the foot."""
_CHARACTER = 8
_NARROWEST, _WIDEST = 84, 300


def title(column: LedgerColumn) -> str:
    """What stands at the head; money is shown in 亿元."""
    return sentence("ui_register.in_yi", label=column.label) if column.money else column.label


def width(column: LedgerColumn) -> int:
    """Usual width in pixels at letters of 13."""
    return min(max(column.width * _CHARACTER, _NARROWEST), _WIDEST)


def chosen_columns(names: Iterable[object], known: Iterable[LedgerColumn]) -> tuple[str, ...]:
    """Those of `names` that there are, in the order of the register; the usual ones where none of them is."""
    wanted = set(names)
    found = tuple(one.key for one in known if one.key in wanted or one.key == NAME)
    return found if len(found) > 1 else USUAL


def cell_text(column: LedgerColumn, value: Any) -> str:  # noqa: ANN401 - any cell
    """A cell in words: money exactly in 亿元, choices in the language in use, empty stays empty."""
    if value is None:
        return ""
    if column.money:
        return in_yi(Decimal(value))
    if isinstance(value, Enum):
        return column.choices[list(type(value)).index(value)] if column.choices else str(value.value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)
