"""What each character may do in a line: classes for 禁则, for trimming, for numbers and their units.

Apart from the line breaker because tables, charts and the check before export ask the same questions.
Sources: GB/T 15834 (punctuation), GB/T 15835 (numbers), bulletin.md rules 11–12.
"""

from __future__ import annotations

import re

CLOSING = frozenset("，。、；：？！）》〉】」』〕〗”’．")
"""Full-width marks whose ink stands on the left: their right side may be trimmed."""

OPENING = frozenset("（《〈【「『〔〖“‘")
"""Full-width marks whose ink stands on the right: their left side may be trimmed."""

NO_START = CLOSING | frozenset("％‰℃…—·～~,.;:?!)]}%°々ー-/")
"""What no line starts with."""

NO_END = OPENING | frozenset("([{￥¥$#№")
"""What no line ends with."""

PAIRED = frozenset("—…")
"""Marks that stand in pairs, —— and ……, which are never split."""

WORD = re.compile(r"[-+−]?[0-9A-Za-z０-９À-ɏΑ-ω]+(?:[.,:/+\-_@&'%#=．－][0-9A-Za-z０-９À-ɏΑ-ω]+)*[%％‰℃°]?")
"""What is never cut: a number with its point, sign and per cent mark, a Latin word, a station K1+200."""

NUMBER_END = re.compile(r"[0-9０-９%％‰℃°]$")

UNIT = re.compile(
    "亿千瓦时|万千瓦时|亿千瓦|万千瓦|千瓦时|千瓦|兆瓦|亿立方米|万立方米|立方米|亿平方米|万平方米|平方米|平方公里|平方千米"
    "|公里|千米|毫米|厘米|公顷|万亩|亿美元|万美元|[多余][亿万]元|亿元|万元|千元|[亿万千]吨|万[套台辆件户人个]|[多余][个家人项]"
    "|号机组|个工作日|工作日|个百分点|百分点|小时|分钟|个月|年度|季度|[天日]内|周岁|亿|万"
)
"""Units of more than one character, and the words of number that stand before one, the longer first; any single
Chinese character after a number is held by it as well (个, 项, 家, 月, 日, 号, 期, 元)."""

SPACES = frozenset(" \u3000")
"""Blanks that take no room at a line's end and start none."""

IGNORED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Controls, marks without ink and broken halves of characters that come along with pasted text; they neither print
nor warn."""


def printable(text: str) -> str:
    """The text as it is set: without invisible marks, a tab as a space; line feeds stay."""
    return IGNORED.sub("", text.replace("\r\n", "\n").replace("\t", " ").replace("\u2028", "\n"))


def is_han(character: str) -> bool:
    """Whether a character is a Chinese one (which a number may hold as its unit)."""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"
