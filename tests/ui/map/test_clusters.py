"""The grids: nothing is lost at any zoom level, and a mark tells what it stands for."""

from __future__ import annotations

from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.lamps import LampColour
from inspector.services.map_points import URGENCY
from inspector.ui.widgets.map.clusters import Clusters, Places

EVERYWHERE = (0.0, 0.0, 1.0, 1.0)
SPOTS = st.lists(st.tuples(st.floats(0.8, 0.8001), st.floats(0.4, 0.4001), st.integers(0, 3)), max_size=60)


def clusters(spots: list[tuple[float, float, int]]) -> Clusters:
    return Clusters(
        Places(
            array("d", [x for x, _, _ in spots]),
            array("d", [y for _, y, _ in spots]),
            bytes(lamp for *_, lamp in spots),
        )
    )


@given(SPOTS, st.integers(0, 19))
@settings(max_examples=80, deadline=None)
def test_every_place_stands_in_exactly_one_mark(spots: list[tuple[float, float, int]], zoom: int) -> None:
    made = clusters(spots)
    marks = made.marks(EVERYWHERE, zoom)
    members = [one for mark in marks for one in made.members(mark, zoom)]
    assert sorted(members) == list(range(len(spots)))
    assert sum(mark.count for mark in marks) == len(spots)
    for at in range(len(spots)):
        assert at in made.members(made.mark_of(at, zoom), zoom)


@given(SPOTS)
@settings(max_examples=40, deadline=None)
def test_a_mark_shows_the_worst_lamp_in_it(spots: list[tuple[float, float, int]]) -> None:
    made = clusters(spots)
    for mark in made.marks(EVERYWHERE, 2):
        lamps = [made.places.lamps[one] for one in made.members(mark, 2)]
        assert mark.worst is URGENCY[min(lamps)]
        assert mark.counts == tuple(lamps.count(one) for one in range(4))


def test_a_mark_lies_in_the_middle_of_its_places() -> None:
    made = clusters([(0.5001, 0.5001, 3), (0.5003, 0.5001, 0)])
    (mark,) = made.marks(EVERYWHERE, 5)
    assert (round(mark.x, 6), round(mark.y, 6)) == (0.5002, 0.5001)
    assert (mark.count, mark.worst) == (2, LampColour.RED)
    assert len(made.marks((0.5, 0.5, 0.501, 0.501), 16)) == 2


def test_only_what_is_in_view_is_asked_for() -> None:
    made = clusters([(0.1, 0.1, 0), (0.9, 0.9, 0)])
    assert [mark.first for mark in made.marks((0.85, 0.85, 0.95, 0.95), 8)] == [1]
    assert [mark.first for mark in made.marks((0.05, 0.05, 0.15, 0.15), 1)] == [0]
    assert made.within((0.0, 0.0, 0.2, 0.2)) == [0]


@given(SPOTS, st.integers(0, 19), st.tuples(st.floats(0.8, 0.8001), st.floats(0.4, 0.4001)))
@settings(max_examples=80, deadline=None)
def test_a_view_shows_what_all_the_world_shows_there(
    spots: list[tuple[float, float, int]], zoom: int, corner: tuple[float, float]
) -> None:
    made = clusters(spots)
    wide = 1e-5 / 2 ** max(zoom - 12, 0)
    box = (corner[0], corner[1], corner[0] + wide, corner[1] + wide)
    everywhere = {one.cell: one for one in made.marks(EVERYWHERE, zoom)}
    seen = made.marks(box, zoom)
    assert all(everywhere[one.cell] == one for one in seen)
    assert {one.cell for one in seen} >= {made.mark_of(at, zoom).cell for at in made.within(box)}


def test_the_edges_of_the_world_belong_to_it() -> None:
    made = clusters([(0.0, 0.0, 0), (1.0, 1.0, 3)])
    for zoom in (0, 9, 18):
        assert sum(mark.count for mark in made.marks(EVERYWHERE, zoom)) == 2
        assert [made.members(made.mark_of(at, zoom), zoom)[-1] for at in (0, 1)] == [0, 1]


def test_no_places_are_no_marks() -> None:
    assert clusters([]).marks(EVERYWHERE, 4) == []
