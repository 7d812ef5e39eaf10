"""Boundaries from a GeoJSON file (RFC 7946): polygons with their names, checked and thinned, or refused with a reason.

It stands apart from the map service because the file comes from anywhere: its size, depth, count and numbers are
limited here before anything is kept. Files of Chinese map services are often in GCJ-02: the user says which datum it
is, and outlines leave here in WGS-84.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite
from pathlib import Path
from typing import Any

from inspector.domain.errors import FormatError
from inspector.domain.geo import Position, to_wgs84
from inspector.domain.outlines import Outline, Point, Ring, thinned
from inspector.domain.project import Datum

MOST_BYTES = 24 * 2**20
MOST_AREAS = 5_000
MOST_POINTS = 1_000_000
MOST_KEPT_POINTS = 30_000
"""Points of a layer after thinning: they are drawn anew in every frame of a pan."""

FINEST = 0.000_2
"""Degrees (some 20 m): finer than any boundary that a county hands out is exact."""

_LEAST_RING = 4
_MOST_NAME = 60
_NAMES = ("name", "NAME", "Name", "名称", "区域", "县区", "shapeName", "NAME_3", "adname", "XZQMC")
_DEGREES = ("CRS84", "EPSG::4326", "EPSG:4326", "EPSG::4490", "EPSG:4490")
"""Reference systems in degrees that may be named in a file older than RFC 7946 (which allows none)."""


def read_boundaries(path: Path) -> tuple[Outline, ...]:
    """The areas of a GeoJSON file in its own datum, thinned to `MOST_KEPT_POINTS`.

    Raises FormatError (`services.boundary_…`) where the file is no GeoJSON with polygons in degrees or too large.
    """
    data = _read(path)
    _refuse_other_degrees(data, path)
    outlines = tuple(one for one in (_outline(feature, path) for feature in _features(data, path)) if one.rings)
    if not outlines:
        raise FormatError("services.boundary_no_polygons", file=path.name)
    if sum(len(ring) for one in outlines for ring in one.rings) > MOST_POINTS:
        raise FormatError("services.boundary_too_large", file=path.name)
    return _thinned(outlines)


def in_wgs84(outlines: Iterable[Outline], datum: Datum) -> tuple[Outline, ...]:
    """`outlines`, given in `datum`, as WGS-84."""
    if datum in {Datum.WGS84, Datum.CGCS2000}:
        return tuple(outlines)
    return tuple(
        Outline(one.name, tuple(tuple(_point_in_wgs84(point, datum) for point in ring) for ring in one.rings))
        for one in outlines
    )


def outlines_json(outlines: Iterable[Outline]) -> str:
    """Outlines as they are kept in the workspace."""
    return json.dumps([{"name": one.name, "rings": one.rings} for one in outlines], ensure_ascii=False)


def outlines_of(text: str) -> tuple[Outline, ...]:
    """Outlines as they were kept. Raises ValueError or TypeError for a file that was changed by hand."""
    return tuple(
        Outline(str(one["name"]), tuple(tuple((float(x), float(y)) for x, y in ring) for ring in one["rings"]))
        for one in json.loads(text)
    )


def _point_in_wgs84(point: Point, datum: Datum) -> Point:
    found = to_wgs84(Position(*point), datum)
    return round(found.longitude, 6), round(found.latitude, 6)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FormatError("services.boundary_too_large", file=path.name)
        data = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise FormatError("services.file_unreadable", file=path.name, reason=error.strerror) from error
    except (ValueError, RecursionError) as error:
        raise FormatError("services.boundary_no_geojson", file=path.name) from error
    if not isinstance(data, dict):
        raise FormatError("services.boundary_no_geojson", file=path.name)
    return data


def _refuse_other_degrees(data: Mapping[str, Any], path: Path) -> None:
    named = data.get("crs")
    if named is not None and not any(one in json.dumps(named) for one in _DEGREES):
        raise FormatError("services.boundary_not_degrees", file=path.name)


def _features(data: Mapping[str, Any], path: Path) -> list[Mapping[str, Any]]:
    found = data.get("features") if data.get("type") == "FeatureCollection" else [_as_feature(data)]
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise FormatError("services.boundary_no_geojson", file=path.name)
    if len(found) > MOST_AREAS:
        raise FormatError("services.boundary_too_large", file=path.name)
    return found


def _as_feature(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return data if data.get("type") == "Feature" else {"geometry": data}


def _outline(feature: Mapping[str, Any], path: Path) -> Outline:
    rings = tuple(_ring(one, path) for one in _ring_lists(feature.get("geometry"), path))
    return Outline(_name(feature.get("properties")), rings)


def _name(properties: object) -> str:
    told = properties if isinstance(properties, dict) else {}
    found = next((told[key] for key in _NAMES if isinstance(told.get(key), str)), "")
    return " ".join(found.split())[:_MOST_NAME]


def _ring_lists(geometry: object, path: Path) -> Iterator[object]:
    """The rings of a polygon or of several; points and lines have none."""
    kind, places = (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
    polygons = {"Polygon": [places], "MultiPolygon": places}.get(kind if isinstance(kind, str) else "", [])
    if not isinstance(polygons, list):
        raise FormatError("services.boundary_bad_ring", file=path.name)
    for polygon in polygons:
        if not isinstance(polygon, list):
            raise FormatError("services.boundary_bad_ring", file=path.name)
        yield from polygon


def _ring(places: object, path: Path) -> Ring:
    if not isinstance(places, list):
        raise FormatError("services.boundary_bad_ring", file=path.name)
    ring = tuple(_point(one, path) for one in places)
    if len(ring) < _LEAST_RING or ring[0] != ring[-1]:
        raise FormatError("services.boundary_bad_ring", file=path.name)
    return ring


def _point(place: object, path: Path) -> Point:
    """A position; a height behind it is left out. Raises FormatError for metres of a projection."""
    if not isinstance(place, list) or len(place) < 2:  # noqa: PLR2004 - longitude and latitude
        raise FormatError("services.boundary_bad_ring", file=path.name)
    longitude, latitude = place[:2]
    if not _is_number(longitude) or not _is_number(latitude):
        raise FormatError("services.boundary_bad_ring", file=path.name)
    if abs(longitude) > 180 or abs(latitude) > 90:  # noqa: PLR2004 - degrees
        raise FormatError("services.boundary_not_degrees", file=path.name)
    return round(float(longitude), 6), round(float(latitude), 6)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def _thinned(outlines: tuple[Outline, ...]) -> tuple[Outline, ...]:
    """Coarser by steps until what is left can be drawn at once."""
    tolerance, made = FINEST, outlines
    while True:
        made = tuple(Outline(one.name, tuple(thinned(ring, tolerance) for ring in one.rings)) for one in made)
        if sum(len(ring) for one in made for ring in one.rings) <= MOST_KEPT_POINTS or tolerance > 1:
            return made
        tolerance *= 2
