"""From the words before a number to its indicator, with what was said before kept in mind.

It stands apart from `reading` because structured figures with free Chinese names are bound by the same rules:
their list is read like a text.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.figures import lexicon
from inspector.domain.figures.indicators import OF_STEPS, Indicator, Measure, Subject
from inspector.domain.figures.quantities import Quantity, UnitKind

SOME_STEP = "step"
"""The topic of 应办 figures that name no step."""


@dataclass(frozen=True)
class Reading:
    """What a number is: its indicator, the words that said so, and the approval step it belongs to."""

    indicator: Indicator
    words: str
    topic: str = ""


class Binder:
    """Binds numbers in their order; `subject` is what was counted last, `topic` the step spoken of.

    `strangers` says that what was counted last are other projects.

    After a count of other projects (亿元以上项目60个) the rates beside it are theirs and are left alone.
    """

    def __init__(self) -> None:
        self.subject: Subject | None = None
        self.topic = ""
        self.strangers = False

    def hear(self, words: str) -> None:
        """Take note of a step that `words` name (立项方面, 应能评手续, 环评已办结)."""
        for named in lexicon.TOPIC_NAMED.finditer(words):
            self.topic = named["applicable"] or named["named"]

    def bind(self, before: str, quantity: Quantity, after: str = "") -> Reading | None:
        """The indicator of `quantity` between the words `before` and `after`, or None."""
        if quantity.kind is UnitKind.COUNT:
            return self._count(before, after)
        if quantity.kind is UnitKind.MONEY:
            return self._amount(before)
        return self._rate(before) if quantity.kind is UnitKind.PERCENT else None

    def _count(self, before: str, after: str) -> Reading | None:
        named = lexicon.subject_before(before)
        subject = named.what if named else lexicon.subject_after(after)
        words = named.words if named else before + after
        if not isinstance(subject, Subject) or lexicon.PARTIAL.search(before):
            # A difference (比上期增加10个) leaves the sentence with its subject, another count takes it over.
            if not lexicon.CHANGE.search(before):
                self.subject, self.strangers = None, True
            return None
        self.strangers = False
        if subject in OF_STEPS:
            return self._step(subject, words)
        self.subject = subject
        return Reading(Indicator(subject, Measure.COUNT), words)

    def _step(self, subject: Subject, words: str) -> Reading | None:
        if subject is Subject.APPLICABLE and not self.topic:
            self.topic = SOME_STEP
        return Reading(Indicator(subject, Measure.COUNT), words, self.topic) if self.topic else None

    def _amount(self, before: str) -> Reading | None:
        named = lexicon.measure_before(before)
        if named is None or not isinstance(named.what, Measure):
            return None
        prefix = before[: named.start]
        if prefix.endswith("占"):
            return Reading(Indicator(Subject.PLANNED, named.what), named.words)
        owner = lexicon.subject_before(prefix)
        if owner is not None:
            self.subject = owner.what if isinstance(owner.what, Subject) else None
        elif not lexicon.INHERITS.fullmatch(prefix):
            return None
        return Reading(Indicator(self.subject, named.what), named.words) if self.subject else None

    def _rate(self, before: str) -> Reading | None:
        named = lexicon.rate_before(before)
        if named is None:
            return None
        if named.what is Measure.COMPLETION:
            return Reading(Indicator(self.subject or Subject.PLANNED, Measure.COMPLETION), named.words)
        if named.what is Subject.FINISHED:
            topic = lexicon.TOPIC_OF_RATE.match(named.words)
            self.topic = topic["topic"] if topic else self.topic
            return Reading(Indicator(Subject.FINISHED, Measure.RATE), named.words, self.topic) if self.topic else None
        subject = named.what if isinstance(named.what, Subject) else self._started()
        if subject is None or self.strangers:
            return None
        return Reading(Indicator(subject, Measure.RATE), named.words)

    def _started(self) -> Subject | None:
        """A bare 开工率 belongs to the new projects, and only when they are being spoken of."""
        return Subject.STARTED_NEW if self.subject in {Subject.STARTED_NEW, Subject.PLANNED_NEW} else None
