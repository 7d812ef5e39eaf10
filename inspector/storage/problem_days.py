"""Problems of a day, counted in the database: open ones and overdue ones (domain.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from inspector.domain.problem import Problem
from inspector.storage.reader import Reader
from inspector.storage.shape import shape

_OPEN = """coalesce(found_on <= :on, 1) AND NOT (state = 'closed' AND coalesce(closed_on <= :on, 1))"""
_OVERDUE = f"{_OPEN} AND due_on < :on"


class ProblemsOf(StrEnum):
    """Which problems of a day."""

    OPEN = "open"
    OVERDUE = "overdue"


_WHERE = {ProblemsOf.OPEN: _OPEN, ProblemsOf.OVERDUE: _OVERDUE}


@dataclass(frozen=True)
class ProblemCounts:
    """How many problems are open on a day, and how many of them past their date."""

    open: int
    overdue: int


def problem_counts(reader: Reader, on: date) -> ProblemCounts:
    """The counts of a day."""
    query = f"SELECT coalesce(sum({_OPEN}), 0), coalesce(sum({_OVERDUE}), 0) FROM problem"  # noqa: S608 - constants
    found: Any = next(reader.rows(query, {"on": on.isoformat()}))
    return ProblemCounts(*found)


def problem_ids(reader: Reader, on: date, which: ProblemsOf) -> tuple[str, ...]:
    """The ids, the earliest date first."""
    query = f"SELECT id FROM problem WHERE {_WHERE[which]} ORDER BY due_on IS NULL, due_on, number, id"  # noqa: S608
    return tuple(str(row_id) for (row_id,) in reader.rows(query, {"on": on.isoformat()}))


def longest_overdue(reader: Reader, on: date, limit: int) -> tuple[Problem, ...]:
    """The problems whose date passed longest ago."""
    made = shape(Problem)
    query = f"{made.select} WHERE {_OVERDUE} ORDER BY due_on, number, id LIMIT :limit"
    return tuple(map(made.record, reader.rows(query, {"on": on.isoformat(), "limit": limit})))
