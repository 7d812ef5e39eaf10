"""What can be done with the 手续 of one project, as a window offers it: each state has its moves (domain.md §2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from inspector.domain.approval import ApprovalStep, StepState, StepType
from inspector.domain.profile import CityProfile
from inspector.services.approvals import ApprovalService, StepTerms


class Move(StrEnum):
    """登记, 登记并受理, 受理, 停表, 恢复计时, 办结, 不予批准, 不涉及."""

    REGISTER = "register"
    BEGIN = "begin"
    ACCEPT = "accept"
    STOP = "stop"
    RESTART = "restart"
    FINISH = "finish"
    REFUSE = "refuse"
    EXCLUDE = "exclude"


_MOVES: Mapping[StepState, tuple[Move, ...]] = MappingProxyType(
    {
        StepState.PENDING: (Move.ACCEPT, Move.EXCLUDE),
        StepState.IN_PROGRESS: (Move.FINISH, Move.STOP, Move.REFUSE),
        StepState.STOPPED: (Move.RESTART,),
        StepState.FINISHED: (),
        StepState.REFUSED: (),
        StepState.NOT_APPLICABLE: (),
    }
)


@dataclass(frozen=True)
class StepChoice:
    """A step that is there, or (`step` None) one of this type that may be registered."""

    step_type: StepType
    name: str
    step: ApprovalStep | None = None


@dataclass(frozen=True)
class MoveWish:
    """What is to be done on which day; `reason` for 停表 and 不予批准, the terms for a new step."""

    project_id: str
    choice: StepChoice
    move: Move
    on: date
    promised_days: int | None = None
    department: str | None = None
    reason: str = ""


def step_choices(approvals: ApprovalService, profile: CityProfile, project_id: str) -> tuple[StepChoice, ...]:
    """The steps of a project that something can be done with, then the types that it does not have yet."""
    listed = approvals.listed(project_id)
    there = {one.step.step_type for one in listed}
    open_ones = (StepChoice(one.step.step_type, one.name, one.step) for one in listed)
    new = (StepChoice(one.step_type, one.name) for one in profile.steps if one.step_type not in there)
    return (*(one for one in open_ones if moves_of(one)), *new)


def moves_of(choice: StepChoice) -> tuple[Move, ...]:
    """What can be done with a step now."""
    return (Move.BEGIN, Move.REGISTER) if choice.step is None else _MOVES[choice.step.state]


def take_move(approvals: ApprovalService, wish: MoveWish, author: str) -> ApprovalStep:
    """Do it, as one step. Raises RuleError where the rules forbid it (a day before the acceptance, no reason)."""
    if wish.choice.step is None:
        terms: StepTerms = {"promised_days": wish.promised_days, "department": wish.department}
        accepted_on = wish.on if wish.move is Move.BEGIN else None
        return approvals.begin(wish.project_id, wish.choice.step_type, accepted_on, author=author, **terms)
    step_id = wish.choice.step.id
    if wish.move is Move.STOP:
        return approvals.stop_clock(step_id, wish.on, wish.reason, author=author)
    if wish.move is Move.REFUSE:
        return approvals.refuse(step_id, wish.on, wish.reason, author=author)
    if wish.move is Move.EXCLUDE:
        return approvals.exclude(step_id, author=author)
    moves = {Move.ACCEPT: approvals.accept, Move.RESTART: approvals.restart_clock}
    if wish.move is Move.FINISH:
        return approvals.finish(step_id, wish.on, author=author)
    return moves[wish.move](step_id, wish.on, author=author)
