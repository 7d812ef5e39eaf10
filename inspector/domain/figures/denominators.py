"""Which integers can stand under (or over) a printed rate (domain.md §4, 核数).

A rate printed with k decimals under half-up rounding stands for the half-open interval [r − h, r + h) with
h = 0.5·10^−k; everything here is exact arithmetic on that interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

PERCENT = 100


@dataclass(frozen=True)
class Whole:
    """The integers from `low` to `high`, both included; `high` None means without end."""

    low: int
    high: int | None

    @property
    def empty(self) -> bool:
        """No integer fits."""
        return self.high is not None and self.high < self.low

    @property
    def single(self) -> bool:
        """Exactly one integer fits."""
        return self.high == self.low

    def __contains__(self, number: object) -> bool:
        """Whether `number` is one of them."""
        return isinstance(number, int) and self.low <= number and (self.high is None or number <= self.high)

    def __str__(self) -> str:
        if self.single:
            return str(self.low)
        return f"{self.low}～{self.high}" if self.high is not None else f"≥{self.low}"


def spread(value: Decimal, decimals: int) -> tuple[Fraction, Fraction]:
    """The interval [low, high) of numbers that print as `value` with `decimals` places."""
    half = Fraction(1, 2 * 10**decimals)
    return Fraction(value) - half, Fraction(value) + half


def denominators(numerator: int, rate: Decimal, decimals: int) -> Whole:
    """All denominators that print `numerator` as `rate` percent; neither may be negative.

    117 at 43.7 → 268; 360 at 75 → 477–483.
    """
    low, high = spread(rate, decimals)
    least = floor(PERCENT * numerator / high) + 1
    return Whole(least, floor(PERCENT * numerator / low) if low > 0 else None)


def numerators(denominator: int, rate: Decimal, decimals: int) -> Whole:
    """All numerators that print over `denominator` as `rate` percent."""
    low, high = spread(rate, decimals)
    return Whole(max(0, ceil(low * denominator / PERCENT)), ceil(high * denominator / PERCENT) - 1)


def narrowed(new: Whole, continuing: Whole, total: int) -> tuple[Whole, Whole]:
    """The members of both ranges that add up to `total`: every kept member has its partner in the other range."""
    return _partners(new, continuing, total), _partners(continuing, new, total)


def _partners(one: Whole, other: Whole, total: int) -> Whole:
    low = one.low if other.high is None else max(one.low, total - other.high)
    high = total - other.low
    return Whole(low, high if one.high is None else min(one.high, high))
