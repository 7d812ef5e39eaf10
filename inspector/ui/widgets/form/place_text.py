"""Positions as people paste them: `120.35, 40.6`, `北纬40.6 东经120.35`, `40°36′12″N 120°21′E`, a line of a trace.

Which number is the longitude is told by the letters, else by where China lies. Answers are kept in WGS-84, latitude
first, as XLSForm has it; the window shows longitude first, as Chinese documents write it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from inspector.domain.geo import Position, position_findings

_ANGLE = re.compile(
    r"(?P<before>[NSEW北南东西]纬?经?)?\s*(?P<degrees>-?[0-9]{1,3}(?:\.[0-9]+)?)\s*"
    r"(?:[°度]\s*(?:(?P<minutes>[0-9]{1,2}(?:\.[0-9]+)?)\s*['′’分]\s*)?(?:(?P<seconds>[0-9]{1,2}(?:\.[0-9]+)?)\s*[\"″”秒]\s*)?)?"
    r"(?P<after>[NSEW](?![A-Z]))?",
    re.IGNORECASE,
)
_LATITUDE, _LONGITUDE = frozenset("NS北南"), frozenset("EW东西")
_NEGATIVE = frozenset("SW南西")
_SIXTY = 60


@dataclass(frozen=True)
class Fix:
    """A position with what a receiver says of it, metres; None where nothing was said."""

    position: Position
    altitude: float | None = None
    accuracy: float | None = None


@dataclass(frozen=True)
class _Angle:
    degrees: float
    mark: str


def read_position(text: str) -> Position | None:
    """The position in a pasted text, None where there are not two angles or they are nowhere on the earth."""
    found = [_angle(one) for one in _ANGLE.finditer(_plain(text))]
    if len(found) < 2:  # noqa: PLR2004 - longitude and latitude
        return None
    first, second = found[0], found[1]
    swapped = Position(second.degrees, first.degrees)
    straight = Position(first.degrees, second.degrees)
    if first.mark in _LATITUDE or second.mark in _LONGITUDE:
        return _on_earth(swapped)
    if first.mark in _LONGITUDE or second.mark in _LATITUDE:
        return _on_earth(straight)
    return _on_earth(swapped if position_findings(straight) and not position_findings(swapped) else straight)


def _plain(text: str) -> str:
    """Narrow signs; NFKC takes a double prime apart into two."""
    return unicodedata.normalize("NFKC", text).replace("\u2032", "'").replace("''", '"')


def _angle(found: re.Match[str]) -> _Angle:
    mark = (found["before"] or found["after"] or " ")[0].upper()
    size = abs(float(found["degrees"])) + float(found["minutes"] or 0) / _SIXTY + float(found["seconds"] or 0) / 3600
    negative = found["degrees"].startswith("-") or mark in _NEGATIVE
    return _Angle(-size if negative else size, mark if mark.strip() else "")


def _on_earth(position: Position) -> Position | None:
    impossible = any(one.key == "domain.position_impossible" for one in position_findings(position))
    return None if impossible else position


def read_answer(answer: object) -> Fix | None:
    """A geopoint as it is kept, `40.6 120.35 12 5`; None for no answer."""
    try:
        numbers = [float(one) for one in str(answer or "").split()]
    except ValueError:
        return None
    if len(numbers) < 2:  # noqa: PLR2004 - latitude and longitude
        return None
    latitude, longitude, *rest = numbers
    return Fix(Position(longitude, latitude), *(rest[:2]))


def to_answer(fix: Fix) -> str:
    """A geopoint as it is kept; altitude and accuracy only where one of them is known, as Collect writes them."""
    parts = [degrees(fix.position.latitude), degrees(fix.position.longitude)]
    if fix.altitude is not None or fix.accuracy is not None:
        parts += [f"{fix.altitude or 0:g}", f"{fix.accuracy or 0:g}"]
    return " ".join(parts)


def degrees(value: float) -> str:
    """Seven places are a centimetre; trailing noughts say nothing."""
    return f"{value:.7f}".rstrip("0").rstrip(".")


def read_trace(text: str) -> tuple[list[Position], list[int]]:
    """The positions of a text, one a line or between semicolons, and the numbers of the pieces that are none."""
    pieces = [one for one in re.split(r"[\n;；]", text) if one.strip()]
    read = [read_position(one) for one in pieces]
    return [one for one in read if one], [number for number, one in enumerate(read, start=1) if one is None]


def trace_answer(points: list[Position], *, closed: bool) -> str:
    """A geotrace or, closed, a geoshape as ODK keeps it: the first point of a shape stands at its end again."""
    ring = [*points, points[0]] if closed and points and points[0] != points[-1] else points
    return "; ".join(f"{degrees(one.latitude)} {degrees(one.longitude)} 0 0" for one in ring)


def trace_text(answer: object) -> str:
    """A trace as it is shown for typing: a line a point, longitude first."""
    fixes = [read_answer(one) for one in str(answer or "").split(";")]
    shown = [f"{degrees(one.position.longitude)}, {degrees(one.position.latitude)}" for one in fixes if one]
    return "\n".join(shown)
