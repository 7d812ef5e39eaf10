"""The merges of before: when, by whom, which packages, and whether one undo takes the newest one back.

Apart from `merge_review`, which is about packages that are still to come.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from inspector.domain.changes import Changes
from inspector.domain.errors import RuleError
from inspector.services.history import HistoryService
from inspector.services.packages.importing import MERGE
from inspector.storage.history import change_sets
from inspector.storage.receipt_table import receipts
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class TakenPackage:
    """A package that came in: its sender, the kind of it, its number there, and its file."""

    device: str
    kind: str
    number: int
    file_name: str


@dataclass(frozen=True)
class PastMerge:
    """One merge; `undoable` says that nothing was done since, so that one undo takes it back."""

    change_id: int
    at: datetime
    author: str
    packages: tuple[TakenPackage, ...]
    undone: bool
    undoable: bool


class MergeHistory:
    """Use cases of looking back at merges of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._history = HistoryService(workspace)

    def listed(self) -> tuple[PastMerge, ...]:
        """Every merge that changed something, the newest first."""
        steps = change_sets(self._workspace)
        reversed_by = {one.change_id: one.undone_by for one in steps}
        newest = self._history.undoable()
        taken: dict[int, list[TakenPackage]] = {}
        for one in receipts(self._workspace.reader):
            package = TakenPackage(one.device_name, one.kind, one.number, one.file_name)
            taken.setdefault(one.change_id, []).append(package)
        return tuple(
            PastMerge(
                change_id=step.change_id,
                at=step.at,
                author=step.author,
                packages=tuple(reversed(taken.get(step.change_id, []))),
                undone=len(chain := _chain(step.change_id, reversed_by)) % 2 == 0,
                undoable=newest is not None and newest.change_id == chain[-1],
            )
            for step in steps
            if step.action == MERGE and step.role == "do"
        )

    def undo(self, change_id: int, author: str = "") -> Changes:
        """Take a merge back. Raises RuleError `services.merge_is_not_last` where something was done since."""
        if not any(one.undoable for one in self.listed() if one.change_id == change_id):
            raise RuleError("services.merge_is_not_last")
        return self._history.undo(author)


def _chain(change_id: int, reversed_by: Mapping[int, int | None]) -> list[int]:
    """The step, the undo of it, the redo of that, and so on."""
    chain = [change_id]
    while (following := reversed_by.get(chain[-1])) is not None:
        chain.append(following)
    return chain
