"""Reading running text, an article or a bulletin, into families of figures.

It stands apart from the words (`lexicon`) and from the relations: it walks the clauses, keeps place, period and
sentence in mind, and hands every number with the words around it to the binder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from inspector.domain.figures.binding import Binder, Reading
from inspector.domain.figures.breakdowns import breakdowns
from inspector.domain.figures.clauses import CONTEXT, Clause, Numbered, clauses
from inspector.domain.figures.enumerations import Listed, enumerations, label_of, words_between
from inspector.domain.figures.families import Families, Figure, Parts, Scope, Share
from inspector.domain.figures.findings import Mention
from inspector.domain.figures.indicators import DENOMINATOR, Indicator, Measure
from inspector.domain.figures.lexicon import ALL_RESUMED
from inspector.domain.figures.normal import normalize
from inspector.domain.figures.quantities import Found, UnitKind, find_quantities
from inspector.domain.figures.scopes import ScopeTracker

_BASE = re.compile(r"占(?:了|到)?[^占的]{0,10}$")
_OF_ALL = re.compile(
    r"[，,]?占(?:全[市省县区国部]|总[数量])(?:总数|总量|同类)?(?:项目|企业)?的?(?:比重)?(?:为|达到?|约)?"
)
_OF_PLAN = re.compile(r"[，,]?占(?:全年|年度|全市)?(?:计划|目标)(?:任务)?(?:总数|数|项目(?:总?数)?)?的?")
_TARGET = re.compile(r"将|计划|力争|预计|目标|确保")


@dataclass(frozen=True)
class _Entry:
    """A number of the current sentence and what was made of it."""

    found: Found
    figure: Figure
    reading: Reading | None


@dataclass
class _Sentence:
    """What a sentence keeps in mind: the binder, the last number of each kind, the base of a 占, its number."""

    binder: Binder = field(default_factory=Binder)
    last: dict[UnitKind, _Entry] = field(default_factory=dict)
    base: _Entry | None = None
    number: int = 0


def read_text(text: str) -> Families:
    """All figures of `text` that the field's words name, in families. Any text can be read."""
    return _Reader(text).read()


class _Reader:
    """One pass over one text."""

    def __init__(self, text: str) -> None:
        self._normal = normalize(text)
        self._text = self._normal.text
        self._families = Families()
        self._scopes = ScopeTracker()
        self._sentence = _Sentence()

    def read(self) -> Families:
        """Walk clause by clause."""
        found = [one for one in find_quantities(self._text) if not one.quantity.threshold]
        paragraphs = 0
        for clause in clauses(self._text, found):
            if clause.opens_sentence:
                self._sentence = _Sentence(number=self._sentence.number + 1)
            if clause.opens_paragraph:
                paragraphs += 1
                self._scopes.paragraph(paragraphs)
            self._clause(clause)
        declared = (*enumerations(self._text, found), *breakdowns(self._text, found))
        # Plain sums need no place and period: the sentence itself says what belongs together.
        self._families.of(Scope()).declared.extend(self._parts(one) for one in declared)
        return self._families

    def _clause(self, clause: Clause) -> None:
        head = self._text[clause.start : min(clause.end, clause.start + CONTEXT)]
        self._scopes.clause(head)
        self._sentence.binder.hear(head)
        resumed = ALL_RESUMED.search(head)
        if resumed:
            start, end = clause.start + resumed.start(), clause.start + resumed.end()
            self._families.of(self._scopes.scope).all_resumed = self._mention(start, end, resumed.group())
        for number in clause.numbers:
            self._number(number)

    def _number(self, number: Numbered) -> None:
        if number.before is None or self._shared(number.found):
            return
        is_base = bool(_BASE.search(number.before))
        subject = self._sentence.binder.subject
        reading = self._sentence.binder.bind(number.before, number.found.quantity, number.after)
        entry = _Entry(number.found, self._figure(number.found, number.before, reading), reading)
        if reading:
            self._families.add(self._scope(reading), reading.indicator, entry.figure)
        elif number.found.quantity.kind is UnitKind.COUNT and self._sentence.binder.strangers:
            self._families.of(self._scopes.scope).others = True
        if is_base:
            # 占计划500个的65.8%，总投资…: the amounts that follow belong to the numerator.
            self._sentence.binder.subject = subject
            self._sentence.base = entry
        else:
            self._sentence.last[number.found.quantity.kind] = entry

    def _shared(self, found: Found) -> bool:
        """Whether a percentage is the share of a base that its own sentence names."""
        if found.quantity.kind is not UnitKind.PERCENT:
            return False
        base, count = self._sentence.base, self._sentence.last.get(UnitKind.COUNT)
        if base and self._text[base.found.end : found.start] in {"的", "的比重为", "的比例为"}:
            return self._of_base(found, base)
        if not count:
            return False
        between = self._text[count.found.end : found.start]
        if _OF_PLAN.fullmatch(between):
            return self._of_plan(found, count)
        if _OF_ALL.fullmatch(between):
            share = Share(self._figure(found, between.lstrip("，,"), None), count.figure, None)
            self._families.of(self._scopes.scope).shares.append(share)
            return True
        return False

    def _of_base(self, found: Found, base: _Entry) -> bool:
        numerator = self._sentence.last.get(base.found.quantity.kind)
        if numerator is None:
            return False
        if _is_rate(numerator.reading, base.reading):
            return self._of_plan(found, numerator)
        share = Share(self._figure(found, self._share_words(found), None), numerator.figure, base.figure)
        self._families.of(self._scopes.scope).shares.append(share)
        return True

    def _of_plan(self, found: Found, numerator: _Entry) -> bool:
        reading = numerator.reading
        if reading is None or reading.indicator.subject not in DENOMINATOR:
            return False
        rate = replace(
            reading, indicator=Indicator(reading.indicator.subject, Measure.RATE), words=self._share_words(found)
        )
        self._families.add(self._scope(rate), rate.indicator, self._figure(found, "", rate))
        return True

    def _share_words(self, found: Found) -> str:
        """The words from 占 up to the percentage."""
        return self._text[self._text.rfind("占", 0, found.start) : found.start]

    def _scope(self, reading: Reading) -> Scope:
        return replace(self._scopes.scope, topic=reading.topic)

    def _parts(self, listed: Listed) -> Parts:
        total, *parts = (self._listed(one) for one in (listed.total, *listed.parts))
        return Parts(total, tuple(parts))

    def _listed(self, found: Found) -> Figure:
        words, _ = words_between(self._text, max(0, found.start - CONTEXT), found.start)
        return self._figure(found, label_of(words), None)

    def _figure(self, found: Found, before: str, reading: Reading | None) -> Figure:
        mention = self._mention(found.start, found.end, reading.words if reading else before)
        mention = replace(mention, value=found.quantity.value, unit=found.quantity.unit)
        return Figure(mention, found.quantity, bool(_TARGET.search(before)), self._sentence.number)

    def _mention(self, start: int, end: int, label: str) -> Mention:
        first, last = self._normal.span(start, end)
        return Mention(label, self._normal.source[first:last], None, "", first, last)


def _is_rate(numerator: Reading | None, denominator: Reading | None) -> bool:
    """Whether the two make one of the rates of the field."""
    if numerator is None or denominator is None:
        return False
    over, under = numerator.indicator, denominator.indicator
    return over.measure is under.measure is Measure.COUNT and DENOMINATOR.get(over.subject) is under.subject
