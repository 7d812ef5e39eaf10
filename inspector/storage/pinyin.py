"""Pinyin of names for the search index: what somebody types who looks for 徐大堡 with `xdb` or `xudabao`.

It stands apart from the index because it knows nothing of a database. The readings lie in a small file that was
made once (`resources/pinyin/build_readings.py`), because a library for them takes 0.16 s to import.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from string import ascii_lowercase, digits
from typing import NamedTuple

from inspector import paths

REACH = 6
"""How many characters either side of another reading are indexed with it: what is typed is seldom longer."""

MOST_SPLITS = 8
"""`xianan` splits in several ways; beyond so many nobody could mean them."""


class Readings(NamedTuple):
    """How characters are typed: toneless syllables, the usual one first, and a letter or digit as it is.

    `syllables` are all there are.
    """

    of: dict[str, tuple[str, ...]]
    syllables: frozenset[str]


@cache
def readings() -> Readings:
    """The readings that ship; read at the first use, about 10 ms."""
    usual: dict[str, tuple[str, ...]] = {one: (one,) for one in ascii_lowercase + digits}
    other: dict[str, tuple[str, ...]] = {}
    names = []
    for line in paths.resources("pinyin", "readings.txt").read_text("utf-8").splitlines():
        syllable, first, later = line.split("\t")
        names.append(syllable)
        usual.update(dict.fromkeys(first, (syllable,)))
        other.update({one: (*other.get(one, ()), syllable) for one in later})
    for one, more in other.items():
        usual[one] = (*usual.get(one, ()), *more)
    return Readings(usual, frozenset(names))


def initials(name: str) -> Iterator[str]:
    """The initials of a name, as often as readings differ in them: 重庆路 gives `zql` and `cql`."""
    ways = [tuple(dict.fromkeys(one[0] for one in way)) if len(way) > 1 else way[0][0] for way in _ways(name)]
    return map("".join, _variants(ways))


def syllables(name: str) -> Iterator[Sequence[str]]:
    """The syllables of a name, as often as readings differ: 重庆 gives (zhong, qing) and (chong, qing)."""
    return _variants(_ways(name))


def splits(typed: str) -> list[tuple[str, ...]]:
    """The ways to read letters as syllables, the last of which may only have begun: `xuda`, `xud`."""
    return list(_split(typed, ()))[:MOST_SPLITS]


@cache
def _begun() -> frozenset[str]:
    return frozenset(one[:length] for one in readings().syllables for length in range(1, len(one) + 1))


def _split(left: str, before: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if left in _begun():
        yield *before, left
    for length in range(1, min(len(left), 7)):
        if left[:length] in readings().syllables:
            yield from _split(left[length:], (*before, left[:length]))


def _ways(name: str) -> list[tuple[str, ...]]:
    """The ways to type each character, without those that are not spoken."""
    of = readings().of
    return [of[one] for one in name.lower() if one in of]


def _variants(ways: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The usual reading of the whole, then each other reading with its surroundings."""
    usual = [way[0] for way in ways]
    if usual:
        yield usual
    for place, way in enumerate(ways):
        if len(way) > 1:
            first = max(0, place - REACH)
            for other in way[1:]:
                yield [*usual[first:place], other, *usual[place + 1 : place + 1 + REACH]]
