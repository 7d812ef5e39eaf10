"""Map files made for tests: a plain one, the two that hide behind a view, and hostile ones."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PIL import Image

Fill = Callable[[sqlite3.Connection, dict[tuple[int, int, int], bytes]], None]

ADDRESS = "zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER"


def tile_png(colour: tuple[int, int, int] = (200, 220, 240), size: int = 256, kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(made, kind)
    return made.getvalue()


def map_file(
    path: Path,
    tiles: dict[tuple[int, int, int], bytes] | None = None,
    *,
    metadata: dict[str, str] | None = None,
    layout: str = "tiles",
) -> Path:
    """A map file; `tiles` by (zoom, column, row from the south) as MBTiles counts."""
    filled = {(0, 0, 0): tile_png()} if tiles is None else tiles
    told = {"name": "市区底图", "format": "png"} if metadata is None else metadata
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE metadata (name text, value text)")
        db.executemany("INSERT INTO metadata VALUES (?, ?)", told.items())
        _LAYOUTS[layout](db, filled)
    return path


def hostile(path: Path, *statements: str) -> Path:
    """A database made by these statements."""
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)
    return path


def _plain(db: sqlite3.Connection, tiles: dict[tuple[int, int, int], bytes]) -> None:
    db.execute(f"CREATE TABLE tiles ({ADDRESS}, tile_data BLOB)")
    db.execute("CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
    db.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", [(*at, data) for at, data in tiles.items()])


def _behind_view(names: tuple[str, str, str]) -> Fill:
    def make(db: sqlite3.Connection, tiles: dict[tuple[int, int, int], bytes]) -> None:
        places, pictures, key = names
        db.execute(f"CREATE TABLE {places} ({ADDRESS}, {key} TEXT)")
        db.execute(f"CREATE TABLE {pictures} ({key} TEXT, tile_data BLOB)")
        for number, (at, data) in enumerate(tiles.items()):
            db.execute(f"INSERT INTO {places} VALUES (?, ?, ?, ?)", (*at, str(number)))  # noqa: S608
            db.execute(f"INSERT INTO {pictures} VALUES (?, ?)", (str(number), data))  # noqa: S608
        db.execute(f"CREATE VIEW tiles AS SELECT * FROM {places} JOIN {pictures} USING ({key})")  # noqa: S608

    return make


_LAYOUTS = {
    "tiles": _plain,
    "map": _behind_view(("map", "images", "tile_id")),
    "shallow": _behind_view(("tiles_shallow", "tiles_data", "tile_data_id")),
}
