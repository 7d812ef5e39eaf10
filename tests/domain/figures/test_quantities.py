"""Numbers with units in running text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from inspector.domain.figures.normal import normalize
from inspector.domain.figures.quantities import Bound, Quantity, UnitKind, find_quantities


def quantities(text: str) -> list[Quantity]:
    return [found.quantity for found in find_quantities(normalize(text).text)]


def only(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "amount", "kind"),
    [
        ("329个", "329", UnitKind.COUNT),
        ("329個(gè)", "329", UnitKind.COUNT),
        ("３２９个", "329", UnitKind.COUNT),
        ("三百二十九个", "329", UnitKind.COUNT),
        ("1.2万个", "12000", UnitKind.COUNT),
        ("500 个", "500", UnitKind.COUNT),
        ("1611.89亿元", "16118900", UnitKind.MONEY),
        ("1,611.89亿元", "16118900", UnitKind.MONEY),
        ("499.99万元", "499.99", UnitKind.MONEY),
        ("5000元", "0.5", UnitKind.MONEY),
        ("65.8%", "65.8", UnitKind.PERCENT),
        ("６５．８％", "65.8", UnitKind.PERCENT),
        ("百分之六十五点八", "65.8", UnitKind.PERCENT),
        ("百分之65.8", "65.8", UnitKind.PERCENT),
        ("3.5万吨", "35000", UnitKind.OTHER),
        ("2.1个百分点", "2.1", UnitKind.OTHER),
        ("45个工作日", "45", UnitKind.OTHER),
    ],
)
def test_exact_numbers(text: str, amount: str, kind: UnitKind) -> None:
    found = only(text)
    assert (found.amount, found.kind, found.bound) == (Decimal(amount), kind, Bound.EXACT)


@pytest.mark.parametrize(
    ("text", "value", "bound"),
    [
        ("近八成", "80", Bound.ABOUT),
        ("两成", "20", Bound.ABOUT),
        ("七成半", "75", Bound.ABOUT),
        ("超七成", "70", Bound.AT_LEAST),
        ("四分之三", "75", Bound.ABOUT),
        ("超过90%", "90", Bound.AT_LEAST),
        ("不足90%", "90", Bound.AT_MOST),
        ("约300个", "300", Bound.ABOUT),
        ("300个左右", "300", Bound.ABOUT),
        ("十多次", "10", Bound.AT_LEAST),
        ("500余人", "500", Bound.AT_LEAST),
        ("150多人", "150", Bound.AT_LEAST),
        ("500个以上", "500", Bound.AT_LEAST),
        ("500个以内", "500", Bound.AT_MOST),
        ("≥500个", "500", Bound.AT_LEAST),
    ],
)
def test_softened_numbers(text: str, value: str, bound: Bound) -> None:
    found = only(text)
    assert (found.value, found.bound) == (Decimal(value), bound)


@pytest.mark.parametrize("text", ["63%～68%", "63～68%", "63%至68%", "63%—68%"])
def test_ranges(text: str) -> None:
    found = only(text)
    assert (found.value, found.upper, found.bound) == (Decimal(63), Decimal(68), Bound.RANGE)


@pytest.mark.parametrize(
    "text",
    [
        "2022年6月10日",
        "2022-06-10 18:36:53",
        "徐大堡核电3、4号机组",
        "第一个",
        "两三个",
        "三成立",
        "零分之三",
        "68%～63%",
        "63个～68%",
        "9" * 40 + "个",
        "一二三四分之五",
    ],
)
def test_what_is_no_certain_quantity(text: str) -> None:
    assert not [found for found in quantities(text) if found.bound is Bound.RANGE or found.value > 100]
    assert not quantities(text) or text in {"63个～68%", "68%～63%"}


def test_a_threshold_describes_projects_and_counts_nothing() -> None:
    threshold, count = quantities("500万元以上重点项目500个以上")
    assert (threshold.threshold, count.threshold) == (True, False)
    assert not only("每年新增50亿元以上。").threshold
    assert quantities("亿元以上项目63个")[0].threshold
    assert quantities("投资超亿元项目145个")[0].threshold


def test_printed_decimals_are_kept() -> None:
    assert only("50.80亿元").decimals == 2
    assert only("75%").decimals == 0
