"""Numbers that the bulletin gives by itself."""

from __future__ import annotations

from datetime import date

import pytest

from inspector.bulletin import geometry
from inspector.bulletin.numbering import Numbering, chinese_date, chinese_number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (35, "三十五"),
        (100, "一百"),
        (103, "一百零三"),
        (110, "一百一十"),
    ],
)
def test_chinese_numbers(value: int, text: str) -> None:
    assert chinese_number(value) == text


def test_dates_have_no_zero_padding() -> None:
    assert chinese_date(date(2022, 6, 1)) == "2022年6月1日"


def test_levels_count_and_start_again() -> None:
    numbering = Numbering()
    labels = [numbering.heading(level) for level in (1, 2, 2, 3, 4, 4, 2, 1, 2, 9, 0)]
    assert labels == ["一、", "（一）", "（二）", "1.", "（1）", "（2）", "（三）", "二、", "（一）", "（1）", "三、"]
    numbering.restart_headings()
    assert numbering.heading(1) == "一、"


def test_grid_arithmetic() -> None:
    assert geometry.on_grid(1) == geometry.PITCH
    assert geometry.on_grid(geometry.PITCH) == geometry.PITCH
    assert geometry.lines_within(geometry.HEIGHT) == 22
    assert geometry.lines_for(0) == 0
