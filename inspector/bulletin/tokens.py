"""Where a line may end, at what price: 禁则, numbers with their units, words, pairs of —— and …….

A penalty says how much looser a line may become before the break is taken; `linebreak` weighs it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from math import inf

from inspector.bulletin.characters import NO_END, NO_START, NUMBER_END, PAIRED, SPACES, UNIT, WORD, is_han

UNIT_PENALTY = 1000.0
"""Between a number and its unit: a line of 28 characters loosens by more than three characters instead."""

INNER_PENALTY = 1500.0
"""Inside a unit of several characters (亿|元)."""

DATE_PENALTY = 250.0
"""Inside a date, after 年 or 月."""

LONG_WORD = 16
"""Letters from which a word (an address of the web) may be cut after its own punctuation."""

LONG_PENALTY = 400.0

DATE = re.compile(r"(?<=\d)[年月](?=\d)")
ORDINAL = re.compile(r"[第№](?=[0-9０-９])")
RANGE = re.compile(r"(?<=[0-9%％])[～~—至](?=\d)")
CUTS = re.compile(r"[/.?&=_\-](?=.)")


def penalties(text: str) -> tuple[list[float], list[bool]]:
    """For each character: the price of a line that ends after it (inf: never), and whether it is tied to the next.

    Tied characters stand in one word or pair, so no slack goes between them.
    """
    prices = [0.0] * len(text)
    tied = [False] * len(text)
    _forbid(text, prices, tied)
    for match in WORD.finditer(text):
        _hold_word(match, prices, tied)
        if NUMBER_END.search(match.group()):
            _hold_unit(text, match.end(), prices)
    for pattern, price in ((ORDINAL, UNIT_PENALTY), (RANGE, UNIT_PENALTY), (DATE, DATE_PENALTY)):
        for match in pattern.finditer(text):
            prices[match.start()] = max(prices[match.start()], price)
    return prices, tied


def _forbid(text: str, prices: list[float], tied: list[bool]) -> None:
    """Marks that no line starts or ends with; a break beside a space comes after it."""
    for at, (one, following) in enumerate(pairwise(text)):
        if following in NO_START or one in NO_END or following in SPACES:
            prices[at] = inf
            tied[at] = one == following and one in PAIRED


def _hold_word(match: re.Match[str], prices: list[float], tied: list[bool]) -> None:
    """Never cut a word or number; only a very long word, after its own punctuation."""
    start, end = match.span()
    for at in range(start, end - 1):
        prices[at] = inf
        tied[at] = True
    if end - start >= LONG_WORD:
        for cut in CUTS.finditer(match.group()):
            prices[start + cut.start()] = LONG_PENALTY


def _hold_unit(text: str, end: int, prices: list[float]) -> None:
    """A number keeps its unit: the longest known one, else the next Chinese character."""
    if end >= len(text) or not is_han(text[end]):
        return
    unit = UNIT.match(text, end)
    prices[end - 1] = max(prices[end - 1], UNIT_PENALTY)
    for at in range(end, unit.end() - 1 if unit else end):
        prices[at] = max(prices[at], INNER_PENALTY)
