"""The error roots: what a user is told, apart from what is a defect.

The domain holds keys, never sentences (architecture.md, convention 9): a key such as
`register.below_threshold` is looked up in the catalogues under `resources/i18n/` by `inspector.texts`.
"""

from __future__ import annotations

from typing import Any


class InspectorError(Exception):
    """An expected refusal that is told to the user: a catalogue key and the details for its sentence."""

    def __init__(self, key: str, /, **details: Any) -> None:  # noqa: ANN401 - shown, never computed with
        super().__init__(key, details)
        self.key = key
        self.details = details

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self.details.items())
        return f"{self.key}({shown})"


class RuleError(InspectorError):
    """A rule of the field forbids it (a state machine, a threshold, a missing piece)."""


class FormatError(InspectorError):
    """Something that came from outside cannot be read as what it claims to be."""


class StorageError(InspectorError):
    """The workspace cannot do it: locked, damaged, full, of a newer version."""


class NotFoundError(InspectorError):
    """What was asked for is not there."""
