"""Web Mercator: degrees to the unit square that tiles are cut from, and back.

It stands apart from `geo`, which measures on the earth: here is only the picture plane. (0, 0) is north-west at 180° W,
(1, 1) south-east; at zoom z the square is 256·2^z pixels wide (OGC two-dimensional tile matrix set WebMercatorQuad).
"""

from __future__ import annotations

from math import asinh, atan, cos, degrees, pi, radians, sinh, tan

TILE = 256
"""Pixels of a tile's side at 100 % display scale."""

EQUATOR_M = 40_075_016.685_578_5
"""Length of the equator on the sphere of Web Mercator, metres."""

MOST_LATITUDE = 85.051_128_78
"""Degrees where the square ends."""

World = tuple[float, float]
"""x and y in the unit square."""


def to_world(longitude: float, latitude: float) -> World:
    """The place of a position in the unit square; latitudes beyond the square lie on its edge."""
    bounded = min(max(latitude, -MOST_LATITUDE), MOST_LATITUDE)
    return longitude / 360 + 0.5, 0.5 - asinh(tan(radians(bounded))) / (2 * pi)


def to_degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a place in the unit square."""
    return (x - 0.5) * 360, degrees(atan(sinh((0.5 - y) * 2 * pi)))


def pixels_at(zoom: float) -> float:
    """How many pixels the unit square is wide at a zoom level, whole or between two."""
    return float(TILE * 2**zoom)


def metres_per_pixel(latitude: float, zoom: float) -> float:
    """Metres on the ground that one pixel shows at a latitude."""
    return EQUATOR_M * cos(radians(latitude)) / pixels_at(zoom)
