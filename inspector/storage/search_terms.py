"""What the search index is made of: every two neighbouring characters of a text, and the last one alone.

Pure text, no database: FTS5 splits at spaces, so a text becomes `徐大 大堡 堡`, and what is looked for a phrase of
such pairs. A single character finds by prefix. Hits are exactly those of LIKE: any part of a text, letters A–Z
in either case, nothing else folded (performance.md, "search index").
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from inspector.storage.pinyin import initials, splits, syllables

_STANDS_FOR = 0x10FF00
"""Signs at which FTS5 would split stand in a private plane of Unicode while they are indexed."""

_SIGNS = {code: chr(_STANDS_FOR + code) for code in range(128) if not chr(code).isalnum()}
_SHORTEST_PINYIN = 2


class Document(NamedTuple):
    """A record as the index takes it in: terms of its text, of its initials and of its syllables."""

    words: str
    initials: str
    syllables: str


def document(texts: Iterable[str | None], spoken: Iterable[str | None] = ()) -> Document:
    """The terms of a record; `spoken` are the texts that are also found by pinyin."""
    names = [one for one in spoken if one]
    return Document(
        " ".join(pairs(one) for one in texts if one),
        " ".join(pairs(way) for name in names for way in initials(name)),
        # The stroke keeps a phrase from running over from one reading into the next.
        " | ".join(" ".join(way) for name in names for way in syllables(name)).replace("|", _SIGNS[ord("|")]),
    )


@lru_cache(4096)  # areas and owners stand in many records
def pairs(text: str) -> str:
    """The pairs of a text in their order, then its last character alone."""
    plain = text.translate(_SIGNS)
    return " ".join([*map("".join, pairwise(plain)), plain[-1]])


def matching(words: Iterable[str], *, spoken: bool) -> str:
    """The FTS5 expression for records that hold every word; with `spoken` also by pinyin."""
    return " AND ".join(f"({_word(one, spoken=spoken)})" for one in words)


def _word(word: str, *, spoken: bool) -> str:
    ways = [f"words : {_phrase(word)}"]
    if spoken and len(word) >= _SHORTEST_PINYIN and word.isascii() and word.isalnum():
        typed = word.lower()
        ways.append(f"initials : {_phrase(typed)}")
        ways.extend(f'syllables : "{" ".join(parts)}" *' for parts in splits(typed))
    return " OR ".join(ways)


def _phrase(word: str) -> str:
    plain = word.translate(_SIGNS)
    if len(plain) == 1:
        return f'"{plain}" *'
    return f'"{" ".join(map("".join, pairwise(plain)))}"'
