"""排名 and 红黑榜: a weighted score with competition ranks (domain.md §4).

It stands apart from the statistics because an office changes the weights and the targets, never the rates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from inspector.domain.errors import RuleError
from inspector.domain.money import Number, printed
from inspector.domain.rates import NO_VALUE

Weights = Mapping[str, Number]
"""Indicator → weight; only their proportion matters, so 50/30/20 and 0.5/0.3/0.2 rank alike."""


@dataclass(frozen=True)
class Contestant:
    """An area (or park) in a ranking: `values` are its indicators in percent, None where nothing can be said.

    `completion_rate` (percent) and `amount` (万元) order areas of equal score, then `area_code` does.
    """

    area_code: str
    name: str
    planned: int
    values: Mapping[str, Number | None]
    completion_rate: Number | None = None
    amount: Number = 0


@dataclass(frozen=True)
class Ranked:
    """A line of the ranking: `rank` is None for an area with nothing planned, which stands at the end."""

    contestant: Contestant
    rank: int | None
    score: Fraction | None

    @property
    def printed_score(self) -> str:
        """The score with two decimals, or — where there is none."""
        return NO_VALUE if self.score is None else printed(self.score, 2)


class Board(StrEnum):
    """红黑榜."""

    RED = "red"
    BLACK = "black"


@dataclass(frozen=True)
class BoardRule:
    """红榜 needs `red_target` reached and a place among the first `red_places`.

    黑榜 needs a score below `black_target` and a place among the last `black_places`.
    """

    red_target: Number
    red_places: int
    black_target: Number
    black_places: int


@dataclass(frozen=True)
class Exemption:
    """An area kept off the black list, and why.

    Raises RuleError `domain.ranking.exemption_without_reason`.
    """

    area_code: str
    reason: str

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise RuleError("domain.ranking.exemption_without_reason", area=self.area_code)


@dataclass(frozen=True)
class BoardLine:
    """An area on a board; `exempted` carries the reason why it is not printed on the black one."""

    ranked: Ranked
    board: Board
    exempted: str | None = None


def rank(contestants: Iterable[Contestant], weights: Weights) -> tuple[Ranked, ...]:
    """Competition ranking 1, 2, 2, 4, best first.

    Equal scores share the rank; among them the completion rate, the amount and the area code give the order.
    Raises RuleError `domain.ranking.no_weights` when the weights do not add up to more than zero or one of
    them is negative.
    """
    _refuse_weights(weights)
    entered = list(contestants)
    scored = [Ranked(one, None, score(one, weights)) for one in entered if one.planned > 0]
    scored.sort(key=_order)
    unranked = sorted((one for one in entered if one.planned <= 0), key=lambda one: one.area_code)
    return (*_with_ranks(scored), *(Ranked(one, None, None) for one in unranked))


def score(contestant: Contestant, weights: Weights) -> Fraction:
    """The weighted mean of the indicators that the area has a value for; zero where it has none at all.

    An area without any applicable approval step is not worse at them than others: what cannot be said of it
    is left out, and the other weights keep their proportion.
    """
    said = {name: value for name in weights if (value := contestant.values.get(name)) is not None}
    total = sum((Fraction(weights[name]) for name in said), Fraction(0))
    points = sum((Fraction(weights[name]) * Fraction(value) for name, value in said.items()), Fraction(0))
    return points / total if total else Fraction(0)


def boards(ranking: Sequence[Ranked], rule: BoardRule, exemptions: Iterable[Exemption] = ()) -> tuple[BoardLine, ...]:
    """红黑榜 of a ranking: red lines first, then black ones from the worst upwards."""
    reasons = {one.area_code: one.reason for one in exemptions}
    placed = [one for one in ranking if one.rank is not None]
    red = [BoardLine(one, Board.RED) for one in placed if _is_red(one, rule)]
    black = [
        BoardLine(one, Board.BLACK, reasons.get(one.contestant.area_code))
        for one in reversed(placed)
        if _is_black(one, placed, rule)
    ]
    return (*red, *black)


def _refuse_weights(weights: Weights) -> None:
    if sum((Fraction(one) for one in weights.values()), Fraction(0)) <= 0 or min(weights.values()) < 0:
        raise RuleError("domain.ranking.no_weights")


def _order(line: Ranked) -> tuple[Fraction, Fraction, Fraction, str]:
    one = line.contestant
    completion = Fraction(-1 if one.completion_rate is None else one.completion_rate)
    return -Fraction(line.score or 0), -completion, -Fraction(one.amount), one.area_code


def _with_ranks(scored: Sequence[Ranked]) -> list[Ranked]:
    placed: list[Ranked] = []
    for position, line in enumerate(scored, start=1):
        shared = placed and placed[-1].score == line.score
        placed.append(Ranked(line.contestant, placed[-1].rank if shared else position, line.score))
    return placed


def _is_red(line: Ranked, rule: BoardRule) -> bool:
    return (line.rank or 0) <= rule.red_places and Fraction(line.score or 0) >= Fraction(rule.red_target)


def _is_black(line: Ranked, placed: Sequence[Ranked], rule: BoardRule) -> bool:
    worse = sum((other.score or 0) < (line.score or 0) for other in placed)
    return worse < rule.black_places and Fraction(line.score or 0) < Fraction(rule.black_target)
