"""地图 (screen 4): where the projects lie, how they burn, and the way to those of today.

The side filters and lists; the map shows the same projects; both choose the same one. Positions are read anew after
every change that concerns them, in the background, together with the grids that make 100,000 of them quick to draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.domain.changes import Changes
from inspector.domain.project_query import ProjectRow
from inspector.services.map_points import URGENCY
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_map import Ui_Map
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target
from inspector.ui.screens.map.filters import lamp_names
from inspector.ui.screens.map.layers_control import LayersControl, dropped_files
from inspector.ui.screens.map.layers_panel import LayersPanel
from inspector.ui.screens.map.reading import Loaded, Wanted, read_points
from inspector.ui.screens.map.route_control import RouteControl
from inspector.ui.screens.map.side import LIST, ROUTE, Side
from inspector.ui.screens.map.tools import MapTools
from inspector.ui.shortcuts import add_keys
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.map.clusters import Mark
from inspector.ui.widgets.map.map_view import MapView
from inspector.ui.widgets.map.viewport import Box, Viewport

CONCERNED = frozenset(
    {"project", "area", "problem", "inspection", "approval_step", "clock_stop", "annual_plan", "dispatch_record"}
    | {"tour_stop", "observation_tour", "setting"}
)
KEY = "map"
ON_ROUTE = "route"
"""The detail of a target that wants today's route."""

_PAUSE_MS = 120
"""After the last pan, before what is in view is listed."""

_CITY_ZOOM = 9.0
_STAGE = 240
"""Pixels of the map at least: what is said where there is none must not push it out of sight."""


class MapScreen(Screen):
    """The screen."""

    KEY: ClassVar[ScreenKey] = ScreenKey.MAP

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Map()
        self._form.setupUi(self)
        self._loaded: Loaded | None = None
        self._listed: tuple[int, ...] | None = None
        self._unplaced_shown = False
        self._wanted_id = ""
        self._looked = False
        self.side = Side(self._form, context.appearance, can_start=True)
        self._room = QWidget()
        self.view = MapView(context.appearance, self._room)
        self.tools = MapTools(context.appearance, self._room)
        self.layers_panel = LayersPanel(context.appearance, self._room)
        self.empty = EmptyState(
            context.appearance,
            "pin",
            sentence("ui_map.empty_title"),
            sentence("ui_map.empty_text"),
            (sentence("ui_map.empty_action"), "building"),
        )
        self.layers = LayersControl(context, self.view, self.layers_panel)
        self.route = RouteControl(context, self.view, self.side.route)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    # -- what a screen is ------------------------------------------------------------------------------------------

    def open_target(self, target: Target) -> None:
        """A project, or today's route."""
        self._wanted_id = target.record_id
        self.side.turn_to(ROUTE if target.detail == ON_ROUTE else LIST)
        if not self.isHidden() and self._loaded is not None:
            self._take_wanted()

    def refresh(self) -> None:
        """Read the points and the route."""
        self._read_points()
        self.route.read()

    def concerned(self, changes: Changes) -> bool:
        """Whether positions, lamps or what is told of a project changed."""
        return any(not CONCERNED.isdisjoint(kinds) for kinds in (changes.inserted, changes.updated, changes.deleted))

    def key_map(self) -> tuple[KeyHint, ...]:
        """The keys of the map."""
        return (
            KeyHint("+ -", sentence("ui_map.key_zoom")),
            KeyHint("← ↑ → ↓", sentence("ui_map.key_pan"), bar=False),
            KeyHint("Home", sentence("ui_map.show_all")),
            KeyHint("Tab", sentence("ui_map.key_next")),
            KeyHint("Enter", sentence("ui_map.key_open")),
            KeyHint("Ctrl+F", sentence("ui_map.search"), bar=False),
            KeyHint("Ctrl+L", sentence("ui_map.layers"), bar=False),
            KeyHint("Alt+↑ ↓", sentence("ui_map.key_reorder"), bar=False),
            KeyHint("Del", sentence("ui_map.off_route"), bar=False),
        )

    def leave(self) -> bool:
        """Esc closes the layers, then the card, then the list of a crowded place."""
        if not self.layers_panel.isHidden():
            self._turn_layers()
            return True
        if self.side.card_shown:
            self._on_chosen(-1)
            self.view.choose(-1)
            return True
        if self._listed is not None or self._unplaced_shown:
            self._on_list_turned()
            return True
        return False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Files are opened when the map comes into sight."""
        super().showEvent(event)
        self.layers.come_into_sight()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """… and let go when it leaves: a stick may be pulled."""
        self.layers.go_out_of_sight()
        self._pause.stop()
        view = self.view.view
        if self._looked:
            self.context.preferences.remember(KEY, view=[view.x, view.y, view.zoom])
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Map files and boundaries may be dropped anywhere."""
        if dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Add them."""
        event.acceptProposedAction()
        self.layers.add(dropped_files(event))

    # -- points ----------------------------------------------------------------------------------------------------

    def _read_points(self) -> None:
        query = self.side.filters.query
        today = self.context.today() if self.side.filters.today.isChecked() else None
        read = self.context.work.read_apart
        if self._loaded is None and not query.lamps and today is None:  # where they lie, before they are judged
            read(self, partial(read_points, Wanted(query, judged=False)), self._on_points_read, key="places")
        read(self, partial(read_points, Wanted(query, today)), self._on_points_read, key="points")

    def _on_points_read(self, loaded: Loaded) -> None:
        kept = self._chosen_id
        self._loaded = loaded
        points = loaded.points
        self.view.show_places(loaded.clusters, points.names, self._describe)
        self.side.filters.show_counts(points.counts)
        self.side.filters.show_areas(loaded.areas)
        nothing = not points.ids and not self.side.filters.active
        self._form.stage.setCurrentWidget(self.empty if nothing and not self.layers.layers else self._room)
        if not self._looked:
            self._look_first(loaded)
        self._listed = None
        self._unplaced_shown = self._unplaced_shown or (nothing and bool(points.unplaced))
        self._take_wanted(kept)
        self._list_view(fresh=True)

    def _look_first(self, loaded: Loaded) -> None:
        """Where the user looked last; else everything; else the city."""
        self._looked = True
        kept = self.context.preferences.of_screen(KEY).get("view")
        view = self.view.view
        if isinstance(kept, list) and len(kept) == 3 and all(isinstance(one, float) for one in kept):  # noqa: PLR2004
            self.view.look_at(Viewport(kept[0], kept[1], kept[2], view.width, view.height))
        elif len(loaded.points):
            self.view.fit_places()
        else:
            self.view.look_at(Viewport(*loaded.centre, _CITY_ZOOM, view.width, view.height))

    def _take_wanted(self, kept: str = "") -> None:
        """Choose what a target named, or what was chosen before."""
        wanted, self._wanted_id = self._wanted_id, ""
        points = self._loaded.points if self._loaded else None
        sought = wanted or kept
        if points is None or not sought:
            return
        at = points.ids.find(sought)
        self.view.choose(at, look=bool(wanted))
        self._on_chosen(at)

    def _describe(self, mark: Mark) -> Sequence[str]:
        """What the bubble over a mark says."""
        if self._loaded is None:
            return ()
        names = lamp_names()
        if mark.count == 1:
            return (self._loaded.points.names[mark.first], names[mark.worst])
        parts = (f"{names[colour]} {count}" for colour, count in zip(URGENCY, mark.counts, strict=True) if count)
        return (sentence("ui_map.cluster", count=mark.count), "  ".join(parts))

    # -- choosing --------------------------------------------------------------------------------------------------

    @property
    def _chosen_id(self) -> str:
        return self.side.card.project_id if self.side.card_shown else ""

    def _on_chosen(self, index: int) -> None:
        """A place was chosen on the map."""
        if index < 0 or self._loaded is None:
            self.side.show_card(shown=False)
            self.side.page.listing.mark(-1)
            return
        number = self._loaded.points.numbers[index]
        self.side.page.listing.mark(number)
        self._show_card(number)

    def _on_listing_marked(self, number: int) -> None:
        """A project was chosen in the list."""
        index = self._index_of(number)
        if index >= 0:
            self._choose_on_map(index)
        self._show_card(number)

    def _choose_on_map(self, index: int) -> None:
        """Choose a place and bring it into sight, without moving a map that shows it."""
        assert self._loaded is not None  # noqa: S101 - an index comes from what was loaded
        points, (west, north, east, south) = self._loaded.points, self.view.view.box(-24)
        seen = west <= points.xs[index] <= east and north <= points.ys[index] <= south
        self.view.choose(index, look=not seen)

    def _show_card(self, number: int) -> None:
        self.context.work.read(
            self, lambda services: services.map_points.rows((number,)), self._on_card_read, key="card"
        )

    def _on_card_read(self, rows: Sequence[ProjectRow]) -> None:
        self.side.show_card(shown=bool(rows))
        for row in rows:
            self.side.card.show_row(row, on_route=self.route.holds(row.id))

    def _index_of(self, number: int) -> int:
        numbers = self._loaded.points.numbers if self._loaded else ()
        return next((at for at, one in enumerate(numbers) if one == number), -1)

    def _on_stop_marked(self, project_id: str) -> None:
        self._wanted_id = project_id
        self._take_wanted()

    def _open(self, project_id: str) -> None:
        self.navigated.emit(Target(ScreenKey.PROJECT, project_id))

    def _open_index(self, index: int) -> None:
        if self._loaded is not None:
            self._open(self._loaded.points.ids[index])

    def _open_number(self, number: int) -> None:
        rows = self.context.work.read
        rows(self, lambda services: services.map_points.rows((number,)), self._on_open_read, key="open")

    def _on_open_read(self, rows: Sequence[ProjectRow]) -> None:
        for row in rows:
            self._open(row.id)

    def _start(self, project_id: str) -> None:
        self.navigated.emit(Target(ScreenKey.VISIT, project_id, "start"))

    # -- the list --------------------------------------------------------------------------------------------------

    def _list_view(self, *, fresh: bool = False) -> None:
        """List what is in view, the worst lamps first."""
        loaded, box = self._loaded, self.view.view.box()
        if loaded is None or self._listed is not None or self._unplaced_shown:
            self._show_listed()
            return
        if fresh:
            self.side.page.listing.model_.show_numbers((), fresh=True)
        self.context.work.read(self, lambda _: _in_view(loaded, box), self._on_listed, key="list")

    def _on_listed(self, numbers: Sequence[int]) -> None:
        loaded = self._loaded
        if loaded is None or self._listed is not None or self._unplaced_shown:
            return
        unplaced = len(loaded.points.unplaced)
        turn = sentence("ui_map.unplaced", count=unplaced) if unplaced else ""
        self.side.page.show_numbers(sentence("ui_map.in_view", count=len(numbers)), turn, numbers)
        self._mark_again()

    def _show_listed(self) -> None:
        """List a crowded place, or what has no position."""
        loaded = self._loaded
        if loaded is None:
            return
        if self._unplaced_shown:
            numbers: Sequence[int] = loaded.points.unplaced
            told = sentence("ui_map.unplaced", count=len(numbers))
        else:
            numbers = self._listed or ()
            told = sentence("ui_map.gathered", count=len(numbers))
        back = sentence("ui_map.back_to_view") if len(loaded.points) else ""
        self.side.page.show_numbers(told, back, numbers)
        self._mark_again()

    def _mark_again(self) -> None:
        """The chosen project stays marked in another list."""
        loaded, chosen = self._loaded, self._chosen_id
        at = loaded.points.ids.find(chosen) if loaded is not None and chosen else -1
        if loaded is not None and at >= 0:
            self.side.page.listing.mark(loaded.points.numbers[at])

    def _on_gathered(self, indexes: Sequence[int]) -> None:
        """Projects at one spot: no zoom parts them, so the list does."""
        if self._loaded is not None:
            self._listed = tuple(self._loaded.points.numbers[one] for one in indexes)
            self.side.turn_to(LIST)
            self._show_listed()

    def _on_list_turned(self) -> None:
        """From what is in view to what has no position, and back."""
        back = self._unplaced_shown or self._listed is not None
        self._listed, self._unplaced_shown = None, not back
        self._list_view()

    def _on_moved(self) -> None:
        if self._listed is not None:
            self._listed = None
        self._pause.start()

    def _on_rows_wanted(self, numbers: Sequence[int]) -> None:
        take = self.side.page.listing.model_.take_rows
        self.context.work.read(self, lambda services: services.map_points.rows(numbers), take)

    # -- putting it together ---------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._room)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._form.stage.setMinimumWidth(_STAGE)
        self._form.stage.addWidget(self._room)
        self._form.stage.addWidget(self.empty)
        self.layers_panel.hide()
        self.setAcceptDrops(True)
        self._room.installEventFilter(self)
        for one in (self.tools, self.layers_panel):
            one.raise_()

    def _connect(self) -> None:
        side, view = self.side, self.view
        side.filters.changed.connect(self._on_filters_changed)
        side.page.turned.connect(self._on_list_turned)
        side.page.listing.marked.connect(self._on_listing_marked)
        side.page.listing.picked.connect(self._open_number)
        side.page.listing.model_.wanted.connect(self._on_rows_wanted)
        side.route.marked.connect(self._on_stop_marked)
        side.card.opened.connect(self._open)
        side.card.started.connect(self._start)
        side.card.routed.connect(self.route.turn)
        side.card.closed.connect(self.leave)
        self._form.tabs.currentChanged.connect(lambda tab: self.route.draw(drawn=tab == ROUTE))
        view.chosen.connect(self._on_chosen)
        view.opened.connect(self._open_index)
        view.gathered.connect(self._on_gathered)
        view.moved.connect(self._on_moved)
        self._pause.timeout.connect(self._list_view)
        self.route.changed.connect(self._on_route_changed)
        self.layers.told.connect(self.told)
        self.layers.shown.connect(self._on_layer_shown)
        self.layers_panel.closed.connect(self._turn_layers)
        self.tools.zoomed.connect(view.zoom)
        self.tools.fitted.connect(view.fit_places)
        self.tools.layers_wanted.connect(self._turn_layers)
        self.empty.acted.connect(lambda: self.navigated.emit(Target(ScreenKey.PROJECTS)))
        add_keys(self, {"Ctrl+F": side.filters.search.setFocus, "Ctrl+L": self._turn_layers}, inside=True)

    def _on_filters_changed(self) -> None:
        self._unplaced_shown = False
        self._read_points()

    def _on_route_changed(self) -> None:
        self.side.card.show_on_route(on_route=self.route.holds(self.side.card.project_id))

    def _on_layer_shown(self, box: Box | None) -> None:
        self._form.stage.setCurrentWidget(self._room)
        if box is not None:
            self.view.fit(box)

    def _turn_layers(self) -> None:
        panel = self.layers_panel
        panel.setVisible(panel.isHidden())
        self.tools.setVisible(panel.isHidden())
        if not panel.isHidden():
            panel.fit()
            panel.add_tiles.setFocus()
        else:
            self.view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """What lies over the map follows its size."""
        if watched is self._room and event.type() in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.tools.fit()
            self.layers_panel.fit()
        return super().eventFilter(watched, event)


def _in_view(loaded: Loaded, box: Box) -> list[int]:
    points = loaded.points
    return [points.numbers[at] for at in sorted(loaded.clusters.within(box), key=lambda at: points.lamps[at])]
