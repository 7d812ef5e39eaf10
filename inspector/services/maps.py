"""地图 layers of a workspace: map files that are referred to, boundaries that are kept, and what is known of each.

They are no records: nothing of them is exchanged, counted or undone. A map file has gigabytes, so only its place is
noted; boundaries are small and are kept, checked and thinned, in `maps/` of the workspace (docs/adr/0024-mbtiles.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from inspector import durable
from inspector.domain.errors import FormatError, NotFoundError, StorageError
from inspector.domain.ids import new_id
from inspector.domain.outlines import Outline
from inspector.domain.project import Datum
from inspector.services.boundaries import in_wgs84, outlines_json, outlines_of, read_boundaries
from inspector.storage.mbtiles import Mbtiles, TileSet
from inspector.storage.workspace import Workspace

FOLDER = "maps"
MOST_LAYERS = 20
TILE_ENDING = ".mbtiles"
BOUNDARY_ENDINGS = (".geojson", ".json")


class LayerKind(StrEnum):
    """What a layer is: pictures under everything, or outlines over them."""

    TILES = "tiles"
    BOUNDARIES = "boundaries"


@dataclass(frozen=True)
class MapLayer:
    """A layer. `path` is the map file, or the name of the file that boundaries came from; `datum` as the user says.

    `review_number` is the 审图号 that has to stand on a map that is shown; `source` who made it.
    """

    id: str
    kind: LayerKind
    name: str
    path: str
    datum: Datum = Datum.WGS84
    review_number: str = ""
    source: str = ""
    shown: bool = True

    @property
    def missing(self) -> bool:
        """Whether the map file is not where it was: another drive, a stick that is not plugged in."""
        return self.kind is LayerKind.TILES and not Path(self.path).is_file()


class TileSource(Protocol):
    """An open map file, asked by several threads; close it."""

    tile_set: TileSet

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The picture of a tile, rows counted from the north. Raises FormatError where the file is damaged."""

    def close(self) -> None:
        """Let the file go."""


class MapService:
    """Use cases of the layers of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._folder = workspace.path / FOLDER
        self._clock = workspace.clock

    def layers(self) -> tuple[MapLayer, ...]:
        """The layers in the order in which they were added; a list that cannot be read is an empty one."""
        try:
            listed = json.loads(self._list.read_text("utf-8"))
            return tuple(map(_layer, listed))
        except (OSError, ValueError, TypeError, KeyError):
            return ()

    def add(self, path: Path, datum: Datum = Datum.WGS84) -> MapLayer:
        """Add a map file or boundaries by the ending of the name. Raises FormatError for anything else."""
        ending = path.suffix.lower()
        if ending == TILE_ENDING:
            return self._add_tiles(path, datum)
        if ending in BOUNDARY_ENDINGS:
            return self._add_boundaries(path, datum)
        raise FormatError("services.map_unknown_file", file=path.name)

    def change(self, layer_id: str, **fields: Any) -> MapLayer:  # noqa: ANN401 - typed by the layer
        """Change name, datum, 审图号, source or whether it is shown. Raises NotFoundError for a layer that is gone."""
        changed = replace(self._layer(layer_id), **fields)
        self._write(tuple(changed if one.id == layer_id else one for one in self.layers()))
        return changed

    def remove(self, layer_id: str) -> MapLayer:
        """Take a layer off the map; a map file stays where it is. Raises NotFoundError for one that is gone."""
        removed = self._layer(layer_id)
        self._write(tuple(one for one in self.layers() if one.id != layer_id))
        self._outlines_file(layer_id).unlink(missing_ok=True)
        return removed

    def open_tiles(self, layer_id: str) -> TileSource:
        """The map file of a layer. Raises FormatError or StorageError where it is gone or changed."""
        return Mbtiles.open(Path(self._layer(layer_id).path))

    def outlines(self, layer_id: str) -> tuple[Outline, ...]:
        """The boundaries of a layer in WGS-84. Raises FormatError where what was kept is damaged."""
        layer = self._layer(layer_id)
        try:
            kept = outlines_of(self._outlines_file(layer_id).read_text("utf-8"))
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise FormatError("services.boundary_lost", name=layer.name) from error
        return in_wgs84(kept, layer.datum)

    def _add_tiles(self, path: Path, datum: Datum) -> MapLayer:
        opened = Mbtiles.open(path)
        about = opened.tile_set
        opened.close()
        made = MapLayer(
            id=new_id(self._clock),
            kind=LayerKind.TILES,
            name=about.name,
            path=str(path.resolve()),
            datum=datum,
            source=about.attribution,
        )
        return self._add(made, lambda: None)

    def _add_boundaries(self, path: Path, datum: Datum) -> MapLayer:
        outlines = read_boundaries(path)
        made = MapLayer(id=new_id(self._clock), kind=LayerKind.BOUNDARIES, name=path.stem, path=path.name, datum=datum)
        target = self._outlines_file(made.id)
        return self._add(made, lambda: durable.write_text(target, outlines_json(outlines)))

    def _add(self, layer: MapLayer, keep: Callable[[], None]) -> MapLayer:
        known = self.layers()
        if len(known) >= MOST_LAYERS:
            raise FormatError("services.map_too_many", most=MOST_LAYERS)
        with_it = (*(one for one in known if one.path != layer.path or one.kind is not layer.kind), layer)
        try:
            self._folder.mkdir(exist_ok=True)
            keep()
        except OSError as error:
            raise StorageError("services.map_not_kept", reason=error.strerror) from error
        self._write(with_it)
        return layer

    def _write(self, layers: tuple[MapLayer, ...]) -> None:
        try:
            durable.write_text(self._list, json.dumps([asdict(one) for one in layers], ensure_ascii=False, indent=1))
        except OSError as error:
            raise StorageError("services.map_not_kept", reason=error.strerror) from error

    def _layer(self, layer_id: str) -> MapLayer:
        found = next((one for one in self.layers() if one.id == layer_id), None)
        if found is None:
            raise NotFoundError("services.map_no_layer")
        return found

    @property
    def _list(self) -> Path:
        return self._folder / "layers.json"

    def _outlines_file(self, layer_id: str) -> Path:
        return self._folder / f"{layer_id}.json"


def _layer(listed: dict[str, Any]) -> MapLayer:
    """A layer as it stands in the list. Raises TypeError, KeyError or ValueError for a list that was changed."""
    return MapLayer(**listed | {"kind": LayerKind(listed["kind"]), "datum": Datum(listed["datum"])})
