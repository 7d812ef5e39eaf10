"""The numbers that a bulletin gives by itself: 一、（一）1.（1） for headings, 表1 and 图1 for objects, dates.

Apart from layout: the author writes titles without numbers, so that moving a section never leaves a gap
(bulletin.md rules 5, 10 and 15).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

_DIGITS = "零一二三四五六七八九"
LEVELS = 4


def chinese_number(value: int) -> str:
    """一, 十, 十一, 二十, 一百零三 … for 1–999."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def chinese_date(day: date) -> str:
    """2022年6月10日: Arabic digits without zero padding (GB/T 9704 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _label(level: int, number: int) -> str:
    if level == 1:
        return f"{chinese_number(number)}、"
    if level == 2:  # noqa: PLR2004 - the level's own number
        return f"（{chinese_number(number)}）"
    return f"{number}." if level < LEVELS else f"（{number}）"


@dataclass
class Numbering:
    """The running numbers of one bulletin; a heading starts the levels below it again."""

    _levels: list[int] = field(default_factory=lambda: [0] * LEVELS)
    tables: int = 0
    figures: int = 0

    def heading(self, level: int) -> str:
        """The next label of `level` (1–4); other levels count as the nearest of these."""
        level = min(max(level, 1), LEVELS)
        self._levels[level - 1] += 1
        self._levels[level:] = [0] * (LEVELS - level)
        return _label(level, self._levels[level - 1])

    def restart_headings(self) -> None:
        """An annex counts its headings from one; tables and figures run on through the issue."""
        self._levels = [0] * LEVELS

    def table(self) -> str:
        """The next of 表1, 表2 and so on."""
        self.tables += 1
        return f"表{self.tables}"

    def figure(self) -> str:
        """The next of 图1, 图2 and so on."""
        self.figures += 1
        return f"图{self.figures}"
