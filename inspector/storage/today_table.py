"""What an inspector owes today, asked of the database: problems by their date, projects by their last visit.

Bounded questions in the order in which a day is planned, because a workspace may hold 100,000 projects and a screen
shows a hundred. A day of a visit is the one written with its offset.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from inspector.domain.problem import Problem
from inspector.domain.project import Stage
from inspector.storage.codec import Stored, canonical
from inspector.storage.reader import Reader
from inspector.storage.shape import shape


@dataclass(frozen=True)
class DueCounts:
    """The open problems of a project: overdue on a day, due on it, due soon after; `first` is the earliest date."""

    project_id: str
    overdue: int
    today: int
    soon: int
    first: date


@dataclass(frozen=True)
class Calling:
    """Which projects are called on: of these stages (or none), none of `left_out`; the latest days of their visits.

    `cutoff` is the first day of those that count as lately visited.
    """

    stages: Collection[Stage]
    left_out: Collection[str]
    cutoff: date

    def bound(self) -> dict[str, Stored]:
        """The values of the questions below."""
        stages = canonical([one.value for one in self.stages])
        left_out = canonical(sorted(self.left_out))
        return {"stages": stages, "left_out": left_out, "cutoff": self.cutoff.isoformat()}


_DUE = "FROM problem WHERE state IS NOT 'closed' AND due_on <= :until"
_DUE_COUNTS = f"""SELECT project_id, sum(due_on < :on), sum(due_on = :on), sum(due_on > :on), min(due_on) {_DUE}
GROUP BY project_id ORDER BY min(due_on), project_id"""
_CALLED = """(p.stage IS NULL OR p.stage IN (SELECT value FROM json_each(:stages)))
AND p.id NOT IN (SELECT value FROM json_each(:left_out))"""
_SIGNED = "SELECT project_id, max(substr(visited_at, 1, 10)) AS day FROM inspection WHERE state = 'signed'"
_LAST = f"{_SIGNED} GROUP BY project_id"
_LONG_AGO = f"""SELECT p.id FROM ({_LAST}) AS last JOIN project AS p ON p.id = last.project_id
WHERE day < :cutoff AND {_CALLED} ORDER BY day, p.id LIMIT :limit"""  # noqa: S608 - constants
_NEVER = f"""SELECT p.id FROM project AS p
WHERE NOT EXISTS (SELECT 1 FROM inspection WHERE project_id = p.id AND state = 'signed') AND {_CALLED}
ORDER BY p.id LIMIT :limit"""  # noqa: S608 - constants
_LATELY = f"""SELECT count(*) FROM (
SELECT DISTINCT project_id FROM inspection WHERE state = 'signed' AND substr(visited_at, 1, 10) >= :cutoff
) AS lately JOIN project AS p ON p.id = lately.project_id WHERE {_CALLED}"""  # noqa: S608 - constants


class TodayTable:
    """The questions of one day over one connection."""

    def __init__(self, reader: Reader, on: date) -> None:
        self._reader = reader
        self._on = on

    def due_counts(self, until: date) -> list[DueCounts]:
        """The projects with open problems due up to `until`, the earliest first."""
        return [
            DueCounts(str(project), int(str(overdue)), int(str(today)), int(str(soon)), date.fromisoformat(str(first)))
            for project, overdue, today, soon, first in self._reader.rows(_DUE_COUNTS, self._until(until))
        ]

    def due_problems(self, until: date, limit: int) -> tuple[Problem, ...]:
        """The open problems due up to `until`, the earliest first."""
        made = shape(Problem)
        where = _DUE.partition("WHERE")[2]
        query = f"{made.select} WHERE {where} ORDER BY due_on, number, id LIMIT :limit"
        return tuple(map(made.record, self._reader.rows(query, self._until(until) | {"limit": limit})))

    def due_count(self, until: date) -> int:
        """How many these are."""
        return self._number(f"SELECT count(*) {_DUE}", self._until(until))

    def visited_today(self) -> set[str]:
        """The projects with a signed visit of the day."""
        query = "SELECT DISTINCT project_id FROM inspection WHERE state = 'signed' AND substr(visited_at, 1, 10) = ?"
        return {str(one) for (one,) in self._reader.rows(query, [self._on.isoformat()])}

    def long_ago(self, calling: Calling, limit: int) -> tuple[str, ...]:
        """The projects visited last before the cutoff, the longest ago first."""
        return tuple(self._ids(_LONG_AGO, calling.bound() | {"limit": limit}))

    def never(self, calling: Calling, limit: int) -> tuple[str, ...]:
        """Projects that nobody has visited."""
        return tuple(self._ids(_NEVER, calling.bound() | {"limit": limit}))

    def not_lately(self, calling: Calling) -> int:
        """How many projects were not visited since the cutoff."""
        all_called = self._number(f"SELECT count(*) FROM project AS p WHERE {_CALLED}", calling.bound())  # noqa: S608
        return all_called - self._number(_LATELY, calling.bound())

    def last_days(self, project_ids: Collection[str]) -> dict[str, date]:
        """The day of the latest signed visit of each project that has one."""
        query = f"{_SIGNED} AND project_id IN (SELECT value FROM json_each(?)) GROUP BY project_id"  # noqa: S608
        found = self._reader.rows(query, [canonical(sorted(project_ids))])
        return {str(project): date.fromisoformat(str(day)) for project, day in found}

    def area_counts(self) -> dict[str, int]:
        """How many projects stand in each area; "" for none."""
        query = "SELECT ifnull(area_id, ''), count(*) FROM project GROUP BY area_id"
        return {str(area): int(str(count)) for area, count in self._reader.rows(query)}

    def _until(self, until: date) -> dict[str, Stored]:
        return {"on": self._on.isoformat(), "until": until.isoformat()}

    def _ids(self, query: str, values: dict[str, Stored]) -> Iterator[str]:
        return (str(one) for (one,) in self._reader.rows(query, values))

    def _number(self, query: str, values: dict[str, Stored]) -> int:
        return sum(int(str(count)) for (count,) in self._reader.rows(query, values))
