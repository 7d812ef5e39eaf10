"""The approval steps of the synthetic city, with clocks such that lamps of all colours show on 2022-06-10.

It stands apart from the other generators because its dates are drawn around the lamps' limits: in time, late,
nearly due, overdue, stopped. The limits are made up; only 85 → 45 working days is published ([000]).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from inspector.domain.approval import ApprovalLevel, ApprovalMode, ApprovalStep, ClockStop, StepState, StepType
from inspector.domain.draws import Draws
from inspector.domain.record import Record
from inspector.domain.synthetic_project import AS_OF, MARK, Sheet


@dataclass(frozen=True)
class _Procedure:
    step_type: StepType
    department: str
    statutory_days: int
    promised_days: int
    level: ApprovalLevel = ApprovalLevel.CITY


_DONE_BEFORE_START = (
    _Procedure(StepType.PROJECT_APPROVAL, "市发改委", 20, 5),
    _Procedure(StepType.ENVIRONMENTAL_REVIEW, "市生态环境局", 60, 20),
    _Procedure(StepType.CONSTRUCTION_PERMIT, "市住建局", 7, 3),
)
_WAITED_FOR = (
    _Procedure(StepType.PROJECT_APPROVAL, "市发改委", 20, 5),
    _Procedure(StepType.LAND_PRE_REVIEW, "市自然资源局", 20, 10),
    _Procedure(StepType.ENERGY_REVIEW, "市发改委", 20, 10, ApprovalLevel.PROVINCE),
    _Procedure(StepType.ENVIRONMENTAL_REVIEW, "市生态环境局", 60, 20),
    _Procedure(StepType.CONSTRUCTION_PERMIT, "市住建局", 7, 3),
)
_MODES = (
    ApprovalMode.ORDINARY,
    ApprovalMode.ORDINARY,
    ApprovalMode.COMMITMENT,
    ApprovalMode.TOLERANCE,
    ApprovalMode.LAND_TO_START,
)
_STOP_REASONS = ("等待专家评审", "等待建设单位补正材料", "等待公示期满")
_SATURDAY = 5
_LATE_PERCENT = 12

_WAITING_STATES = (
    *(StepState.FINISHED,) * 7,
    *(StepState.IN_PROGRESS,) * 6,
    *(StepState.PENDING,) * 3,
    *(StepState.NOT_APPLICABLE,) * 2,
    StepState.STOPPED,
    StepState.REFUSED,
)


@dataclass(frozen=True)
class _Course:
    """How a step went: its state and dates, and the stop of its clock (from, to)."""

    state: StepState
    accepted_on: date | None = None
    finished_on: date | None = None
    stop: tuple[date, date | None] | None = None


def approval_records(sheet: Sheet) -> Iterator[Record]:
    """审批事项 and 停表 of one project; a stop follows its step."""
    start = sheet.project.actual_start
    if start is not None:
        for procedure in _DONE_BEFORE_START:
            yield from _records(sheet, procedure, _finished(sheet.draws, procedure, start))
        return
    for procedure in _WAITED_FOR:
        state = sheet.draws.choice(_WAITING_STATES)
        yield from _records(sheet, procedure, _COURSES[state](sheet.draws, procedure))


def _records(sheet: Sheet, procedure: _Procedure, course: _Course) -> Iterator[Record]:
    draws = sheet.draws
    finished_on = course.finished_on if course.state is StepState.FINISHED else None
    step = ApprovalStep(
        id=sheet.new_id(),
        project_id=sheet.project.id,
        step_type=procedure.step_type,
        level=procedure.level,
        department=procedure.department,
        statutory_days=procedure.statutory_days,
        promised_days=procedure.promised_days,
        state=course.state,
        accepted_on=course.accepted_on,
        finished_on=course.finished_on,
        document_number=f"{MARK}批〔{finished_on.year}〕{sheet.share.index + 1}号" if finished_on else None,
        result="同意" if finished_on else None,
        mode=draws.choice(_MODES),
    )
    yield step
    if course.stop is not None:
        from_date, to_date = course.stop
        reason = draws.choice(_STOP_REASONS)
        yield ClockStop(id=sheet.new_id(), step_id=step.id, from_date=from_date, to_date=to_date, reason=reason)


def _weekday(day: date) -> date:
    """The Friday before a weekend: nothing is accepted or finished on one."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def _days_taken(draws: Draws, procedure: _Procedure) -> int:
    """Calendar days. As many as the promised working days are in time; twice that and 20 more are late."""
    if draws.chance(_LATE_PERCENT):
        return procedure.promised_days * 2 + 20
    return draws.between(1, procedure.promised_days)


def _finished(draws: Draws, procedure: _Procedure, before: date) -> _Course:
    """Finished some weeks before the day `before`."""
    taken = _days_taken(draws, procedure)
    accepted = _weekday(before - timedelta(days=taken + draws.between(10, 90)))
    return _Course(StepState.FINISHED, accepted, max(accepted, _weekday(accepted + timedelta(days=taken))))


def _finished_lately(draws: Draws, procedure: _Procedure) -> _Course:
    return _finished(draws, procedure, AS_OF)


def _refused(draws: Draws, procedure: _Procedure) -> _Course:
    done = _finished(draws, procedure, AS_OF)
    return _Course(StepState.REFUSED, done.accepted_on, done.finished_on)


def _in_progress(draws: Draws, procedure: _Procedure) -> _Course:
    """Accepted so that a third each is far from due, nearly due and overdue."""
    accepted = _weekday(AS_OF - timedelta(days=draws.below(procedure.promised_days * 2 + 6)))
    stop_from, stop_to = accepted + timedelta(days=1), accepted + timedelta(days=4)
    stopped = stop_to <= AS_OF and draws.chance(15)
    return _Course(StepState.IN_PROGRESS, accepted, stop=(stop_from, stop_to) if stopped else None)


def _stopped(draws: Draws, _: _Procedure) -> _Course:
    accepted = _weekday(AS_OF - timedelta(days=draws.between(12, 40)))
    return _Course(StepState.STOPPED, accepted, stop=(accepted + timedelta(days=draws.between(1, 2)), None))


def _pending(_: Draws, __: _Procedure) -> _Course:
    return _Course(StepState.PENDING)


def _not_applicable(_: Draws, __: _Procedure) -> _Course:
    return _Course(StepState.NOT_APPLICABLE)


_COURSES: dict[StepState, Callable[[Draws, _Procedure], _Course]] = {
    StepState.FINISHED: _finished_lately,
    StepState.REFUSED: _refused,
    StepState.IN_PROGRESS: _in_progress,
    StepState.STOPPED: _stopped,
    StepState.PENDING: _pending,
    StepState.NOT_APPLICABLE: _not_applicable,
}
