from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.mercator import EQUATOR_M, metres_per_pixel, pixels_at, to_degrees, to_world


@given(st.floats(-180, 180), st.floats(-85, 85))
@settings(max_examples=100, deadline=None)
def test_a_place_comes_back(longitude: float, latitude: float) -> None:
    back = to_degrees(*to_world(longitude, latitude))
    assert list(back) == pytest.approx([longitude, latitude], abs=1e-9)


def test_the_square_is_the_one_that_tiles_are_cut_from() -> None:
    assert to_world(0, 0) == (0.5, 0.5)
    assert list(to_world(-180, 89.9)) == pytest.approx([0, 0], abs=1e-9)
    x, y = to_world(120.837, 40.711)
    assert (int(x * 2**10), int(y * 2**10)) == (855, 385)


def test_a_pixel_shows_less_the_nearer_one_looks() -> None:
    assert pixels_at(0) == 256
    assert metres_per_pixel(0, 0) == pytest.approx(EQUATOR_M / 256)
    assert metres_per_pixel(60, 1) == pytest.approx(EQUATOR_M / 1024)
