from __future__ import annotations

from itertools import combinations, pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.bulletin.fonts import FontSet
from inspector.bulletin.linebreak import LINE, Measure, break_lines
from inspector.bulletin.measure import Measured, measure

FONTS = FontSet.bundled()


def measured(text: str) -> Measured:
    return measure(text, "fang", 16.0, 0.0, FONTS)


def ends_alone(text: str, width: float, *, alike: bool = False) -> tuple[int, ...]:
    return break_lines(measured(text), Measure(width, width, flush=False, alike=alike))


def test_an_empty_text_has_no_lines() -> None:
    assert break_lines(measured(""), Measure(100, 100, flush=True)) == ()


def test_ragged_lines_are_filled_from_the_first() -> None:
    assert ends_alone("项目建设情况通", 5 * 16) == (5, 7)


def test_centred_lines_are_alike_in_length() -> None:
    assert ends_alone("项目建设情况通报", 5 * 16, alike=True) == (4, 8)


def test_the_first_line_may_be_narrower() -> None:
    assert break_lines(measured("项目建设情况通报"), Measure(3 * 16, 5 * 16, flush=True)) == (3, 8)


@pytest.mark.parametrize("flush", [True, False])
def test_nothing_fits_into_less_than_a_character(flush: bool) -> None:  # noqa: FBT001 - a parameter
    assert break_lines(measured("项目"), Measure(9, 9, flush=flush)) == (1, 2)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="项目，。（“1%亿", min_size=1, max_size=11), st.integers(3, 6))
def test_no_choice_of_breaks_needs_fewer_lines_or_less_money(text: str, columns: int) -> None:
    """Against every choice there is: the search finds the fewest lines at the lowest penalties."""
    paragraph, width = measured(text), columns * 16.0
    found = break_lines(paragraph, Measure(width, width, flush=False))

    def price(ends: tuple[int, ...]) -> float:
        fits = all(paragraph.natural(start, end) <= width + 1e-6 for start, end in pairwise((0, *ends)))
        return sum(LINE + paragraph.prices[end - 1] for end in ends[:-1]) if fits else inf

    size = len(text)
    every = [(*some, size) for count in range(size) for some in combinations(range(1, size), count)]
    cheapest = min(map(price, every))
    if cheapest < inf:
        assert price(found) <= cheapest + size * len(found)
