"""Reading the history of any field, and taking the last step back."""

from __future__ import annotations

from inspector.domain.entities import kinds
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.project import Project
from inspector.services.lookup import find_by_tail, find_project
from inspector.storage.changes import Changes
from inspector.storage.history import HistoryEntry, history, steps_taken
from inspector.storage.undo import redo, undo
from inspector.storage.workspace import Workspace

ISSUE = "issue_bulletin"
"""The step that issues a bulletin (services/bulletins)."""


class HistoryService:
    """Use cases of 操作日志 on one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, kind: str, row_id: str, field: str | None = None) -> tuple[HistoryEntry, ...]:
        """Every write to a record or to one of its fields, oldest first; a deleted record has a history.

        A project may also be meant by its name or code, other records by the end of their id.
        Raises NotFoundError for a kind, field or record that does not exist.
        """
        row_id = self._project_id(row_id) if kind == Project.KIND else self._whole_id(kind, row_id)
        return history(self._workspace, kind, row_id, field)

    def _project_id(self, reference: str) -> str:
        try:
            return find_project(self._workspace.reader, reference).id
        except NotFoundError:
            return reference  # a deleted project still has its history, by id

    def _whole_id(self, kind: str, tail: str) -> str:
        cls = kinds().get(kind)
        found = find_by_tail(self._workspace.reader, cls, tail) if cls is not None else None
        return found.id if found is not None else tail

    def undo(self, author: str = "") -> Changes:
        """Take back the newest step that is not taken back yet, as a new step; RuleError where there is none.

        An issued bulletin has been read: it is corrected by a new revision, never taken back (domain.md §2).
        """
        steps = steps_taken(self._workspace.reader.connection)
        newest = next((one for one in steps if one.role in {"do", "redo"} and not one.undone_by), None)
        if newest is not None and newest.action == ISSUE:
            raise RuleError("services.issued_stays")
        return undo(self._workspace, author)

    def last_action(self) -> str:
        """The action of the newest step: after an undo, what was taken back."""
        step = next(steps_taken(self._workspace.reader.connection), None)
        return step.action if step is not None else ""

    def redo(self, author: str = "") -> Changes:
        """Do again what was taken back last."""
        return redo(self._workspace, author)
