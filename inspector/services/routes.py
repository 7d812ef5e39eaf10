"""Routes: the projects of a day in a short order, and the tours (观摩) whose stops are fixed.

It stands apart from the points of the map because a route has an order and lengths, and is made for a handful of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspector.domain.campaign import ObservationTour
from inspector.domain.geo import Position, is_on_earth
from inspector.domain.project import Project
from inspector.domain.route import leg_lengths, visiting_order
from inspector.storage.map_table import tour_stops
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class Stop:
    """A project on a route; degrees WGS-84."""

    project_id: str
    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Route:
    """Stops in order, metres from each to the next as the crow flies; `unplaced` are the names without a position."""

    stops: tuple[Stop, ...]
    legs: tuple[float, ...]
    unplaced: tuple[str, ...] = ()

    @property
    def length(self) -> float:
        """Metres altogether."""
        return sum(self.legs)


@dataclass(frozen=True)
class Tour:
    """A tour with the projects of its stops in order."""

    id: str
    name: str
    toured_on: date
    project_ids: tuple[str, ...]


class RouteService:
    """Use cases of routes on one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._reader = workspace.reader

    def tours(self) -> tuple[Tour, ...]:
        """All tours that have a stop, the latest first."""
        stops: dict[str, list[str]] = defaultdict(list)
        for tour_id, project_id in tour_stops(self._reader):
            stops[tour_id].append(project_id)
        found = self._reader.all(ObservationTour, order=("-toured_on",))
        return tuple(Tour(one.id, one.name, one.toured_on, tuple(stops[one.id])) for one in found if stops[one.id])

    def through(self, project_ids: Sequence[str], *, shortest: bool = False) -> Route:
        """The route through these projects, in this order or, with `shortest`, in a short one from the first on.

        Ids that are not known are left out.
        """
        found = self._reader.ids_in(Project, project_ids)
        projects = [found[one] for one in dict.fromkeys(project_ids) if one in found]
        stops = [stop for one in projects if (stop := _stop(one)) is not None]
        if shortest:
            stops = [stops[one] for one in visiting_order([_position(stop) for stop in stops])]
        placed = {one.project_id for one in stops}
        return Route(
            tuple(stops),
            tuple(leg_lengths([_position(stop) for stop in stops])),
            tuple(one.name for one in projects if one.id not in placed),
        )


def _stop(project: Project) -> Stop | None:
    if project.longitude is None or project.latitude is None:
        return None
    on_earth = is_on_earth(Position(project.longitude, project.latitude))
    return Stop(project.id, project.name, project.longitude, project.latitude) if on_earth else None


def _position(stop: Stop) -> Position:
    return Position(stop.longitude, stop.latitude)
