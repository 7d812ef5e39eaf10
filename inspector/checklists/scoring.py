"""The score of a filled checklist, and what an unfit answer (不合格) brings with it.

The formula: every question with a `weight` that is asked (relevant) and answered counts `weight × share`, and

    score = 100 × Σ weight × share ÷ Σ weight        over those questions, without 不适用.

`share` is 1 for 合格, 0 for 不合格; a choice may say another one in a column `gov_share` of the choices sheet (优 1,
良 0.8); a range counts (answer − start) ÷ (end − start). 不适用 is left out above and below, so that it neither helps
nor harms. Unanswered weights are told apart (`unanswered`) and not counted as 0, because a draft would else look bad.
Nothing is rounded here: who prints the score rounds it once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum

from inspector.checklists.check_parameters import range_bounds
from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Question
from inspector.checklists.words import folded

SHARE = "gov_share"
"""Without a namespace: pyxform ends with a programming error over a colon in a header of choices."""
_HUNDRED = Decimal(100)
_NONE = Decimal(0)


class Verdict(Enum):
    """合格, 不合格, 不适用; OPEN where there is no answer, OTHER where the answer judges nothing."""

    FIT = "fit"
    UNFIT = "unfit"
    NOT_APPLICABLE = "not_applicable"
    OPEN = "open"
    OTHER = "other"


_VERDICTS = {
    **dict.fromkeys(("合格", "符合", "达标", "通过", "是", "pass", "ok", "yes", "fit", "hege"), Verdict.FIT),
    **dict.fromkeys(("不合格", "不符合", "不达标", "未通过", "否", "fail", "no", "unfit", "buhege"), Verdict.UNFIT),
    **dict.fromkeys(("不适用", "不涉及", "无此项", "na", "n/a", "not_applicable", "bushiyong"), Verdict.NOT_APPLICABLE),
}


@dataclass(frozen=True)
class Judged:
    """One asked question with a weight or a rule: `share` of its weight, None where it does not count."""

    question: Question
    verdict: Verdict
    share: Decimal | None


@dataclass(frozen=True)
class Score:
    """`percent` is unrounded, None where nothing counts yet; the others are sums of weights."""

    earned: Decimal
    possible: Decimal
    unanswered: Decimal
    percent: Decimal | None


def judge(question: Question, value: str, choice: Choice | None) -> Judged:
    """The verdict on an answer: `value` as text, `choice` the one chosen where the question has choices."""
    if not value:
        return Judged(question, Verdict.OPEN, None)
    if question.kind is Kind.SELECT_ONE and choice is not None:
        return _of_choice(question, choice)
    if question.kind is Kind.RANGE:
        return Judged(question, Verdict.OTHER, _share_of_range(question, value))
    return Judged(question, Verdict.OTHER, None)


def _of_choice(question: Question, choice: Choice) -> Judged:
    share = _number(choice.columns.get(SHARE, ""))
    if share is not None:
        return Judged(question, Verdict.UNFIT if share == 0 else Verdict.FIT, share)
    words = (choice.name, *choice.label.values())
    verdict = next((_VERDICTS[folded(one)] for one in words if folded(one) in _VERDICTS), Verdict.OTHER)
    shares = {Verdict.FIT: Decimal(1), Verdict.UNFIT: _NONE}
    return Judged(question, verdict, shares.get(verdict))


def _share_of_range(question: Question, value: str) -> Decimal | None:
    bounds, number = range_bounds(question), _number(value)
    if bounds is None or number is None or bounds[0] == bounds[1]:
        return None
    start, end, _ = bounds
    return (number - start) / (end - start)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def score(judged: Iterable[Judged]) -> Score:
    """The score over the asked questions; the formula stands at the head of this module."""
    earned = possible = unanswered = _NONE
    for one in judged:
        weight = _number(one.question.rules.weight) or _NONE
        if one.verdict is Verdict.OPEN:
            unanswered += weight
        elif one.share is not None:
            earned += weight * one.share
            possible += weight
    return Score(earned, possible, unanswered, _HUNDRED * earned / possible if possible else None)
