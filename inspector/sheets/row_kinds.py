"""Which rows of a table are projects and which only look like it: sums, section titles, repeated headers, numbering.

Apart from the cells because it judges a row as a whole, before any cell of it is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from inspector.sheets import columns
from inspector.sheets.cells import is_blank
from inspector.sheets.columns import key
from inspector.sheets.headers import Layout
from inspector.sheets.raw import RawCell, Row, cell_at

_ORDINAL = "[一二三四五六七八九十]{1,3}"
_SECTION = re.compile(rf"[（(]?{_ORDINAL}[)）]?[、.．,，)）:： ].+|[（(]{_ORDINAL}[)）].+")
_MOST_IN_TITLE = 2
"""A title and perhaps the count of its projects."""
_LONGEST_NUMBERING = 2
_LETTERS = "甲乙丙丁戊己庚辛壬癸"


class RowKind(StrEnum):
    """What a row of the table is."""

    PROJECT = "project"
    BLANK = "blank"
    TOTAL = "total"
    PART_TOTAL = "part_total"
    SECTION = "section"
    HEADER = "header"


@dataclass(frozen=True)
class RowJudge:
    """Tells the kind of the rows of one table."""

    layout: Layout
    name_index: int
    words: re.Pattern[str]
    _longest_header: int
    _header_ends: frozenset[str]

    @classmethod
    def of(cls, layout: Layout) -> RowJudge:
        """The judge for a table that has a column of names."""
        heading = layout.heading("name")
        words = "|".join(map(re.escape, columns.total_words()))
        pattern = re.compile(rf"(.{{0,12}}?)({words})([(（].*|\d+个?(?:项目)?|[:：].*)?")
        names = [text for text, column in columns.by_key().items() if column.field == "name"]
        ends = frozenset(text[-1] for text in names) | frozenset("稱*＊）)： ")
        return cls(layout, 0 if heading is None else heading.index, pattern, max(map(len, names)), ends)

    def kind(self, row: Row) -> RowKind:
        """What this row is."""
        name = cell_at(row, self.name_index)
        if found := self._total(row):
            return found
        if self._is_surely_project(row, name):
            return RowKind.PROJECT
        filled: Row = [cell for cell in row if not is_blank(cell)]
        if not filled:
            return RowKind.BLANK
        if len(filled) <= _MOST_IN_TITLE and self._is_section(filled):
            return RowKind.SECTION
        if self._is_header(name, filled):
            return RowKind.HEADER
        return RowKind.PROJECT

    def _is_surely_project(self, row: Row, name: RawCell) -> bool:
        """The quick answer for most rows: too full for a title, too long a name for a header or a numbering."""
        filled = len(row) - row.count("") - row.count(None)
        if filled <= _MOST_IN_TITLE or not isinstance(name, str) or len(name) <= _LONGEST_NUMBERING:
            return False
        return len(name) > self._longest_header or name[-1] not in self._header_ends

    def _total(self, row: Row) -> RowKind | None:
        for cell in row[: self.name_index + 1]:
            if isinstance(cell, str) and "计" in cell and (found := self.words.fullmatch("".join(cell.split()))):
                whole = not found[1] and found[2] in columns.grand_words()
                return RowKind.TOTAL if whole else RowKind.PART_TOTAL
        return None

    def _is_section(self, filled: Row) -> bool:
        text = next((cell for cell in filled if isinstance(cell, str)), None)
        return text is not None and _SECTION.fullmatch(text.strip()) is not None

    def _is_header(self, name: RawCell, filled: Row) -> bool:
        """A header repeated on every printed page, or the line that numbers the columns (1 2 3, 甲 乙 1)."""
        if isinstance(name, str) and (found := columns.by_key().get(key(name))):
            return found.field == "name"
        texts = [str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell) for cell in filled]
        numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
        lettered = all(text in _LETTERS or (text.isascii() and text.isdigit()) for text in texts)
        in_order = numbers == list(range(1, len(numbers) + 1))
        return len(texts) > 2 and lettered and in_order  # noqa: PLR2004 - two numbers in order prove nothing
