"""What is wrong with an expression, where, and what it should be when that is certain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Edit:
    """Replace the characters from `start` up to `end` by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Mistake:
    """`start` and `end` count characters of the expression; `key` and `details` make the sentence.

    `fix` is the whole expression with every certain correction made, the same for all mistakes of one text, so
    that one click mends all that can be mended; None where nobody can know what was meant.
    """

    key: str
    start: int
    end: int
    details: Mapping[str, Any] = field(default_factory=dict)
    fix: str | None = None


def edited(text: str, edits: Iterable[Edit]) -> str:
    """`text` after all `edits`; the longer of two that overlap wins, of two for the same characters the later.

    Insertions at one place all stay, in their order.
    """
    pieces, position = [], 0
    latest = {(one.start, one.end, None if one.end > one.start else place): one for place, one in enumerate(edits)}
    for edit in sorted(latest.values(), key=lambda one: (one.start, -one.end)):
        if edit.start >= position:
            pieces += [text[position : edit.start], edit.text]
            position = edit.end
    return "".join([*pieces, text[position:]])
