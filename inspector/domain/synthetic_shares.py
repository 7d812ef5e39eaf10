"""The published totals of 葫芦岛 2022 [000] and how any number of projects shares them exactly.

It stands apart because exactness is the point of the synthetic city: counts by largest remainder, amounts to
0.01 万元, in constant memory, so that the statistics over the rows print what the article prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from math import gcd

from inspector.domain.draws import Draws
from inspector.domain.errors import RuleError

PUBLISHED_PROJECTS = 500
FEWEST, MOST = 10, 1_000_000


class Group(IntEnum):
    """The four groups that [000] counts: 117 and 151 of 268 new, 212 and 20 of 232 continuing."""

    STARTED = 0
    NOT_STARTED = 1
    RESUMED = 2
    NOT_RESUMED = 3


GROUP_SHARES = (117, 151, 212, 20)


@dataclass(frozen=True)
class Pool:
    """Groups whose amounts are published as one sum, in units of 0.01 万元 for 500 projects.

    The article gives no split between the new and the continuing projects that still wait (171 of 500), so they
    share one pool: 2619.80 − 1611.89 and 325.10 − 201.38 亿元.
    """

    groups: tuple[Group, ...]
    investment: int
    plan: int


_YI = 1_000_000
"""Units of 0.01 万元 in 0.01 亿元 are 10,000; in 1 亿元 1,000,000."""

POOLS = (
    Pool((Group.STARTED,), 14016 * _YI // 100, 5080 * _YI // 100),
    Pool((Group.RESUMED,), 147173 * _YI // 100, 15058 * _YI // 100),
    Pool((Group.NOT_STARTED, Group.NOT_RESUMED), (261980 - 161189) * _YI // 100, (32510 - 20138) * _YI // 100),
)
_POOL_OF = {group: number for number, pool in enumerate(POOLS) for group in pool.groups}


@dataclass(frozen=True)
class Share:
    """One project's place in the totals: amounts in 万元."""

    index: int
    group: Group
    investment: Decimal
    plan: Decimal


def largest_remainder(total: int, shares: Sequence[int]) -> tuple[int, ...]:
    """`total` seats by the largest remainders of `shares` (Hare quota); ties go to the earlier share."""
    whole = sum(shares)
    counts = [total * share // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda one: (-(total * shares[one] % whole), one))
    for one in by_remainder[: total - sum(counts)]:
        counts[one] += 1
    return tuple(counts)


def group_counts(projects: int) -> tuple[int, ...]:
    """How many projects stand in each `Group`, in its order."""
    return largest_remainder(projects, GROUP_SHARES)


class Shares:
    """The shares of `projects` projects, drawn from `seed`; iterates in the order of the index.

    `threshold` in 万元 is the least investment. Two passes over the weights are made at once; after that any
    number of iterations costs no memory. Raises `RuleError` for an impossible number or threshold.
    """

    def __init__(self, projects: int, seed: int, threshold: Decimal) -> None:
        if not FEWEST <= projects <= MOST:
            raise RuleError("domain.synthetic.projects_out_of_range", projects=projects, fewest=FEWEST, most=MOST)
        self.projects = projects
        self._seed = seed
        self._least = int(threshold.scaleb(2))
        self._ends = _running(group_counts(projects))
        self._stride = _stride(projects)
        self._spare = self._spare_investment(threshold)
        self._weights = [0] * len(POOLS)
        for _, group, weight, _ in self._drawn():
            self._weights[_POOL_OF[group]] += weight
        self._plan_weights = [0] * len(POOLS)
        for group, investment, factor in self._invested():
            self._plan_weights[_POOL_OF[group]] += investment * factor

    def __iter__(self) -> Iterator[Share]:
        plans = [_Cut(self._scaled(pool.plan), whole) for pool, whole in zip(POOLS, self._plan_weights, strict=True)]
        for index, (group, investment, factor) in enumerate(self._invested()):
            plan = plans[_POOL_OF[group]].slice(investment * factor)
            yield Share(index, group, Decimal(investment).scaleb(-2), Decimal(plan).scaleb(-2))

    def _scaled(self, units: int) -> int:
        # Published amounts are multiples of 0.01 亿元 = 10,000 units, so N / 500 of them is always whole.
        return units * self.projects // PUBLISHED_PROJECTS

    def _spare_investment(self, threshold: Decimal) -> list[int]:
        counts = group_counts(self.projects)
        spare = []
        for pool in POOLS:
            count = sum(counts[group] for group in pool.groups)
            spare.append(self._scaled(pool.investment) - count * self._least)
        if min(spare) < 0:
            raise RuleError("domain.synthetic.threshold_too_high", threshold=threshold)
        return spare

    def _drawn(self) -> Iterator[tuple[int, Group, int, int]]:
        """Index, group, weight of the investment, factor of the plan (percent of the pool's ratio)."""
        for index in range(self.projects):
            # A stride without a common divisor visits every place once, so neighbours differ in group.
            place = index * self._stride % self.projects
            group = next(one for one in Group if place < self._ends[one])
            draws = Draws(self._seed, index)
            yield index, group, draws.spread(), draws.between(70, 130)

    def _invested(self) -> Iterator[tuple[Group, int, int]]:
        """Group, total investment in units, factor of the plan."""
        cuts = [_Cut(spare, whole) for spare, whole in zip(self._spare, self._weights, strict=True)]
        for _, group, weight, factor in self._drawn():
            yield group, self._least + cuts[_POOL_OF[group]].slice(weight), factor


class _Cut:
    """Cuts `total` into slices by weight so that all slices sum to `total`: differences of running floors."""

    def __init__(self, total: int, whole: int) -> None:
        self._total, self._whole = total, whole
        self._weight = self._given = 0

    def slice(self, weight: int) -> int:
        self._weight += weight
        given = self._total * self._weight // self._whole
        cut, self._given = given - self._given, given
        return cut


def _running(counts: Sequence[int]) -> tuple[int, ...]:
    ends, sum_so_far = [], 0
    for count in counts:
        sum_so_far += count
        ends.append(sum_so_far)
    return tuple(ends)


def _stride(projects: int) -> int:
    """A step near the golden section of `projects` that shares no divisor with it."""
    stride = projects * 618 // 1000
    while gcd(stride, projects) != 1:
        stride += 1
    return stride
