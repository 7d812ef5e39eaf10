"""The layers that are open: files held while the map is in sight, and let go when it is not.

It stands apart because files are opened in a background thread and read by others: a stick can only be pulled when
none of them holds a file of it any more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.services.maps import LayerKind, MapLayer, TileSource
from inspector.texts import explain
from inspector.ui.widgets.map.ground import OutlineLayer, TileLayer


@dataclass
class LayerSet:
    """What was read of the layers: those to draw, and what is wrong with the others by id."""

    layers: tuple[MapLayer, ...] = ()
    tiles: list[tuple[TileLayer, TileSource]] = field(default_factory=list)
    outlines: list[OutlineLayer] = field(default_factory=list)
    drawn: list[MapLayer] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)


class OpenFiles:
    """Map files that are open, by turns: a new turn lets go of the one before."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._turn = 0
        self._open: list[TileSource] = []

    def begin(self) -> int:
        """A new turn; nothing of earlier ones is used any more when this is called."""
        with self._lock:
            self._turn += 1
            closing, self._open = self._open, []
            turn = self._turn
        for one in closing:
            one.close()
        return turn

    def keep(self, turn: int, source: TileSource) -> bool:
        """Keep a file that was opened for a turn; False, and closed, where that turn is over."""
        with self._lock:
            if turn == self._turn:
                self._open.append(source)
                return True
        source.close()
        return False


def read_layers(services: Services, files: OpenFiles, turn: int) -> LayerSet:
    """Open what is to be shown; what cannot be opened is told and left out."""
    found = LayerSet(services.maps.layers())
    for layer in found.layers:
        if not layer.shown:
            continue
        try:
            _read_layer(services, layer, found, (files, turn))
        except InspectorError as error:
            found.problems[layer.id] = explain(error)
    return found


def _read_layer(services: Services, layer: MapLayer, found: LayerSet, turn: tuple[OpenFiles, int]) -> None:
    if layer.kind is LayerKind.BOUNDARIES:
        found.outlines.append(OutlineLayer(services.maps.outlines(layer.id)))
    else:
        source = services.maps.open_tiles(layer.id)
        about = source.tile_set
        if not turn[0].keep(turn[1], source):
            return
        found.tiles.append((TileLayer(layer.id, (about.min_zoom, about.max_zoom), layer.datum), source))
    found.drawn.append(layer)
