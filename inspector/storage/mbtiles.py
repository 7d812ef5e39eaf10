"""MBTiles map files: the only database of somebody else that the program opens (docs/adr/0024-mbtiles.md).

A map file comes from anywhere, so nothing of it is run: no view, no trigger, no function, no generated column. It is
opened unchangeable and read only, its tables are asked for by name, and every query is limited in time and size.
Source: MBTiles specification 1.3.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from inspector.domain.errors import FormatError, StorageError
from inspector.storage.driver import Connection, DatabaseError, Values, connect

MOST_TILE_BYTES = 4 * 2**20
"""A raster tile of 256 or 512 pixels stays far below this."""

MOST_SECONDS = 2.0
"""How long one query may take: with the index that the specification asks for it takes a millisecond."""

MOST_ZOOM = 24
_EAST, _NORTH = 180, 90
_MOST_TEXT = 1_000
_MOST_ENTRIES = 200
_STEPS = 20_000
"""Steps of the database machine between two looks at the clock."""

_MAGIC = b"SQLite format 3\0"
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"), (b"RIFF", "webp"))
_RASTER = frozenset(one for _, one in _PICTURES)
_VECTOR = (b"\x1f\x8b", b"\x1a")
"""How gzip and plain vector tiles begin."""

_SELECT, _READ, _FUNCTION = 21, 20, 31
"""Action codes that an authorizer is asked about (sqlite3.h); everything else is denied."""
_ALLOWED_FUNCTIONS = frozenset({"length", "min", "max"})

_ADDRESS = ("zoom_level", "tile_column", "tile_row")


@dataclass(frozen=True)
class _Layout:
    """Where the tiles lie: the columns of plain tables, and our own words for asking them."""

    tables: Mapping[str, tuple[str, ...]]
    places: str
    source: str

    @property
    def tile(self) -> str:
        where = "zoom_level = ? AND tile_column = ? AND tile_row = ?"
        return f"SELECT tile_data FROM {self.source} WHERE {where} AND length(tile_data) <= ?"  # noqa: S608 - own words


_LAYOUTS = (
    _Layout({"tiles": (*_ADDRESS, "tile_data")}, "tiles", "tiles"),
    _Layout(
        {"map": (*_ADDRESS, "tile_id"), "images": ("tile_id", "tile_data")},
        "map",
        "map JOIN images ON images.tile_id = map.tile_id",
    ),
    _Layout(
        {"tiles_shallow": (*_ADDRESS, "tile_data_id"), "tiles_data": ("tile_data_id", "tile_data")},
        "tiles_shallow",
        "tiles_shallow JOIN tiles_data ON tiles_data.tile_data_id = tiles_shallow.tile_data_id",
    ),
)
"""The specification's table, and the two that many writers put behind a view of that name."""


@dataclass(frozen=True)
class TileSet:
    """What a map file says about itself. `bounds`: west, south, east, north in degrees; zooms are whole levels."""

    name: str
    attribution: str
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float] | None


class Mbtiles:
    """An open map file; close it. Any thread may ask it for tiles."""

    def __init__(self, path: Path, connection: Connection, layout: _Layout) -> None:
        self._path = path
        self._connection = connection
        self._layout = layout
        self._lock = threading.Lock()
        self._until = 0.0
        connection.set_progress_handler(self._out_of_time, _STEPS)
        connection.set_authorizer(_authorizer(layout))
        self.tile_set = self._read_about()

    @classmethod
    def open(cls, path: Path) -> Mbtiles:
        """Open a raster map file. Raises FormatError for what is none, StorageError for one that cannot be read."""
        _refuse_other_files(path)
        try:
            connection = connect(path, "ro", immutable=True)
        except (StorageError, DatabaseError) as error:
            raise FormatError("storage.map_damaged", file=path.name) from error
        try:
            return cls(path, connection, _layout_of(path, connection))
        except BaseException:
            connection.close()
            raise

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The image of a tile, rows counted from the north; None where there is none or it is none.

        Raises FormatError where the file is damaged there.
        """
        values = (zoom, column, 2**zoom - 1 - row, MOST_TILE_BYTES)
        found = self._ask(self._layout.tile, values)
        data = found[0][0] if found else None
        return data if isinstance(data, bytes) and picture_format(data) else None

    def close(self) -> None:
        """Let the file go."""
        with self._lock:
            self._connection.close()

    def _read_about(self) -> TileSet:
        told = self._metadata()
        lowest, highest = (self._zoom(told.get(key), which) for key, which in (("minzoom", "min"), ("maxzoom", "max")))
        self._refuse_vectors(told.get("format", ""), lowest)
        return TileSet(
            name=told.get("name", "") or self._path.stem,
            attribution=told.get("attribution", ""),
            min_zoom=min(lowest, highest),
            max_zoom=max(lowest, highest),
            bounds=_bounds(told.get("bounds", "")),
        )

    def _metadata(self) -> dict[str, str]:
        query = "SELECT name, value FROM metadata WHERE length(name) <= ? AND length(value) <= ? LIMIT ?"
        found = self._ask(query, (_MOST_TEXT, _MOST_TEXT, _MOST_ENTRIES))
        return {str(name): str(value) for name, value in found}

    def _zoom(self, told: str | None, which: str) -> int:
        """A zoom level as the file says it, else as its tiles show."""
        if told is not None and told.isdecimal() and int(told) <= MOST_ZOOM:
            return int(told)
        query = f"SELECT {which}(zoom_level) FROM {self._layout.places}"  # noqa: S608 - own words
        found = self._ask(query, ())[0][0]
        if not isinstance(found, int) or not 0 <= found <= MOST_ZOOM:
            raise FormatError("storage.map_without_tiles", file=self._path.name)
        return found

    def _refuse_vectors(self, told: str, zoom: int) -> None:
        """Raises FormatError unless the first tile is a picture."""
        query = f"SELECT tile_data FROM {self._layout.source} WHERE zoom_level >= ? AND length(tile_data) <= ? LIMIT 1"  # noqa: S608 - own words
        found = self._ask(query, (zoom, MOST_TILE_BYTES))
        data = found[0][0] if found else None
        if not isinstance(data, bytes):
            raise FormatError("storage.map_without_tiles", file=self._path.name)
        if picture_format(data):
            return
        vector = told.lower() == "pbf" or data.startswith(_VECTOR)
        raise FormatError("storage.map_vector" if vector else "storage.map_no_pictures", file=self._path.name)

    def _ask(self, query: str, values: Values) -> list[Sequence[object]]:
        with self._lock, _refusing(self._path):
            self._until = monotonic() + MOST_SECONDS
            return self._connection.execute(query, values).fetchall()

    def _out_of_time(self) -> int:
        return int(monotonic() > self._until)


def picture_format(data: bytes) -> str | None:
    """`png`, `jpg` or `webp` by the first bytes, None for anything else."""
    found = next((name for magic, name in _PICTURES if data.startswith(magic)), None)
    return None if found == "webp" and data[8:12] != b"WEBP" else found


def _refuse_other_files(path: Path) -> None:
    try:
        with path.open("rb") as file:
            begin = file.read(len(_MAGIC))
    except OSError as error:
        raise StorageError("storage.cannot_open", path=path) from error
    if begin != _MAGIC:
        raise FormatError("storage.map_is_none", file=path.name)


def _layout_of(path: Path, connection: Connection) -> _Layout:
    """How the tiles lie. Raises FormatError where neither way of the specification is there as plain tables."""
    with _refusing(path):
        if not _is_plain(connection, "metadata", ("name", "value")):
            raise FormatError("storage.map_is_none", file=path.name)
        for layout in _LAYOUTS:
            if all(_is_plain(connection, name, columns) for name, columns in layout.tables.items()):
                return layout
    raise FormatError("storage.map_is_none", file=path.name)


def _is_plain(connection: Connection, name: str, columns: tuple[str, ...]) -> bool:
    """Whether a table is stored (no view, no virtual table) and has these columns, none of them computed."""
    query = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND lower(name) = ? AND rootpage > 0"
    stored = connection.execute(query, (name,)).fetchone()[0]
    if stored != 1:
        return False
    found = connection.execute("SELECT lower(name) FROM pragma_table_xinfo(?) WHERE hidden = 0", (name,))
    return set(columns) <= {one for (one,) in found}


def _authorizer(layout: _Layout) -> Callable[..., int]:
    """Lets queries read the tables of the layout and use three functions, and nothing else."""
    readable = {"metadata", *layout.tables}

    def allowed(action: int, first: str | None, second: str | None, *_: str | None) -> int:
        by_action = {
            _SELECT: True,
            _READ: (first or "").lower() in readable,
            _FUNCTION: (second or "").lower() in _ALLOWED_FUNCTIONS,
        }
        return 0 if by_action.get(action, False) else 1

    return allowed


def _bounds(told: str) -> tuple[float, float, float, float] | None:
    try:
        west, south, east, north = map(float, told.split(","))
    except ValueError:
        return None
    # A comparison with what is no number is false.
    ordered = -_EAST <= west < east <= _EAST and -_NORTH <= south < north <= _NORTH
    return (west, south, east, north) if ordered else None


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Whatever the database says of a file of somebody else means one thing to its user."""
    try:
        yield
    except (DatabaseError, UnicodeDecodeError) as error:
        raise FormatError("storage.map_damaged", file=path.name) from error
