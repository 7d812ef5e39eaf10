from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.money import printed, round_half_up, wan_to_yi, yi_to_wan

amounts = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15), max_value=10**15)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("0.285"), 2, "0.29"),
        (Decimal("-0.285"), 2, "-0.29"),
        (Decimal("2.5"), 0, "3"),
        (Fraction(32900, 500), 1, "65.8"),
        (Fraction(21200, 232), 1, "91.4"),
        (Fraction(11700, 268), 1, "43.7"),
        (Fraction(10800, 131), 2, "82.44"),
        (Decimal("1035.5") / 219, 1, "4.7"),
        (Decimal("-0.04"), 1, "0.0"),
        (7, 2, "7.00"),
        (Decimal("1E+5"), 1, "100000.0"),
    ],
)
def test_a_number_is_rounded_once_when_printed(value: Decimal | Fraction | int, places: int, shown: str) -> None:
    assert printed(value, places) == shown


def test_a_figure_must_be_a_number() -> None:
    with pytest.raises(ValueError, match="NaN"):
        round_half_up(Decimal("NaN"))


def test_the_published_total_in_both_units() -> None:
    assert wan_to_yi(Decimal("26198000.00")) == Decimal("2619.8")
    assert yi_to_wan(Decimal("2619.8")) == Decimal(26198000)


@settings(max_examples=100, deadline=None)
@given(amounts)
def test_changing_the_unit_there_and_back_loses_nothing(amount: Decimal) -> None:
    assert yi_to_wan(wan_to_yi(amount)) == amount


@settings(max_examples=100, deadline=None)
@given(amounts, st.integers(0, 6))
def test_rounding_never_moves_more_than_half_a_unit_and_is_idempotent(amount: Decimal, places: int) -> None:
    rounded = round_half_up(amount, places)
    assert abs(Fraction(rounded) - Fraction(amount)) <= Fraction(1, 2 * 10**places)
    assert round_half_up(rounded, places) == rounded
    assert rounded == -round_half_up(-amount, places)
