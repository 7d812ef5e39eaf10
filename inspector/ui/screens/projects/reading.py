"""What the list of projects reads; apart from the screen because some of it is asked of another process."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.domain.project_query import ProjectQuery, ProjectRow

if TYPE_CHECKING:
    from inspector.services.aside_worker import Progress
    from inspector.services.bundle import Services

FIRST = 60
"""Rows that come with the answer itself, so that the first screen of them needs no second question."""


@dataclass(frozen=True)
class Found:
    """The answer to a query: row numbers, the first rows, and how many projects there are at all.

    `whole`: all row numbers are there, not only those of the first rows.
    """

    numbers: array[int]
    first: tuple[ProjectRow, ...]
    total: int
    whole: bool


def find(query: ProjectQuery, total: int, services: Services, _progress: Progress | None = None) -> Found:
    """All that a query finds; a `total` of 0 is not known yet."""
    numbers = services.finding.numbers(query)
    rows = services.finding.rows(numbers[:FIRST])
    return Found(numbers, rows, total or services.finding.count(ProjectQuery()), whole=True)


def find_first(query: ProjectQuery, total: int, services: Services) -> Found:
    """The first rows of a long list, which are there before all of it is."""
    page = services.finding.page(query, limit=FIRST)
    numbers = array("q", (one.number for one in page.rows))
    return Found(numbers, page.rows, total or services.finding.count(ProjectQuery()), whole=page.next is None)
