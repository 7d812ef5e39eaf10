"""Quantities in running text: numbers with units, ranges, shares and the words that soften them.

It stands apart from `binding`: here a number is found and read, there it is given its meaning.
Patterns work on text in one spelling (`normal`); every repetition in them is bounded, so a scan is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from inspector.domain.figures.numerals import SIGNS, parse_chinese


class Bound(StrEnum):
    """How exactly a number is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class UnitKind(StrEnum):
    """What can be compared with what."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    OTHER = "other"


@dataclass(frozen=True)
class Quantity:
    """A number as printed (`value`, `decimals`, `unit`) and what it stands for.

    `factor` brings it into the unit of comparison: 万元 for money, single ones for counts. `upper` is the
    upper end of a range. `threshold` marks the 500万元以上 that describes projects and counts nothing.
    """

    value: Decimal
    unit: str
    kind: UnitKind
    decimals: int = 0
    factor: Decimal = Decimal(1)
    bound: Bound = Bound.EXACT
    upper: Decimal | None = None
    threshold: bool = False

    @property
    def amount(self) -> Decimal:
        """The value in the unit of comparison."""
        return self.value * self.factor

    @property
    def exact(self) -> bool:
        """Whether it may be calculated with."""
        return self.bound is Bound.EXACT

    @property
    def whole(self) -> int | None:
        """An exact count, or None."""
        usable = self.exact and self.kind is UnitKind.COUNT and self.amount == self.amount.to_integral_value()
        return int(self.amount) if usable else None


@dataclass(frozen=True)
class Found:
    """A quantity at `start`–`end` of the normal text; `core` is where its number begins."""

    start: int
    core: int
    end: int
    quantity: Quantity


_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,4}|[0-9]{1,15})(?:\.[0-9]{1,8})?"
_CHINESE = rf"[{SIGNS}]{{1,16}}(?:点[{SIGNS}]{{1,8}})?"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE})"
_LESS = r"不足|不到|低于|小于|至多|不超过|不高于|≤|<"
_MORE = r"超过|超|逾|突破|不少于|不低于|至少|高于|大于|多于|≥|>"
_ABOUT = r"大约|将近|接近|约|近"
_COUNTED = "个|项|家|件|宗"
_MONEY = "万亿元|亿元|百万元|千万元|万元|元"
_OTHER = (
    "个百分点|百分点|个工作日|工作日|个月|小项|大类|人次|平方公里|平方米|公里|公顷|亩|米|吨|千瓦时|千瓦|"
    "美元|名|人|次|期|台|栋|套|条|批|户|座|处|份|天|倍"
)
_SCALES = {"万亿": 10**12, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 100, "": 1}
_MONEY_FACTORS = {"元": Decimal("0.0001"), "百万元": Decimal(100), "千万元": Decimal(1000)}
_MONEY_FACTORS |= {"万元": Decimal(1), "亿元": Decimal(10_000), "万亿元": Decimal(100_000_000)}
_TENTHS = "一二三四五六七八九两"

_QUANTITY = re.compile(
    rf"(?P<before>{_LESS}|{_MORE}|{_ABOUT})?"
    rf"(?P<core>(?<![0-9.A-Za-z第{SIGNS}])"
    rf"(?:百分之(?P<hundredths>{_NUMBER})"
    rf"|(?P<parts>[{SIGNS}]{{1,3}})分之(?P<taken>[{SIGNS}]{{1,3}})"
    rf"|(?P<tenths>[{_TENTHS}])成(?P<half>半|[{_TENTHS}])?(?![立为功本员果效绩分长品套型交熟不就])"
    rf"|(?P<low>{_NUMBER})(?P<lowunit>%|{_MONEY}|个|项)?[~—\-至到](?P<high>{_NUMBER}) ?"
    rf"(?P<rangeunit>%|{_MONEY}|个(?!月|工)|项)"
    rf"|(?P<number>{_NUMBER})(?P<few>多|余|来|几)? ?(?P<scale>万亿|百万|千万|万|亿|千|百)?(?P<fewer>多|余)? ?"
    rf"(?P<unit>%|{_MONEY}|{_OTHER}|{_COUNTED})))"
    r"(?P<after>以上|以下|以内|左右|上下|多)?"
)
_DESCRIBES = re.compile(r"[^，,；;。]{0,8}?项目")
_AFTER = {"以上": Bound.AT_LEAST, "多": Bound.AT_LEAST, "以下": Bound.AT_MOST, "以内": Bound.AT_MOST}
_AFTER |= {"左右": Bound.ABOUT, "上下": Bound.ABOUT}


def find_quantities(text: str) -> Iterator[Found]:
    """All quantities of a normal text, in order; a number without a unit (dates, ordinals) is none."""
    for match in _QUANTITY.finditer(text):
        read = _read(match)
        if read is not None:
            describes = read.kind is UnitKind.MONEY and read.bound is Bound.AT_LEAST
            if describes and _DESCRIBES.match(text, match.end()):
                read = replace(read, threshold=True)
            yield Found(match.start(), match.start("core"), match.end(), read)


def parse_number(numeral: str) -> Decimal | None:
    """An Arabic numeral (thousands commas allowed) or a Chinese one; None where it has no certain value."""
    if numeral[:1].isascii():
        return Decimal(numeral.replace(",", ""))
    return parse_chinese(numeral)


def unit_kind(unit: str) -> tuple[UnitKind, Decimal]:
    """What a unit measures, and its factor to the unit of comparison; unknown units are OTHER."""
    if unit == "%":
        return UnitKind.PERCENT, Decimal(1)
    if unit in _MONEY_FACTORS:
        return UnitKind.MONEY, _MONEY_FACTORS[unit]
    if unit in _COUNTED.split("|"):
        return UnitKind.COUNT, Decimal(1)
    return UnitKind.OTHER, Decimal(1)


def decimals_of(value: Decimal) -> int:
    """How many decimals a number is printed with: 50.80 → 2."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _read(match: re.Match[str]) -> Quantity | None:
    if match["hundredths"]:
        value = parse_number(match["hundredths"])
        return None if value is None else _percent(value, _bound(match))
    if match["parts"]:
        return _fraction(match["parts"], match["taken"])
    if match["tenths"]:
        return _tenths(match)
    return _range(match) if match["low"] else _plain(match)


def _percent(value: Decimal, bound: Bound) -> Quantity:
    return Quantity(value, "%", UnitKind.PERCENT, decimals_of(value), bound=bound)


def _fraction(parts: str, taken: str) -> Quantity | None:
    whole, part = parse_chinese(parts), parse_chinese(taken)
    return _percent(100 * part / whole, Bound.ABOUT) if whole and part is not None else None


def _tenths(match: re.Match[str]) -> Quantity:
    ones = 5 if match["half"] == "半" else int(parse_chinese(match["half"] or "零") or 0)
    bound = _bound(match)
    value = Decimal(10 * int(parse_chinese(match["tenths"]) or 0) + ones)
    return _percent(value, Bound.ABOUT if bound is Bound.EXACT else bound)


def _range(match: re.Match[str]) -> Quantity | None:
    low, high, unit = parse_number(match["low"]), parse_number(match["high"]), match["rangeunit"]
    if low is None or high is None or low > high or match["lowunit"] not in (None, unit):
        return None
    kind, factor = unit_kind(unit)
    decimals = max(decimals_of(low), decimals_of(high))
    return Quantity(low, unit, kind, decimals, factor, Bound.RANGE, high)


def _plain(match: re.Match[str]) -> Quantity | None:
    value = parse_number(match["number"])
    if value is None:
        return None
    scale, unit = match["scale"] or "", match["unit"]
    kind, factor = unit_kind(unit)
    bound = Bound.AT_LEAST if match["few"] or match["fewer"] else _bound(match)
    return Quantity(value, scale + unit, kind, decimals_of(value), factor * _SCALES[scale], bound)


def _bound(match: re.Match[str]) -> Bound:
    before = match["before"] or ""
    if match["after"]:
        return _AFTER[match["after"]]
    if before in _LESS.split("|"):
        return Bound.AT_MOST
    if before in _MORE.split("|"):
        return Bound.AT_LEAST
    return Bound.ABOUT if before else Bound.EXACT
