"""Figures that speak of the same projects at the same time, brought together from text or from a list.

It stands apart from reading and from the relations: both inputs of the checker fill families, every relation
looks at families only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from inspector.domain.figures.findings import Mention
from inspector.domain.figures.indicators import Indicator, Measure, Subject
from inspector.domain.figures.quantities import Quantity, UnitKind

PAST = "past"
"""The period of 去年 and 上期: its figures are no denominators of this year's rates."""


@dataclass(frozen=True)
class Figure:
    """A quantity with its mention; `target` marks what is planned or expected and not yet reached.

    `sentence` counts the sentences of a text; a list of figures is one.
    """

    mention: Mention
    quantity: Quantity
    target: bool = False
    sentence: int = 0

    @property
    def shown(self) -> str:
        """As it stands in a sentence of the report: 50.80, 65.8%, 近七成."""
        if not self.quantity.exact:
            return self.mention.quote
        return f"{self.quantity.value:f}" + ("%" if self.quantity.kind is UnitKind.PERCENT else "")


@dataclass(frozen=True)
class Share:
    """A percentage that names its own base (占计划500个的65.8%); `denominator` None for 占全市90%.

    `scale` 1 makes it an average.
    """

    rate: Figure
    numerator: Figure
    denominator: Figure | None
    scale: int = 100


@dataclass(frozen=True)
class Parts:
    """Parts that the user declared to make up a total."""

    total: Figure
    parts: tuple[Figure, ...]


@dataclass(frozen=True)
class Scope:
    """Where figures belong together: a document or group, a part of it, a place, a period and a step.

    `certain` says that the place was named, so that other figures of the place may be compared.
    """

    document: str = ""
    part: str = ""
    place: str = ""
    period: str = ""
    topic: str = ""
    certain: bool = field(default=False, compare=False)

    def whole_document(self) -> Scope:
        """The same place and period, wherever in the document."""
        return Scope(self.document, "", self.place, self.period, "", self.certain)

    def without_topic(self) -> Scope:
        """The scope of the projects that a step's figures speak of."""
        return Scope(self.document, self.part, self.place, self.period, "", self.certain)


@dataclass
class Family:
    """The figures of one scope, one for each indicator; `before` is the family of the scope that it followed.

    `others` says that counts of other projects stand beside them (建成项目50个, 前期项目151个), so that 新建 and
    续建 need not make up the plan.
    """

    scope: Scope
    figures: dict[Indicator, Figure] = field(default_factory=dict)
    shares: list[Share] = field(default_factory=list)
    declared: list[Parts] = field(default_factory=list)
    all_resumed: Mention | None = None
    before: Family | None = None
    others: bool = False

    def get(self, subject: Subject, measure: Measure = Measure.COUNT) -> Figure | None:
        """The figure of an indicator, or None."""
        return self.figures.get(Indicator(subject, measure))

    def measured(self, measure: Measure) -> list[tuple[Subject, Figure]]:
        """The subjects whose `measure` is printed."""
        return [(one.subject, figure) for one, figure in self.figures.items() if one.measure is measure]

    def whole(self, subject: Subject) -> int | None:
        """The exact count of a subject, or None."""
        figure = self.get(subject)
        return figure.quantity.whole if figure else None


class Families:
    """All families of one input, in the order of their first figure."""

    def __init__(self) -> None:
        self._current: dict[Scope, Family] = {}
        self._all: list[Family] = []

    def __iter__(self) -> Iterator[Family]:
        return iter(self._all)

    def find(self, scope: Scope) -> Family | None:
        """The family that figures of `scope` joined last, or None."""
        return self._current.get(scope)

    def of(self, scope: Scope) -> Family:
        """The family that figures of `scope` join now."""
        family = self._current.get(scope)
        if family is None:
            family = self._current[scope] = Family(scope)
            self._all.append(family)
        return family

    def add(self, scope: Scope, indicator: Indicator, figure: Figure) -> None:
        """Put a figure into its family.

        An indicator that comes again with another value speaks of other projects (a list of counties whose
        names are not known as such), so it opens a new family. What its own sentence said before goes along.
        """
        family = self.of(scope)
        known = family.figures.get(indicator)
        if known is not None and known.quantity.amount != figure.quantity.amount:
            del self._current[scope]
            followed, family = family, self.of(scope)
            family.before = followed
            if known.sentence != figure.sentence:
                along = {name: one for name, one in followed.figures.items() if one.sentence == figure.sentence}
                followed.figures = {name: one for name, one in followed.figures.items() if name not in along}
                family.figures = along
        family.figures.setdefault(indicator, figure)
