"""What can be done with 手续, as a window offers it: each state has its moves (domain.md §2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from types import MappingProxyType

from inspector.domain import approval_states as states
from inspector.domain.approval import ApprovalStep, DayKind, StepState, StepType
from inspector.domain.guards import demand
from inspector.domain.profile import CityProfile
from inspector.services.approval_writing import Standing, keep, standing
from inspector.services.approvals import ApprovalService
from inspector.storage.transaction import Transaction


class Move(StrEnum):
    """登记, 登记并受理, 受理, 停表, 恢复计时, 办结, 不予批准, 不涉及, 恢复为待办, 更正."""

    REGISTER = "register"
    BEGIN = "begin"
    ACCEPT = "accept"
    STOP = "stop"
    RESTART = "restart"
    FINISH = "finish"
    REFUSE = "refuse"
    EXCLUDE = "exclude"
    INCLUDE = "include"
    CORRECT = "correct"


_NEW = (Move.BEGIN, Move.REGISTER, Move.EXCLUDE)
_MOVES: Mapping[StepState, tuple[Move, ...]] = MappingProxyType(
    {
        StepState.PENDING: (Move.ACCEPT, Move.EXCLUDE),
        StepState.IN_PROGRESS: (Move.FINISH, Move.STOP, Move.REFUSE),
        StepState.STOPPED: (Move.RESTART, Move.FINISH, Move.REFUSE),
        StepState.FINISHED: (),
        StepState.REFUSED: (),
        StepState.NOT_APPLICABLE: (Move.INCLUDE,),
    }
)
_ACTIONS: Mapping[Move, str] = MappingProxyType(
    {
        Move.REGISTER: "register_step",
        Move.BEGIN: "register_step",
        Move.ACCEPT: "accept_step",
        Move.STOP: "stop_clock",
        Move.RESTART: "restart_clock",
        Move.FINISH: "finish_step",
        Move.REFUSE: "refuse_step",
        Move.EXCLUDE: "exclude_step",
        Move.INCLUDE: "include_step",
        Move.CORRECT: "correct_step",
    }
)
ENDED = frozenset({StepState.FINISHED, StepState.REFUSED})


@dataclass(frozen=True)
class StepChoice:
    """A step that is there, or (`step` None) one of this type that may be registered."""

    step_type: StepType
    name: str
    step: ApprovalStep | None = None


@dataclass(frozen=True)
class MoveWish:
    """What is to be done on which day; `reason` for 停表 and 不予批准, the terms for a new or a corrected step.

    A correction takes `on` for the day of acceptance (None where it was not accepted) and `ended_on` for that of the
    end, and its terms as they are to be.
    """

    project_id: str
    choice: StepChoice
    move: Move
    on: date | None
    ended_on: date | None = None
    promised_days: int | None = None
    day_kind: DayKind = DayKind.WORKING
    department: str | None = None
    document_number: str | None = None
    reason: str = ""


def step_choices(
    approvals: ApprovalService, profile: CityProfile, project_id: str, only: StepType | None = None
) -> tuple[StepChoice, ...]:
    """The steps of a project, those first that can be moved on, then the types that it does not have yet.

    `only` leaves those of one type.
    """
    listed = [one for one in approvals.listed(project_id) if only in {None, one.step.step_type}]
    there = {one.step.step_type for one in listed}
    steps = [StepChoice(one.step.step_type, one.name, one.step) for one in listed]
    open_ones = [one for one in steps if one.step is not None and _MOVES[one.step.state]]
    names = {one.step_type: one.name for one in profile.steps}
    if only is not None:
        names = {only: profile.step_name(only)}
    new = (StepChoice(kind, name) for kind, name in names.items() if kind not in there)
    return (*open_ones, *new, *(one for one in steps if one not in open_ones))


def moves_of(choice: StepChoice) -> tuple[Move, ...]:
    """What can be done with a step now: what comes next in its course first, its correction last."""
    return _NEW if choice.step is None else (*_MOVES[choice.step.state], Move.CORRECT)


def outcome(wish: MoveWish, found: Standing | None, new_id: Callable[[], str]) -> Standing:
    """What becomes of a step (None: there is none yet). Raises RuleError where the rules forbid it."""
    if found is None:
        return _begun(wish, new_id())
    day, step = wish.on or date.min, found.step
    if wish.move is Move.STOP:
        return found.stopped(day, wish.reason, new_id())
    if wish.move is Move.RESTART:
        return found.restarted(day)
    moved: Mapping[Move, Callable[[], ApprovalStep]] = {
        Move.ACCEPT: lambda: states.accept(step, day),
        Move.FINISH: lambda: states.finish(step, day, wish.document_number),
        Move.REFUSE: lambda: states.refuse(step, day, wish.reason),
        Move.EXCLUDE: lambda: states.exclude(step),
        Move.INCLUDE: lambda: states.include(step),
        Move.CORRECT: lambda: _corrected(wish, step),
    }
    return replace(found, step=moved[wish.move]())


def take_move(approvals: ApprovalService, wish: MoveWish, author: str) -> ApprovalStep:
    """Do it, as one step of the history. Raises RuleError where the rules forbid it (no reason, a day before)."""
    (made,) = take_moves(approvals, (wish,), author)
    return made


def take_moves(approvals: ApprovalService, wishes: Sequence[MoveWish], author: str) -> tuple[ApprovalStep, ...]:
    """Do the same with several steps, as one step of the history: all of them or none."""
    return approvals.together(_ACTIONS[wishes[0].move], [partial(_write, wish=one) for one in wishes], author=author)


def _write(tx: Transaction, wish: MoveWish) -> ApprovalStep:
    step = wish.choice.step
    found = standing(tx.reader, tx.reader.get(ApprovalStep, step.id)) if step is not None else None
    return keep(tx, outcome(wish, found, tx.new_id))


def _begun(wish: MoveWish, step_id: str) -> Standing:
    made = ApprovalStep(
        id=step_id,
        project_id=wish.project_id,
        step_type=wish.choice.step_type,
        department=wish.department,
        promised_days=wish.promised_days,
        day_kind=wish.day_kind,
    )
    if wish.move is Move.EXCLUDE:
        return Standing(states.exclude(made))
    return Standing(states.accept(made, wish.on) if wish.move is Move.BEGIN and wish.on is not None else made)


def _corrected(wish: MoveWish, step: ApprovalStep) -> ApprovalStep:
    """The step with other dates and terms; its state stays. A running or ended step keeps a day of acceptance."""
    waiting = step.state in {StepState.PENDING, StepState.NOT_APPLICABLE}
    ended_on = wish.ended_on if step.state in ENDED else step.finished_on
    early = wish.on is not None and ended_on is not None and ended_on < wish.on
    demand(not early, "domain.before_acceptance", accepted_on=wish.on, on=ended_on)
    return replace(
        step,
        accepted_on=step.accepted_on if waiting or wish.on is None else wish.on,
        finished_on=ended_on or step.finished_on,
        promised_days=wish.promised_days,
        day_kind=wish.day_kind,
        department=wish.department,
        document_number=wish.document_number,
    )
