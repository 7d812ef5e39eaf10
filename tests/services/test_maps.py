"""Layers: map files are referred to, boundaries are kept, and nothing of a workspace depends on either."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from inspector.domain.errors import FormatError, InspectorError, NotFoundError, StorageError
from inspector.domain.project import Datum
from inspector.services import maps
from inspector.services.bundle import Services
from inspector.services.maps import LayerKind, MapService
from tests.services.test_boundaries import feature, written
from tests.storage.map_kit import map_file, tile_png


@pytest.fixture
def layers(office: Services) -> MapService:
    return office.maps


def test_a_map_file_is_referred_to(layers: MapService, tmp_path: Path) -> None:
    path = map_file(tmp_path / "市区.mbtiles", metadata={"name": "市区底图", "attribution": "测绘院"})
    made = layers.add(path, Datum.GCJ02)
    assert (made.kind, made.name, made.source, made.datum) == (LayerKind.TILES, "市区底图", "测绘院", Datum.GCJ02)
    assert layers.layers() == (made,)
    with closing(layers.open_tiles(made.id)) as opened:
        assert opened.tile(0, 0, 0) == tile_png()
    assert not made.missing
    path.unlink()
    assert layers.layers()[0].missing
    with pytest.raises(StorageError):
        layers.open_tiles(made.id)


def test_boundaries_are_kept_in_the_workspace(layers: MapService, tmp_path: Path) -> None:
    path = written(tmp_path, feature(name="连山区"))
    made = layers.add(path)
    path.unlink()
    assert (made.kind, made.name, made.missing) == (LayerKind.BOUNDARIES, "边界", False)
    assert layers.outlines(made.id)[0].name == "连山区"
    first = layers.outlines(made.id)[0].rings[0][0]
    layers.change(made.id, datum=Datum.GCJ02)
    assert layers.outlines(made.id)[0].rings[0][0] != first, "a datum that was wrong is changed afterwards"


def test_what_is_known_of_a_layer_can_be_changed(layers: MapService, tmp_path: Path) -> None:
    made = layers.add(map_file(tmp_path / "a.mbtiles"))
    changed = layers.change(made.id, review_number="辽S(2022)12号", shown=False)
    assert layers.layers() == (changed,)
    assert (changed.review_number, changed.shown) == ("辽S(2022)12号", False)


def test_a_file_added_again_takes_the_place_of_the_first(layers: MapService, tmp_path: Path) -> None:
    path = map_file(tmp_path / "a.mbtiles")
    layers.add(path)
    again = layers.add(path)
    assert layers.layers() == (again,)


def test_removing_a_layer_leaves_its_file(layers: MapService, tmp_path: Path, office: Services) -> None:
    tiles = layers.add(map_file(tmp_path / "a.mbtiles"))
    areas = layers.add(written(tmp_path, feature()))
    layers.remove(tiles.id)
    layers.remove(areas.id)
    assert layers.layers() == ()
    assert (tmp_path / "a.mbtiles").exists()
    assert [one.name for one in (office.workspace.path / "maps").iterdir()] == ["layers.json"]
    for job in (layers.remove, layers.change, layers.open_tiles, layers.outlines):
        with pytest.raises(NotFoundError):
            job(tiles.id)


def test_what_cannot_be_added_changes_nothing(
    layers: MapService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "图.png"
    other.write_bytes(tile_png())
    for path in (other, tmp_path / "none.mbtiles", tmp_path / "none.geojson"):
        with pytest.raises(InspectorError):
            layers.add(path)
    assert layers.layers() == ()
    monkeypatch.setattr(maps, "MOST_LAYERS", 0)
    with pytest.raises(FormatError) as told:
        layers.add(map_file(tmp_path / "a.mbtiles"))
    assert told.value.key == "services.map_too_many"


def test_a_list_that_was_damaged_is_an_empty_one(layers: MapService, tmp_path: Path, office: Services) -> None:
    made = layers.add(written(tmp_path, feature(name="区")))
    folder = office.workspace.path / "maps"
    kept = (folder / "layers.json").read_text("utf-8")
    for broken in ("{", "[3]", '[{"kind": "other", "datum": "WGS84"}]', '[{"id": "x"}]'):
        (folder / "layers.json").write_text(broken, "utf-8")
        assert layers.layers() == ()
    (folder / "layers.json").write_text(kept, "utf-8")
    (folder / f"{made.id}.json").write_text(json.dumps([{"name": "区"}]), "utf-8")
    with pytest.raises(FormatError) as told:
        layers.outlines(made.id)
    assert told.value.key == "services.boundary_lost"


def test_a_full_disk_is_told(layers: MapService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path, areas = map_file(tmp_path / "a.mbtiles"), written(tmp_path, feature())
    monkeypatch.setattr("inspector.durable.write_text", full)
    for one in (path, areas):
        with pytest.raises(StorageError) as told:
            layers.add(one)
        assert told.value.key == "services.map_not_kept"
    assert layers.layers() == ()
