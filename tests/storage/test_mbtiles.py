"""Map files of somebody else: read where they are what they claim, refused with a reason otherwise, never run."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from inspector.domain.errors import InspectorError
from inspector.storage import mbtiles
from inspector.storage.mbtiles import Mbtiles, picture_format
from tests.storage.map_kit import ADDRESS, hostile, map_file, tile_png

METADATA = "CREATE TABLE metadata (name text, value text)"
TILES = f"CREATE TABLE tiles ({ADDRESS}, tile_data BLOB)"


def refused(path: Path) -> str:
    with pytest.raises(InspectorError) as told:
        Mbtiles.open(path)
    return told.value.key


@pytest.mark.parametrize("layout", ["tiles", "map", "shallow"])
def test_tiles_are_found_from_the_north_in_every_layout(tmp_path: Path, layout: str) -> None:
    north, south = tile_png((0, 0, 255)), tile_png((255, 0, 0))
    path = map_file(tmp_path / "市区.mbtiles", {(1, 0, 1): north, (1, 0, 0): south}, layout=layout)
    with closing(Mbtiles.open(path)) as opened:
        assert opened.tile(1, 0, 0) == north
        assert opened.tile(1, 0, 1) == south
        assert opened.tile(1, 1, 1) is None


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_three_kinds_of_pictures_are_taken(tmp_path: Path, kind: str) -> None:
    data = tile_png(kind=kind)
    with closing(Mbtiles.open(map_file(tmp_path / "a.mbtiles", {(0, 0, 0): data}))) as opened:
        assert opened.tile(0, 0, 0) == data


def test_it_says_what_the_file_says(tmp_path: Path) -> None:
    told = {"name": "市区", "attribution": "测绘院", "minzoom": "3", "maxzoom": "9", "bounds": "120.1,40,121.5,41.2"}
    tiles = {(3, 0, 0): tile_png(), (9, 0, 0): tile_png()}
    with closing(Mbtiles.open(map_file(tmp_path / "a.mbtiles", tiles, metadata=told))) as opened:
        about = opened.tile_set
    assert (about.name, about.attribution, about.min_zoom, about.max_zoom) == ("市区", "测绘院", 3, 9)
    assert about.bounds == (120.1, 40.0, 121.5, 41.2)


@pytest.mark.parametrize("bounds", ["", "1,2,3", "5,0,1,2", "nan,0,1,2", "-500,0,1,2", "a,b,c,d"])
def test_what_the_file_does_not_say_is_taken_from_its_tiles(tmp_path: Path, bounds: str) -> None:
    tiles = {(4, 0, 0): tile_png(), (7, 0, 0): tile_png()}
    told = {"bounds": bounds, "minzoom": "many", "maxzoom": "99"}
    with closing(Mbtiles.open(map_file(tmp_path / "老城.mbtiles", tiles, metadata=told))) as opened:
        about = opened.tile_set
    assert (about.name, about.min_zoom, about.max_zoom, about.bounds) == ("老城", 4, 7, None)


def test_what_is_no_map_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.mbtiles"
    text.write_text("不是数据库")
    assert refused(text) == "storage.map_is_none"
    assert refused(tmp_path / "none.mbtiles") == "storage.cannot_open"
    assert refused(hostile(tmp_path / "b.mbtiles", TILES)) == "storage.map_is_none"
    assert refused(hostile(tmp_path / "c.mbtiles", METADATA)) == "storage.map_is_none"
    assert refused(map_file(tmp_path / "d.mbtiles", {})) == "storage.map_without_tiles"
    assert refused(map_file(tmp_path / "e.mbtiles", {}, metadata={"minzoom": "1", "maxzoom": "2"})) == (
        "storage.map_without_tiles"
    )
    assert refused(map_file(tmp_path / "f.mbtiles", {(40, 0, 0): tile_png()})) == "storage.map_without_tiles"


def test_vector_tiles_are_told_apart_from_nonsense(tmp_path: Path) -> None:
    assert refused(map_file(tmp_path / "a.mbtiles", {(0, 0, 0): b"\x1f\x8b\x08 vector"})) == "storage.map_vector"
    told = {"format": "pbf"}
    assert refused(map_file(tmp_path / "b.mbtiles", {(0, 0, 0): b"??"}, metadata=told)) == "storage.map_vector"
    assert refused(map_file(tmp_path / "c.mbtiles", {(0, 0, 0): b"<html>"})) == "storage.map_no_pictures"
    assert refused(map_file(tmp_path / "d.mbtiles", {(0, 0, 0): b"RIFF....AVI "})) == "storage.map_no_pictures"


def test_a_damaged_file_is_refused_or_has_holes(tmp_path: Path) -> None:
    tiles = {(8, column, row): tile_png((column, row, 0)) for column in range(20) for row in range(20)}
    path = map_file(tmp_path / "a.mbtiles", tiles)
    whole = path.read_bytes()
    path.write_bytes(whole[:1000])
    assert refused(path) == "storage.map_damaged"
    path.write_bytes(whole[:100] + b"\xff" * 4000 + whole[4100:])
    assert refused(path) in {"storage.map_damaged", "storage.map_is_none"}
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InspectorError) as told:
        _every_tile(path)
    assert told.value.key == "storage.map_damaged"


def _every_tile(path: Path) -> None:
    with closing(Mbtiles.open(path)) as opened:
        for column in range(20):
            for row in range(20):
                opened.tile(8, column, row)


def test_names_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = map_file(tmp_path / "a.mbtiles")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO metadata VALUES ('name', CAST(x'fffe' AS TEXT))")
    assert refused(path) == "storage.map_damaged"


def test_views_virtual_tables_and_computed_columns_are_never_asked(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x, x, x, x FROM n"
    view = f"CREATE VIEW tiles (zoom_level, tile_column, tile_row, tile_data) AS {endless}"
    assert refused(hostile(tmp_path / "a.mbtiles", METADATA, view)) == "storage.map_is_none"
    virtual = f"CREATE VIRTUAL TABLE tiles USING fts5({ADDRESS.replace(' INTEGER', '')}, tile_data)"
    assert refused(hostile(tmp_path / "b.mbtiles", METADATA, virtual)) == "storage.map_is_none"
    computed = f"CREATE TABLE tiles ({ADDRESS}, tile_data BLOB AS (zeroblob(zoom_level)))"
    assert refused(hostile(tmp_path / "c.mbtiles", METADATA, computed)) == "storage.map_is_none"
    told = "CREATE VIEW metadata (name, value) AS SELECT 'name', load_extension('x')"
    assert refused(hostile(tmp_path / "d.mbtiles", told, TILES)) == "storage.map_is_none"


def test_queries_may_read_the_map_and_nothing_else(tmp_path: Path) -> None:
    path = map_file(tmp_path / "a.mbtiles")
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE secret (told TEXT)")
    with closing(Mbtiles.open(path)) as opened:
        for query in (
            "SELECT told FROM secret",
            f"ATTACH '{other}' AS other",
            "DELETE FROM tiles",
            "PRAGMA journal_mode=DELETE",
            "SELECT randomblob(9) FROM tiles",
        ):
            with pytest.raises(InspectorError) as told:
                opened._ask(query, ())
            assert told.value.key == "storage.map_damaged"
    assert not other.exists()
    assert {one.name for one in tmp_path.iterdir()} == {"a.mbtiles"}, "nothing is left beside the file"


def test_a_query_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = hostile(tmp_path / "a.mbtiles", METADATA, TILES)
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany("INSERT INTO tiles VALUES (9, ?, 0, ?)", [(at, tile_png(size=2)) for at in range(30_000)])
    monkeypatch.setattr(mbtiles, "MOST_SECONDS", 0.0)
    assert refused(path) == "storage.map_damaged"


def test_a_tile_that_is_too_large_or_no_picture_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiles = {(0, 0, 0): tile_png(), (1, 0, 0): tile_png(size=700, kind="WEBP"), (1, 1, 0): b"<svg onload=...>"}
    path = map_file(tmp_path / "a.mbtiles", tiles | {(1, 1, 1): b"\x89PNG\r\n\x1a\n" + b"0" * 5_000})
    monkeypatch.setattr(mbtiles, "MOST_TILE_BYTES", 4_000)
    with closing(Mbtiles.open(path)) as opened:
        assert opened.tile(0, 0, 0) is not None
        assert opened.tile(1, 1, 1) is None
        assert opened.tile(1, 1, 0) is None


def test_text_where_a_picture_should_be_is_none(tmp_path: Path) -> None:
    path = map_file(tmp_path / "a.mbtiles")
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO tiles VALUES (1, 0, 0, 'text')")
    with closing(Mbtiles.open(path)) as opened:
        assert opened.tile(1, 0, 1) is None


def test_several_threads_ask_at_once(tmp_path: Path) -> None:
    tiles = {(6, column, row): tile_png((column, row, 9), 16) for column in range(30) for row in range(30)}
    found: list[bool] = []
    with closing(Mbtiles.open(map_file(tmp_path / "a.mbtiles", tiles))) as opened:

        def ask() -> None:
            found.extend(opened.tile(6, column, row) is not None for column in range(30) for row in range(34, 64))

        asking = [threading.Thread(target=ask) for _ in range(3)]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
    assert found == [True] * 2_700


def test_a_picture_is_known_by_its_first_bytes() -> None:
    assert [picture_format(tile_png(kind=kind)) for kind in ("PNG", "JPEG", "WEBP", "BMP")] == [
        "png",
        "jpg",
        "webp",
        None,
    ]
