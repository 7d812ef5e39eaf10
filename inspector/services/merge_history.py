"""The merges of before: when, by whom, which packages, and whether one undo takes the newest one back.

Apart from `merge_review`, which is about packages that are still to come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inspector.domain.changes import Changes
from inspector.domain.errors import RuleError
from inspector.services.history import HistoryService
from inspector.services.packages.importing import MERGE
from inspector.storage.history import change_sets
from inspector.storage.merge import conflicts
from inspector.storage.receipt_table import receipt, receipts
from inspector.storage.undo import Aside, reinstate, standing_undo, withdraw
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
    """One merge; `undoable` says that nothing was done since, so that one undo takes it back.

    One that is `undone` can be brought back whatever was done since.
    """

    change_id: int
    at: datetime
    author: str
    packages: tuple[TakenPackage, ...]
    undone: bool
    undoable: bool


@dataclass(frozen=True)
class Restored:
    """What taking a merge back or bringing it back changed, and how many conflicts that leaves in what it touched."""

    changes: Changes
    conflicts: int


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

    def withdraw(self, change_id: int, author: str = "") -> Restored:
        """Take a merge back although something was done since; what was written since stays, as the side of a conflict.

        Raises RuleError `services.merge_is_gone` for one that does not stand, `storage.undo_trimmed` as `restore`.
        """
        if not any(one.change_id == change_id and not one.undone for one in self.listed()):
            raise RuleError("services.merge_is_gone")
        return self._told(withdraw(self._workspace, change_id, author))

    def restore_with(self, packages: Iterable[str], author: str = "") -> tuple[Restored, ...]:
        """Bring back, as `restore` does, every merge that took one of these packages (ids) in and stands undone."""
        undone = {found for one in packages if (found := self._undone_with(one)) is not None}
        if not undone:
            raise RuleError("services.merge_stands")
        return tuple(self.restore(one, author) for one in sorted(undone))

    def _undone_with(self, package: str) -> int | None:
        taken = receipt(self._workspace.reader, package)
        if taken is None or standing_undo(self._workspace.reader.connection, taken.change_id) is None:
            return None
        return taken.change_id

    def restore(self, change_id: int, author: str = "") -> Restored:
        """Bring a merge back that was undone, also after other work; one undo takes that back again.

        What was written since stays, as the other side of a conflict where the merge says something else. Raises
        RuleError `services.merge_stands` for one that is not undone, `storage.undo_trimmed` where its past is gone.
        """
        reader = self._workspace.reader
        if standing_undo(reader.connection, change_id) is None:
            raise RuleError("services.merge_stands")
        return self._told(reinstate(self._workspace, change_id, author))

    def _told(self, made: Aside) -> Restored:
        return Restored(made.changes, sum(1 for _ in conflicts(self._workspace.reader, made.disputed)))


def _chain(change_id: int, reversed_by: Mapping[int, int | None]) -> list[int]:
    """The step, the undo of it, the redo of that, and so on."""
    chain = [change_id]
    while (following := reversed_by.get(chain[-1])) is not None:
        chain.append(following)
    return chain
