"""Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.figures.numerals import SIGNS, parse_chinese

UNITS = ("", "十", "百", "千")


def written(number: int) -> str:
    """A number below 10,000 as an office writes it."""
    signs, text = str(number), ""
    for place, sign in enumerate(signs):
        if sign != "0":
            text += "零" * (signs[place - 1] == "0" and place > 0) + "零一二三四五六七八九"[int(sign)]
            text += UNITS[len(signs) - 1 - place]
    return text


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("三百二十九", "329"),
        ("六十五点八", "65.8"),
        ("十", "10"),
        ("十五", "15"),
        ("两", "2"),
        ("零", "0"),
        ("一百零八", "108"),
        ("一千六百万", "16000000"),
        ("一万二千", "12000"),
        ("三亿五千万", "350000000"),
        ("二〇二二", "2022"),
        ("三点〇五", "3.05"),
        ("一万亿", "1000000000000"),
        ("亿", "100000000"),
        ("万", "10000"),
    ],
)
def test_numerals_are_read(numeral: str, value: str) -> None:
    assert parse_chinese(numeral) == Decimal(value)


@pytest.mark.parametrize("numeral", ["两三", "七八", "三五百", "五点", "五点十", "", "点五"])
def test_estimates_and_broken_numerals_have_no_value(numeral: str) -> None:
    assert parse_chinese(numeral) is None


@given(st.integers(1, 9999))
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read(number: int) -> None:
    assert parse_chinese(written(number)) == number


@given(st.text(SIGNS + "点", max_size=20))
@settings(max_examples=200, deadline=None)
def test_no_string_of_signs_fails(numeral: str) -> None:
    value = parse_chinese(numeral)
    assert value is None or value >= 0
