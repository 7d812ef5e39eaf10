"""The lamp of a problem (问题) on any date, by the rules of the steps: yellow before its date, red after.

It stands apart from the steps because a problem has a date and no clock: nothing stops it, and days are days.
"""

from __future__ import annotations

from datetime import date

from inspector.domain.lamps import DEFAULT_RULES, Lamp, LampColour, LampRules, LampState
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.reasons import reason


def problem_lamp(problem: Problem, on: date, rules: LampRules = DEFAULT_RULES) -> Lamp:
    """The lamp of `problem` at the end of the day `on`.

    Closed (销号) in time is green, closed late red (逾期销号); without a date nothing burns.
    """
    return lamp_of(problem.state is ProblemState.CLOSED, problem.due_on, problem.closed_on, on, rules)


def lamp_of(
    closed: bool,  # noqa: FBT001 - the first of what decides a lamp
    due_on: date | None,
    closed_on: date | None,
    on: date,
    rules: LampRules = DEFAULT_RULES,
) -> Lamp:
    """The same of what alone decides it: problems that are alike in these have one lamp."""
    if closed and (closed_on is None or closed_on <= on):
        return _closed(due_on, closed_on)
    if due_on is None:
        return Lamp(LampColour.NONE, LampState.IN_PROGRESS, reason("domain.problem_without_date"))
    return _open(due_on, (due_on - on).days, rules)


def _closed(due_on: date | None, closed_on: date | None) -> Lamp:
    if due_on is None or closed_on is None or closed_on <= due_on:
        left = (due_on - closed_on).days if due_on and closed_on else None
        return Lamp(LampColour.GREEN, LampState.FINISHED, reason("domain.problem_closed"), (), due_on, left)
    late = (closed_on - due_on).days
    why = reason("domain.problem_closed_late", due_on=due_on, overdue_days=late)
    return Lamp(LampColour.RED, LampState.LATE, why, (), due_on, -late)


def _open(due_on: date, left: int, rules: LampRules) -> Lamp:
    if left < 0:
        colour, why = LampColour.RED, reason("domain.problem_overdue", due_on=due_on, overdue_days=-left)
    elif left == 0:
        colour = LampColour.RED if rules.due_day_is_red else LampColour.YELLOW
        why = reason("domain.problem_due_today", due_on=due_on)
    else:
        colour = LampColour.YELLOW if left <= rules.warn_days else LampColour.NONE
        why = reason("domain.problem_due_later", due_on=due_on, days_left=left)
    return Lamp(colour, LampState.IN_PROGRESS, why, (), due_on, left)
