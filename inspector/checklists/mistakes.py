"""What is wrong with a checklist: where, in which words, and the cell text that would put it right.

A checklist is written by somebody in an office who corrects it in one go; so mistakes are collected and never
raised, and one cell with two mistakes has two entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from inspector.checklists.grid import Place


class Severity(StrEnum):
    """An error keeps the checklist from being published, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class ChecklistMistake:
    """`key` and `details` make the sentence; `text` is the cell as written.

    `fix` is the whole new text of the cell, given only where it is certain.
    """

    key: str
    place: Place
    text: str = ""
    severity: Severity = Severity.ERROR
    details: Mapping[str, Any] = field(default_factory=dict)
    fix: str | None = None


@dataclass
class Findings:
    """The mistakes of one run, in the order in which they were found."""

    found: list[ChecklistMistake] = field(default_factory=list)

    def error(self, key: str, place: Place, text: str = "", /, *, fix: str | None = None, **details: Any) -> None:  # noqa: ANN401 - shown, never computed with
        """Note an error."""
        self.found.append(ChecklistMistake(key, place, text, Severity.ERROR, details, fix))

    def warning(self, key: str, place: Place, text: str = "", /, *, fix: str | None = None, **details: Any) -> None:  # noqa: ANN401
        """Note a warning."""
        self.found.append(ChecklistMistake(key, place, text, Severity.WARNING, details, fix))

    def sorted(self, sheets: tuple[str, ...]) -> tuple[ChecklistMistake, ...]:
        """All of them in reading order: by sheet as given, row and column; errors before warnings of a cell."""
        order = {name: number for number, name in enumerate(sheets)}

        def key(one: ChecklistMistake) -> tuple[int, int, int, bool]:
            column = -1 if one.place.column is None else one.place.column
            return order.get(one.place.sheet, len(order)), one.place.row, column, one.severity is Severity.WARNING

        return tuple(sorted(self.found, key=key))
