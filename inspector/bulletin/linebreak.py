"""Breaks a measured paragraph into lines so that the whole is as even as it can be, not line by line.

Knuth and Plass's total fit ("Breaking Paragraphs into Lines", 1981) on Chinese terms: slack is spread over the
gaps between characters, and a penalty stands against parting a number from its unit.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from math import inf

from inspector.bulletin.measure import Measured

EVEN = 0.05
"""Slack per gap (em) that costs 100: a line of 28 characters loosened by about one and a half."""

NEAR, LOOSE = 1.5, 4.5
"""Slack of a line (em) beyond which the first and the second attempt do not look."""

FORCED = 100_000.0
"""The price of a forbidden break, where a word is wider than the line."""

SINGLE = 60.0
"""The price of a last line of one character."""

LINE = 100.0
"""The price of every line of a ragged text: as few as possible."""

DUST = 1e-6
"""Float dust (pt)."""


@dataclass(frozen=True, slots=True)
class Measure:
    """The widths of the first and the other lines (pt), and how full they shall be.

    `flush` lines end at both sides. Ragged ones are `alike` in length (centred text), or the earlier are filled first.
    """

    first: float
    rest: float
    flush: bool
    alike: bool = False


def break_lines(measured: Measured, measure: Measure) -> tuple[int, ...]:
    """The ends of the lines (exclusive; the last is the length of the text).

    Tries lawful breaks with little slack, then lawful breaks with any slack, then a break anywhere: only a word
    wider than the line, or marks without end, get so far.
    """
    size = len(measured.text)
    if not size:
        return ()
    lawful = [at for at in range(1, size) if measured.prices[at - 1] < inf]
    reaches = (NEAR, LOOSE, inf) if measure.flush else (inf,)
    for allowed, loosest in (*((lawful, loosest) for loosest in reaches), (range(1, size), inf)):
        ends = _Search(measured, measure, [*allowed, size], loosest * measured.size).ends()
        if ends:
            return ends
    return tuple(range(1, size + 1))


class _Search:
    """One attempt: the cheapest chain of breaks among the allowed ones."""

    def __init__(self, measured: Measured, measure: Measure, allowed: list[int], loosest: float) -> None:
        self.measured = measured
        self.measure = measure
        self.allowed = allowed
        self.loosest = loosest
        self.size = len(measured.text)
        self.tuck = measured.tuck
        self.reaches = [measured.reach[end] for end in allowed]
        self.breaks = [0.0, *(min(price, FORCED) for price in measured.prices[:-1]), 0.0]
        self.farthest = max(0.0, *measured.edge) + measured.gives[-1] + measured.tuck + DUST
        self.price = self._flush if measure.flush else self._ragged

    def ends(self) -> tuple[int, ...] | None:
        """The line ends; None if some line finds no break within reach, or might find a better one beyond it."""
        best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
        for start in (0, *self.allowed[:-1]):
            if start in best:
                self._extend(start, best)
        if self.size not in best or best[self.size][0] > self._beyond():
            return None
        end, ends = self.size, []
        while end:
            ends.append(end)
            end = best[end][1]
        return tuple(reversed(ends))

    def _beyond(self) -> float:
        """The least that a chain with a line looser than this attempt looks at would cost."""
        if self.loosest > NEAR * self.measured.size:
            return inf
        return LINE * (self.loosest / (self.measure.rest * EVEN)) ** 2

    def _extend(self, start: int, best: dict[int, tuple[float, int]]) -> None:
        """Try every line that starts here and fits."""
        paid = best[start][0]
        allowed, reach, edge, price = self.allowed, self.measured.reach, self.measured.edge, self.price
        limit = (self.measure.rest if start else self.measure.first) + reach[start]
        nearest = max(bisect_right(allowed, start), bisect_left(self.reaches, limit - self.loosest))
        last = bisect_right(self.reaches, limit + self.farthest)
        for end in allowed[min(nearest, len(allowed) - 1) : last]:
            more = price(start, end, limit - reach[end] + edge[end - 1])
            if more is not None and (end not in best or paid + more < best[end][0]):
                best[end] = (paid + more, start)

    def _flush(self, start: int, end: int, slack: float) -> float | None:
        """How uneven the line would look; None if it does not fit."""
        measured = self.measured
        if slack < -self.tuck - DUST:
            give = measured.gives[end - 1] - measured.gives[start]
            return self.breaks[end] + LINE * (slack / give) ** 2 if give + slack >= 0 else None
        if end == self.size:
            return SINGLE if start and end - start == 1 else 0.0
        if slack <= 0:
            return self.breaks[end]
        gaps = measured.gaps[end - 1] - measured.gaps[start]
        ratio = slack / (gaps * measured.size * EVEN) if gaps else slack
        return self.breaks[end] + LINE * ratio * ratio

    def _ragged(self, start: int, end: int, slack: float) -> float | None:
        """As few lines as possible, filled or alike in length; None if it does not fit."""
        if slack < -DUST:
            return None
        share = slack / (self.measure.rest if start else self.measure.first)
        return LINE + self.breaks[end] + share * (share if self.measure.alike else self.size - end)
