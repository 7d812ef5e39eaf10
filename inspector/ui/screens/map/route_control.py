"""What happens to the route: proposed for the day, put in another order, lengthened, shortened, or a tour's.

It stands apart from the screen because a route has its own memory and its own reads.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from inspector.domain.mercator import to_world
from inspector.services.bundle import Services
from inspector.services.routes import Route, Tour
from inspector.ui.context import Context
from inspector.ui.screens.map.route_memory import RouteMemory, todays_route, tour_route
from inspector.ui.screens.map.route_panel import TODAY, RoutePanel
from inspector.ui.widgets.map.map_view import MapView
from inspector.ui.widgets.map.scene import RouteLine
from inspector.ui.widgets.map.viewport import box_of


class RouteControl(QObject):
    """`changed` when another route is shown."""

    changed = Signal()

    def __init__(self, context: Context, view: MapView, panel: RoutePanel) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._panel = panel
        self._memory = RouteMemory(context.preferences, context.today())
        self.route = Route((), ())
        self._drawn = False
        panel.chosen.connect(self.read)
        panel.shortest.connect(self._on_shortest)
        panel.reordered.connect(self._on_reordered)

    def read(self) -> None:
        """Read the route that is wanted."""
        self._read(self._memory.ids, shortest=False)

    def holds(self, project_id: str) -> bool:
        """Whether a project is a stop."""
        return any(one.project_id == project_id for one in self.route.stops)

    def turn(self, project_id: str) -> None:
        """Put a project at the end of today's route, or take it off."""
        ids = tuple(one.project_id for one in self.route.stops) if self._panel.wanted == TODAY else ()
        kept = tuple(one for one in ids if one != project_id)
        self._panel.which.setCurrentIndex(0)
        self._on_reordered(kept if len(kept) < len(ids) else (*ids, project_id))

    def draw(self, *, drawn: bool) -> None:
        """Show the line on the map, whole, or not."""
        self._drawn = drawn
        self._show_line()
        if drawn:
            self._look()

    def _look(self) -> None:
        """Bring all stops into sight, unless they are."""
        places = [to_world(one.longitude, one.latitude) for one in self.route.stops]
        box = box_of([x for x, _ in places], [y for _, y in places])
        west, north, east, south = self._view.view.box()
        if box is not None and not (west < box[0] and north < box[1] and box[2] < east and box[3] < south):
            self._view.fit(box)

    def _on_reordered(self, ids: Sequence[str]) -> None:
        self._memory.keep(ids)
        self._read(ids, shortest=False)

    def _on_shortest(self) -> None:
        self._read(tuple(one.project_id for one in self.route.stops), shortest=True)

    def _read(self, ids: Sequence[str] | None, *, shortest: bool) -> None:
        wanted, today = self._panel.wanted, self._context.today()

        def job(services: Services) -> tuple[Route, tuple[Tour, ...]]:
            if wanted == TODAY:
                return todays_route(services, today, ids, shortest=shortest), services.routes.tours()
            return tour_route(services, wanted), services.routes.tours()

        self._context.work.read(self, job, self._on_read, key="route")

    def _on_read(self, found: tuple[Route, tuple[Tour, ...]]) -> None:
        self.route = found[0]
        self._panel.show_tours(found[1])
        self._panel.show_route(self.route)
        if self._panel.wanted == TODAY and self._memory.ids is not None:
            self._memory.keep([one.project_id for one in self.route.stops])
        self._show_line()
        self.changed.emit()

    def _show_line(self) -> None:
        stops = self.route.stops
        line = RouteLine(tuple(to_world(one.longitude, one.latitude) for one in stops), self.route.legs)
        self._view.show_route(line if stops and self._drawn else None)
