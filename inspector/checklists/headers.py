"""The header row of a sheet: which column is what, in which language.

Headers come as `label`, `label::中文 (zh)`, `media::image::English`, `bind::gov:weight`, `bind:relevant`, 标签 or
`标签：：English`; each becomes a key of `words` with a language, and what nobody knows keeps its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from inspector.checklists import words
from inspector.checklists.grid import Grid, Place, cell_at
from inspector.checklists.mistakes import Findings

_SEARCHED_ROWS = 10
_PREFIXES = {"bind": "bind", "body": "body", "control": "body", "instance": "instance", "media": "media"}
_BIND = {
    "relevant": "relevant",
    "required": "required",
    "constraint": "constraint",
    "calculate": "calculation",
    "calculation": "calculation",
    "readonly": "read_only",
    "read_only": "read_only",
    "jr:constraintmsg": "constraint_message",
    "jr:requiredmsg": "required_message",
}
_BODY = {"appearance": "appearance", "jr:count": "repeat_count"}
_NAMESPACE = re.compile(r"(?<!:)\b(jr|gov|odk|orx|entities):(?!:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` is a canonical header, or the header as written where `known` is false."""

    index: int
    key: str
    language: str = ""
    known: bool = True


@dataclass(frozen=True)
class Heading:
    """The columns of a sheet and the row (from 1) in which their headers stand."""

    sheet: str
    row: int
    columns: tuple[Column, ...]

    @cached_property
    def by_key(self) -> Mapping[str, tuple[Column, ...]]:
        """The columns of a key, one for every language."""
        keys = dict.fromkeys(one.key for one in self.columns)
        return {key: tuple(one for one in self.columns if one.key == key) for key in keys}

    def place(self, row: int, key: str) -> Place:
        """The cell of the first column of `key`; the whole row where the sheet has no such column."""
        return Place(self.sheet, row, self.by_key[key][0].index if key in self.by_key else None)

    def has(self, key: str) -> bool:
        """Whether the sheet has a column of `key` in any language."""
        return key in self.by_key


def read_heading(grid: Grid, headers: Mapping[str, str], needed: str, findings: Findings) -> Heading:
    """The header row: the first of the top rows with the column `needed`, else the first row that is not empty.

    Two headers of one meaning are a mistake.
    """
    row = _header_row(grid, headers, needed)
    texts = grid.rows[row] if row < len(grid.rows) else ()
    columns: list[Column] = []
    for index, text in enumerate(texts):
        if text:
            column = _column(index, text, headers)
            twin = next((one for one in columns if (one.key, one.language) == (column.key, column.language)), None)
            if twin is None:
                columns.append(column)
            else:
                other = cell_at(texts, twin.index)
                findings.error("checklists.header_twice", Place(grid.name, row + 1, index), text, other=other)
    return Heading(grid.name, row + 1, tuple(columns))


def _header_row(grid: Grid, headers: Mapping[str, str], needed: str) -> int:
    for number, row in enumerate(grid.rows[:_SEARCHED_ROWS]):
        if any(headers.get(words.folded(text)) == needed for text in row):
            return number
    return next((number for number, row in enumerate(grid.rows) if any(row)), 0)


def _column(index: int, text: str, headers: Mapping[str, str]) -> Column:
    plain = text.replace("：", ":")
    whole = headers.get(words.folded(plain))
    if whole is not None:
        return Column(index, whole)
    parts = _split(plain)
    first = words.folded(parts[0])
    if first in _PREFIXES and len(parts) > 1:
        return _prefixed(index, text, _PREFIXES[first], parts[1:])
    key = headers.get(first)
    if key is not None and key in words.TRANSLATED and len(parts) > 1:
        return Column(index, key, parts[1])
    return Column(index, text, known=False)


def _split(text: str) -> list[str]:
    """Split at `::`, or at `:` in the old style; the colon of a namespace is none of either."""
    guarded = _NAMESPACE.sub(lambda found: f"{found[1]}\0", text)
    return [part.strip().replace("\0", ":") for part in guarded.split("::" if "::" in guarded else ":")]


def _prefixed(index: int, text: str, prefix: str, rest: list[str]) -> Column:
    first = words.folded(rest[0])
    language = rest[1] if len(rest) > 1 else ""
    if prefix == "media" and first.replace("_", "-") in words.MEDIA:
        return Column(index, first.replace("_", "-"), language)
    key = {"bind": _BIND, "body": _BODY}.get(prefix, {}).get(first)
    if prefix == "bind" and first.startswith("gov:"):
        return Column(index, first)
    if key is None:
        return Column(index, text, known=False)
    return Column(index, key, language if key in words.TRANSLATED else "")
