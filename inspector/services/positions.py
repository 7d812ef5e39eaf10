"""Positions between a register and the database: files speak in the datum they were measured in, rows in WGS-84.

It stands apart because both directions must be each other's inverse, or an export read back would move every
project by the error of a conversion (domain.md §5: store WGS-84 and the datum it came in).
"""

from __future__ import annotations

from inspector.domain.geo import Position, from_wgs84, to_wgs84
from inspector.domain.project import Datum, Project
from inspector.sheets.register_line import RegisterLine

SHIFTED = frozenset({Datum.GCJ02, Datum.BD09})
PLACES = 7
"""Decimals of shifted degrees in a register: 1 cm, far above the error of the conversion and below any use."""


def told_position(project: Project) -> tuple[float | None, float | None]:
    """Longitude and latitude of a project as a register tells them, in the datum they came in."""
    longitude, latitude = project.longitude, project.latitude
    if project.datum not in SHIFTED or longitude is None or latitude is None:
        return longitude, latitude
    shown = from_wgs84(Position(longitude, latitude), project.datum)
    return round(shown.longitude, PLACES), round(shown.latitude, PLACES)


def rounded_position(line: RegisterLine, datum: Datum | None) -> tuple[float | None, float | None]:
    """Longitude and latitude of a line as they are compared with what the register tells."""
    if datum not in SHIFTED:
        return line.longitude, line.latitude
    return _rounded(line.longitude), _rounded(line.latitude)


def stored_position(line: RegisterLine, project: Project | None) -> dict[str, float]:
    """The cells to store for the position of a line: WGS-84; nothing where the line gives none.

    A line without a datum speaks in that of its project; half a position is completed from it. Raises
    FormatError for a point that is not on the earth.
    """
    datum = line.datum or (project.datum if project else None)
    if datum not in SHIFTED or (line.longitude is None and line.latitude is None):
        given = {"longitude": line.longitude, "latitude": line.latitude}
        return {name: value for name, value in given.items() if value is not None}
    known = told_position(project) if project else (None, None)
    longitude = known[0] if line.longitude is None else line.longitude
    latitude = known[1] if line.latitude is None else line.latitude
    if longitude is None or latitude is None:
        return {}
    found = to_wgs84(Position(longitude, latitude), datum or Datum.WGS84)
    return {"longitude": found.longitude, "latitude": found.latitude}


def _rounded(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees, PLACES)
