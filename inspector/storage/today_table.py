"""What an inspector owes today, asked of the database: problems by their date, projects by their last visit.

Bounded questions in the order in which a day is planned, because a workspace may hold 100,000 projects and a screen
shows a hundred. A day of a visit is the one written with its offset.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

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
    """Which projects are called on, on the day `on`: of these stages (or none), none of `left_out`.

    A problem due up to `until` is a reason; so is a last visit before `cutoff`.
    """

    on: date
    until: date
    cutoff: date
    stages: Collection[Stage]
    left_out: Collection[str]


_DUE = """FROM problem WHERE state IS NOT 'closed' AND due_on <= :until
AND project_id NOT IN (SELECT value FROM json_each(:left_out))"""
_DUE_COUNTS = f"""SELECT project_id, sum(due_on < :on), sum(due_on = :on), sum(due_on > :on), min(due_on) {_DUE}
GROUP BY project_id ORDER BY min(due_on), project_id LIMIT :limit"""
_STAGE = "(p.stage IS NULL OR p.stage IN (SELECT value FROM json_each(:stages)))"
_CALLED = f"{_STAGE} AND p.id NOT IN (SELECT value FROM json_each(:left_out))"  # noqa: S608 - constants
_SIGNED = "SELECT project_id, max(substr(visited_at, 1, 10)) AS day FROM inspection WHERE state = 'signed'"
_LAST = f"{_SIGNED} GROUP BY project_id"
_LONG_AGO = f"""SELECT p.id FROM ({_LAST}) AS last JOIN project AS p ON p.id = last.project_id
WHERE day < :cutoff AND {_CALLED} ORDER BY day, p.id LIMIT :limit"""  # noqa: S608 - constants
_NEVER = f"""SELECT p.id FROM project AS p
WHERE NOT EXISTS (SELECT 1 FROM inspection WHERE project_id = p.id AND state = 'signed') AND {_CALLED}
ORDER BY p.id LIMIT :limit"""  # noqa: S608 - constants
_NOT_CALLED = f"""SELECT count(*) FROM project AS p WHERE p.id IN (
SELECT +project_id FROM inspection WHERE state = 'signed' AND visited_at >= :cutoff
UNION SELECT project_id {_DUE} UNION SELECT value FROM json_each(:left_out)
) AND {_STAGE.replace("p.stage", "+p.stage")}"""  # noqa: S608 - constants
# A plus keeps the database from an index that looks good to it and is not: of stages, or of all visits by project.


class TodayTable:
    """The questions of one day over one connection."""

    def __init__(self, reader: Reader, calling: Calling) -> None:
        self._reader = reader
        self._bound: dict[str, Stored] = {
            "on": calling.on.isoformat(),
            "until": calling.until.isoformat(),
            "cutoff": calling.cutoff.isoformat(),
            "stages": canonical([one.value for one in calling.stages]),
            "left_out": canonical(sorted(calling.left_out)),
        }

    def due_counts(self, limit: int) -> list[DueCounts]:
        """The projects with open problems due up to `until`, the earliest first."""
        return [
            DueCounts(str(project), int(str(overdue)), int(str(today)), int(str(soon)), date.fromisoformat(str(first)))
            for project, overdue, today, soon, first in self._reader.rows(_DUE_COUNTS, self._bound | {"limit": limit})
        ]

    def due_projects(self) -> int:
        """How many projects these are."""
        return self._number(f"SELECT count(DISTINCT project_id) {_DUE}")

    def long_ago(self, besides: Collection[str], limit: int) -> tuple[str, ...]:
        """The projects visited last before the cutoff, the longest ago first, without those `besides`."""
        return self._ids(_LONG_AGO, besides, limit)

    def never(self, besides: Collection[str], limit: int) -> tuple[str, ...]:
        """Projects that nobody has visited, without those `besides`."""
        return self._ids(_NEVER, besides, limit)

    def called(self) -> int:
        """How many projects are called on, besides those with problems that fall due: not visited since the cutoff."""
        everyone = self._number(f"SELECT count(*) FROM project AS p WHERE {_STAGE}")  # noqa: S608 - constants
        return everyone - self._number(_NOT_CALLED)

    def last_days(self, project_ids: Collection[str]) -> dict[str, date]:
        """The day of the latest signed visit of each project that has one."""
        query = f"{_SIGNED} AND project_id IN (SELECT value FROM json_each(?)) GROUP BY project_id"  # noqa: S608
        found = self._reader.rows(query, [canonical(sorted(project_ids))])
        return {str(project): date.fromisoformat(str(day)) for project, day in found}

    def _ids(self, query: str, besides: Collection[str], limit: int) -> tuple[str, ...]:
        left_out = [*json.loads(str(self._bound["left_out"])), *besides]
        values = self._bound | {"limit": limit, "left_out": canonical(left_out)}
        return tuple(str(one) for (one,) in self._reader.rows(query, values))

    def _number(self, query: str) -> int:
        return sum(int(str(count)) for (count,) in self._reader.rows(query, self._bound))


def due_problems(reader: Reader, until: date, limit: int) -> tuple[Problem, ...]:
    """The open problems due up to `until`, the earliest first."""
    made = shape(Problem)
    query = f"{made.select} WHERE state IS NOT 'closed' AND due_on <= ? ORDER BY due_on, number, id LIMIT ?"
    return tuple(map(made.record, reader.rows(query, [until.isoformat(), limit])))


def due_count(reader: Reader, until: date) -> int:
    """How many these are."""
    query = "SELECT count(*) FROM problem WHERE state IS NOT 'closed' AND due_on <= ?"
    return sum(int(str(count)) for (count,) in reader.rows(query, [until.isoformat()]))


def begun(reader: Reader) -> set[str]:
    """The projects with an open draft of a visit."""
    return {str(one) for (one,) in reader.rows("SELECT DISTINCT project_id FROM inspection WHERE state = 'draft'")}


def visited_on(reader: Reader, day: date) -> set[str]:
    """The projects with a signed visit of a day."""
    query = "SELECT +project_id FROM inspection WHERE state = 'signed' AND visited_at >= ? AND visited_at < ?"
    span = [day.isoformat(), (day + timedelta(days=1)).isoformat()]
    return {str(one) for (one,) in reader.rows(query, span)}


def area_counts(reader: Reader) -> dict[str, int]:
    """How many projects stand in each area; "" for none."""
    query = "SELECT ifnull(area_id, ''), count(*) FROM project GROUP BY area_id"
    return {str(area): int(str(count)) for area, count in reader.rows(query)}
