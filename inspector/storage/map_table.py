"""Where projects lie: one narrow row each, for a map that shows all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.storage.reader import Reader

_ON_EARTH = "ifnull(longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90, 0)"
_PLACED = f"""
SELECT rowid, id, name, longitude, latitude FROM project
WHERE {_ON_EARTH} AND stage IS NOT 'withdrawn' ORDER BY rowid
"""  # noqa: S608 - constants
_UNPLACED = f"SELECT rowid FROM project WHERE NOT {_ON_EARTH} AND stage IS NOT 'withdrawn' ORDER BY rowid"  # noqa: S608
_STOPS = """
SELECT stop.tour_id, project.id FROM tour_stop AS stop JOIN project ON project.id = stop.project_id
ORDER BY stop.tour_id, stop.position, stop.id
"""


@dataclass(frozen=True, slots=True)
class PlacedProject:
    """A project with its position, degrees WGS-84; `number` is its row number."""

    number: int
    id: str
    name: str
    longitude: float
    latitude: float


def placed_projects(reader: Reader) -> Iterator[PlacedProject]:
    """Every project that is not withdrawn and has a position on the earth."""
    for row in reader.rows(_PLACED):
        number, row_id, name, longitude, latitude = row
        yield PlacedProject(int(str(number)), str(row_id), str(name), float(str(longitude)), float(str(latitude)))


def unplaced_numbers(reader: Reader) -> list[int]:
    """The row numbers of projects that are not withdrawn and have no such position."""
    return [int(str(number)) for (number,) in reader.rows(_UNPLACED)]


def tour_stops(reader: Reader) -> Iterator[tuple[str, str]]:
    """(tour, project) of every stop of a tour, in the order of the stops."""
    return ((str(tour), str(project)) for tour, project in reader.rows(_STOPS))
