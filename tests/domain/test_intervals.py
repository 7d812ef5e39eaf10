from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.intervals import Interval, beyond, count, gaps, joined, merged, shared, without

intervals = st.lists(
    st.tuples(st.integers(1, 40), st.integers(0, 8)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=6
)
haves = st.dictionaries(st.sampled_from(("a:1", "b:1", "c:1")), intervals.map(merged), max_size=3)


def members(found: object) -> set[int]:
    return {number for first, last in list(found) for number in range(first, last + 1)}  # type: ignore[call-overload]


def dots(have: object) -> set[tuple[str, int]]:
    return {(name, number) for name, found in have.items() for number in members(found)}  # type: ignore[attr-defined]


@given(intervals)
def test_merged_intervals_hold_the_same_numbers_and_do_not_touch(some: list[Interval]) -> None:
    made = merged(some)
    assert members(made) == members(some)
    assert all(one[1] + 1 < other[0] for one, other in pairwise(made))


@given(intervals, intervals)
def test_without_takes_exactly_the_others_away(some: list[Interval], taken: list[Interval]) -> None:
    assert members(without(merged(some), taken)) == members(some) - members(taken)


@given(intervals)
def test_gaps_are_what_is_missing_below_the_highest(some: list[Interval]) -> None:
    held = members(some)
    assert members(gaps(some)) == set(range(1, max(held, default=0) + 1)) - held


@given(haves, haves)
def test_what_replicas_know_adds_up_and_differs_as_sets_do(
    one: dict[str, tuple[Interval, ...]], other: dict[str, tuple[Interval, ...]]
) -> None:
    assert dots(joined(one, other)) == dots(one) | dots(other)
    assert dots(beyond(one, other)) == dots(one) - dots(other)
    assert all(beyond(one, other).values()), "no replica without a difference"
    assert dots(shared([one, other])) == dots(one) & dots(other)
    assert count(one) == len(dots(one))


def test_nobody_has_nothing_in_common() -> None:
    assert shared([]) == {}
    assert joined() == {}
