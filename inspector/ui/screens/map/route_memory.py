"""The route of the day, remembered at this machine: an order of projects is a habit of the driver, no record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from inspector.services.bundle import Services
from inspector.services.routes import Route
from inspector.ui.preferences import Preferences

KEY = "map"
MOST_STOPS = 12
"""Stops that are proposed for a day; more can be added by hand."""


class RouteMemory:
    """The stops of today, in the order that was last wanted."""

    def __init__(self, preferences: Preferences, today: date) -> None:
        self._preferences = preferences
        self._today = today.isoformat()

    @property
    def ids(self) -> tuple[str, ...] | None:
        """The projects in their order; None where nothing was decided today."""
        kept = self._preferences.of_screen(KEY).get("route")
        if not isinstance(kept, dict) or kept.get("day") != self._today or not isinstance(kept.get("ids"), list):
            return None
        return tuple(str(one) for one in kept["ids"])

    def keep(self, ids: Sequence[str]) -> None:
        """Remember an order for today."""
        self._preferences.remember(KEY, route={"day": self._today, "ids": list(ids)})


def todays_route(services: Services, today: date, ids: Sequence[str] | None, *, shortest: bool) -> Route:
    """Through `ids`, or, where nothing was decided, through what is due in a short order from the most urgent on."""
    if ids is not None:
        return services.routes.through(ids, shortest=shortest)
    due = [one.project_id for one in services.today.visits(today)]
    return services.routes.through(due[:MOST_STOPS], shortest=True)


def tour_route(services: Services, tour_id: str) -> Route:
    """Through the stops of a tour in their order; an empty one where it is gone."""
    tour = next((one for one in services.routes.tours() if one.id == tour_id), None)
    return services.routes.through(tour.project_ids if tour else ())
