"""Reading the history of any field, and taking the last step back."""

from __future__ import annotations

from inspector.domain.entities import kinds
from inspector.domain.errors import NotFoundError
from inspector.storage.changes import Changes
from inspector.storage.history import HistoryEntry, history
from inspector.storage.undo import redo, undo
from inspector.storage.workspace import Workspace


class HistoryService:
    """Use cases of 操作日志 on one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, kind: str, row_id: str, field: str | None = None) -> tuple[HistoryEntry, ...]:
        """Every write to a record or to one of its fields, oldest first.

        Raises NotFoundError for a kind, field or record that does not exist; a deleted record has a history.
        """
        cls = kinds().get(kind)
        if cls is None:
            raise NotFoundError("services.no_such_kind", kind=kind, known=list(kinds()))
        if field is not None and field not in {one.name for one in cls.CELLS}:
            names = [one.name for one in cls.CELLS]
            raise NotFoundError("services.no_such_field", field=field, kind=kind, known=names)
        entries = history(self._workspace, kind, row_id, field)
        if not entries and not history(self._workspace, kind, row_id):
            raise NotFoundError("services.no_such_record", kind=kind, id=row_id)
        return entries

    def undo(self, author: str = "") -> Changes:
        """Take back the newest step that is not taken back yet, as a new step."""
        return undo(self._workspace, author)

    def redo(self, author: str = "") -> Changes:
        """Do again what was taken back last."""
        return redo(self._workspace, author)
