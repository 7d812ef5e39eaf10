"""Tiles: planned from the middle, loaded by threads, replaced by coarser ones until they are there."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.errors import FormatError
from inspector.domain.mercator import to_world
from inspector.domain.project import Datum
from inspector.ui.widgets.map import tiles
from inspector.ui.widgets.map.ground import datum_shift
from inspector.ui.widgets.map.tile_plan import MOST_TILES, ancestors, places
from inspector.ui.widgets.map.tiles import TileLoader, decoded
from inspector.ui.widgets.map.viewport import Viewport
from tests.storage.map_kit import tile_png

CITY = to_world(120.84, 40.71)


class Source:
    """Pictures of every tile but those in `missing`; asks are kept."""

    def __init__(self, *, broken: bool = False, gate: Event | None = None) -> None:
        self.asked: list[tuple[int, int, int]] = []
        self._broken = broken
        self._gate = gate
        self._data = tile_png()

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        self.asked.append((zoom, column, row))
        if self._gate is not None:
            self._gate.wait(5)
        if self._broken:
            raise FormatError("storage.map_damaged", file="a.mbtiles")
        return self._data if column % 2 else None


@pytest.fixture
def loader(qapp: QApplication) -> Iterator[TileLoader]:  # noqa: ARG001 - there must be one
    made = TileLoader()
    yield made
    made.stop()
    made.deleteLater()


def test_a_view_is_covered_by_tiles_from_the_middle_on() -> None:
    view = Viewport(*CITY, 10.0, 900, 600)
    found = places(view, (7, 12))
    assert {one.zoom for one in found} == {10}
    assert {one.side for one in found} == {256.0}
    assert min(one.left for one in found) <= 0
    assert max(one.left + one.side for one in found) >= 900
    nearest = found[0]
    assert nearest.left <= 450 <= nearest.left + 256
    assert nearest.top <= 300 <= nearest.top + 256


def test_between_and_beyond_the_levels_tiles_are_drawn_larger_or_smaller() -> None:
    assert places(Viewport(*CITY, 14.0, 500, 400), (7, 12))[0].side == 1024
    assert places(Viewport(*CITY, 10.4, 500, 400), (7, 12))[0].zoom == 10
    assert places(Viewport(*CITY, 6.0, 500, 400), (7, 12))[0].side == 128
    assert places(Viewport(*CITY, 3.0, 1900, 1000), (16, 17)) == [], "thousands of tiles are not even asked for"
    assert len(places(Viewport(*CITY, 10.5, 1900, 1000), (7, 12))) <= MOST_TILES


def test_a_missing_tile_is_a_part_of_a_larger_one() -> None:
    place = places(Viewport(*CITY, 10.0, 300, 300), (8, 12))[0]
    (first, part), (second, _) = ancestors(place, 8)
    assert first == (9, place.column // 2, place.row // 2)
    assert part == ((place.column % 2) / 2, (place.row % 2) / 2, 0.5)
    assert second == (8, place.column // 4, place.row // 4)


def test_a_shifted_map_is_laid_where_it_belongs() -> None:
    view = Viewport(*CITY, 15.0, 600, 400)
    across, down = datum_shift(view, Datum.GCJ02)
    assert 100 < abs(across * view.pixels) + abs(down * view.pixels) < 400
    assert datum_shift(view, Datum.WGS84) == (0, 0)
    plain = {(one.column, one.row): one.left for one in places(view, (15, 15))}
    moved = {(one.column, one.row): one.left for one in places(view, (15, 15), (across, down))}
    same = next(iter(plain.keys() & moved.keys()))
    assert moved[same] == pytest.approx(plain[same] - across * view.pixels)


def test_pictures_arrive_and_are_kept(qtbot: QtBot, loader: TileLoader) -> None:
    source = Source()
    loader.use({"a": source})
    keys = [("a", 3, column, 0) for column in range(4)]
    loader.want(keys)
    qtbot.waitUntil(lambda: all(loader.known(key) for key in keys))
    assert [loader.picture(key) is not None for key in keys] == [False, True, False, True]
    loader.want(keys)
    assert not loader.busy, "what is known, found or not, is not read again"
    assert len(source.asked) == 4


def test_what_is_out_of_sight_is_dropped(qtbot: QtBot, loader: TileLoader) -> None:
    gate = Event()
    source = Source(gate=gate)
    loader.use({"a": source})
    loader.want([("a", 9, column, 0) for column in range(50)])
    qtbot.waitUntil(lambda: len(source.asked) == tiles.THREADS)
    loader.want([("a", 9, 99, 0)])
    gate.set()
    qtbot.waitUntil(lambda: loader.known(("a", 9, 99, 0)))
    assert len(source.asked) <= tiles.THREADS + 1


def test_a_file_that_cannot_be_read_is_told(qtbot: QtBot, loader: TileLoader) -> None:
    loader.use({"a": Source(broken=True)})
    with qtbot.waitSignal(loader.failed) as told:
        loader.want([("a", 1, 1, 0)])
    assert told.args == ["a"]
    qtbot.waitUntil(lambda: loader.known(("a", 1, 1, 0)))


def test_other_layers_let_the_pictures_go(qtbot: QtBot, loader: TileLoader) -> None:
    loader.use({"a": Source()})
    loader.want([("a", 1, 1, 0)])
    qtbot.waitUntil(lambda: loader.picture(("a", 1, 1, 0)) is not None)
    loader.use({"b": Source()})
    assert not loader.known(("a", 1, 1, 0))
    loader.want([("a", 1, 1, 0)])
    loader.stop()
    assert not loader.busy


def test_only_some_pictures_are_kept(qtbot: QtBot, loader: TileLoader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "KEPT", 3)
    loader.use({"a": Source()})
    keys = [("a", 5, column, 0) for column in range(1, 12, 2)]
    loader.want(keys)
    qtbot.waitUntil(lambda: not loader.busy and loader.known(keys[-1]))
    assert sum(loader.known(key) for key in keys) == 3


def test_only_pictures_of_a_sane_size_are_decoded() -> None:
    image = decoded(tile_png())
    assert image is not None
    assert (image.width(), image.height()) == (256, 256)
    assert decoded(tile_png(kind="WEBP", size=512)) is not None
    assert decoded(None) is None
    assert decoded(tile_png(size=2_000)) is None
    assert decoded(tile_png(kind="BMP")) is None
    assert decoded(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>") is None
    assert decoded(tile_png()[:60]) is None
