"""Does a printed number agree with the printed numbers it comes from: intervals, bounds and rounding.

It stands apart from the relations because counts are exact while amounts were rounded before they were printed,
and both must be judged by one rule.
"""

from __future__ import annotations

from fractions import Fraction

from inspector.domain.figures.denominators import PERCENT, spread
from inspector.domain.figures.quantities import Bound, Quantity, UnitKind
from inspector.domain.money import printed, round_half_up

_ABOUT = 5
"""Points by which 近八成 or 约75% may be off."""


def range_of(quantity: Quantity) -> tuple[Fraction, Fraction]:
    """The numbers that print as `quantity`, in the unit of comparison; counts of single ones are exact."""
    if quantity.kind is UnitKind.COUNT and quantity.factor == 1:
        return Fraction(quantity.value), Fraction(quantity.value)
    low, high = spread(quantity.value, quantity.decimals)
    factor = Fraction(quantity.factor)
    return low * factor, high * factor


def agrees(rate: Quantity, over: Quantity, under: Quantity, scale: int = PERCENT) -> bool:
    """Whether `rate` can be `scale` × over / under; both must be exact, `under` above zero."""
    low, high = _quotient(over, under, scale)
    if rate.bound is Bound.EXACT:
        if low == high:
            return round_half_up(low, rate.decimals) == rate.value
        least, most = _printed_range(rate)
        return low < most and least <= high
    return _within(rate, low, high)


def expected(rate: Quantity, over: Quantity, under: Quantity, scale: int = PERCENT) -> str:
    """What should be printed in place of `rate`, or — for a base of zero."""
    if not under.amount:
        return "—"
    number = printed(scale * Fraction(over.amount) / Fraction(under.amount), rate.decimals)
    return number + ("%" if rate.kind is UnitKind.PERCENT else "")


def tolerance(*quantities: Quantity) -> Fraction:
    """By how much a sum of rounded numbers may differ from the rounded sum."""
    ranges = [range_of(one) for one in quantities]
    return sum(((high - low) / 2 for low, high in ranges), Fraction(0))


def _quotient(over: Quantity, under: Quantity, scale: int) -> tuple[Fraction, Fraction]:
    (over_low, over_high), (under_low, under_high) = range_of(over), range_of(under)
    return scale * over_low / under_high, scale * over_high / max(under_low, Fraction(1, 10**9))


def _printed_range(rate: Quantity) -> tuple[Fraction, Fraction]:
    low, high = spread(rate.value, rate.decimals)
    factor = Fraction(rate.factor)
    return low * factor, high * factor


def _within(rate: Quantity, low: Fraction, high: Fraction) -> bool:
    value = Fraction(rate.amount)
    if rate.bound is Bound.AT_LEAST:
        return high >= value
    if rate.bound is Bound.AT_MOST:
        return low <= value
    if rate.bound is Bound.ABOUT:
        return value - _ABOUT <= high and low <= value + _ABOUT
    half = Fraction(1, 2 * 10**rate.decimals)
    return value - half <= high and low < Fraction(rate.upper or rate.value) + half
