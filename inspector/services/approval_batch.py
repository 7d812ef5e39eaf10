"""One move for the same 手续 of many projects: who can make it, who cannot and why, before anything is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspector.domain.approval import ApprovalStep, DayKind, StepType
from inspector.domain.errors import InspectorError, RuleError
from inspector.domain.project import Project
from inspector.services.approval_moves import Move, MoveWish, StepChoice, moves_of, outcome, take_moves
from inspector.services.approval_writing import standing
from inspector.services.bundle import Services
from inspector.storage.reader import Reader

MOST = 2_000
"""Projects that are moved on together; more is no selection but a slip of the hand."""


@dataclass(frozen=True)
class BatchWish:
    """What is to be done with the steps of one type of these projects."""

    projects: tuple[str, ...]
    step_type: StepType
    move: Move
    on: date
    promised_days: int | None = None
    day_kind: DayKind = DayKind.WORKING
    department: str | None = None
    document_number: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A project whose step does not make the move."""

    project_id: str
    project: str
    why: InspectorError


@dataclass(frozen=True)
class BatchPlan:
    """What would be written, and who is left out."""

    wishes: tuple[MoveWish, ...]
    left: tuple[LeftOut, ...]


def open_moves(services: Services, projects: Sequence[str], step_type: StepType) -> Mapping[Move, int]:
    """The moves that these steps can make, those of most projects first, with how many projects; never corrections."""
    counted: Counter[Move] = Counter()
    for found in _choices(services, projects, step_type).values():
        offered = dict.fromkeys(move for one in found for move in moves_of(one))  # in the order of their course
        counted.update(move for move in offered if move is not Move.CORRECT)
    return dict(counted.most_common())


def plan_batch(services: Services, wish: BatchWish) -> BatchPlan:
    """Every step asked by the rules of its state; a project with several steps that fit is left to its own panel."""
    reader = services.workspace.reader
    names = {row_id: one.name for row_id, one in reader.ids_in(Project, wish.projects).items()}
    wishes, left = [], []
    for project, found in _choices(services, wish.projects, wish.step_type).items():
        try:
            wishes.append(_wish(reader, wish, project, found))
        except InspectorError as why:
            left.append(LeftOut(project, names[project], why))
    return BatchPlan(tuple(wishes), tuple(left))


def take_batch(services: Services, wish: BatchWish, shown: BatchPlan, author: str) -> int:
    """Write what the plan that was shown says, as one step of the history; returns how many.

    Raises RuleError, and then writes none: also where a step has been moved on since.
    """
    plan = plan_batch(services, wish)
    if [one.project_id for one in plan.wishes] != [one.project_id for one in shown.wishes]:
        raise RuleError("services.batch_changed")
    return len(take_moves(services.approvals, plan.wishes, author))


def _choices(services: Services, projects: Sequence[str], step_type: StepType) -> dict[str, list[StepChoice]]:
    """By project, in the order asked, its steps of this type; one to register where there is none."""
    reader = services.workspace.reader
    name = services.profile.step_name(step_type)
    known = reader.ids_in(Project, projects)
    made: dict[str, list[StepChoice]] = defaultdict(list)
    for project in dict.fromkeys(projects):
        if project in known:
            steps = reader.all(ApprovalStep, project_id=project, step_type=step_type)
            made[project] = [StepChoice(step_type, one.name or name, one) for one in steps]
            made[project] = made[project] or [StepChoice(step_type, name)]
    return made


def _wish(reader: Reader, wish: BatchWish, project: str, found: Sequence[StepChoice]) -> MoveWish:
    """The move of one project. Raises InspectorError with what stands against it."""
    fitting = [one for one in found if wish.move in moves_of(one)]
    if len(fitting) > 1:
        raise RuleError("services.several_steps", count=len(fitting), step=fitting[0].name)
    choice = fitting[0] if fitting else found[0]
    if not fitting and (choice.step is None or wish.move in {Move.BEGIN, Move.REGISTER}):
        key = "services.no_step_yet" if choice.step is None else "services.step_there_already"
        raise RuleError(key, step=choice.name)
    made = MoveWish(
        project_id=project,
        choice=choice,
        move=wish.move,
        on=wish.on,
        promised_days=wish.promised_days,
        day_kind=wish.day_kind,
        department=wish.department,
        document_number=wish.document_number,
        reason=wish.reason,
    )
    there = standing(reader, choice.step) if choice.step is not None else None
    outcome(made, there, lambda: "")
    return made
