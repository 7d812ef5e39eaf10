"""Lengths and areas on the earth, from answers `latitude longitude altitude accuracy` (degrees, metres).

Source: JavaRosa `GeoUtils`: a sphere with the equatorial radius; areas by triangles from the first point.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inspector.checklists.expressions.scope import Function, Scope, nodes_of
from inspector.checklists.expressions.values import ExpressionError, Value, to_string

_RADIUS = 6_378_100.0
_DEGREE = 2 * math.pi * _RADIUS / 360
_MOST_PARTS = 4


@dataclass(frozen=True)
class _Point:
    latitude: float
    longitude: float


def _point(text: str, function: str) -> _Point:
    parts = text.split()
    try:
        numbers = [float(one) for one in parts]
    except ValueError:
        numbers = []
    if not 1 < len(numbers) <= _MOST_PARTS or not all(map(math.isfinite, numbers)):
        raise ExpressionError("checklists.expr_no_place", function=function, value=text)
    return _Point(numbers[0], numbers[1])


def _line(text: str, function: str) -> list[_Point]:
    """The points of one trace or shape: `lat lon; lat lon`."""
    return [_point(one, function) for one in text.split(";") if one.strip()]


def _points(values: Sequence[Value], function: str) -> list[_Point]:
    """Of one trace, of one shape, or of points one by one."""
    first = values[0]
    if len(values) == 1:
        texts = [to_string(one.value) for one in first] if isinstance(first, tuple) else [to_string(first)]
        return _line(texts[0], function) if len(texts) == 1 else [_point(one, function) for one in texts]
    return [_point(to_string(one), function) for one in values]


def _apart(first: _Point, second: _Point) -> float:
    if first == second:
        return 0.0  # the cosine of nearly nothing would be some centimetres off
    turn = math.radians(first.longitude - second.longitude)
    one, other = math.radians(first.latitude), math.radians(second.latitude)
    cosine = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * _RADIUS


def _distance(_: Scope, *values: Value) -> float:
    """Metres along the points."""
    return math.fsum(_apart(*pair) for pair in pairwise(_points(values, "distance")))


def _area(_: Scope, places: Value) -> float:
    """Square metres inside the points."""
    points = _points((nodes_of(places, "area"),), "area") if places else []
    if len(points) <= 2:  # noqa: PLR2004 - a triangle has three
        return 0.0
    origin = points[0]
    flat = [
        (
            (one.longitude - origin.longitude) * _DEGREE * math.cos(math.radians(one.latitude)),
            (one.latitude - origin.latitude) * _DEGREE,
        )
        for one in points[1:]
    ]
    return abs(math.fsum((y1 * x2 - x1 * y2) / 2 for (x1, y1), (x2, y2) in pairwise(flat)))


def _geofence(_: Scope, place: Value, shape: Value) -> bool:
    """Whether the point lies inside the shape."""
    point = _point(to_string(place), "geofence")
    nodes = nodes_of(shape, "geofence")
    corners = _points((nodes,), "geofence") if nodes else []
    return sum(_crosses(point, *edge) for edge in pairwise(corners)) % 2 == 1


def _crosses(point: _Point, first: _Point, second: _Point) -> bool:
    """Whether a ray from the point to the east meets this edge."""
    if (second.latitude > point.latitude) == (first.latitude > point.latitude):
        return False
    slope = (first.longitude - second.longitude) / (first.latitude - second.latitude)
    return point.longitude < slope * (point.latitude - second.latitude) + second.longitude


GEO_FUNCTIONS: dict[str, Function] = {
    "area": _area,
    "enclosed-area": _area,
    "distance": _distance,
    "geofence": _geofence,
}
