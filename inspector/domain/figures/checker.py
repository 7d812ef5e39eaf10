"""核数: check running text or structured figures, and report. Nothing is ever corrected (domain.md §4).

It stands apart from its rules as the one entrance for services, the command line and the bulletin studio.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from itertools import chain

from inspector.domain.figures.families import Families, Family
from inspector.domain.figures.findings import Check, CheckReport, Finding
from inspector.domain.figures.implied import implications
from inspector.domain.figures.indicators import Subject
from inspector.domain.figures.reading import read_text
from inspector.domain.figures.relations import Result, averages, rates, steps, sums
from inspector.domain.figures.structured import StructuredFigure, read_figures
from inspector.domain.figures.totals import PrintedTotals


def check_text(text: str) -> CheckReport:
    """Check an article or a bulletin, in simplified or traditional characters. Never raises, whatever the text."""
    return _report(read_text(text))


def check_figures(figures: Iterable[StructuredFigure]) -> CheckReport:
    """Check structured figures (`structured.parse_figures` reads them from JSON)."""
    return _report(read_figures(figures))


def _report(families: Families) -> CheckReport:
    totals = PrintedTotals(families)
    found = chain.from_iterable(_results(family, families, totals) for family in families)
    # A rate with its own counts may meet the same counts in its family: one relation, one line.
    once = {_identity(one): one for one in found}
    results = sorted(once.values(), key=_place)
    passed = tuple(one for one in results if isinstance(one, Check))
    return CheckReport(passed, tuple(one for one in results if isinstance(one, Finding)))


def _results(family: Family, families: Families, totals: PrintedTotals) -> Iterator[Result]:
    # First what the rates imply: a total found elsewhere then serves the rates of its family.
    yield from implications(family, totals)
    yield from sums(family)
    yield from rates(family)
    yield from averages(family)
    if family.scope.topic:
        whole = families.find(family.scope.without_topic())
        yield from steps(family, whole.get(Subject.BATCH) if whole else None)


def _identity(result: Result) -> Hashable:
    if "sum" in result.details:
        # The same numbers add up to the same, by their names or by their grammar, in whatever order.
        return result.key, frozenset((one.start, one.index) for one in result.mentions)
    return result.key, result.mentions, tuple(result.details.items())


def _place(result: Result) -> tuple[int, int]:
    first = result.mentions[0]
    return first.start or 0, first.index or 0
