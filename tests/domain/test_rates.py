"""Every published check of the indicator table (domain.md §4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain import rates
from inspector.domain.approval import StepType
from inspector.domain.rates import Rate

PUBLISHED = [
    (Rate("start_resume_rate", 329, 500), "65.8"),
    (Rate("start_resume_rate", 314, 335), "93.7"),
    (Rate("new_start_rate", 117, 268), "43.7"),
    (Rate("new_start_rate", 108, 131, 2), "82.44"),
    (Rate("resume_rate", 212, 232), "91.4"),
    (rates.completion_rate(114, 146, StepType.PROJECT_APPROVAL), "78.08"),
    (rates.completion_rate(61, 104, StepType.ENERGY_REVIEW), "58.7"),
    (rates.average_scale(Decimal(10_355_000), 219), "4.7"),
]


@pytest.mark.parametrize(("rate", "printed"), PUBLISHED)
def test_published_rates_are_reproduced(rate: Rate, printed: str) -> None:
    assert rate.printed == printed


def test_growth_and_its_base_agree_with_the_article() -> None:
    base = rates.growth_base(Decimal("27.3"), Decimal("49.7"))
    assert base is not None
    assert round(float(base), 2) == 18.24
    assert rates.growth(Decimal("27.3"), Decimal("18.24")).printed == "49.7"


def test_nothing_grows_from_nothing() -> None:
    assert rates.growth(5, 0).printed == "—"
    assert rates.growth(None, 5).printed == "—"
    assert rates.growth_base(0, -100) is None


def test_a_rate_is_never_capped() -> None:
    assert Rate("start_resume_rate", 203, 200).printed == "101.5"


@pytest.mark.parametrize("denominator", [0, None])
def test_a_missing_or_zero_base_prints_a_dash(denominator: int | None) -> None:
    assert Rate("start_resume_rate", 3, denominator).printed == "—"
    assert rates.investment_completion(None, Decimal(5)).printed == "—"


def test_rounding_is_half_up_and_happens_once() -> None:
    # 1/16 = 6.25%; through a value rounded before, 6.2499… or banker's rounding would print 6.2.
    assert Rate("r", 1, 16).printed == "6.3"
    assert Rate("r", 89, 200, 0).printed == "45"


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        (rates.investment_completion(Decimal("100.00"), Decimal("325.10")), "30.8"),
        (rates.time_progress(6), "50.0"),
        (rates.time_progress(5), "41.7"),
        (rates.funds_arrival(Decimal(80), Decimal(100)), "80.0"),
        (rates.funds_payment(Decimal(20), Decimal(80)), "25.0"),
        (rates.on_time_completion(9, 10), "90.0"),
        (rates.full_capacity(1, 3), "33.3"),
        (rates.park_concentration(7, 10), "70.0"),
        (rates.completion_rate(1, 3), "33.3"),
    ],
)
def test_the_other_indicators(rate: Rate, printed: str) -> None:
    assert rate.printed == printed


def test_points_come_from_unrounded_values() -> None:
    # 33.333… − 41.666… = −8.333…; from printed values 33.3 − 41.7 it would be −8.4.
    assert rates.ahead_of_time(Rate("investment_completion", 1, 3), rates.time_progress(5)).printed == "-8.3"
    assert rates.ahead_of_time(Rate("investment_completion", 1, 0), rates.time_progress(5)).printed == "—"


def test_physical_work_against_money_spent() -> None:
    paid = rates.funds_payment(Decimal(1), Decimal(3))
    assert rates.physical_financial_gap(Decimal(60), paid).printed == "26.7"
    assert rates.physical_financial_gap(None, paid).printed == "—"


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_a_printed_rate_is_within_half_a_unit(numerator: int, denominator: int, decimals: int) -> None:
    exact = Fraction(100 * numerator, denominator)
    shown = Fraction(Rate("r", numerator, denominator, decimals).printed)
    assert Fraction(-1, 2 * 10**decimals) < shown - exact <= Fraction(1, 2 * 10**decimals)


def test_cities_may_count_the_days_of_the_year() -> None:
    assert rates.time_progress_by_day(date(2022, 6, 10)).printed == "44.1"
    assert rates.time_progress_by_day(date(2024, 12, 31)).printed == "100.0"
