"""100,000 places as a few hundred marks: a grid for every zoom level, all of them in one order of the places.

Sorted along a Z-shaped curve (Morton, 1966) the places of a cell stand together, at whatever level it is; how many burn
how, and where their middle lies, is the difference of two sums. It stands apart from the widget because it is made
beside the window, in another process where there is one: columns go through a pipe in milliseconds. It is asked in
every frame; what a view shows is then two look-ups for each cell of 64 pixels, however many places there are.

No Qt here.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from inspector.domain.lamps import LampColour
from inspector.services.map_points import URGENCY
from inspector.ui.widgets.map.viewport import Box

CELL = 64
"""Pixels of a cell's side: two marks of 28 with their letters do not touch."""

FINEST = 18
"""Nearer than this, places still in one cell lie within some 40 m: they stay together."""

_PER_TILE_BITS = 2
"""A tile of 256 pixels has 4 × 4 cells."""

_BITS = FINEST + _PER_TILE_BITS
"""Of a column and of a row at the finest level."""

_HALF = 10
_LOW = (1 << _HALF) - 1
_SPREAD = tuple(int(f"{one:b}", 4) for one in range(1 << _HALF))
"""A number's bits with a gap after each: its binary digits read in base four."""
_COLUMNS = int("1" * _BITS, 4)
"""The bits of a code that tell the column; spread numbers keep their order."""


@dataclass(frozen=True)
class Places:
    """What is on the map, as columns: places in the unit square and the worst lamp of each."""

    xs: array[float]
    ys: array[float]
    lamps: bytes


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: `first` is the index of a place in it, the only one if `count` is 1.

    `cell` is where it stands on the curve of its level.
    """

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
    """The places in the order of the curve, with what they add up to from its beginning."""

    def __init__(self, places: Places) -> None:
        self.places = places
        codes = [_code(_cell(x, _BITS), _cell(y, _BITS)) for x, y in zip(places.xs, places.ys, strict=True)]
        order = sorted(range(len(codes)), key=codes.__getitem__)
        lamps = [places.lamps[at] for at in order]
        self._codes = array("q", [codes[at] for at in order])
        self._order = array("i", order)
        self._counts = tuple(
            array("i", accumulate((lamp == colour for lamp in lamps), initial=0)) for colour in range(len(URGENCY))
        )
        self._sums = tuple(
            array("d", accumulate((column[at] for at in order), initial=0.0)) for column in (places.xs, places.ys)
        )

    def marks(self, box: Box, zoom: float) -> list[Mark]:
        """The marks in a box of the unit square."""
        bits = _bits(zoom)
        return [self._mark(cell, *ends) for cell, ends in self._within(box, bits)]

    def mark_of(self, index: int, zoom: float) -> Mark:
        """The mark that stands for a place, alone or with others."""
        bits = _bits(zoom)
        cell = _code(_cell(self.places.xs[index], bits), _cell(self.places.ys[index], bits))
        return self._mark(cell, *self._ends(cell, bits))

    def members(self, mark: Mark, zoom: float) -> list[int]:
        """The indexes of the places that a mark stands for."""
        begin, end = self._ends(mark.cell, _bits(zoom))
        return sorted(self._order[begin:end])

    def within(self, box: Box) -> list[int]:
        """The indexes of all places in a box."""
        west, north, east, south = box
        pairs = enumerate(zip(self.places.xs, self.places.ys, strict=True))
        return [at for at, (x, y) in pairs if west <= x <= east and north <= y <= south]

    def _ends(self, cell: int, bits: int, begin: int = 0) -> tuple[int, int]:
        """Where the places of a cell stand in the order: from, and up to."""
        shift = 2 * (_BITS - bits)
        begin = bisect_left(self._codes, cell << shift, begin)
        return begin, bisect_left(self._codes, (cell + 1) << shift, begin)

    def _within(self, box: Box, bits: int) -> Iterator[tuple[int, tuple[int, int]]]:
        """The cells of a box that hold anything, with where their places stand."""
        across, down = _span(box[0], box[2], bits), _span(box[1], box[3], bits)
        if len(across) * len(down) > len(self._codes):  # a box far larger than a screen
            yield from self._among_all((across, down), bits)
            return
        columns = [_spread(one) for one in across]
        for row in (_spread(one) << 1 for one in down):
            for column in columns:
                begin, end = self._ends(row | column, bits)
                if begin < end:
                    yield row | column, (begin, end)

    def _among_all(self, spans: tuple[range, range], bits: int) -> Iterator[tuple[int, tuple[int, int]]]:
        """The same, looking at every cell that holds anything."""
        (west, east), (north, south) = ((_spread(one[0]), _spread(one[-1])) for one in spans)
        end = 0
        while end < len(self._codes):
            cell = self._codes[end] >> 2 * (_BITS - bits)
            begin, end = self._ends(cell, bits, end)
            if west <= cell & _COLUMNS <= east and north <= cell >> 1 & _COLUMNS <= south:
                yield cell, (begin, end)

    def _mark(self, cell: int, begin: int, end: int) -> Mark:
        red, yellow, none, green = (column[end] - column[begin] for column in self._counts)
        first = self._order[begin]
        if end - begin == 1:
            return Mark(cell, self.places.xs[first], self.places.ys[first], (red, yellow, none, green), first)
        x, y = ((column[end] - column[begin]) / (end - begin) for column in self._sums)
        return Mark(cell, x, y, (red, yellow, none, green), first)


def _bits(zoom: float) -> int:
    return min(max(int(zoom), 0), FINEST) + _PER_TILE_BITS


def _cell(at: float, bits: int) -> int:
    """The column or row of a coordinate; what lies on the far edge of the world belongs to the last."""
    return min(max(int(at * (1 << bits)), 0), (1 << bits) - 1)


def _span(low: float, high: float, bits: int) -> range:
    return range(_cell(low, bits), _cell(high, bits) + 1)


def _spread(number: int) -> int:
    return _SPREAD[number & _LOW] | _SPREAD[number >> _HALF] << 2 * _HALF


def _code(column: int, row: int) -> int:
    """Place on the curve of the level that has these columns and rows."""
    return _spread(column) | _spread(row) << 1
