"""审批事项: registering steps and moving them — acceptance, 停表, 办结, refusal, 不涉及 (domain.md §2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack

from inspector.domain import approval_states as states
from inspector.domain.approval import ApprovalStep, ClockStop, DayKind, StepType
from inspector.domain.errors import NotFoundError
from inspector.domain.ids import new_id
from inspector.domain.lamps import due_on
from inspector.domain.profile import CityProfile
from inspector.domain.project import Project
from inspector.services.approval_writing import Standing, keep, standing
from inspector.services.calendars import work_calendar
from inspector.services.lookup import find_by_tail, find_project, find_step_type
from inspector.storage.approval_table import steps_with_stops
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import Workspace


class StepTerms(TypedDict, total=False):
    """What may be known of a step when it is registered."""

    name: str | None
    department: str | None
    promised_days: int | None
    day_kind: DayKind


@dataclass(frozen=True)
class StepEntry:
    """A step in a list: its printed name, its project (None while 待到), its 停表 and 应办结日期 by all known today."""

    step: ApprovalStep
    name: str
    project: Project | None
    stops: tuple[ClockStop, ...]
    due_on: date | None


class ApprovalService:
    """Use cases of 手续 on one workspace; each move is one transaction.

    Steps are named by their id or the unambiguous end of it; NotFoundError where there is none such.
    """

    def __init__(self, workspace: Workspace, profile: CityProfile) -> None:
        self._workspace = workspace
        self._profile = profile

    def step_type(self, word: str) -> StepType:
        """The type by the city's name for it (立项) or its identifier; RuleError names what there is."""
        return find_step_type(self._profile, word)

    def listed(self, project_reference: str | None = None) -> list[StepEntry]:
        """The steps of one project or all: by project, then in the order in which a bulletin lists the types."""
        reader = self._workspace.reader
        project = find_project(reader, project_reference) if project_reference is not None else None
        return self._entries(reader, project.id if project else None)

    def entry(self, step_id: str) -> StepEntry:
        """One step with what belongs to it."""
        reader = self._workspace.reader
        wanted = _step(reader, step_id)
        return next(one for one in self._entries(reader, wanted.project_id) if one.step.id == wanted.id)

    def register(
        self, project_reference: str, step_type: StepType, *, author: str = "", **terms: Unpack[StepTerms]
    ) -> ApprovalStep:
        """A new step of a project, 待办."""
        return self.begin(project_reference, step_type, None, author=author, **terms)

    def begin(
        self,
        project_reference: str,
        step_type: StepType,
        accepted_on: date | None,
        *,
        author: str = "",
        **terms: Unpack[StepTerms],
    ) -> ApprovalStep:
        """A new step of a project, 受理 on a day in the same step; without a day it is 待办."""
        project = find_project(self._workspace.reader, project_reference)
        with self._workspace.transaction("register_step", author=author) as tx:
            made = ApprovalStep(id=tx.new_id(), project_id=project.id, step_type=step_type, **terms)
            if accepted_on is not None:
                made = states.accept(made, accepted_on)
            tx.insert(made)
        return made

    def exclude(self, step_id: str, *, author: str = "") -> ApprovalStep:
        """不涉及."""
        return self._move("exclude_step", step_id, lambda one: one.moved(states.exclude), author)

    def accept(self, step_id: str, on: date, *, author: str = "") -> ApprovalStep:
        """受理: the clock starts the day after `on`."""
        return self._move("accept_step", step_id, lambda one: one.moved(lambda step: states.accept(step, on)), author)

    def finish(self, step_id: str, on: date, document_number: str | None = None, *, author: str = "") -> ApprovalStep:
        """办结."""

        def finish(step: ApprovalStep) -> ApprovalStep:
            return states.finish(step, on, document_number)

        return self._move("finish_step", step_id, lambda one: one.moved(finish), author)

    def refuse(self, step_id: str, on: date, result: str, *, author: str = "") -> ApprovalStep:
        """不予批准, with the reason."""
        return self._move(
            "refuse_step", step_id, lambda one: one.moved(lambda step: states.refuse(step, on, result)), author
        )

    def stop_clock(self, step_id: str, on: date, reason: str, *, author: str = "") -> ApprovalStep:
        """停表 from `on`."""
        stop_id = new_id(self._workspace.clock)
        return self._move("stop_clock", step_id, lambda one: one.stopped(on, reason, stop_id), author)

    def restart_clock(self, step_id: str, on: date, *, author: str = "") -> ApprovalStep:
        """The clock runs again from `on`."""
        return self._move("restart_clock", step_id, lambda one: one.restarted(on), author)

    def together(
        self, action: str, writes: Iterable[Callable[[Transaction], ApprovalStep]], *, author: str = ""
    ) -> tuple[ApprovalStep, ...]:
        """Several moves as one step of the history: all of them or none."""
        with self._workspace.transaction(action, author=author) as tx:
            return tuple(write(tx) for write in writes)

    def _move(self, action: str, step_id: str, move: Callable[[Standing], Standing], author: str) -> ApprovalStep:
        with self._workspace.transaction(action, author=author) as tx:
            return keep(tx, move(standing(tx.reader, _step(tx.reader, step_id))))

    def _entries(self, reader: Reader, project_id: str | None) -> list[StepEntry]:
        found = list(steps_with_stops(reader, project_id))
        projects = reader.ids_in(Project, {step.project_id for step, _ in found})
        calendar = work_calendar(reader)
        entries = [
            StepEntry(
                step,
                step.name or self._profile.step_name(step.step_type),
                projects.get(step.project_id),
                stops,
                due_on(step, stops, calendar),
            )
            for step, stops in found
        ]
        return sorted(entries, key=_printing_order)


_TYPES = list(StepType)


def _printing_order(one: StepEntry) -> tuple[str, int, str]:
    return one.project.name if one.project else "", _TYPES.index(one.step.step_type), one.step.id


def _step(reader: Reader, step_id: str) -> ApprovalStep:
    found = find_by_tail(reader, ApprovalStep, step_id)
    if found is None:
        raise NotFoundError("services.no_such_step", id=step_id)
    return found
