"""The `appearance` column: which of its words change how a question looks here.

Apart from the editors, because several of them and the view ask the same cell. Words that only a telephone or a map
server can follow are read over, as ODK's programs do with words they do not know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

GRID = 4
"""Columns of a grid of questions, where its group names no other number."""
_COLUMNS = re.compile(r"(?:columns|compact|quickcompact)-([1-9][0-9]?)")
_WIDTH = re.compile(r"w([1-9]|10)")
_SEVERAL = frozenset({"columns", "columns-pack", "columns-flex", "horizontal", "horizontal-compact", "compact"})


@dataclass(frozen=True)
class Look:
    """`columns` of a list of choices: 1 a list, 0 as many as fit; `width` in a grid of questions, 0 the whole line."""

    words: frozenset[str]
    columns: int
    width: int

    def has(self, *words: str) -> bool:
        """Whether one of the words is there."""
        return not self.words.isdisjoint(words)


@lru_cache(maxsize=512)
def look_of(appearance: str) -> Look:
    """The words of a cell; upper and lower case are the same."""
    words = frozenset(appearance.lower().split())
    counted = [int(found[1]) for one in words if (found := _COLUMNS.fullmatch(one))]
    widths = [int(found[1]) for one in words if (found := _WIDTH.fullmatch(one))]
    columns = min(counted) if counted else int(words.isdisjoint(_SEVERAL))
    return Look(words, columns, widths[0] if widths else 0)
