"""What a row of 手续 may say: which state follows from its dates, and what contradicts itself.

Apart from the comparison, because these are the rules of the step's state machine asked of a finished picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from inspector.domain.approval import ApprovalStep, StepState
from inspector.domain.guards import filled
from inspector.domain.step_clock import LONGEST_LIMIT
from inspector.services.register_plan import RefusedRowError
from inspector.services.step_lines import Stopped
from inspector.texts import label

_ENDED = frozenset({StepState.FINISHED, StepState.REFUSED})
_WAITING = frozenset({StepState.PENDING, StepState.NOT_APPLICABLE})


def derived_state(step: ApprovalStep, told: Mapping[str, Any], stopped: bool) -> StepState:  # noqa: FBT001 - one fact
    """The state of a step whose row gives none: what its dates say; it stays where they say nothing new."""
    if step.state is StepState.REFUSED or step.state is StepState.FINISHED:
        return step.state
    if "finished_on" in told:
        return StepState.FINISHED
    if stopped and step.accepted_on is not None:
        return StepState.STOPPED
    running = step.state is StepState.STOPPED or (step.state in _WAITING and "accepted_on" in told)
    return StepState.IN_PROGRESS if running else step.state


def check_step(step: ApprovalStep, stops: tuple[Stopped, ...], today: date, *, stopped: bool) -> None:
    """Raises RefusedRowError for the first thing that cannot be; `stopped`: the clock stands after this row."""
    for field, key, details in _contradictions(step, today, stopped=stopped):
        raise RefusedRowError(field, key, details)
    for field in ("promised_days", "statutory_days"):
        if (getattr(step, field) or 0) > LONGEST_LIMIT:
            raise RefusedRowError(field, "services.limit_too_long", {"value": getattr(step, field)})
    for first, until, _ in stops:
        if step.accepted_on is not None and first < step.accepted_on:
            details = {"accepted_on": step.accepted_on, "on": first}
            raise RefusedRowError("stops", "domain.before_acceptance", details)
        if until is not None and until < first:
            raise RefusedRowError("stops", "domain.restart_before_stop", {"from_date": first, "on": until})


def _contradictions(step: ApprovalStep, today: date, *, stopped: bool) -> Iterator[tuple[str, str, dict[str, Any]]]:
    state, accepted, ended = step.state, step.accepted_on, step.finished_on
    word = label("approval_step", "state", state.value)
    if ended is not None and state not in _ENDED:
        yield "state", "services.state_with_end", {"value": word, "day": ended}
    if accepted is not None and state in _WAITING:
        yield "state", "services.state_with_acceptance", {"value": word, "day": accepted}
    if accepted is not None and ended is not None and ended < accepted:
        yield "finished_on", "domain.before_acceptance", {"accepted_on": accepted, "on": ended}
    for field, day in (("accepted_on", accepted), ("finished_on", ended)):
        if day is not None and day > today:
            yield field, "services.day_ahead", {"value": day, "today": today}
    if state is StepState.STOPPED and not stopped:
        yield "state", "services.stop_missing", {"value": word}
    if state is StepState.REFUSED and not filled(step.result):
        yield "result", "domain.refusal_without_reason", {}
