from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import RuleError
from inspector.domain.synthetic_shares import Group, Share, Shares, group_counts, largest_remainder
from inspector.texts import explain

THRESHOLD = Decimal(500)
PUBLISHED = {
    # [000] in 亿元: total investment, annual plan
    (Group.STARTED,): ("140.16", "50.80"),
    (Group.RESUMED,): ("1471.73", "150.58"),
    (Group.STARTED, Group.RESUMED): ("1611.89", "201.38"),
    tuple(Group): ("2619.80", "325.10"),
}
WAN_PER_YI = 10_000


def sums(shares: list[Share], groups: tuple[Group, ...]) -> tuple[Decimal, Decimal]:
    chosen = [one for one in shares if one.group in groups]
    return sum((one.investment for one in chosen), Decimal(0)), sum((one.plan for one in chosen), Decimal(0))


@pytest.mark.parametrize("seed", [0, 1, 2022, 2**63])
def test_500_projects_share_exactly_what_the_article_publishes(seed: int) -> None:
    shares = list(Shares(500, seed, THRESHOLD))
    assert Counter(one.group for one in shares) == Counter(
        {Group.STARTED: 117, Group.NOT_STARTED: 151, Group.RESUMED: 212, Group.NOT_RESUMED: 20}
    )
    for groups, (investment, plan) in PUBLISHED.items():
        assert sums(shares, groups) == (Decimal(investment) * WAN_PER_YI, Decimal(plan) * WAN_PER_YI)


@given(st.integers(10, 2000), st.integers(0, 2**64 - 1))
@settings(max_examples=60, deadline=None)
def test_any_number_of_projects_shares_the_scaled_totals_exactly(projects: int, seed: int) -> None:
    shares = list(Shares(projects, seed, THRESHOLD))
    for groups, published in PUBLISHED.items():
        expected = tuple(Decimal(one) * WAN_PER_YI * projects / 500 for one in published)
        assert sums(shares, groups) == expected
    assert [one.index for one in shares] == list(range(projects))
    assert Counter(one.group for one in shares) == Counter(
        {group: count for group, count in zip(Group, group_counts(projects), strict=True) if count}
    )


@given(st.integers(10, 2000), st.integers(0, 2**64 - 1))
@settings(max_examples=60, deadline=None)
def test_every_share_is_possible(projects: int, seed: int) -> None:
    for one in Shares(projects, seed, THRESHOLD):
        assert one.investment >= THRESHOLD
        assert 0 < one.plan <= one.investment
        assert one.investment == one.investment.quantize(Decimal("0.01"))


def test_investments_spread_over_three_orders_of_magnitude() -> None:
    amounts = sorted(one.investment for one in Shares(500, 7, THRESHOLD))
    assert amounts[0] < 1000
    assert amounts[250] < sum(amounts) / 500
    assert amounts[-1] > 200_000


def test_shares_can_be_read_again() -> None:
    shares = Shares(50, 3, THRESHOLD)
    assert list(shares) == list(shares)


def test_groups_do_not_stand_in_blocks() -> None:
    first = [one.group for one in Shares(500, 1, THRESHOLD)][:20]
    assert len(set(first)) > 2


@given(st.integers(0, 10_000), st.lists(st.integers(1, 500), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_largest_remainder_gives_every_seat_within_one_of_the_quota(total: int, shares: list[int]) -> None:
    counts = largest_remainder(total, shares)
    assert sum(counts) == total
    for count, share in zip(counts, shares, strict=True):
        assert abs(Decimal(count) - Decimal(total) * share / sum(shares)) < 1


@pytest.mark.parametrize("projects", [0, 9, 1_000_001])
def test_an_impossible_number_of_projects_is_refused(projects: int) -> None:
    with pytest.raises(RuleError) as caught:
        Shares(projects, 1, THRESHOLD)
    assert "10 到 1000000" in explain(caught.value)


def test_a_threshold_that_the_published_sum_cannot_reach_is_refused() -> None:
    with pytest.raises(RuleError) as caught:
        Shares(500, 1, Decimal(20_000))
    assert "20000 万元" in explain(caught.value)
