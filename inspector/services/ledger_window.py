"""A window of the grid by row numbers, as a model of the window keeps them; ids are looked up when rows are wanted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspector.services.finding import FindingService
from inspector.services.ledger import Block, LedgerService
from inspector.services.ledger_view import LedgerRow


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the grid; `number` is its place in the database while the workspace is open."""

    number: int
    row: LedgerRow


def grid_rows(finding: FindingService, ledger: LedgerService, numbers: Iterable[int]) -> tuple[GridRow, ...]:
    """The rows with these numbers in their order; projects deleted meanwhile are left out."""
    asked = list(numbers)
    ids = finding.ids(asked)
    places = {found: number for number, found in ids.items()}
    rows = ledger.rows([ids[one] for one in asked if one in ids])
    return tuple(GridRow(places[one.project_id], one) for one in rows)


def block_at(finding: FindingService, numbers: Iterable[int], columns: Sequence[str]) -> Block:
    """The cells of these rows in these columns; projects deleted meanwhile are left out."""
    asked = list(numbers)
    ids = finding.ids(asked)
    return Block([ids[one] for one in asked if one in ids], columns)
