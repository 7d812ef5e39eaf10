"""Where and when: the place and the period that a clause names, carried from clause to clause.

It stands apart from `reading` because these rules only decide which figures may be compared. They are careful:
a missed place separates figures that could be compared, it never compares figures of two places.
"""

from __future__ import annotations

import re

from inspector.domain.figures.families import PAST, Scope

_LEAD = (
    r"(?:其中[:：]?|目前|今年(?:以来)?|去年|截至[^，,全]{0,12}|[0-9]{4}年(?:初|底|末)?(?:以来)?|上半年|下半年|全年|一季度"
    r"|“|《|——|[(（]?[一二三四五六七八九十0-9]{1,3}[)）、.])*"
)
_CITY = re.compile(rf"{_LEAD}(?P<city>(?:(?![全我从占在为对])[一-鿿]){{2,4}}?市)(?![级场政委区直领民县容域])")
_LOCAL = re.compile(
    rf"{_LEAD}(?:[一-鿿]{{2,4}}?市)?(?P<local>(?:(?!市)[一-鿿]){{1,5}}?(?:县|开发区|高新区|经开区|园区|新区|区|镇|乡))"
    r"(?![域间块级委领直政])"
)
_WHOLE = re.compile(r"[全我][市县区]")
_NO_PLACES = re.compile(r"(?:各|全|我|县|地|社|景|厂|分|城|市|山|灾|小|校|片|园|该|本|新|东|工业)+[县区镇乡]")
_PERIODS = re.compile(
    r"(?<![比较同与和])(?P<past>去年|上年|上期|上月|上半月同期|同期)"
    r"|(?P<current>目前|截至|今年|本年|本期|年初以来)"
    r"|(?P<named>[上下]半年|[一二三四1-4]季度|前[二三]季度|全年)"
    r"|(?<![比较同与和0-9])(?P<year>[0-9]{4})年"
)


class ScopeTracker:
    """Follows one text; `scope` is where its next figures belong."""

    def __init__(self, document: str = "") -> None:
        self._city = ""
        self._year = ""
        self.scope = Scope(document)

    def paragraph(self, number: int) -> None:
        """A new paragraph starts without a place and a period."""
        self._year = ""
        self.scope = Scope(self.scope.document, str(number))

    def clause(self, words: str) -> None:
        """Take note of the place and the period that `words` name."""
        place, certain = self._place(words)
        old = self.scope
        self.scope = Scope(old.document, old.part, place, self._period(words), "", certain)

    def _place(self, words: str) -> tuple[str, bool]:
        local, city = _LOCAL.match(words), _CITY.match(words)
        if local and not _NO_PLACES.fullmatch(local["local"]):
            return local["local"], False
        if city:
            self._city = city["city"]
        if city or _WHOLE.search(words):
            return self._city, True
        return self.scope.place, self.scope.certain

    def _period(self, words: str) -> str:
        period = self.scope.period
        for named in _PERIODS.finditer(words):
            if named["year"]:
                self._year = self._year or named["year"]
                period = "" if named["year"] == self._year else named["year"]
            else:
                period = PAST if named["past"] else named["named"] or ""
        return period
