"""Which part of the world a map shows: centre, zoom and size, and the way between world and screen.

It stands apart from the widget because it is arithmetic alone: every pan and zoom is a new value, tested without a
window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log2

from inspector.domain.mercator import TILE, World, metres_per_pixel, pixels_at, to_degrees

LEAST_ZOOM, MOST_ZOOM = 3.0, 19.0
FIT_ZOOM = 15.0
"""A single place is not shown nearer than this: a spot without surroundings tells nothing."""

Box = tuple[float, float, float, float]
"""West, north, east, south in the unit square."""


@dataclass(frozen=True)
class Viewport:
    """`x`, `y` is the middle in the unit square, `width` and `height` are pixels."""

    x: float
    y: float
    zoom: float
    width: int
    height: int

    @property
    def pixels(self) -> float:
        """Pixels of the whole unit square."""
        return pixels_at(self.zoom)

    def to_screen(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the unit square lies in the widget."""
        return (x - self.x) * self.pixels + self.width / 2, (y - self.y) * self.pixels + self.height / 2

    def to_world(self, across: float, down: float) -> World:
        """The place of the unit square under a point of the widget."""
        return self.x + (across - self.width / 2) / self.pixels, self.y + (down - self.height / 2) / self.pixels

    def box(self, margin: float = 0) -> Box:
        """What is seen, and `margin` pixels around it."""
        west, north = self.to_world(-margin, -margin)
        east, south = self.to_world(self.width + margin, self.height + margin)
        return west, north, east, south

    def panned(self, across: float, down: float) -> Viewport:
        """Moved by pixels: to the right and down shows what lies there."""
        return self.centred(self.x + across / self.pixels, self.y + down / self.pixels)

    def centred(self, x: float, y: float) -> Viewport:
        """With this place in the middle; the middle never leaves the world."""
        return replace(self, x=min(max(x, 0.0), 1.0), y=min(max(y, 0.0), 1.0))

    def zoomed(self, steps: float, across: float, down: float) -> Viewport:
        """Nearer (or farther, below 0), with what lies under the point staying there."""
        zoom = min(max(self.zoom + steps, LEAST_ZOOM), MOST_ZOOM)
        x, y = self.to_world(across, down)
        pixels = pixels_at(zoom)
        middle = x - (across - self.width / 2) / pixels, y - (down - self.height / 2) / pixels
        return replace(self, zoom=zoom).centred(*middle)

    def fitted(self, box: Box, margin: int = 48) -> Viewport:
        """So near that a box just fits, at a whole zoom level, where tiles are sharp."""
        west, north, east, south = box
        room = max(self.width - 2 * margin, TILE / 4), max(self.height - 2 * margin, TILE / 4)
        widest = max((east - west) / room[0], (south - north) / room[1], 2.0**-40)
        zoom = min(float(int(log2(1 / (widest * TILE)))), FIT_ZOOM)
        return replace(self, zoom=max(zoom, LEAST_ZOOM)).centred((west + east) / 2, (north + south) / 2)

    def resized(self, width: int, height: int) -> Viewport:
        """The same middle in another size."""
        return replace(self, width=width, height=height)

    @property
    def metres_per_pixel(self) -> float:
        """Metres on the ground that a pixel shows in the middle."""
        return metres_per_pixel(to_degrees(self.x, self.y)[1], self.zoom)


def box_of(xs: Sequence[float], ys: Sequence[float]) -> Box | None:
    """The smallest box around places; None where there are none."""
    return (min(xs), min(ys), max(xs), max(ys)) if len(xs) else None
