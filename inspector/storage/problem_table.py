"""The problems of a list: only what a line says, so that tens of thousands of them are read at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from inspector.domain.errors import StorageError
from inspector.domain.problem import Problem, ProblemLevel, ProblemState
from inspector.storage.reader import Reader

_QUERY = """SELECT one.id, one.number, one.description, one.level, one.state, one.due_on, one.closed_on,
 one.owner_department, one.category, one.inspection_id, one.close_requested_by, coalesce(project.name, '')
FROM problem AS one LEFT JOIN project ON project.id = one.project_id
ORDER BY one.state IS 'closed', coalesce(one.due_on, '9999-12-31'), coalesce(nullif(one.number, ''), one.id)"""
_FOUND_BY = """SELECT one.id FROM problem AS one CROSS JOIN inspection ON inspection.id = one.inspection_id
WHERE EXISTS (SELECT 1 FROM json_each(inspection.inspectors) WHERE value = ?)"""
_STATES: dict[str | None, ProblemState] = {None: ProblemState.REGISTERED, **{one.value: one for one in ProblemState}}
_LEVELS: dict[str | None, ProblemLevel] = {None: ProblemLevel.GENERAL, **{one.value: one for one in ProblemLevel}}


class ListedProblem(NamedTuple):
    """A problem as far as a list tells of it; the cells are those of `Problem`, `project` is a name or empty."""

    id: str
    number: str | None
    description: str
    level: ProblemLevel
    state: ProblemState
    due_on: date | None
    closed_on: date | None
    owner_department: str | None
    category: str | None
    inspection_id: str | None
    close_requested_by: str | None
    project: str


def listed_problems(reader: Reader) -> Iterator[ListedProblem]:
    """All problems: open ones first, then by the date they are due and their number.

    Raises StorageError for a damaged row.
    """
    days: dict[str | None, date | None] = {None: None}

    def day(text: str | None) -> date | None:
        if text not in days:
            days[text] = date.fromisoformat(text or "")
        return days[text]

    for row in reader.fetch(_QUERY):
        row_id, number, text, level, state, due, closed, *rest = row
        try:
            told = _LEVELS[level], _STATES[state], day(due), day(closed)
        except (LookupError, ValueError) as error:
            raise StorageError("storage.damaged_row", kind=Problem.KIND, id=row_id) from error
        yield ListedProblem(row_id, number, text or "", *told, *rest)


def found_by(reader: Reader, role: str) -> frozenset[str]:
    """The problems that a visit brought in which this person took part."""
    return frozenset(row_id for (row_id,) in reader.fetch(_FOUND_BY, [role]))
