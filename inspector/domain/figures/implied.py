"""What the rates of a family imply together, and whether it fits the totals printed elsewhere.

It stands apart from the relations because it reasons over numbers that nobody printed: 232 and 268 in [000],
131 in [002], 477–483 in [004].
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from inspector.domain.figures.denominators import Whole, narrowed, numerators
from inspector.domain.figures.families import Family, Figure
from inspector.domain.figures.findings import Check, Finding, Kind, Relation
from inspector.domain.figures.indicators import DENOMINATOR, Indicator, Measure, Subject
from inspector.domain.figures.quantities import Bound
from inspector.domain.figures.relations import Result, implied_by, report_implied
from inspector.domain.figures.totals import PrintedTotals

_Worked = tuple[int, str, tuple[Figure, ...]]
"""A number, how it was worked out (335 − 131 = 204), and the figures that went in."""


@dataclass(frozen=True)
class _Base:
    """A denominator: printed, or implied by a rate and its numerator."""

    whole: Whole
    rate: Figure | None = None
    numerator: Figure | None = None
    printed: Figure | None = None

    def mentions(self) -> Iterator[Figure]:
        """The figures behind it."""
        yield from (one for one in (self.printed, self.rate, self.numerator) if one)


def implications(family: Family, totals: PrintedTotals) -> Iterator[Result]:
    """Everything that follows from rates without a printed denominator, and from 全部复工."""
    yield from _total(family, totals)
    yield from _kinds(family)
    yield from _step(family)
    yield from _numerators(family)


def _total(family: Family, totals: PrintedTotals) -> Iterator[Result]:
    """开复工率 without a total of its own: one printed elsewhere fits, or none does, or there is none."""
    base = _implied(family, Subject.START_RESUME)
    if base is None or base.rate is None or base.numerator is None:
        return
    fits = totals.fitting(family, base.whole)
    others = totals.of_period(family) or totals.above(family, int(base.numerator.quantity.amount))
    if fits:
        family.figures[Indicator(Subject.PLANNED, Measure.COUNT)] = fits
    elif others and not base.whole.empty and not any(_may_be(one, base.whole) for one in others):
        yield _no_total_fits(base.rate, base.numerator, base.whole, others)
    else:
        yield report_implied(base.rate, base.numerator, base.whole)


def _may_be(total: Figure, whole: Whole) -> bool:
    """Whether a total printed as 480个以上 may be one of `whole`; exact ones were tried before."""
    return not total.quantity.exact and (whole.high is None or total.quantity.amount <= whole.high)


def _no_total_fits(rate: Figure, numerator: Figure, found: Whole, others: list[Figure]) -> Finding:
    details = {
        "name": rate.mention.label,
        "rate": rate.shown,
        "numerator": numerator.shown,
        "denominators": str(found),
        "totals": "、".join(f"{one.quantity.value:f}" for one in others),
    }
    mentions = (rate.mention, numerator.mention, *(one.mention for one in others))
    return Finding(Kind.NO_TOTAL_FITS, mentions, details, (found.low, found.high or found.low))


def _kinds(family: Family) -> Iterator[Result]:
    """New and continuing denominators, narrowed by the total that they must add up to."""
    new, continuing = _base(family, Subject.STARTED_NEW), _base(family, Subject.RESUMED)
    total = family.whole(Subject.PLANNED)
    if new and continuing and total and not (new.printed and continuing.printed):
        left, right = narrowed(new.whole, continuing.whole, total)
        together = _together(family, new, continuing, (left, right))
        yield from together
        if not left.empty:
            new = _Base(left, new.rate, new.numerator, new.printed)
            continuing = _Base(right, continuing.rate, continuing.numerator, continuing.printed)
    for base in (new, continuing):
        if base and base.rate and base.numerator and not base.printed:
            yield report_implied(base.rate, base.numerator, base.whole)
    yield from _all_resumed(family, new, continuing)


def _together(family: Family, new: _Base, continuing: _Base, kept: tuple[Whole, Whole]) -> list[Result]:
    if new.whole.empty or continuing.whole.empty:
        return []
    planned = family.figures[Indicator(Subject.PLANNED, Measure.COUNT)]
    figures = (*new.mentions(), *continuing.mentions(), planned)
    mentions = tuple(one.mention for one in figures)
    details = {"total": planned.shown}
    if kept[0].empty and family.others:
        # 计划458个 with 50 建成 and 151 前期 projects: the two rates say nothing about their total.
        return []
    if kept[0].empty:
        details |= {"new": str(new.whole), "continuing": str(continuing.whole)}
        return [Finding(Kind.DENOMINATORS_DIFFER, mentions, details)]
    details |= {"new": str(kept[0]), "continuing": str(kept[1])}
    return [Check(Relation.DENOMINATORS, mentions, details)] if kept[0].single else []


def _all_resumed(family: Family, new: _Base | None, continuing: _Base | None) -> Iterator[Result]:
    """全部复工: what was to resume must be what resumed ([002]: 335 − 131 = 204, but 314 − 108 = 206)."""
    plan = _continuing(family, new, continuing)
    done = _resumed(family)
    if family.all_resumed is None or plan is None or done is None:
        return
    details = {"continuing": plan[1], "resumed": done[1]}
    figures = dict.fromkeys((*plan[2], *done[2]))
    mentions = (family.all_resumed, *(one.mention for one in figures))
    if plan[0] == done[0]:
        yield Check(Relation.ALL_RESUMED, mentions, details)
    else:
        yield Finding(Kind.ALL_RESUMED_DIFFERS, mentions, details, (plan[0], done[0]))


def _continuing(family: Family, new: _Base | None, continuing: _Base | None) -> _Worked | None:
    if continuing and continuing.printed:
        return continuing.whole.low, str(continuing.whole), (continuing.printed,)
    planned = family.get(Subject.PLANNED)
    total = planned.quantity.whole if planned else None
    if planned is None or total is None or new is None or not new.whole.single:
        return None
    rest = total - new.whole.low
    return rest, f"{total} − {new.whole} = {rest}", (planned, *new.mentions())


def _resumed(family: Family) -> _Worked | None:
    resumed = family.get(Subject.RESUMED)
    if resumed and resumed.quantity.whole is not None:
        return resumed.quantity.whole, str(resumed.quantity.whole), (resumed,)
    total, started = family.get(Subject.START_RESUME), family.get(Subject.STARTED_NEW)
    if not total or not started or total.quantity.whole is None or started.quantity.whole is None:
        return None
    rest = total.quantity.whole - started.quantity.whole
    return rest, f"{total.quantity.whole} − {started.quantity.whole} = {rest}", (total, started)


def _step(family: Family) -> Iterator[Result]:
    base = _implied(family, Subject.FINISHED)
    if base and base.rate and base.numerator:
        yield report_implied(base.rate, base.numerator, base.whole)


def _numerators(family: Family) -> Iterator[Result]:
    """A rate with a denominator and no numerator: none = impossible, one = implied."""
    for over, under in DENOMINATOR.items():
        rate, denominator = family.get(over, Measure.RATE), family.get(under)
        if family.get(over) or not rate or not denominator or rate.quantity.bound is not Bound.EXACT:
            continue
        whole = denominator.quantity.whole
        if whole is not None:
            yield from _numerator(rate, denominator, numerators(whole, rate.quantity.value, rate.quantity.decimals))


def _numerator(rate: Figure, denominator: Figure, found: Whole) -> Iterator[Result]:
    details = {
        "name": rate.mention.label,
        "rate": rate.shown,
        "denominator": denominator.shown,
        "numerator": "—" if found.empty else str(found),
    }
    if found.empty or found.single:
        kind = Kind.NUMERATOR_IMPLIED if found.single else Kind.NUMERATOR_IMPOSSIBLE
        yield Finding(kind, (rate.mention, denominator.mention), details, (found.low,) if found.single else ())


def _base(family: Family, over: Subject) -> _Base | None:
    """The denominator of a rate: as printed, else as implied."""
    figure = family.get(DENOMINATOR[over])
    if figure is None:
        return _implied(family, over)
    whole = figure.quantity.whole
    return None if whole is None else _Base(Whole(whole, whole), printed=figure)


def _implied(family: Family, over: Subject) -> _Base | None:
    rate, numerator = family.get(over, Measure.RATE), family.get(over)
    if not rate or not numerator or family.get(DENOMINATOR[over]):
        return None
    found = implied_by(rate, numerator)
    return None if found is None else _Base(found, rate, numerator)
