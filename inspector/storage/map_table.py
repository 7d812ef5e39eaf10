"""Where projects lie: one narrow row each, for a map that shows all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from inspector.storage.reader import Reader

_PROJECTS = "SELECT rowid, id, name, longitude, latitude FROM project WHERE stage IS NOT 'withdrawn' ORDER BY rowid"
_STOPS = """
SELECT stop.tour_id, project.id FROM tour_stop AS stop JOIN project ON project.id = stop.project_id
ORDER BY stop.tour_id, stop.position, stop.id
"""


class PlacedProject(NamedTuple):
    """A project with its position, degrees WGS-84; `number` is its row number."""

    number: int
    id: str
    name: str
    longitude: float
    latitude: float


def project_places(reader: Reader) -> tuple[list[PlacedProject], list[int]]:
    """Every project that is not withdrawn and has a position on the earth, and the row numbers of those without one."""
    placed, unplaced = [], []
    for row in reader.fetch(_PROJECTS):
        if row[3] is not None and row[4] is not None and -180 <= row[3] <= 180 and -90 <= row[4] <= 90:  # noqa: PLR2004
            placed.append(PlacedProject._make(row))
        else:
            unplaced.append(row[0])
    return placed, unplaced


def tour_stops(reader: Reader) -> Iterator[tuple[str, str]]:
    """(tour, project) of every stop of a tour, in the order of the stops."""
    return ((str(tour), str(project)) for tour, project in reader.rows(_STOPS))
