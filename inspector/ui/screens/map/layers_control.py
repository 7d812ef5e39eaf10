"""What happens to the layers: read when the map comes into sight, added by button or drop, changed, removed.

It stands apart from the screen because layers have a life of their own: files are opened in the background and let go
before the map is out of sight.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QDropEvent

from inspector.domain.mercator import to_world
from inspector.services.bundle import Services
from inspector.services.maps import BOUNDARY_ENDINGS, TILE_ENDING, LayerKind, MapLayer
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.prompts import FileRequest, Question
from inspector.ui.screen import Toast
from inspector.ui.screens.map.layers_panel import LayersPanel, credits_of
from inspector.ui.screens.map.open_layers import LayerSet, OpenFiles, read_layers
from inspector.ui.widgets.map.map_view import MapView
from inspector.ui.widgets.map.viewport import Box


class LayersControl(QObject):
    """`told` carries what was done, `shown` the box of what was just added or None."""

    told = Signal(object)
    shown = Signal(object)

    def __init__(self, context: Context, view: MapView, panel: LayersPanel) -> None:
        super().__init__(view)
        self._context = context
        self._view = view
        self._panel = panel
        self._files = OpenFiles()
        self._in_sight = False
        self._fit_to = ""
        self.layers: tuple[MapLayer, ...] = ()
        panel.add_wanted.connect(self._on_add_wanted)
        panel.changed.connect(self._on_layer_changed)
        panel.removed.connect(self._on_layer_removed)
        view.layer_failed.connect(self._on_layer_failed)

    def come_into_sight(self) -> None:
        """Open what is to be shown."""
        self._in_sight = True
        self.read()

    def go_out_of_sight(self) -> None:
        """Let every file go."""
        self._in_sight = False
        self._view.stop()
        self._view.show_tiles([])
        self._files.begin()

    def read(self) -> None:
        """Read the list anew and open what it names."""
        self._view.stop()
        self._view.show_tiles([])
        turn = self._files.begin()
        self._context.work.read(self, lambda services: read_layers(services, self._files, turn), self._on_read)

    def add(self, paths: Sequence[Path]) -> None:
        """Add files; the last one added is shown whole."""
        for path in paths:
            self._context.work.write(self, partial(_added, path), self._on_added)

    def _on_read(self, found: LayerSet) -> None:
        self.layers = found.layers
        self._panel.show_layers(found.layers, found.problems)
        self._view.show_outlines(found.outlines, credits_of(found.drawn))
        if self._in_sight:
            self._view.show_tiles(found.tiles)
        wanted, self._fit_to = self._fit_to, ""
        if wanted:
            self.shown.emit(_box_of(found, wanted))

    def _on_added(self, layer: MapLayer) -> None:
        self._fit_to = layer.id
        self.told.emit(Toast(sentence("ui_map.layer_added", name=layer.name), undo=False))
        self._panel.show()
        self._panel.raise_()
        self.read()

    def _on_add_wanted(self, kind: str) -> None:
        tiles = kind == LayerKind.TILES
        title = sentence("ui_map.add_tiles") if tiles else sentence("ui_map.add_boundaries")
        name = sentence("ui_map.files_tiles") if tiles else sentence("ui_map.files_boundaries")
        endings = (TILE_ENDING,) if tiles else BOUNDARY_ENDINGS
        kinds = ((name, tuple(f"*{one}" for one in endings)),)
        self._context.prompts.open_files(FileRequest(title, kinds), self.add)

    def _on_layer_changed(self, layer_id: str, fields: dict[str, Any]) -> None:
        self._context.work.write(self, lambda services: services.maps.change(layer_id, **fields), self._read_again)

    def _on_layer_removed(self, layer_id: str) -> None:
        name = next((one.name for one in self.layers if one.id == layer_id), "")
        question = Question(
            sentence("ui_map.remove_layer"),
            sentence("ui_map.remove_question", name=name),
            sentence("ui_map.remove_accept"),
        )
        self._context.prompts.confirm(question, lambda: self._remove(layer_id))

    def _remove(self, layer_id: str) -> None:
        self._view.stop()
        self._context.work.write(self, lambda services: services.maps.remove(layer_id), self._read_again)

    def _read_again(self, _layer: MapLayer) -> None:
        self.read()

    def _on_layer_failed(self, layer_id: str) -> None:
        """A file that went away while it was read: the stick was pulled."""
        if any(one.id == layer_id and one.missing for one in self.layers):
            self.read()


def _added(path: Path, services: Services) -> MapLayer:
    return services.maps.add(path)


def _box_of(found: LayerSet, layer_id: str) -> Box | None:
    """Around what a layer shows: the box that a map file tells, or its areas."""
    layer = next((one for one in found.drawn if one.id == layer_id), None)
    if layer is None:
        return None
    if layer.kind is LayerKind.TILES:
        source = next(source for shown, source in found.tiles if shown.key == layer_id)
        return _world(source.tile_set.bounds)
    boundaries = [one for one in found.drawn if one.kind is LayerKind.BOUNDARIES]
    return found.outlines[boundaries.index(layer)].box


def _world(bounds: tuple[float, float, float, float] | None) -> Box | None:
    if bounds is None:
        return None
    west, south, east, north = bounds
    return (*to_world(west, north), *to_world(east, south))


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    """The map files and boundaries among what is dragged here."""
    local = (Path(one.toLocalFile()) for one in event.mimeData().urls() if one.isLocalFile())
    return tuple(one for one in local if one.suffix.lower() in {TILE_ENDING, *BOUNDARY_ENDINGS})
