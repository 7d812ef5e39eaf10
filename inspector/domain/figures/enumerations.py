"""Plain sums of running text: an enumeration in one unit with its total behind it (连山区120个、绥中县80个，合计200个).

It stands apart from `binding` because the parts need no indicator: places, batches and lamps add up by their
grammar alone. It is strict instead: whatever could make the parts fewer or other than those that the total
counts (等, 其中, 余, a difference, a number without its unit) silences the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate

from inspector.domain.figures.quantities import Found, Quantity, UnitKind

SENTENCE_END = re.compile(r"[。！？!?\n]")
_NOUN = r"(?:重点|重大|建设|产业)*(?:项目|问题|事项|手续)"
_TOTAL = re.compile(
    r"(?:[^，,、；;。()（）]{0,12}[，,、；;])?(?:以上|上述|[两三四五六七八九十]{1,2}[项类者批地])?"
    r"(?:合计|共计|总计|合并计|(?P<running>累计)|总?共)(?:有|为|是|达到?)?"
    rf"(?:{_NOUN}|总?投资)?[:：]?"
)
_CLOSED = re.compile(rf"(?:{_NOUN})?(?:[，,、；;。：:！？!?）)\n]|$)")
"""What may stand behind a total: 共2个县区 counts something else."""
_BETWEEN = re.compile(
    r"[^，,、；;()（）]{0,16}(?:(?P<loose>[；;])|(?P<middle>[，,])|[、和及与])(?P<label>[^，,、；;()（）]{0,24})"
)
_SPOILS = re.compile(
    r"其中|等|比|占|较|增加|减少|增长|下降|提高|降低|平均|若干"
    r"|(?:[几数]|[两三四五六七八九][三四五六七八九])[十百千万亿]?[个项家件处户]"
    r"|(?<=.)(?<![0-9])[0-9]++(?![年月日号期.]|[万亿千百]{0,2}元(?:及)?以上)"
)
"""Subsets, open lists, differences and numbers that could not be read."""
_WHOLE = re.compile(r"计划|安排|实施|应办|全[市县区]|开复工")
_KIND = re.compile(r"新建|续建|新开工|(?<!开)复工")
_LABEL_END = re.compile(r"[，,、；;:：（(]")
_COUNTED = frozenset("名人台栋套条户座处份")
_NAMING = frozenset("批期")


@dataclass(frozen=True)
class Listed:
    """A total and the parts that its own sentence lists for it."""

    parts: tuple[Found, ...]
    total: Found


@dataclass(frozen=True)
class _Part:
    """A number of an enumeration; `loose` grades the mark before it (、 0, ， 1, ； 2)."""

    found: Found
    loose: int = 0
    whole: bool = False
    subtotal: bool = False


@dataclass
class _Sentence:
    """The enumeration under way, the units counted before it, and whether the sentence proves nothing."""

    parts: list[_Part] = field(default_factory=list)
    earlier: set[str] = field(default_factory=set)
    spoiled: bool = False


def enumerations(text: str, found: Sequence[Found]) -> Iterator[Listed]:
    """The enumerations of a normal text with a total behind them; one pass, whatever the text."""
    sentence, end = _Sentence(), 0
    for one in counted(text, found):
        gap, opens = words_between(text, end, one.start)
        sentence = _Sentence() if opens else sentence
        sentence.spoiled |= bool(_SPOILS.search(gap)) or _vague(text, one)
        total = _TOTAL.fullmatch(gap) if sentence.parts else None
        if total and _closed(text, one):
            yield from _totalled(sentence, one, running=bool(total["running"]))
            # Its parts are accounted for; what an earlier subtotal summed stands apart from here on.
            sentence.earlier.update(part.found.quantity.unit for part in sentence.parts[:1] if part.subtotal)
            sentence.parts = [_Part(one, subtotal=True)]
        else:
            _take(sentence, one, gap)
        end = one.end


def counted(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Numbers as an enumeration counts them: 户 and 处 like 个, and without the 一批 that only names a part."""
    for place, one in enumerate(found):
        unit, follows = one.quantity.unit, found[place + 1 : place + 2]
        if unit in _NAMING and follows and not _LABEL_END.search(text[one.end : min(one.end + 24, follows[0].start)]):
            continue
        like_pieces = unit in _COUNTED and not one.quantity.decimals
        yield replace(one, quantity=replace(one.quantity, kind=UnitKind.COUNT)) if like_pieces else one


def words_between(text: str, start: int, end: int) -> tuple[str, bool]:
    """The words before a number since the last one, and whether a sentence opens among them."""
    words = SENTENCE_END.split(text[start:end])
    return words[-1], len(words) > 1


def label_of(gap: str) -> str:
    """The words of `gap` that name the number behind it."""
    return _LABEL_END.split(gap)[-1]


def _vague(text: str, one: Found) -> bool:
    """Bounds, and 几十个 or 数百个."""
    estimated = text[one.core] in "十百千万" and text[one.core - 1 : one.core] in {"几", "数", "上"}
    return estimated or (addable(one.quantity) and not one.quantity.exact)


def addable(quantity: Quantity) -> bool:
    """Whether numbers of this kind make up a total."""
    return quantity.kind in {UnitKind.COUNT, UnitKind.MONEY}


def _closed(text: str, total: Found) -> bool:
    return bool(_CLOSED.match(text, total.end))


def _take(sentence: _Sentence, one: Found, gap: str) -> None:
    """Go on with the enumeration, or begin another one."""
    label = label_of(gap)
    whole = bool(_WHOLE.search(label)) and not _KIND.search(label)
    joined = _BETWEEN.fullmatch(gap) if sentence.parts else None
    if joined and sentence.parts[-1].found.quantity.unit == one.quantity.unit:
        sentence.parts.append(_Part(one, 2 if joined["loose"] else 1 if joined["middle"] else 0, whole))
        return
    sentence.earlier.update(part.found.quantity.unit for part in sentence.parts)
    sentence.parts = [_Part(one, whole=whole)]


def _totalled(sentence: _Sentence, total: Found, *, running: bool) -> Iterator[Listed]:
    """What the total sums: the reading that holds, else the one that comes nearest."""
    parts, quantity = sentence.parts, total.quantity
    if sentence.spoiled or not addable(quantity) or parts[-1].found.quantity.unit != quantity.unit:
        return
    if running and (quantity.kind is UnitKind.MONEY or any(part.loose for part in parts)):
        return
    if any(part.whole for part in parts[1:]) and not all(part.whole for part in parts):
        # 连山区计划120个、开工80个，绥中县计划50个、开工40个: not one enumeration.
        return
    readings = dict(_readings(parts, quantity.amount))
    fits = next((start for start, added in readings.items() if added == quantity.amount), None)
    if fits is None:
        # 累计 may reach back beyond the sentence, and so may a total behind counts that stand apart.
        partial = running or quantity.unit in sentence.earlier
        off = {
            start: abs(added - quantity.amount)
            for start, added in readings.items()
            if not parts[start].subtotal and (added > quantity.amount or not partial)
        }
        fits = min(off, key=lambda start: off[start], default=None)
    if fits is not None:
        yield Listed(tuple(part.found for part in parts[fits:]), total)


def _readings(parts: Sequence[_Part], total: Decimal) -> Iterator[tuple[int, Decimal]]:
    """Where the parts of the total may begin, and their sum from there.

    They begin behind a mark that is looser than those among them (计划500个，新开工117个、复工212个，共329个),
    behind a subtotal, or behind a whole that is no smaller than the total.
    """
    added = list(accumulate(part.found.quantity.amount for part in reversed(parts)))[::-1]
    loosest = 0
    for start in range(len(parts) - 1, -1, -1):
        behind = start == 1 and (parts[0].subtotal or (parts[0].whole and parts[0].found.quantity.amount >= total))
        if start < len(parts) - 1 and (start == 0 or parts[start].loose > loosest or behind):
            yield start, added[start]
        loosest = max(loosest, parts[start].loose)
