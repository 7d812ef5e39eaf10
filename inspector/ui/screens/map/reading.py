"""What the map reads at once: places, and the grids that make 100,000 of them quick to draw.

It stands apart from the screen because it is asked of another process, which has no window.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from inspector.domain.mercator import to_world
from inspector.domain.project_query import ProjectQuery
from inspector.services.map_points import MapPoints
from inspector.ui.widgets.map.clusters import Clusters, Places

if TYPE_CHECKING:
    from inspector.services.aside_worker import Progress
    from inspector.services.bundle import Services


@dataclass(frozen=True)
class Wanted:
    """Which projects; with a day only those to be visited on it. Unless `judged` no lamp burns."""

    query: ProjectQuery
    visited_on: date | None = None
    judged: bool = True


@dataclass(frozen=True)
class Loaded:
    """The projects that a filter leaves, ready to be drawn. `areas`: id and name; `centre` of the city, unit square."""

    points: MapPoints
    clusters: Clusters
    areas: tuple[tuple[str, str], ...]
    centre: tuple[float, float]


def read_points(wanted: Wanted, services: Services, _progress: Progress | None = None) -> Loaded:
    """The projects of a question."""
    only = None
    if wanted.visited_on is not None:
        only = [one.project_id for one in services.today.visits(wanted.visited_on)]
    points = services.map_points.points(wanted.query, only, judged=wanted.judged)
    centre = services.profile.centre
    return Loaded(
        points,
        Clusters(Places(points.xs, points.ys, points.lamps)),
        services.map_points.areas(),
        to_world(float(centre.longitude), float(centre.latitude)),
    )
