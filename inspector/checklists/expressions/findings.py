"""Mistakes while they are being collected, before the corrections of all of them make one corrected text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from inspector.checklists.expressions.mistakes import Edit, Mistake, edited

MOST_MISTAKES = 50
"""After so many a text is no expression; the caller stops reading."""


_BRACKETS = frozenset({"checklists.expr_bracket_open", "checklists.expr_bracket_extra"})


class TooManyError(Exception):
    """Enough mistakes were found."""


@dataclass(frozen=True)
class _Finding:
    mistake: Mistake
    edits: tuple[Edit, ...] | None


@dataclass
class Findings:
    """What was found in `text` so far."""

    text: str
    _found: list[_Finding] = field(default_factory=list)

    def add(self, key: str, start: int, end: int, *edits: Edit, **details: Any) -> None:  # noqa: ANN401 - shown only
        """Note a mistake, with the edits that certainly correct it (none: nobody can know).

        Raises TooManyError.
        """
        self._found.append(_Finding(Mistake(key, start, end, details), edits or None))
        if len(self._found) >= MOST_MISTAKES:
            raise TooManyError

    def found(self, key: str) -> bool:
        """Whether a mistake of that kind is among them."""
        return any(one.mistake.key == key for one in self._found)

    def mistakes(self) -> tuple[Mistake, ...]:
        """All in the order of the text, the certain ones with the corrected text."""
        unclear = any(one.edits is None for one in self._found)
        kept = [one.edits or () if self._certain(one, unclear=unclear) else () for one in self._found]
        fixed = edited(self.text, (edit for edits in kept for edit in edits))
        told = (
            replace(one.mistake, fix=fixed if edits else None) for one, edits in zip(self._found, kept, strict=True)
        )
        return tuple(sorted(told, key=lambda one: (one.start, one.end)))

    @staticmethod
    def _certain(finding: _Finding, *, unclear: bool) -> bool:
        """A bracket is only certain to belong where nothing else about the text is unclear."""
        return not (unclear and finding.mistake.key in _BRACKETS)
