"""State machine of an approval step (审批事项): acceptance, 停表, 办结, refusal, 不涉及.

It stands apart from the lamps because a step is moved by people and a lamp only looks on (domain.md §2:
not_applicable | pending → in_progress ⇄ stopped → finished | refused). Each function returns new records or
raises RuleError.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from inspector.domain.approval import ApprovalStep, ClockStop, StepState
from inspector.domain.guards import demand, filled


def exclude(step: ApprovalStep) -> ApprovalStep:
    """`step` as 不涉及; RuleError once it was accepted."""
    demand(step.state is StepState.PENDING, "domain.step_cannot_exclude")
    return replace(step, state=StepState.NOT_APPLICABLE)


def include(step: ApprovalStep) -> ApprovalStep:
    """`step` as 待办 after all; RuleError where it is not 不涉及."""
    demand(step.state is StepState.NOT_APPLICABLE, "domain.step_cannot_include")
    return replace(step, state=StepState.PENDING)


def accept(step: ApprovalStep, on: date) -> ApprovalStep:
    """`step` accepted on `on`, which is not counted; RuleError where it is not 待办."""
    demand(step.state is StepState.PENDING, "domain.step_cannot_accept")
    return replace(step, state=StepState.IN_PROGRESS, accepted_on=on)


def stop_clock(step: ApprovalStep, stop: ClockStop) -> ApprovalStep:
    """`step` stopped by `stop`, an open stop of this step.

    RuleError where the step is not running, the stop has no reason or begins before the acceptance.
    """
    demand(step.state is StepState.IN_PROGRESS, "domain.step_cannot_stop")
    demand(stop.step_id == step.id and stop.to_date is None, "domain.stop_not_of_step")
    demand(filled(stop.reason), "domain.stop_without_reason")
    _demand_after_acceptance(step, stop.from_date)
    return replace(step, state=StepState.STOPPED)


def restart_clock(step: ApprovalStep, stop: ClockStop, on: date) -> tuple[ApprovalStep, ClockStop]:
    """`step` and its open `stop`: the clock runs again from `on` included. RuleError where it does not stand."""
    demand(step.state is StepState.STOPPED, "domain.step_cannot_restart")
    demand(stop.step_id == step.id and stop.to_date is None, "domain.stop_not_of_step")
    demand(on >= stop.from_date, "domain.restart_before_stop", from_date=stop.from_date, on=on)
    return replace(step, state=StepState.IN_PROGRESS), replace(stop, to_date=on)


def finish(step: ApprovalStep, on: date, document_number: str | None = None) -> ApprovalStep:
    """`step` 办结 on `on`; RuleError where it was not accepted, or accepted later."""
    _demand_open(step, on)
    number = document_number or step.document_number
    return replace(step, state=StepState.FINISHED, finished_on=on, document_number=number)


def refuse(step: ApprovalStep, on: date, result: str) -> ApprovalStep:
    """`step` refused on `on`; RuleError where no reason is given, it was not accepted, or accepted later."""
    demand(filled(result), "domain.refusal_without_reason")
    _demand_open(step, on)
    return replace(step, state=StepState.REFUSED, finished_on=on, result=result)


def _demand_open(step: ApprovalStep, on: date) -> None:
    demand(step.state in {StepState.IN_PROGRESS, StepState.STOPPED}, "domain.step_cannot_end")
    _demand_after_acceptance(step, on)


def _demand_after_acceptance(step: ApprovalStep, day: date) -> None:
    accepted = step.accepted_on
    demand(accepted is None or day >= accepted, "domain.before_acceptance", accepted_on=accepted, on=day)
