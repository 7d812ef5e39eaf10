"""A count of projects broken down into new and continuing ones: 全市重点项目500个，其中：新建268个、续建232个.

It stands apart from `enumerations` because the total comes first, so only these two kinds, which together are
all projects, may be held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inspector.domain.figures.enumerations import Listed, counted, label_of, words_between
from inspector.domain.figures.lexicon import PARTIAL
from inspector.domain.figures.quantities import Found, UnitKind

_TOTAL = re.compile(
    r"(?:[市县区]|计划|实施|安排|推进|谋划|共有?)(?:[省市县区]级)?(?:投资)?(?:[0-9]{1,6}[万亿]元(?:及)?以上)?的?"
    r"(?:重点|重大|建设|产业)*项目(?:总数|数量|数|共计?|总计|合计|有|为|是|达到?|[:：])*$"
)
_OPENS = re.compile(r"(?:[，,；;。]?其中[:：，,]?|[（(](?:其中[:：，,]?)?|[:：])(?P<kind>.{2,12})")
_GOES_ON = re.compile(r"[、，,；;和及与](?P<kind>.{2,12})")
_NEW = re.compile(r"(?:计划)?新(?:建|开工)(?:重点|重大|建设|产业)*(?:项目)?(?:有|为)?[:：]?")
_OLD = re.compile(r"(?:计划)?(?:续建|复工)(?:重点|重大|建设|产业)*(?:项目)?(?:有|为)?[:：]?")
_STARTED = re.compile(r"新开工|复工")
_ENDS = re.compile(r"(?:重点|重大|建设|产业)*(?:项目)?(?:[）)]?(?:[。！？!?\n]|$)|[）)]?[，,；;](?!等))")
_FURTHER = re.compile(r"建成|前期|储备|竣工|谋划|收尾|其余|其他|另[有外]")
_SIZE = 3
_NEAR = 40


def breakdowns(text: str, found: Sequence[Found]) -> Iterator[Listed]:
    """The counts of projects in a normal text that are broken down into new and continuing ones."""
    numbers = tuple(counted(text, found))
    for place in range(len(numbers) - _SIZE + 1):
        total, first, second = numbers[place : place + _SIZE]
        before = words_between(text, max(numbers[place - 1].end if place else 0, total.start - 60), total.start)[0]
        if not _alike(total, first, second) or not _names_all(before):
            continue
        kinds = _kinds(text[total.end : first.start], text[first.end : second.start])
        if kinds is None or not _ENDS.match(text, second.end):
            continue
        # Projects that have not started are neither 新开工 nor 复工, and further kinds may follow.
        partial = all(_STARTED.search(kind) for kind in kinds)
        partial |= _goes_on(text, second, numbers[place + _SIZE : place + 2 * _SIZE])
        if not partial or first.quantity.amount + second.quantity.amount >= total.quantity.amount:
            yield Listed((first, second), total)


def _alike(*figures: Found) -> bool:
    units = {one.quantity.unit for one in figures}
    return len(units) == 1 and all(one.quantity.exact and one.quantity.kind is UnitKind.COUNT for one in figures)


def _goes_on(text: str, last: Found, following: Sequence[Found]) -> bool:
    """Whether more kinds of projects are counted close behind."""
    if _FURTHER.search(text, last.end, last.end + _NEAR):
        return True
    gaps = (words_between(text, last.end, one.start) for one in following if _alike(last, one))
    return any(not opens and "开复工" not in words for words, opens in gaps)


def _names_all(before: str) -> bool:
    """Whether the words speak of all projects of a place or plan, and not of a sort of them."""
    return bool(_TOTAL.search(before)) and not PARTIAL.search(label_of(before))


def _kinds(opening: str, between: str) -> tuple[str, str] | None:
    """The names of the two parts, when they are the two kinds and nothing else stands there."""
    opens, goes_on = _OPENS.fullmatch(opening), _GOES_ON.fullmatch(between)
    if not opens or not goes_on:
        return None
    kinds = opens["kind"], goes_on["kind"]
    both = any(new.fullmatch(kinds[0]) and old.fullmatch(kinds[1]) for new, old in ((_NEW, _OLD), (_OLD, _NEW)))
    return kinds if both else None
