"""Reading the history of any field, and taking the last step back."""

from __future__ import annotations

from inspector.storage.changes import Changes
from inspector.storage.history import HistoryEntry, history
from inspector.storage.undo import redo, undo
from inspector.storage.workspace import Workspace


class HistoryService:
    """Use cases of 操作日志 on one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, kind: str, row_id: str, field: str | None = None) -> tuple[HistoryEntry, ...]:
        """Every write to a record or to one of its fields, oldest first; a deleted record has a history.

        Raises NotFoundError for a kind, field or record that does not exist.
        """
        return history(self._workspace, kind, row_id, field)

    def undo(self, author: str = "") -> Changes:
        """Take back the newest step that is not taken back yet, as a new step."""
        return undo(self._workspace, author)

    def redo(self, author: str = "") -> Changes:
        """Do again what was taken back last."""
        return redo(self._workspace, author)
