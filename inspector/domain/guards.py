"""The one way in which the state machines refuse a step.

It stands apart so that each machine reads as a list of what must hold, in the order in which it is asked.
"""

from __future__ import annotations

from typing import Any

from inspector.domain.errors import RuleError


def demand(holds: object, key: str, /, **details: Any) -> None:  # noqa: ANN401 - shown, never computed with
    """RuleError `key` unless `holds`."""
    if not holds:
        raise RuleError(key, **details)


def filled(text: str | None) -> bool:
    """Whether somebody wrote something: blanks are nothing."""
    return bool(text and text.strip())
