"""Decisions taken on a preview, kept until its packages are merged: whoever closes the window decides nothing twice.

Apart from `conflicts`, which settles what stands in the data: here nothing of the data changes. The merge that carries
a decision out forgets it (`merge_review`).
"""

from __future__ import annotations

from collections.abc import Iterable

from inspector.services.merge_told import ToldConflict
from inspector.storage.codec import canonical
from inspector.storage.reader import Reader
from inspector.storage.ruling_table import Ruling, forget_ruling, keep_ruling, rulings
from inspector.storage.workspace import Workspace

_ACTION = "note_ruling"


def decided_before(reader: Reader, conflicts: Iterable[ToldConflict]) -> dict[str, str]:
    """The choices that were taken before between the very same sides, by the key of the conflict."""
    before = rulings(reader)
    return {
        one.key: before[one.key].choice
        for one in conflicts
        if one.key in before and before[one.key].sides == _sides(one)
    }


def keep_decisions(workspace: Workspace, decided: Iterable[tuple[ToldConflict, str | None]]) -> None:
    """Keep these choices; None takes one back."""
    with workspace.transaction(_ACTION) as tx:
        for conflict, choice in decided:
            if choice is None:
                forget_ruling(tx, conflict.key)
            else:
                keep_ruling(tx, Ruling(conflict.key, choice, _sides(conflict)))


def _sides(conflict: ToldConflict) -> str:
    """What tells the sides of a conflict from others, in their order: a choice names a side by its number."""
    ordered = sorted(conflict.sides, key=lambda one: one.number)
    return canonical({"sides": [[one.device, one.at.isoformat(), one.deleted] for one in ordered]})
