from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.ui.widgets.map.viewport import FIT_ZOOM, LEAST_ZOOM, MOST_ZOOM, Viewport, box_of

VIEWS = st.builds(
    Viewport, st.floats(0.1, 0.9), st.floats(0.1, 0.9), st.floats(3, 19), st.integers(100, 1900), st.integers(100, 1000)
)
POINTS = st.tuples(st.floats(0, 1900), st.floats(0, 1000))


@given(VIEWS, POINTS)
@settings(max_examples=80, deadline=None)
def test_a_point_of_the_screen_comes_back(view: Viewport, at: tuple[float, float]) -> None:
    assert view.to_screen(*view.to_world(*at)) == pytest.approx(at, abs=1e-3)


@given(VIEWS, POINTS, st.floats(-3, 3))
@settings(max_examples=80, deadline=None)
def test_what_lies_under_the_cursor_stays_there(view: Viewport, at: tuple[float, float], steps: float) -> None:
    place = view.to_world(*at)
    zoomed = view.zoomed(steps, *at)
    assert LEAST_ZOOM <= zoomed.zoom <= MOST_ZOOM
    if 0 < zoomed.x < 1 and 0 < zoomed.y < 1:
        assert zoomed.to_screen(*place) == pytest.approx(at, abs=0.01)


def test_a_pan_moves_by_pixels_and_never_out_of_the_world() -> None:
    view = Viewport(0.5, 0.5, 4, 400, 300)
    assert view.panned(100, -50).to_screen(0.5, 0.5) == pytest.approx((100, 200))
    assert (view.panned(10**9, -(10**9)).x, view.panned(10**9, -(10**9)).y) == (1, 0)


def test_a_box_is_shown_whole_and_not_too_near() -> None:
    view = Viewport(0, 0, 3, 900, 600).fitted((0.83, 0.37, 0.832, 0.371))
    west, north, east, south = view.box()
    assert max(west - 0.83, 0.832 - east, north - 0.37, 0.371 - south) < 0
    assert view.zoom == int(view.zoom)
    assert Viewport(0, 0, 3, 900, 600).fitted((0.5, 0.5, 0.5, 0.5)).zoom == FIT_ZOOM


def test_the_box_of_nothing_is_none() -> None:
    assert box_of([], []) is None
    assert box_of([0.3, 0.1], [0.2, 0.5]) == (0.1, 0.2, 0.3, 0.5)
