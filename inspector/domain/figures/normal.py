"""One spelling for matching: simplified characters, half-width digits, no glosses, with the way back.

Articles come in simplified or traditional characters, with full-width digits, with stray blanks, and with
pinyin glosses that a web page left after rare characters (個(gè), [002] [003]). Rules are written once, in
simplified characters; offsets lead back to the text as it was found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Only characters that the lexicon and the places need: the vocabulary is closed, a full conversion is not needed.
_PAIRS = (
    "個个項项總总億亿萬万開开復复複复覆复續续設设計计劃划實实達达為为爲为辦办結结應应與与佔占點点餘余過过約约預预謀谋擬拟"
    "審审備备環环評评穩稳電电產产産产業业園园區区縣县鎮镇鄉乡資资額额當当間间標标從从現现兩两幾几較较減减長长單单體体規规"
    "將将議议慮虑銷销號号並并滿满後后別别級级發发蘆芦島岛東东連连龍龙順顺寧宁陽阳門门紅红綠绿黃黄許许證证戶户棟栋條条"
    "頓顿噸吨畝亩徑径歲岁處处進进獲获類类貳贰參叁陸陆報报這这歷历沒没時时際际領领導导響响價价節节內内關关務务併并來来"
)
_SIMPLER = {ord(_PAIRS[place]): _PAIRS[place + 1] for place in range(0, len(_PAIRS), 2)}
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_SIGNS = {ord("％"): "%", ord("﹪"): "%", ord("．"): ".", ord("～"): "~", ord("〜"): "~", ord("∼"): "~", ord("○"): "〇"}
_TABLE = _SIMPLER | _FULL_WIDTH | _SIGNS

_BLANK = r"[ \t\u00a0\u3000]"
_LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜńňǹ"
# The look-behind before a run of blanks keeps the scan linear: a run is tried once, not from each of its blanks.
_DROPPED = re.compile(
    rf"(?<=[开開])、(?=[复復複]工)|(?<=[一-鿿])[(（][{_LETTERS}]{{1,7}}[)）]|(?<=[一-鿿，。；、（）]){_BLANK}++|(?<!{_BLANK}){_BLANK}++(?=[一-鿿])"
)


@dataclass(frozen=True)
class NormalText:
    """The text in one spelling; `origin[i]` is the offset of its character i in `source`."""

    text: str
    source: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the source of the non-empty slice `text[start:end]`."""
        return self.origin[start], self.origin[end - 1] + 1


def normalize(source: str) -> NormalText:
    """Bring `source` into the spelling that the rules are written in; never fails."""
    origin: list[int] = []
    done = 0
    for dropped in _DROPPED.finditer(source):
        origin.extend(range(done, dropped.start()))
        done = dropped.end()
    origin.extend(range(done, len(source)))
    kept = "".join(source[offset] for offset in origin)
    return NormalText(kept.translate(_TABLE), source, tuple(origin))
