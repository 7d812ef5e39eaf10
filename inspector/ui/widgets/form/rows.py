"""What a form shows, line by line: items with their evidence, headings, and places to add an instance of a repeat.

Plain values between the session and the widgets: the view compares them, and touches only what has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.checklists.scoring import Verdict
from inspector.domain.problem import ProblemLevel
from inspector.ui.widgets.form.surroundings import Photo

_WHOLE = 1.0
_ROUNDING = 1e-6


@dataclass(frozen=True)
class ProblemDraft:
    """The problem that an unfit answer brings. `days` is the term that the checklist sets; None where it sets none."""

    raised: bool = True
    number: str = ""
    owner: str = ""
    due_on: date | None = None
    level: ProblemLevel = ProblemLevel.GENERAL
    days: int | None = None
    prefilled: bool = False


@dataclass(frozen=True)
class Evidence:
    """What stands beside an answer in the visit: the inspector's words, photos, and the problem."""

    note: str = ""
    photos: tuple[Photo, ...] = ()
    problem: ProblemDraft | None = None


NO_EVIDENCE = Evidence()


@dataclass(frozen=True)
class ItemRow:
    """One question. `verdict` is None where nothing is judged; `share` is its part of a line of questions."""

    entry: Entry
    question: Question
    number: str = ""
    choices: tuple[Choice, ...] = ()
    verdict: Verdict | None = None
    message: str = ""
    evidence: Evidence = NO_EVIDENCE
    share: float = _WHOLE

    @property
    def address(self) -> str:
        """Where its answer stands."""
        return self.entry.address

    @property
    def takes_answer(self) -> bool:
        """Whether a person answers it."""
        return takes_answer(self.entry, self.question)

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.takes_answer and self.entry.value is None


def takes_answer(entry: Entry, question: Question) -> bool:
    """Whether a person answers a question as its entry stands now."""
    return not entry.read_only and question.kind is not Kind.NOTE


@dataclass(frozen=True)
class HeadingRow:
    """The heading of a group, or of an instance of a repeat, which may be `removable`."""

    address: str
    text: str
    hint: str = ""
    depth: int = 0
    removable: bool = False


@dataclass(frozen=True)
class AddRow:
    """Where another instance of a repeat is added."""

    address: str
    text: str


Row: TypeAlias = ItemRow | HeadingRow | AddRow
Line: TypeAlias = tuple[ItemRow, ...] | HeadingRow | AddRow
"""Questions that stand beside each other are one line."""


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """Rows put into lines: questions whose shares fit beside each other share one (`w1`–`w8`)."""
    lines: list[Line] = []
    filled = _WHOLE
    for row in rows:
        if not isinstance(row, ItemRow):
            lines.append(row)
            filled = _WHOLE
            continue
        last = lines[-1] if lines else None
        if isinstance(last, tuple) and filled + row.share <= _WHOLE + _ROUNDING:
            lines[-1] = (*last, row)
            filled += row.share
        else:
            lines.append((row,))
            filled = row.share
    return lines
