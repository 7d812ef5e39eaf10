"""Why something shows what it shows: a catalogue key with its details, before it becomes a sentence.

It stands apart because lamps, project lamps and code checks all explain themselves in the same way, and
because the domain must not hold user text (architecture.md, convention 9). `InspectorError` is its twin for
refusals; a reason refuses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Reason:
    """`key` (`domain.lamp_overdue`) and the values for the `{name}` places of its sentence."""

    key: str
    details: Mapping[str, Any] = field(default_factory=dict)


def reason(key: str, /, **details: Any) -> Reason:  # noqa: ANN401 - shown, never computed with
    """A reason with its details as keywords."""
    return Reason(key, details)
