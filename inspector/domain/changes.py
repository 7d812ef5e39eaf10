"""What a transaction has changed: which kinds, which ids. Screens reload by it (architecture.md, convention 2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Ids = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Changes:
    """Ids by kind; `change_id` is the number of the change set (0 when nothing was written)."""

    inserted: Ids = field(default_factory=dict)
    updated: Ids = field(default_factory=dict)
    deleted: Ids = field(default_factory=dict)
    change_id: int = 0

    @property
    def empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.inserted or self.updated or self.deleted)
