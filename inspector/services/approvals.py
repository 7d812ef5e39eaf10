"""审批事项: registering steps and moving them — acceptance, 停表, 办结, refusal, 不涉及 (domain.md §2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from inspector.domain import approval_states as states
from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepType
from inspector.domain.errors import RuleError
from inspector.services.lookup import find_project
from inspector.storage.workspace import Workspace


class ApprovalService:
    """Use cases of 手续 on one workspace; each move is one transaction."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def register(
        self,
        project_reference: str,
        step_type: StepType,
        *,
        promised_days: int | None = None,
        department: str | None = None,
        day_kind: DayKind = DayKind.WORKING,
    ) -> ApprovalStep:
        """A new step of a project, 待办."""
        project = find_project(self._workspace.reader, project_reference)
        with self._workspace.transaction("register_step") as tx:
            made = ApprovalStep(
                id=tx.new_id(),
                project_id=project.id,
                step_type=step_type,
                promised_days=promised_days,
                department=department,
                day_kind=day_kind,
            )
            tx.insert(made)
        return made

    def exclude(self, step_id: str) -> ApprovalStep:
        """不涉及."""
        return self._move("exclude_step", step_id, states.exclude)

    def accept(self, step_id: str, on: date) -> ApprovalStep:
        """受理: the clock starts the day after `on`."""
        return self._move("accept_step", step_id, lambda one: states.accept(one, on))

    def finish(self, step_id: str, on: date, document_number: str | None = None) -> ApprovalStep:
        """办结."""
        return self._move("finish_step", step_id, lambda one: states.finish(one, on, document_number))

    def refuse(self, step_id: str, on: date, result: str) -> ApprovalStep:
        """不予批准, with the reason."""
        return self._move("refuse_step", step_id, lambda one: states.refuse(one, on, result))

    def stop_clock(self, step_id: str, on: date, reason: str) -> ApprovalStep:
        """停表 from `on`."""
        with self._workspace.transaction("stop_clock") as tx:
            stop = ClockStop(id=tx.new_id(), step_id=step_id, from_date=on, reason=reason)
            stopped = states.stop_clock(tx.reader.get(ApprovalStep, step_id), stop)
            tx.insert(stop)
            tx.put(stopped)
        return stopped

    def restart_clock(self, step_id: str, on: date) -> ApprovalStep:
        """The clock runs again from `on`."""
        with self._workspace.transaction("restart_clock") as tx:
            stop = tx.reader.find(ClockStop, step_id=step_id, to_date=None)
            if stop is None:
                raise RuleError("domain.step_cannot_restart")
            step, ended = states.restart_clock(tx.reader.get(ApprovalStep, step_id), stop, on)
            tx.put(ended)
            tx.put(step)
        return step

    def _move(self, action: str, step_id: str, move: Callable[[ApprovalStep], ApprovalStep]) -> ApprovalStep:
        with self._workspace.transaction(action) as tx:
            moved = move(tx.reader.get(ApprovalStep, step_id))
            tx.put(moved)
        return moved
