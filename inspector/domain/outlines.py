"""Outlines of areas as a map draws them: rings of positions, thinned to what a screen can show.

It stands apart from the areas of the register: an outline is a picture that a user brings, with its source and its
审图号, and nothing is counted by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
"""Longitude and latitude, degrees."""

Ring = tuple[Point, ...]
"""A closed line: the last point is the first."""

_LEAST = 4
"""A ring has four points at least (RFC 7946, 3.1.6)."""


@dataclass(frozen=True)
class Outline:
    """One area: its name as the file gives it and its rings; holes are rings like any other."""

    name: str
    rings: tuple[Ring, ...]


def thinned(ring: Ring, tolerance: float) -> Ring:
    """The ring without points that lie nearer than `tolerance` degrees to the line without them (Douglas-Peucker).

    A ring too small to keep four points becomes its first, two far ones and the first again.
    """
    if len(ring) <= _LEAST:
        return ring
    # A closed line has no base: it is cut at the point farthest from its beginning.
    turn = max(range(len(ring)), key=lambda at: _squared(ring[0], ring[at]))
    kept = _kept(ring, 0, turn, tolerance) | _kept(ring, turn, len(ring) - 1, tolerance)
    if len(kept) < _LEAST:
        kept |= {turn // 2, (turn + len(ring) - 1) // 2}
    return tuple(ring[at] for at in sorted(kept))


def _kept(ring: Sequence[Point], first: int, last: int, tolerance: float) -> set[int]:
    """Indexes that stay between two that stay; a stack of its own, since a coast is deeper than calls may go."""
    kept, waiting = {first, last}, [(first, last)]
    while waiting:
        begin, end = waiting.pop()
        if end - begin < 2:  # noqa: PLR2004 - nothing lies between
            continue
        farthest = max(range(begin + 1, end), key=lambda at: _off_line(ring[at], ring[begin], ring[end]))
        if _off_line(ring[farthest], ring[begin], ring[end]) > tolerance * tolerance:
            kept.add(farthest)
            waiting += [(begin, farthest), (farthest, end)]
    return kept


def _off_line(point: Point, begin: Point, end: Point) -> float:
    """Squared distance of a point from the stretch between two others, in degrees."""
    along = (end[0] - begin[0], end[1] - begin[1])
    length = along[0] ** 2 + along[1] ** 2
    if not length:
        return _squared(point, begin)
    share = ((point[0] - begin[0]) * along[0] + (point[1] - begin[1]) * along[1]) / length
    share = min(max(share, 0.0), 1.0)
    return _squared(point, (begin[0] + share * along[0], begin[1] + share * along[1]))


def _squared(one: Point, other: Point) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
