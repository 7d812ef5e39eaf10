"""Which integers stand under a printed rate."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.figures.denominators import Whole, denominators, narrowed, numerators
from inspector.domain.money import round_half_up
from inspector.domain.rates import Rate


@pytest.mark.parametrize(
    ("numerator", "rate", "found"),
    [(117, "43.7", "268"), (212, "91.4", "232"), (108, "82.44", "131"), (360, "75", "477～483"), (9, "90", "10")],
)
def test_the_denominators_of_the_articles(numerator: int, rate: str, found: str) -> None:
    decimals = len(rate.partition(".")[2])
    assert str(denominators(numerator, Decimal(rate), decimals)) == found


def test_a_rate_that_no_denominator_gives_is_impossible() -> None:
    assert denominators(5, Decimal("82.44"), 2).empty
    assert numerators(10, Decimal("43.7"), 1).empty


def test_a_rate_printed_as_nothing_has_no_largest_denominator() -> None:
    found = denominators(1, Decimal("0.0"), 1)
    assert str(found) == "≥2001"
    assert 10**9 in found
    assert 2000 not in found
    assert "2001" not in found


@given(st.integers(1, 3000), st.integers(1, 3000), st.integers(0, 2))
@settings(max_examples=200, deadline=None)
def test_the_true_counts_are_always_among_those_found(numerator: int, denominator: int, decimals: int) -> None:
    printed = Decimal(Rate("r", numerator, denominator, decimals).printed)
    assert numerator in numerators(denominator, printed, decimals)
    if printed:
        found = denominators(numerator, printed, decimals)
        assert denominator in found
        for edge in (found.low, found.high or found.low):
            assert Rate("r", numerator, edge, decimals).printed == f"{round_half_up(printed, decimals):f}"
        assert Rate("r", numerator, found.low - 1, decimals).printed != f"{printed:f}"


def test_two_ranges_narrow_each_other_to_what_adds_up() -> None:
    assert narrowed(Whole(266, 269), Whole(230, 233), 502) == (Whole(269, 269), Whole(233, 233))
    assert narrowed(Whole(266, 269), Whole(240, None), 500)[1] == Whole(240, 234)
    assert narrowed(Whole(1, None), Whole(240, 242), 500)[0] == Whole(258, 260)
