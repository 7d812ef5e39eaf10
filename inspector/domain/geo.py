"""Positions: to WGS-84 from the Chinese datums and back, distances, and whether a position can be true.

It stands apart because every position that enters, from a phone, a map service or an Excel file, goes
through it once and is stored as WGS-84 with the datum it came in (domain.md §5). The library `prcoords`
is used for its iterated inverses (`…_bored`); its closed ones are metres off.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import asin, cos, isfinite, radians, sin, sqrt

import prcoords

from inspector.domain.errors import FormatError
from inspector.domain.project import Datum
from inspector.domain.reasons import Reason, reason

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius of WGS-84 (IUGG R1), metres."""

_MOST_LONGITUDE, _MOST_LATITUDE = 180.0, 90.0
# The library's own box, less a margin wider than any shift: it warns when a step of an inverse leaves its box.
_CHINA_LONGITUDES = (72.04, 137.80)
_CHINA_LATITUDES = (0.86, 55.79)


@dataclass(frozen=True)
class Position:
    """A point, degrees; longitude first as in GIS files, although people say latitude first."""

    longitude: float
    latitude: float


Convert = Callable[[tuple[float, float]], tuple[float, float]]
"""(latitude, longitude) → (latitude, longitude), as `prcoords` has it."""

_FROM_WGS84: dict[Datum, Convert] = {Datum.GCJ02: prcoords.wgs_gcj, Datum.BD09: prcoords.wgs_bd}
_TO_WGS84: dict[Datum, Convert] = {Datum.GCJ02: prcoords.gcj_wgs_bored, Datum.BD09: prcoords.bd_wgs_bored}


def to_wgs84(position: Position, datum: Datum) -> Position:
    """`position`, given in `datum`, as WGS-84.

    CGCS2000 agrees with WGS-84 to centimetres and passes unchanged, as does every point outside China,
    where the Chinese datums shift nothing. FormatError for a point that is not on the earth.
    """
    found = _converted(position, _TO_WGS84.get(datum))
    # The library stops iterating a millimetre away; one more correction of its kind goes below 1e-8 degrees.
    again = from_wgs84(found, datum)
    return Position(
        found.longitude + position.longitude - again.longitude, found.latitude + position.latitude - again.latitude
    )


def from_wgs84(position: Position, datum: Datum) -> Position:
    """The WGS-84 `position` as it is written in `datum`; FormatError for a point that is not on the earth."""
    return _converted(position, _FROM_WGS84.get(datum))


def distance_m(one: Position, other: Position) -> float:
    """Great-circle distance in metres (haversine; within 0.6 % of the ellipsoid's)."""
    latitude, other_latitude = radians(one.latitude), radians(other.latitude)
    half = sin((other_latitude - latitude) / 2) ** 2
    half += cos(latitude) * cos(other_latitude) * sin(radians(other.longitude - one.longitude) / 2) ** 2
    # Rounding can lift the sum above 1 for antipodes.
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, half)))


def is_on_earth(position: Position) -> bool:
    """Whether the numbers are finite and within ±180°, ±90°."""
    finite = isfinite(position.longitude) and isfinite(position.latitude)
    return finite and abs(position.longitude) <= _MOST_LONGITUDE and abs(position.latitude) <= _MOST_LATITUDE


def position_findings(position: Position) -> tuple[Reason, ...]:
    """What speaks against a position: not on the earth, 0/0 (a camera without a fix), swapped, outside China."""
    if _in_china(position):
        return ()
    told = {"longitude": position.longitude, "latitude": position.latitude}
    if _in_china(Position(position.latitude, position.longitude)):
        return (reason("domain.position_swapped", **told),)
    if not is_on_earth(position):
        return (reason("domain.position_impossible", **told),)
    if position == Position(0, 0):
        return (reason("domain.position_zero"),)
    return (reason("domain.position_outside_china", **told),)


def _in_china(position: Position) -> bool:
    """The box within which GCJ-02 is defined; NaN lies outside."""
    west, east = _CHINA_LONGITUDES
    south, north = _CHINA_LATITUDES
    return west <= position.longitude <= east and south <= position.latitude <= north


def _converted(position: Position, convert: Convert | None) -> Position:
    if not is_on_earth(position):
        raise FormatError("domain.position_impossible", longitude=position.longitude, latitude=position.latitude)
    if convert is None or not _in_china(position):
        return position
    latitude, longitude = convert((position.latitude, position.longitude))
    return Position(longitude, latitude)
