"""Printed totals of a document, in which a rate may look for a denominator that its own sentence does not print.

It stands apart from `implied` because it answers for the whole document, and quickly: a text may hold thousands
of rates and totals.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from inspector.domain.figures.denominators import Whole
from inspector.domain.figures.families import PAST, Families, Family, Figure, Scope
from inspector.domain.figures.indicators import Subject
from inspector.domain.figures.quantities import Bound, UnitKind

_NAMED_TOTALS = 4
"""How many printed totals a finding names."""


class PrintedTotals:
    """The planned totals and year targets of each document and place, ready for look-ups."""

    def __init__(self, families: Families) -> None:
        of_place: dict[tuple[str, str], dict[int, Figure]] = {}
        self._of_period: dict[Scope, dict[int, Figure]] = {}
        for family in families:
            for figure in _totals(family):
                known = of_place.setdefault((family.scope.document, family.scope.place), {})
                number = int(figure.quantity.amount)
                if number not in known or figure.quantity.exact:
                    known[number] = figure
                if figure.quantity.exact and family.get(Subject.PLANNED) is figure:
                    self._of_period.setdefault(family.scope.whole_document(), {})[number] = figure
        self._figures = of_place
        self._numbers = {place: sorted(known) for place, known in of_place.items()}

    def fitting(self, family: Family, whole: Whole) -> Figure | None:
        """An exact total of the family's own place that is one of `whole`."""
        for number in self._from(family, whole.low):
            if number not in whole:
                return None
            figure = self._figures[_place(family)][number]
            if figure.quantity.exact:
                return figure
        return None

    def of_period(self, family: Family) -> list[Figure]:
        """The exact planned totals of the family's own place and period."""
        found = self._of_period.get(family.scope.whole_document(), {}) if family.scope.certain else {}
        return list(islice(found.values(), _NAMED_TOTALS))

    def above(self, family: Family, numerator: int) -> list[Figure]:
        """The smallest totals of the family's own place that are larger than `numerator`, each number once."""
        numbers = islice(self._from(family, numerator + 1), _NAMED_TOTALS)
        return [self._figures[_place(family)][number] for number in numbers]

    def _from(self, family: Family, least: int) -> Iterator[int]:
        numbers = self._numbers.get(_place(family), []) if family.scope.certain else []
        return (numbers[index] for index in range(bisect_left(numbers, least), len(numbers)))


def _place(family: Family) -> tuple[str, str]:
    return family.scope.document, family.scope.place


def _totals(family: Family) -> Iterator[Figure]:
    planned, started = family.get(Subject.PLANNED), family.get(Subject.START_RESUME)
    if family.scope.period == PAST:
        return
    for figure in (planned, started if started and started.target else None):
        if figure and figure.quantity.kind is UnitKind.COUNT and figure.quantity.bound in {Bound.EXACT, Bound.AT_LEAST}:
            yield figure
