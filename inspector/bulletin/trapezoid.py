"""Breaks a title into a trapezoid or a diamond (GB/T 9704-2012, 7.3.1): whole words, symmetric, fit in length.

Apart from the line breaker, which makes lines alike in length; a title wants lines that step.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from math import inf

from inspector.bulletin.characters import printable
from inspector.bulletin.composer import TextStyle
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.linebreak import Measure, break_lines
from inspector.bulletin.measure import Measured, measure

MOST_LINES = 4
STEP = 2.0
"""By how many characters neighbouring lines should differ at least."""

JUMP = 8.0
"""By how many characters they differ at most without looking broken."""

RECTANGLE, HOURGLASS, STUMP = 60.0, 200.0, 15.0
"""Prices: two lines alike, a narrow middle, each character by which a line is far shorter than its neighbour."""

CUT_WORD, CUT_ANYWHERE, AFTER_COUNT, AT_SPACE, AT_DASH = 150.0, 30.0, 10.0, -60.0, -120.0
"""Prices: a break inside a word, between words, after a figure, where the writer left a space, after a dash."""

MORE_LINES = 50.0
"""The price of a line more than necessary."""

WORDS = re.compile(
    "项目为王|重点项目|重大项目|项目建设|工作简报|建设情况|情况通报|工作情况|现场巡查|审批事项|百日攻坚|营商环境|高质量发展|葫芦岛市?|葫蘆島市?"
    "|领导小组|指挥部|办公室|人民政府|市委|市政府|项目|重点|建设|工作|情况|通报|简报|巡查|督查|调度|推进|进展|审批|问题|整改|销号|投资|完成"
    "|开工|竣工|复工|前期|手续|资金|企业|产业|园区|开发区|经济|发展|集中|专项|行动|部署|会议|活动|方案|通知|报告|关于|印发|全市|县区|各地"
    "|季度|年度|上半年|下半年|本月|一季度|二季度|三季度|四季度|加速键|快进键|项目库|责任制|[一二三四五六七八九十]+[个项家批月期]"
)
"""Words of the field's titles; a line never ends inside one if it can be helped."""

PARTICLE = re.compile(r"[的和与及暨、，：；]|(?<=\S)(?=关于|“|《)")
"""Where a title breaks well: after a particle or mark, before a quotation."""

COUNT = re.compile(r"\d[%％个家项件户期]|[亿万]元")
"""The end of a figure with its unit, a better place than between any two words."""

SPACE = re.compile(r"\s+")
DASH = re.compile(r"——\s*")


def trapezoid(text: str, style: TextStyle, width: float, fonts: FontSet) -> tuple[str, ...]:
    """The lines of a title: one if it fits, else the fewest that fit, stepped in length.

    A line feed in the text is the writer's own break and is kept.
    """
    clean = printable(text).strip()
    if "\n" in clean:
        return tuple(line for part in clean.split("\n") for line in trapezoid(part, style, width, fonts))
    if not clean:
        return ()
    measured = measure(clean, style.face, style.size, style.char_space, fonts)
    size = len(clean)
    if measured.natural(0, size) <= width:
        return (clean,)
    ends = _stepped(measured, width) or break_lines(measured, Measure(width, width, flush=False))[:-1]
    return tuple(clean[start:end].strip() for start, end in zip((0, *ends), (*ends, size), strict=True))


def _stepped(measured: Measured, width: float) -> tuple[int, ...] | None:
    """The best breaks into as few lines as fit, or one more if that looks much better; None beyond MOST_LINES."""
    costs = _costs(measured)
    for count in range(2, MOST_LINES + 1):
        chains = list(_chains(measured, width, costs, 0, count))
        if chains and count < MOST_LINES:
            chains += _chains(measured, width, costs, 0, count + 1)
        if chains:
            return min(chains, key=lambda ends: _price(measured, costs, ends) + MORE_LINES * len(ends))
    return None


def _costs(measured: Measured) -> dict[int, float]:
    """What each lawful break costs: little beside a particle, less than nothing at a pause, much inside a word."""
    text, prices = measured.text, measured.prices
    costs = {end: price + CUT_ANYWHERE for end, price in enumerate(prices[:-1], 1) if price < inf}
    for word in WORDS.finditer(text):
        for end in range(word.start() + 1, word.end()):
            costs[end] += CUT_WORD
    for pattern, price in ((COUNT, AFTER_COUNT), (PARTICLE, 0.0), (SPACE, AT_SPACE), (DASH, AT_DASH)):
        for place in pattern.finditer(text):
            if place.end() in costs:
                costs[place.end()] = min(costs[place.end()], price)
    return costs


def _chains(
    measured: Measured, width: float, costs: dict[int, float], start: int, count: int
) -> Iterator[tuple[int, ...]]:
    """Every way to break the rest into `count` lines that fit; each chain leaves out the end of the text."""
    size = len(measured.text)
    if count == 1:
        if measured.natural(start, size) <= width:
            yield ()
        return
    if measured.natural(start, size) > width * count + measured.size:
        return
    for end in sorted(costs):
        if end > start and measured.natural(start, end) <= width:
            for rest in _chains(measured, width, costs, end, count - 1):
                yield (end, *rest)


def _price(measured: Measured, costs: dict[int, float], ends: tuple[int, ...]) -> float:
    """How badly a chain looks: its breaks, and the steps between neighbouring lines (em)."""
    bounds = (0, *ends, len(measured.text))
    lengths = [measured.natural(start, end) / measured.size for start, end in pairwise(bounds)]
    steps = [after - before for before, after in pairwise(lengths)]
    shape = sum(_step_price(abs(step)) for step in steps)
    waist = sum(HOURGLASS for before, after in pairwise(steps) if before < 0 < after)
    return shape + waist + sum(costs[end] for end in ends)


def _step_price(step: float) -> float:
    """Too small a step makes a rectangle, too large a one a stump."""
    if step < STEP:
        return RECTANGLE * (STEP - step) / STEP
    return max(0.0, step - JUMP) * STUMP
