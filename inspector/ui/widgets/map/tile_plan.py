"""Which tiles a view needs, and what stands in for those that are not there yet.

Arithmetic alone: a layer has whole zoom levels, a view may stand between two, nearer than the last level or farther
than the first; then tiles are drawn larger or smaller.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from inspector.ui.widgets.map.viewport import Viewport

MOST_TILES = 160
"""A view farther out than the first level of a layer would need thousands of its tiles: it stays blank instead."""

ANCESTORS = 5
"""How many levels above a missing tile a larger one is looked for."""


@dataclass(frozen=True)
class TilePlace:
    """A tile and where it lies in the widget, in pixels."""

    zoom: int
    column: int
    row: int
    left: float
    top: float
    side: float


def places(view: Viewport, levels: tuple[int, int], shift: tuple[float, float] = (0.0, 0.0)) -> list[TilePlace]:
    """The tiles of a view, those in the middle first; `shift`: how far the datum moves a place (world units)."""
    zoom = min(max(floor(view.zoom + 0.5), levels[0]), levels[1])
    count = 2**zoom
    side = view.pixels / count
    west, north, east, south = view.box()
    columns = _span(west + shift[0], east + shift[0], count)
    rows = _span(north + shift[1], south + shift[1], count)
    if len(columns) * len(rows) > MOST_TILES:
        return []
    found = list(_laid_out(view, zoom, columns, rows, shift, side))
    middle = view.width / 2 - side / 2, view.height / 2 - side / 2
    return sorted(found, key=lambda one: abs(one.left - middle[0]) + abs(one.top - middle[1]))


def ancestors(place: TilePlace, least: int) -> Iterator[tuple[tuple[int, int, int], tuple[float, float, float]]]:
    """Larger tiles that hold this one, nearest first: (zoom, column, row), and its part: left, top, side in shares."""
    for up in range(1, min(ANCESTORS, place.zoom - least) + 1):
        parts = 2**up
        share = 1 / parts
        part = ((place.column % parts) * share, (place.row % parts) * share, share)
        yield (place.zoom - up, place.column // parts, place.row // parts), part


def _laid_out(
    view: Viewport, zoom: int, columns: range, rows: range, shift: tuple[float, float], side: float
) -> Iterator[TilePlace]:
    count = 2**zoom
    for row in rows:
        for column in columns:
            left, top = view.to_screen(column / count - shift[0], row / count - shift[1])
            yield TilePlace(zoom, column, row, left, top, side)


def _span(low: float, high: float, count: int) -> range:
    return range(max(floor(low * count), 0), min(floor(high * count), count - 1) + 1)
