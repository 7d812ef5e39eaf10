"""The published rates: exact until printed, rounded once, never capped (domain.md §4).

They stand apart from the counting (`statistics`) because a bulletin, a chart and the figure checker build the
same rates from counts that were not counted here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from inspector.domain.approval import StepType
from inspector.domain.money import Number, printed, wan_to_yi

NO_VALUE = "—"
"""What is printed where the denominator is zero or a part is not known."""

PERCENT = 100
MONTHS = 12
_STEP_DECIMALS = {StepType.PROJECT_APPROVAL: 2}


@dataclass(frozen=True)
class Rate:
    """`numerator / denominator`, times `scale`: percent by default, 1 for an average.

    `name` is the glossary identifier (domain.md §7). None as numerator or denominator means not known.
    """

    name: str
    numerator: Number | None
    denominator: Number | None
    decimals: int = 1
    scale: int = PERCENT

    @property
    def value(self) -> Fraction | None:
        """The unrounded value, or None without a denominator. It may be above 100 (盘锦 published 101.5%)."""
        if self.numerator is None or not self.denominator:
            return None
        return self.scale * Fraction(self.numerator) / Fraction(self.denominator)

    @property
    def printed(self) -> str:
        """As it stands on the page, without its unit: `65.8`, or `—`."""
        return _printed(self.value, self.decimals)


@dataclass(frozen=True)
class Points:
    """A difference of two percentages, in percentage points, from the unrounded values."""

    name: str
    value: Fraction | None
    decimals: int = 1

    @property
    def printed(self) -> str:
        """As it stands on the page, without its unit: `-7.6`, or `—`."""
        return _printed(self.value, self.decimals)


def completion_rate(finished: int, applicable: int, step: StepType | None = None) -> Rate:
    """办结率 of a step: finished / 应办 (without 不涉及); 立项 is published with two decimals, others with one."""
    decimals = _STEP_DECIMALS.get(step, 1) if step else 1
    return Rate("completion_rate", finished, applicable, decimals)


def investment_completion(invested: Decimal | None, planned: Decimal | None) -> Rate:
    """投资完成率: invested in the year to date / the annual plan, both in one unit."""
    return Rate("investment_completion", invested, planned)


def time_progress(month: int) -> Rate:
    """时间进度 at the end of `month` (1-12)."""
    return Rate("time_progress", month, MONTHS)


def time_progress_by_day(on: date) -> Rate:
    """时间进度 on a day, for cities that count days: days gone / days of the year."""
    first, last = date(on.year, 1, 1), date(on.year, 12, 31)
    return Rate("time_progress", (on - first).days + 1, (last - first).days + 1)


def ahead_of_time(rate: Rate, elapsed: Rate) -> Points:
    """超时间进度: by how many points `rate` is ahead of the time that has passed; behind is negative."""
    return Points("ahead_of_time", _difference(rate.value, elapsed.value))


def funds_arrival(arrived: Decimal | None, planned: Decimal | None) -> Rate:
    """资金到位率: arrived / planned."""
    return Rate("funds_arrival_rate", arrived, planned)


def funds_payment(paid: Decimal | None, arrived: Decimal | None) -> Rate:
    """支付率: paid / arrived."""
    return Rate("funds_payment_rate", paid, arrived)


def on_time_completion(on_time: int, due: int) -> Rate:
    """按期竣工率: completed on time / due."""
    return Rate("on_time_completion_rate", on_time, due)


def full_capacity(at_full_capacity: int, in_production: int) -> Rate:
    """投产达效率: at full capacity / in production."""
    return Rate("full_capacity_rate", at_full_capacity, in_production)


def park_concentration(in_park: int, industrial: int) -> Rate:
    """园区集中率: industrial projects in a park / all industrial projects."""
    return Rate("park_concentration_rate", in_park, industrial)


def average_scale(investment: Decimal, count: int) -> Rate:
    """平均单体规模 in 亿元 from an investment in 万元 ([003]: 1035.5亿 / 219 = 4.7)."""
    return Rate("average_scale", wan_to_yi(investment), count, scale=1)


def growth(now: Number | None, before: Number | None) -> Rate:
    """同比 or 环比: (now − before) / before. A base of zero prints —."""
    difference = None if now is None or before is None else Fraction(now) - Fraction(before)
    return Rate("growth", difference, before)


def growth_base(now: Number, growth_pct: Number) -> Fraction | None:
    """The base that a printed growth implies ([002]: 27.3 at +49.7% → 18.24); None at −100%."""
    factor = 1 + Fraction(growth_pct) / PERCENT
    return Fraction(now) / factor if factor else None


def physical_financial_gap(physical_progress_pct: Number | None, paid_share: Rate) -> Points:
    """实物财务差: physical progress (percent) minus the share paid, in points."""
    physical = None if physical_progress_pct is None else Fraction(physical_progress_pct)
    return Points("physical_financial_gap", _difference(physical, paid_share.value))


def _difference(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left - right


def _printed(value: Fraction | None, decimals: int) -> str:
    return NO_VALUE if value is None else printed(value, decimals)
