"""What a list of projects can be filtered by: the areas, parks and leaders that projects have."""

from __future__ import annotations

from datetime import date

from inspector.storage.reader import Reader

_AREAS = "SELECT id, name FROM area WHERE id IN (SELECT DISTINCT area_id FROM project) ORDER BY code"
_PARKS = "SELECT id, name FROM area WHERE id IN (SELECT DISTINCT park_id FROM project) ORDER BY code"
_LEADERS = (
    "SELECT DISTINCT holder FROM assignment WHERE role = 'leader' AND ifnull(from_date, '') <= :on"
    " AND (to_date IS NULL OR to_date > :on) ORDER BY holder"
)


def areas_of_projects(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Id and name of the areas in which projects lie, by code."""
    return tuple((str(row_id), str(name)) for row_id, name in reader.rows(_AREAS, []))


def parks_of_projects(reader: Reader) -> tuple[tuple[str, str], ...]:
    """Id and name of the parks in which projects lie, by code."""
    return tuple((str(row_id), str(name)) for row_id, name in reader.rows(_PARKS, []))


def leaders_on(reader: Reader, on: date) -> tuple[str, ...]:
    """Who is 包保领导 of a project on a day."""
    return tuple(str(holder) for (holder,) in reader.rows(_LEADERS, {"on": on.isoformat()}))
