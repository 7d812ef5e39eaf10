"""Clauses of a normal text and the words around each of its numbers.

It stands apart from `reading` because it only cuts: no word has a meaning here yet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector.domain.figures.quantities import Found

CONTEXT = 60
"""How many characters before a number can name it."""
_AFTER = 24
NEXT = "#"
"""Ends the words after a number when another number follows at once: 484个重点项目开复工358个."""
_ENDS = re.compile(r"[，,；;。！？!?\n]")
_RESPECTIVELY = re.compile(r"分别(?:为|是|有|达到?)?(?P<none>(?:—、){0,9})$")
_BETWEEN = re.compile(r"(?:、—){0,9}[、和及与，,]{1,2}(?:—、){0,9}")
_NONE_LEFT = re.compile(r"(?:、—){1,9}")
_NAMES = re.compile(r"、|和|及|与")
_OPENINGS = frozenset("。！？!?\n")


@dataclass(frozen=True)
class Numbered:
    """A number with the words before it and after it; `before` None when a list of names does not match it."""

    found: Found
    before: str | None
    after: str


@dataclass(frozen=True)
class Clause:
    """A stretch between two marks. `opens_sentence` and `opens_paragraph` say what came before it."""

    start: int
    end: int
    opens_sentence: bool
    opens_paragraph: bool
    numbers: tuple[Numbered, ...]


def clauses(text: str, found: Sequence[Found]) -> Iterator[Clause]:
    """Cut `text` at its marks, but never inside a number (1,611.89)."""
    names = _enumerations(text, found)
    position, mark, start = 0, "\n", 0
    for end in (*_marks(text, found), len(text)):
        first = position
        while position < len(found) and found[position].start < end:
            position += 1
        numbers = _numbered(text, (start, end), found, (first, position), names)
        yield Clause(start, end, mark in _OPENINGS, mark == "\n", tuple(numbers))
        mark, start = text[end : end + 1], end + 1


def _marks(text: str, found: Sequence[Found]) -> Iterator[int]:
    position = 0
    for mark in _ENDS.finditer(text):
        while position < len(found) and found[position].end <= mark.start():
            position += 1
        if position == len(found) or mark.start() < found[position].start:
            yield mark.start()


def _numbered(
    text: str, clause: tuple[int, int], found: Sequence[Found], span: tuple[int, int], names: Mapping[int, str | None]
) -> Iterator[Numbered]:
    edge = clause[0]
    for position in range(*span):
        one = found[position]
        before = text[max(edge, one.start - CONTEXT) : one.start]
        # Behind another number, words up to a 、 still belong to that number: 117个新开工项目、212个复工项目.
        before = before if edge == clause[0] else before.rpartition("、")[2]
        limit = found[position + 1].start if position + 1 < span[1] else clause[1]
        words = text[one.end : min(limit, one.end + _AFTER)]
        follows = NEXT if limit < clause[1] and "、" not in words else ""
        yield Numbered(one, names.get(position, before), words.partition("、")[0] + follows)
        edge = one.end


def _enumerations(text: str, found: Sequence[Found]) -> dict[int, str | None]:
    """Names for the numbers of 甲、乙、丙分别为一、二、三; None where names and numbers do not match."""
    named: dict[int, str | None] = {}
    for position, one in enumerate(found):
        head = text[max(0, one.start - CONTEXT) : one.start]
        respectively = _RESPECTIVELY.search(head)
        if respectively:
            names = _NAMES.split(_ENDS.split(head[: respectively.start()])[-1])
            places, length = _listed(text, found, position, respectively["none"].count("—"))
            matching = length == len(names)
            named |= {number: names[place] if matching else None for number, place in places.items()}
    return named


def _listed(text: str, found: Sequence[Found], first: int, skipped: int) -> tuple[dict[int, int], int]:
    """The place in the list of each of its numbers, and its length; a — takes a place too."""
    places = {first: skipped}
    last = first
    while last + 1 < len(found) and found[last + 1].quantity.kind is found[first].quantity.kind:
        between = _BETWEEN.fullmatch(text, found[last].end, found[last + 1].start)
        if not between:
            break
        places[last + 1] = places[last] + 1 + between.group().count("—")
        last += 1
    rest = _NONE_LEFT.match(text, found[last].end)
    return places, places[last] + 1 + (rest.group().count("—") if rest else 0)
