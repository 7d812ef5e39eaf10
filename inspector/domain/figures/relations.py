"""The relations inside one family: sums, rates, averages and declared parts (domain.md §4, 核数).

Each returns what holds and what does not. What a rate without a printed denominator implies is a question to
the whole family and stands in `implied`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from inspector.domain.figures.comparing import agrees, expected, tolerance
from inspector.domain.figures.denominators import PERCENT, Whole, denominators
from inspector.domain.figures.families import Family, Figure, Parts, Share
from inspector.domain.figures.findings import Check, Finding, Kind, Relation
from inspector.domain.figures.indicators import AMOUNTS, DENOMINATOR, PARTS, Measure, Subject
from inspector.domain.figures.quantities import Bound, UnitKind
from inspector.domain.money import printed

Result = Check | Finding
_STATES = (Subject.FINISHED, Subject.IN_PROGRESS, Subject.PENDING)


def sums(family: Family) -> Iterator[Result]:
    """New + continuing = total, in counts and in amounts, and the parts that the user declared."""
    for total, parts in PARTS.items():
        for measure in (Measure.COUNT, *AMOUNTS):
            whole = family.get(total, measure)
            found = [figure for part in parts if (figure := family.get(part, measure))]
            if whole and len(found) == len(parts):
                results = _sum(Parts(whole, tuple(found)))
                yield from (one for one in results if not _incomplete(family, total, one))
            elif whole and found:
                yield from _exceeds(whole, tuple(found))
    for declared in family.declared:
        yield from _sum(declared)


def rates(family: Family) -> Iterator[Result]:
    """Every rate whose numerator and denominator are printed."""
    for over, under in DENOMINATOR.items():
        rate, numerator = family.get(over, Measure.RATE), family.get(over)
        bases = [one for source in (family, family.before) if source and (one := source.get(under))]
        if rate and numerator and family.get(under):
            # 计划开工255项（其中1—10月计划223项），已开工206项: a rate may belong to either plan.
            results = [result for base in bases for result in _rate(rate, numerator, base)]
            yield from [one for one in results if isinstance(one, Check)][:1] or results[:1]
    for share in family.shares:
        yield from _share(share)
    yield from _completions(family)


def averages(family: Family) -> Iterator[Result]:
    """平均单体规模 against an investment and its count ([003]: 1035.5 / 219 = 4.7)."""
    for subject, average in family.measured(Measure.AVERAGE_SCALE):
        count = family.get(subject)
        amounts = [figure for measure in AMOUNTS if (figure := family.get(subject, measure))]
        usable = [one for one in amounts if one.quantity.exact]
        if count and count.quantity.whole and usable:
            yield _average(average, count, usable)


def steps(family: Family, batch: Figure | None) -> Iterator[Result]:
    """完成 + 正办理 + 待办 against 应办, or against the projects of the batch.

    A batch may hold projects that the step does not apply to (不涉及), so fewer is no contradiction; more is.
    """
    states = tuple(figure for state in _STATES if (figure := family.get(state)))
    applicable = family.get(Subject.APPLICABLE)
    total = applicable or batch
    if not total or not family.get(Subject.IN_PROGRESS) or not _all_exact(total, *states):
        return
    surplus = sum(Fraction(one.quantity.amount) for one in states) - Fraction(total.quantity.amount)
    if surplus == 0 or (applicable and len(states) == len(_STATES)):
        yield from _sum(Parts(total, states))
    elif surplus > 0:
        yield _finding(Kind.PART_EXCEEDS_TOTAL, total, *states, parts=_joined(states), total=total.shown)


def implied_by(rate: Figure, numerator: Figure) -> Whole | None:
    """The denominators that the two imply; None when they imply nothing (a bound, or nothing of anything)."""
    whole = numerator.quantity.whole
    if whole is None or rate.quantity.bound is not Bound.EXACT or whole == rate.quantity.value == 0:
        return None
    return denominators(whole, rate.quantity.value, rate.quantity.decimals)


def report_implied(rate: Figure, numerator: Figure, found: Whole) -> Finding:
    """None = impossible, one = implied, several = ambiguous."""
    kind = Kind.DENOMINATOR_IMPLIED if found.single else Kind.DENOMINATOR_AMBIGUOUS
    kind = Kind.RATE_IMPOSSIBLE if found.empty else kind
    numbers = () if found.empty else (found.low,) if found.high is None else (found.low, found.high)
    details = {
        "rate": rate.shown,
        "numerator": numerator.shown,
        "denominators": "—" if found.empty else str(found),
        "name": rate.mention.label,
    }
    return Finding(kind, (rate.mention, numerator.mention), details, tuple(dict.fromkeys(numbers)))


def _sum(declared: Parts) -> Iterator[Result]:
    total, parts = declared.total, declared.parts
    if not _all_exact(total, *parts):
        return
    added = sum(Fraction(one.quantity.amount) for one in parts)
    off = abs(added - Fraction(total.quantity.amount))
    details = {"parts": _joined(parts), "total": total.shown, "sum": _in_unit_of(total, added)}
    mentions = (*(one.mention for one in parts), total.mention)
    if off == 0:
        yield Check(Relation.SUM, mentions, details)
    else:
        rounded = off <= tolerance(*(one.quantity for one in (*parts, total)))
        yield Finding(Kind.SUM_ROUNDED if rounded else Kind.SUM_DIFFERS, mentions, details)


def _incomplete(family: Family, total: Subject, result: Result) -> bool:
    """Whether a sum falls short only because the text counts further kinds of planned projects."""
    if total is not Subject.PLANNED or not family.others or isinstance(result, Check):
        return False
    return Decimal(result.details["sum"]) < Decimal(result.details["total"])


def _exceeds(total: Figure, parts: tuple[Figure, ...]) -> Iterator[Result]:
    part = parts[0]
    if _all_exact(total, part) and part.quantity.amount > total.quantity.amount:
        yield _finding(Kind.PART_EXCEEDS_TOTAL, total, part, parts=part.shown, total=total.shown)


def _rate(rate: Figure, numerator: Figure, denominator: Figure, scale: int = PERCENT) -> Iterator[Result]:
    over, under = numerator.quantity, denominator.quantity
    if not _all_exact(numerator, denominator):
        return
    details = {
        "name": rate.mention.label,
        "rate": rate.shown,
        "numerator": numerator.shown,
        "denominator": denominator.shown,
        "expected": expected(rate.quantity, over, under, scale),
    }
    mentions = (rate.mention, numerator.mention, denominator.mention)
    if under.amount > 0 and agrees(rate.quantity, over, under, scale):
        yield Check(Relation.RATE, mentions, details)
    else:
        yield Finding(Kind.RATE_DIFFERS, mentions, details)


def _share(share: Share) -> Iterator[Result]:
    if share.denominator is not None:
        yield from _rate(share.rate, share.numerator, share.denominator, share.scale)
        return
    found = implied_by(share.rate, share.numerator)
    if found is not None:
        yield report_implied(share.rate, share.numerator, found)


def _completions(family: Family) -> Iterator[Result]:
    """投资完成率; an article may measure it against the plan of all projects or of those counted.

    Where the plan of all is not printed, a plan that does not fit proves nothing.
    """
    whole_plan = family.get(Subject.PLANNED, Measure.PLANNED_INVESTMENT)
    for subject, rate in family.measured(Measure.COMPLETION):
        invested = family.get(subject, Measure.INVESTED)
        plans = [family.get(one, Measure.PLANNED_INVESTMENT) for one in dict.fromkeys((subject, Subject.PLANNED))]
        results = [one for plan in plans if invested and plan for one in _rate(rate, invested, plan)]
        holds = [one for one in results if isinstance(one, Check)]
        yield from holds[:1] or (results[-1:] if whole_plan else ())


def _average(average: Figure, count: Figure, amounts: list[Figure]) -> Result:
    fits = [one for one in amounts if agrees(average.quantity, one.quantity, count.quantity, scale=1)]
    amount = (fits or amounts)[0]
    quotient = Fraction(amount.quantity.amount) / Fraction(count.quantity.amount) / Fraction(average.quantity.factor)
    details = {
        "average": average.shown,
        "amount": amount.shown,
        "count": count.shown,
        "expected": printed(quotient, average.quantity.decimals),
    }
    mentions = (average.mention, amount.mention, count.mention)
    if fits:
        return Check(Relation.AVERAGE, mentions, details)
    return Finding(Kind.AVERAGE_DIFFERS, mentions, details)


def _finding(kind: Kind, first: Figure, *others: Figure, **details: str) -> Finding:
    return Finding(kind, (first.mention, *(one.mention for one in others)), details)


def _all_exact(*figures: Figure) -> bool:
    """Whether all may be calculated with, and with each other."""
    kinds = {one.quantity.kind for one in figures}
    return len(kinds) == 1 and UnitKind.OTHER not in kinds and all(one.quantity.exact for one in figures)


def _joined(figures: tuple[Figure, ...]) -> str:
    return " + ".join(one.shown for one in figures)


def _in_unit_of(figure: Figure, amount: Fraction | int) -> str:
    return printed(Fraction(amount) / Fraction(figure.quantity.factor), figure.quantity.decimals)
