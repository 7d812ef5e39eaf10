from __future__ import annotations

from math import inf

import pytest

from inspector.bulletin.tokens import DATE_PENALTY, INNER_PENALTY, LONG_PENALTY, UNIT_PENALTY, penalties


def prices(text: str) -> dict[str, float]:
    """The price of a break at each place, written as the two characters around it."""
    found, _ = penalties(text)
    return {text[at : at + 2]: found[at] for at in range(len(text) - 1)}


@pytest.mark.parametrize(
    "number", ["1236.5", "93.7%", "2,619.8", "K1+200", "18:36", "−0.5", "329/500", "１２．５", "PPP"]
)
def test_a_number_or_word_is_never_cut(number: str) -> None:
    found, tied = penalties(f"共{number}多")
    assert found[1 : len(number)] == [inf] * (len(number) - 1)
    assert tied[1 : len(number)] == [True] * (len(number) - 1)
    assert found[0] == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("资5亿元，", {"资5": 0, "5亿": UNIT_PENALTY, "亿元": INNER_PENALTY, "元，": inf}),
        ("第4号机组投", {"第4": UNIT_PENALTY, "4号": UNIT_PENALTY, "号机": INNER_PENALTY, "组投": 0}),
        ("6个月内", {"6个": UNIT_PENALTY, "个月": INNER_PENALTY, "月内": 0}),
        ("22年6月1日", {"22": inf, "年6": DATE_PENALTY, "月1": DATE_PENALTY, "1日": UNIT_PENALTY}),
        ("63%～68%", {"%～": inf, "～6": UNIT_PENALTY}),
        ("市——这", {"市—": inf, "——": inf, "—这": 0}),
        ("等……这", {"等…": inf, "……": inf, "…这": 0}),
        ("（一）“好”", {"（一": inf, "一）": inf, "）“": 0, "“好": inf, "好”": inf}),
        ("甲 乙", {"甲 ": inf, " 乙": 0}),
        ("a,b", {"a,": inf, ",b": inf}),
    ],
)
def test_breaks_cost_what_they_spoil(text: str, expected: dict[str, float]) -> None:
    found = prices(text)
    assert {place: found[place] for place in expected} == expected


def test_a_long_address_may_be_cut_after_its_marks() -> None:
    found = prices("www.example.gov.cn/projects")
    assert found["n/"] == inf
    assert found["/p"] == LONG_PENALTY
    assert found["am"] == inf


def test_a_pair_is_tied_so_that_no_slack_opens_it() -> None:
    assert penalties("市——这")[1] == [False, True, False, False]
