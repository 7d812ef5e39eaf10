from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspector.domain.campaign import Campaign
from inspector.domain.campaign_days import day_number, days_left, last_day
from inspector.domain.errors import RuleError

CAMPAIGN = Campaign(id="c", name="百日攻坚", first_day=date(2023, 1, 3), length_days=100)


def test_the_hundred_days_of_article_004() -> None:
    assert day_number(CAMPAIGN, date(2023, 1, 29)) == 27
    assert last_day(CAMPAIGN) == date(2023, 4, 12)
    assert day_number(CAMPAIGN, date(2023, 4, 12)) == 100


@pytest.mark.parametrize(
    ("on", "number", "left"),
    [
        (date(2022, 12, 1), None, 100),
        (date(2023, 1, 2), None, 100),
        (date(2023, 1, 3), 1, 99),
        (date(2023, 4, 12), 100, 0),
        (date(2023, 4, 13), None, 0),
    ],
)
def test_the_countdown(on: date, number: int | None, left: int) -> None:
    assert (day_number(CAMPAIGN, on), days_left(CAMPAIGN, on)) == (number, left)


@pytest.mark.parametrize("length", [0, -1, 3661])
def test_an_impossible_length_is_refused(length: int) -> None:
    with pytest.raises(RuleError) as error:
        last_day(replace(CAMPAIGN, length_days=length))
    assert error.value.details == {"days": length, "most": 3660}


def test_no_campaign_lasts_beyond_the_calendar() -> None:
    with pytest.raises(RuleError):
        last_day(replace(CAMPAIGN, first_day=date(9999, 12, 1)))


@given(st.integers(1, 3660), st.integers(0, 3659))
def test_day_and_days_left_make_the_whole(length: int, passed: int) -> None:
    campaign = replace(CAMPAIGN, length_days=length)
    on = CAMPAIGN.first_day + timedelta(days=passed % length)
    number = day_number(campaign, on)
    assert number is not None
    assert number + days_left(campaign, on) == length
