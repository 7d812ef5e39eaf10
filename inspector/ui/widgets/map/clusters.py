"""100,000 places as a few hundred marks: a grid for every zoom level, each summed up from the finer one.

It stands apart from the widget because it is made beside the window's thread, and asked in every frame: what a view
shows is then as many look-ups as cells of 64 pixels fit into it, however many places there are. No Qt here.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from inspector.domain.lamps import LampColour
from inspector.services.map_points import URGENCY
from inspector.ui.widgets.map.viewport import Box

CELL = 64
"""Pixels of a cell's side: two marks of 28 with their letters do not touch."""

FINEST = 18
"""Nearer than this, places still in one cell lie within some 40 m: they stay together."""

_PER_TILE_BITS = 2
"""A tile of 256 pixels has 4 × 4 cells."""

_SHIFT = 32
_MASK = (1 << _SHIFT) - 1

Cell = tuple[int, int, int, int, float, float, int]
"""Places by urgency (four counts), the sums of x and y, and the index of the first place."""


@dataclass(frozen=True)
class Places:
    """What is on the map, as columns: places in the unit square and the worst lamp of each."""

    xs: array[float]
    ys: array[float]
    lamps: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: `first` is the index of a place in it, the only one if `count` is 1; `cell` names it at its level."""

    cell: int
    x: float
    y: float
    counts: tuple[int, int, int, int]
    first: int

    @property
    def count(self) -> int:
        """How many places it stands for."""
        return sum(self.counts)

    @property
    def worst(self) -> LampColour:
        """The worst lamp among them."""
        return next(colour for colour, count in zip(URGENCY, self.counts, strict=True) if count)


class Clusters:
    """The grids of all zoom levels."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self._levels: dict[int, dict[int, Cell]] = {FINEST: _finest(places)}
        for level in range(FINEST - 1, -1, -1):
            self._levels[level] = _coarser(self._levels[level + 1])

    def marks(self, box: Box, zoom: float) -> list[Mark]:
        """The marks in a box of the unit square."""
        level = _level(zoom)
        return [_mark(key, cell) for key, cell in _within(self._levels[level], box, level)]

    def mark_of(self, index: int, zoom: float) -> Mark:
        """The mark that stands for a place, alone or with others."""
        level = _level(zoom)
        cells = 1 << (level + _PER_TILE_BITS)
        key = (int(self.places.ys[index] * cells) << _SHIFT) | int(self.places.xs[index] * cells)
        return _mark(key, self._levels[level][key])

    def members(self, mark: Mark, zoom: float) -> list[int]:
        """The indexes of the places that a mark stands for."""
        if mark.count == 1:
            return [mark.first]
        cells = 1 << (_level(zoom) + _PER_TILE_BITS)
        xs, ys = self.places.xs, self.places.ys
        column, row = mark.cell & _MASK, mark.cell >> _SHIFT
        return [at for at in range(len(xs)) if int(xs[at] * cells) == column and int(ys[at] * cells) == row]

    def within(self, box: Box) -> list[int]:
        """The indexes of all places in a box."""
        west, north, east, south = box
        pairs = enumerate(zip(self.places.xs, self.places.ys, strict=True))
        return [at for at, (x, y) in pairs if west <= x <= east and north <= y <= south]


def _level(zoom: float) -> int:
    return min(max(int(zoom), 0), FINEST)


def _finest(places: Places) -> dict[int, Cell]:
    cells = 1 << (FINEST + _PER_TILE_BITS)
    found: dict[int, Cell] = {}
    for at, (x, y, lamp) in enumerate(zip(places.xs, places.ys, places.lamps, strict=True)):
        key = (int(y * cells) << _SHIFT) | int(x * cells)
        found[key] = _sum(found.get(key), (*_ONE[lamp], x, y, at))
    return found


_ONE = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))


def _coarser(finer: dict[int, Cell]) -> dict[int, Cell]:
    found: dict[int, Cell] = {}
    for key, cell in finer.items():
        above = ((key >> (_SHIFT + 1)) << _SHIFT) | ((key & _MASK) >> 1)
        found[above] = _sum(found.get(above), cell)
    return found


def _sum(one: Cell | None, other: Cell) -> Cell:
    if one is None:
        return other
    return (
        one[0] + other[0],
        one[1] + other[1],
        one[2] + other[2],
        one[3] + other[3],
        one[4] + other[4],
        one[5] + other[5],
        one[6],
    )


def _mark(key: int, cell: Cell) -> Mark:
    red, yellow, none, green, x, y, first = cell
    count = red + yellow + none + green
    return Mark(key, x / count, y / count, (red, yellow, none, green), first)


def _within(cells: dict[int, Cell], box: Box, level: int) -> Iterator[tuple[int, Cell]]:
    wide = 1 << (level + _PER_TILE_BITS)
    columns, rows = _span(box[0], box[2], wide), _span(box[1], box[3], wide)
    if len(columns) * len(rows) > len(cells):  # a box far larger than a screen
        yield from ((key, cell) for key, cell in cells.items() if key & _MASK in columns and key >> _SHIFT in rows)
        return
    for row in rows:
        for column in columns:
            key = (row << _SHIFT) | column
            cell = cells.get(key)
            if cell is not None:
                yield key, cell


def _span(low: float, high: float, wide: int) -> range:
    return range(max(int(low * wide), 0), min(int(high * wide), wide - 1) + 1)
