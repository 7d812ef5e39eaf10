"""Money and printed numbers: exact conversion between 万元 and 亿元, and the one rounding rule.

It stands apart because every statistic, table and chart must round the same way and only once, at the
moment of printing (domain.md §4: `ROUND_HALF_UP` once; 万元 → 亿元 divides by 10,000).
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from math import floor

Number = Decimal | Fraction | int
"""An exact number. Floats are left out on purpose: 0.285 as a float lies below the tie and rounds down."""

# The default context keeps 28 digits and would round long products silently.
_EXACT = Context(prec=200)
_YI_IN_POWERS_OF_TEN = 4


def round_half_up(value: Number, places: int = 0) -> Decimal:
    """`value` with exactly `places` decimals (0 or more), ties away from zero; never a negative zero.

    Exact for fractions as well, so a rate is rounded from its counts and not from a rounded quotient.
    Raises ValueError or OverflowError for NaN and infinities, which no figure can be.
    """
    exact = Fraction(value)
    units = floor(abs(exact) * 10**places + Fraction(1, 2))
    return Decimal(f"{-units if exact < 0 else units}E-{places}")


def printed(value: Number, places: int = 0) -> str:
    """`value` as it stands on the page: rounded once, all decimals kept, no exponent, no grouping (`65.8`)."""
    return f"{round_half_up(value, places):f}"


def wan_to_yi(value: Decimal) -> Decimal:
    """万元 → 亿元, exact."""
    return value.scaleb(-_YI_IN_POWERS_OF_TEN, _EXACT)


def yi_to_wan(value: Decimal) -> Decimal:
    """亿元 → 万元, exact."""
    return value.scaleb(_YI_IN_POWERS_OF_TEN, _EXACT)
