"""Reading the history of any field, and taking the last step back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from inspector.domain.changes import Changes
from inspector.domain.entities import kinds
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.project import Project
from inspector.services.actions import told_action
from inspector.services.lookup import find_by_tail, find_project
from inspector.storage.history import HistoryEntry, Step, history, steps_taken
from inspector.storage.undo import redo, redoable, undo, undoable
from inspector.storage.workspace import Workspace

FINAL = {"issue_bulletin": "services.issued_stays", "sign_visit": "services.signed_stays"}
"""Steps that are never taken back, with what to say: others have read the bulletin, and a signature locks."""


@dataclass(frozen=True)
class StepView:
    """A step that can be taken back or done again: what it was, by whom and when; `told` is what people call it."""

    change_id: int
    action: str
    told: str
    author: str
    at: datetime


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

        An issued bulletin has been read: it is corrected by a new revision; a signed visit is locked: it is amended.
        Neither is taken back (domain.md §2).
        """
        newest = undoable(self._workspace.reader.connection)
        if newest is not None and newest.action in FINAL:
            raise RuleError(FINAL[newest.action])
        return undo(self._workspace, author)

    def undoable(self) -> StepView | None:
        """What an undo would take back now; None where there is nothing, or where the newest step is final."""
        step = undoable(self._workspace.reader.connection)
        return None if step is None or step.action in FINAL else self._view(step)

    def redoable(self) -> StepView | None:
        """What a redo would do again now; None where there is nothing."""
        step = redoable(self._workspace.reader.connection)
        return None if step is None else self._view(step)

    @staticmethod
    def _view(step: Step) -> StepView:
        return StepView(step.change_id, step.action, told_action(step.action), step.author, step.at)

    def last_action(self) -> str:
        """The action of the newest step: after an undo, what was taken back."""
        step = next(steps_taken(self._workspace.reader.connection), None)
        return step.action if step is not None else ""

    def redo(self, author: str = "") -> Changes:
        """Do again what was taken back last."""
        return redo(self._workspace, author)
