"""Which operations are known: for each replica a set of sequence numbers, kept as closed intervals.

Stands apart because the log keeps it, a package carries it and the exchange computes with it: what a peer
lacks, what is missing here, what everybody has (exchange.md, "`have`: … the interval set of seqs known").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

Interval = tuple[int, int]
"""First and last sequence number, both included."""

Have = Mapping[str, tuple[Interval, ...]]
"""For each replica (`uuid:epoch`) the intervals known, in order, disjoint and not touching."""


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The same numbers in order, as intervals that neither overlap nor touch."""
    made: list[Interval] = []
    for first, last in sorted(intervals):
        if made and first <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return tuple(made)


def without(intervals: Iterable[Interval], taken: Iterable[Interval]) -> Iterator[Interval]:
    """The parts of the first intervals that the second do not hold."""
    holes = merged(taken)
    for first, last in intervals:
        start = first
        for hole_first, hole_last in holes:
            if hole_last >= start and hole_first <= last:
                if hole_first > start:
                    yield start, hole_first - 1
                start = max(start, hole_last + 1)
        if start <= last:
            yield start, last


def gaps(intervals: Iterable[Interval]) -> Iterator[Interval]:
    """What is missing below the highest number known."""
    ahead = 1
    for first, last in merged(intervals):
        if first > ahead:
            yield ahead, first - 1
        ahead = last + 1


def joined(*haves: Have) -> dict[str, tuple[Interval, ...]]:
    """Everything that any of them knows."""
    names = sorted({name for have in haves for name in have})
    return {name: merged(one for have in haves for one in have.get(name, ())) for name in names}


def beyond(have: Have, taken: Have) -> dict[str, tuple[Interval, ...]]:
    """What `have` holds and `taken` does not; replicas without a difference are left out."""
    found = {name: tuple(without(intervals, taken.get(name, ()))) for name, intervals in sorted(have.items())}
    return {name: intervals for name, intervals in found.items() if intervals}


def shared(haves: Iterable[Have]) -> dict[str, tuple[Interval, ...]]:
    """What all of them know; nothing when there are none."""
    left = iter(haves)
    made = dict(next(left, {}))
    for have in left:
        made = beyond(made, beyond(made, have))
    return made


def count(have: Have) -> int:
    """How many operations these intervals name."""
    return sum(last - first + 1 for intervals in have.values() for first, last in intervals)
