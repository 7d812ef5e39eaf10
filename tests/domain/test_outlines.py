from __future__ import annotations

from itertools import pairwise
from math import cos, pi, sin

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.outlines import Point, Ring, thinned

POINTS = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=3, max_size=60)


def circle(points: int, *, rough: float = 0.0) -> Ring:
    ring = [
        (cos(2 * pi * at / points) * (1 + rough * (at % 2)), sin(2 * pi * at / points) * (1 + rough * (at % 2)))
        for at in range(points)
    ]
    return (*ring, ring[0])


def off(point: Point, ring: Ring) -> float:
    """Distance from a point to the nearest stretch of a ring."""
    least = 9.0
    for (ax, ay), (bx, by) in pairwise(ring):
        dx, dy = bx - ax, by - ay
        length = dx * dx + dy * dy
        share = min(max(((point[0] - ax) * dx + (point[1] - ay) * dy) / length, 0.0), 1.0) if length else 0.0
        least = min(least, ((point[0] - ax - share * dx) ** 2 + (point[1] - ay - share * dy) ** 2) ** 0.5)
    return least


@given(POINTS, st.floats(0.001, 0.3))
@settings(max_examples=80, deadline=None)
def test_no_point_is_farther_off_than_was_allowed(points: list[Point], tolerance: float) -> None:
    ring = (*points, points[0])
    made = thinned(ring, tolerance)
    assert made[0] == made[-1] == ring[0]
    assert set(made) <= set(ring)
    assert max(off(point, made) for point in ring) <= tolerance + 1e-9


def test_a_rough_coast_loses_what_nobody_sees() -> None:
    assert len(thinned(circle(2_000, rough=0.001), 0.01)) < 60
    assert len(thinned(circle(40), 0.000_1)) == 41


def test_a_ring_stays_a_ring() -> None:
    assert len(thinned(circle(50), 10)) >= 4
    square: Ring = ((0, 0), (1, 0), (1, 1), (0, 0))
    assert thinned(square, 5) == square


def test_a_very_long_coast_is_no_deeper_than_calls_may_go() -> None:
    spiral = tuple((at / 9_000 * cos(at / 40), at / 9_000 * sin(at / 40)) for at in range(9_000))
    assert len(thinned((*spiral, spiral[0]), 1e-9)) > 8_000


def test_a_ring_of_one_point_is_no_error() -> None:
    assert set(thinned(((1.0, 2.0),) * 9, 0.1)) == {(1.0, 2.0)}
