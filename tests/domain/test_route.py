from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.geo import Position, distance_m
from inspector.domain.route import MOST_UNTANGLED, leg_lengths, visiting_order

PLACES = st.lists(st.builds(Position, st.floats(120, 121), st.floats(40, 41)), max_size=7)


def length(places: list[Position], order: list[int]) -> float:
    return sum(leg_lengths([places[one] for one in order]))


@given(PLACES)
@settings(max_examples=80, deadline=None)
def test_every_place_is_visited_once_from_the_first_on(places: list[Position]) -> None:
    order = visiting_order(places)
    assert sorted(order) == list(range(len(places)))
    assert order[:1] == [0][: len(places)]


@given(PLACES)
@settings(max_examples=60, deadline=None)
def test_the_way_is_hardly_longer_than_the_shortest(places: list[Position]) -> None:
    if not places:
        return
    best = min(length(places, [0, *rest]) for rest in permutations(range(1, len(places))))
    assert length(places, visiting_order(places)) <= 1.35 * best + 1


def test_going_to_and_fro_is_taken_out() -> None:
    """The nearest place next goes to and fro on a line; turned round it is shorter."""
    line = [Position(120 + one / 100, 40.0) for one in (0, 1, -2, 4, -8)]
    assert length(line, visiting_order(line)) < 0.8 * length(line, [0, 1, 2, 3, 4])


def test_more_stops_than_a_day_has_are_put_in_order_all_the_same() -> None:
    many = [Position(120 + (one * 37 % 400) / 1000, 40.0) for one in range(MOST_UNTANGLED + 5)]
    order = visiting_order(many)
    assert sorted(order) == list(range(len(many)))


def test_legs_are_one_fewer_than_stops() -> None:
    places = [Position(120, 40), Position(120, 40.5), Position(121, 40.5)]
    assert leg_lengths(places) == [distance_m(*places[:2]), distance_m(*places[1:])]
    assert leg_lengths([]) == []
