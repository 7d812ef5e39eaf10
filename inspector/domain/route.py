"""The order in which to drive to the projects of a day: nearest first, then untangled.

Distances are straight lines (haversine): no road network is at hand offline, and what is shown says so. An open way:
it begins at the first stop and ends wherever the last one lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from inspector.domain.geo import Position, distance_m

MOST_UNTANGLED = 120
"""Stops up to which crossings are taken out; more are no day's work and only put in the order of the nearest."""

_WORTH_M = 1.0
"""A turn that saves less than this is no better way."""


def visiting_order(places: Sequence[Position]) -> list[int]:
    """The indexes of `places` in a short order that begins with the first of them."""
    if not places:
        return []
    order = _nearest_next(places)
    return _untangled(order, places) if len(places) <= MOST_UNTANGLED else order


def leg_lengths(places: Sequence[Position]) -> list[float]:
    """Metres from each stop to the next; one fewer than there are stops."""
    return [distance_m(one, other) for one, other in pairwise(places)]


def _nearest_next(places: Sequence[Position]) -> list[int]:
    order, left = [0], set(range(1, len(places)))
    while left:
        here = places[order[-1]]
        nearest = min(left, key=lambda one: (distance_m(here, places[one]), one))
        order.append(nearest)
        left.remove(nearest)
    return order


def _untangled(order: list[int], places: Sequence[Position]) -> list[int]:
    """`order` with stretches turned round as long as that shortens the way (2-opt), its first stop kept."""
    lengths = [[distance_m(one, other) for other in places] for one in places]
    better = True
    while better:
        better = False
        for first in range(1, len(order) - 1):
            for last in range(first + 1, len(order)):
                if _saved(order, first, last, lengths) > _WORTH_M:
                    order[first : last + 1] = reversed(order[first : last + 1])
                    better = True
    return order


def _saved(order: list[int], first: int, last: int, lengths: list[list[float]]) -> float:
    """Metres saved by turning the stretch from `first` to `last` round."""
    before, begin, end = order[first - 1], order[first], order[last]
    saved = lengths[before][begin] - lengths[before][end]
    if last + 1 < len(order):
        after = order[last + 1]
        saved += lengths[end][after] - lengths[begin][after]
    return saved
