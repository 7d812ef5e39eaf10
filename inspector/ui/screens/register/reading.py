"""What the register reads; apart from the screen because some of it is asked of another process."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.domain.project_query import ProjectQuery, ProjectTotals
from inspector.services.ledger_window import GridRow, grid_rows

if TYPE_CHECKING:
    from inspector.services.aside_worker import Progress
    from inspector.services.bundle import Services

FIRST = 60
"""Rows that come with the answer itself."""


@dataclass(frozen=True)
class Found:
    """The answer to a query: all row numbers, the rows in sight, and how many projects there are at all."""

    numbers: array[int]
    first: tuple[GridRow, ...]
    total: int


def find(query: ProjectQuery, at: int, services: Services, _progress: Progress | None = None) -> Found:
    """Everything found, with the rows around the place where the grid stands."""
    numbers = services.finding.numbers(query)
    first = grid_rows(services.finding, services.office.ledger, numbers[at : at + FIRST])
    return Found(numbers, first, services.finding.count(ProjectQuery()))


def add_up(query: ProjectQuery, services: Services, _progress: Progress | None = None) -> ProjectTotals:
    """The sums under the grid."""
    return services.finding.totals(query)
