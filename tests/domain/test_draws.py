from __future__ import annotations

import uuid
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.draws import Draws

SEEDS = st.integers(0, 2**64 - 1)


def test_draws_are_those_of_the_published_generator() -> None:
    # Test vector of SplitMix64 for the seed 0; a change would alter every synthetic city ever made.
    draws = Draws(0)
    assert [draws.word() for _ in range(3)] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


@given(SEEDS, st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_equal_places_draw_equally_and_others_differently(seed: int, place: int) -> None:
    first, again, other = Draws(seed, place), Draws(seed, place), Draws(seed, place + 1)
    drawn = [first.word() for _ in range(3)]
    assert drawn == [again.word() for _ in range(3)]
    assert drawn != [other.word() for _ in range(3)]


@given(SEEDS, st.integers(-1000, 1000), st.integers(0, 1000))
@settings(max_examples=100, deadline=None)
def test_whole_numbers_and_days_stay_in_their_bounds(seed: int, least: int, width: int) -> None:
    draws = Draws(seed)
    assert least <= draws.between(least, least + width) <= least + width
    assert date(2022, 1, 1) <= draws.day(date(2022, 1, 1), date(2022, 1, 31)) <= date(2022, 1, 31)
    assert 1 <= draws.spread() <= 32**4


def test_a_chance_of_30_percent_happens_about_30_times_in_100() -> None:
    draws = Draws(5)
    assert 2800 < sum(draws.chance(30) for _ in range(10_000)) < 3200


@given(SEEDS, st.integers(0, 2**48 - 2))
@settings(max_examples=100, deadline=None)
def test_ids_are_uuids_of_version_7_that_sort_by_time(seed: int, moment: int) -> None:
    draws = Draws(seed)
    earlier, later = draws.uuid7(moment), draws.uuid7(moment + 1)
    assert earlier < later
    read = uuid.UUID(earlier)
    assert str(read) == earlier
    assert read.version == 7
    assert read.variant == uuid.RFC_4122
