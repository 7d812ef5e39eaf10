"""Project lamps beside the approval lamp: start, progress and registration (入库).

They stand apart from the approval lamps because they judge a project against its plan, with thresholds
that an office sets. Defaults: as 银川 published them in 2025 (domain.md §3).
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date
from decimal import Decimal

from inspector.domain.lamps import LampColour
from inspector.domain.reasons import Reason, reason

_MONTHS = 12


@dataclass(frozen=True)
class ProjectLampRules:
    """Thresholds: months late, percentage points behind plan, months after the start."""

    start_red_months: int = 3
    progress_yellow_points: Decimal = Decimal(10)
    progress_red_points: Decimal = Decimal(30)
    registration_yellow_months: int = 1
    registration_red_months: int = 2


DEFAULT_PROJECT_RULES = ProjectLampRules()


@dataclass(frozen=True)
class ProjectFacts:
    """What the project lamps judge.

    `planned_start`: of a plan that only knows a month, any day of it. Progress in percent of the whole.
    `started` tells of a start whose date is not known; a given `started_on` is enough alone.
    """

    planned_start: date | None = None
    started: bool = False
    started_on: date | None = None
    planned_progress_pct: Decimal | None = None
    physical_progress_pct: Decimal | None = None
    registered_on: date | None = None


@dataclass(frozen=True)
class ProjectLamp:
    """Colour and the sentence that says why; NONE where nothing is due or known yet."""

    colour: LampColour
    reason: Reason


def start_lamp(facts: ProjectFacts, on: date, rules: ProjectLampRules = DEFAULT_PROJECT_RULES) -> ProjectLamp:
    """开工灯: yellow from the planned month, red from `start_red_months` months later, green once started."""
    return ProjectLamp(start_colour(facts, on, rules), _start_reason(facts, on))


def start_colour(facts: ProjectFacts, on: date, rules: ProjectLampRules) -> LampColour:
    """The colour of 开工灯 alone: a list of 100,000 projects needs no sentences."""
    if _has_started(facts, on):
        return LampColour.GREEN
    late = -1 if facts.planned_start is None else _months_late(facts.planned_start, on)
    if late < 0:
        return LampColour.NONE
    return LampColour.RED if late >= rules.start_red_months else LampColour.YELLOW


def _start_reason(facts: ProjectFacts, on: date) -> Reason:
    if _has_started(facts, on):
        return _started(facts)
    if facts.planned_start is None:
        return reason("domain.lamp_start_unplanned")
    planned, late = f"{facts.planned_start:%Y-%m}", _months_late(facts.planned_start, on)
    if late < 0:
        return reason("domain.lamp_start_planned", planned=planned)
    if late == 0:
        return reason("domain.lamp_start_due", planned=planned)
    return reason("domain.lamp_start_late", planned=planned, months=late)


def _months_late(planned: date, on: date) -> int:
    return (on.year - planned.year) * _MONTHS + on.month - planned.month


def progress_lamp(facts: ProjectFacts, rules: ProjectLampRules = DEFAULT_PROJECT_RULES) -> ProjectLamp:
    """进度灯: yellow from 10 to 30 points behind plan, red beyond, green nearer to plan or ahead of it."""
    planned, seen = facts.planned_progress_pct, facts.physical_progress_pct
    colour = progress_colour(facts, rules)
    if planned is None or seen is None:
        return ProjectLamp(colour, reason("domain.lamp_progress_unknown"))
    told = {"planned": planned, "seen": seen}
    if colour is LampColour.GREEN:
        return ProjectLamp(colour, reason("domain.lamp_progress_on_plan", **told))
    return ProjectLamp(colour, reason("domain.lamp_progress_behind", points=planned - seen, **told))


def progress_colour(facts: ProjectFacts, rules: ProjectLampRules) -> LampColour:
    """The colour of 进度灯 alone."""
    planned, seen = facts.planned_progress_pct, facts.physical_progress_pct
    if planned is None or seen is None:
        return LampColour.NONE
    behind = planned - seen
    if behind < rules.progress_yellow_points:
        return LampColour.GREEN
    return LampColour.RED if behind > rules.progress_red_points else LampColour.YELLOW


def registration_lamp(facts: ProjectFacts, on: date, rules: ProjectLampRules = DEFAULT_PROJECT_RULES) -> ProjectLamp:
    """入库灯: yellow one month after the start without registration, red two months after it."""
    colour = registration_colour(facts, on, rules)
    if facts.registered_on is not None and facts.registered_on <= on:
        return ProjectLamp(colour, reason("domain.lamp_registered", registered_on=facts.registered_on))
    if not _has_started(facts, on):
        return ProjectLamp(colour, reason("domain.lamp_registration_not_due"))
    if facts.started_on is None:
        return ProjectLamp(colour, reason("domain.lamp_registration_start_undated"))
    days = (on - facts.started_on).days
    return ProjectLamp(colour, reason("domain.lamp_unregistered", started_on=facts.started_on, days=days))


def registration_colour(facts: ProjectFacts, on: date, rules: ProjectLampRules) -> LampColour:
    """The colour of 入库灯 alone."""
    if facts.registered_on is not None and facts.registered_on <= on:
        return LampColour.GREEN
    if facts.started_on is None or facts.started_on > on:
        return LampColour.NONE
    if on >= months_after(facts.started_on, rules.registration_red_months):
        return LampColour.RED
    if on >= months_after(facts.started_on, rules.registration_yellow_months):
        return LampColour.YELLOW
    return LampColour.NONE


def _started(facts: ProjectFacts) -> Reason:
    if facts.started_on is None:
        return reason("domain.lamp_started_undated")
    return reason("domain.lamp_started", started_on=facts.started_on)


def _has_started(facts: ProjectFacts, on: date) -> bool:
    return facts.started if facts.started_on is None else facts.started_on <= on


def months_after(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month (民法典 202); at most 9999-12-31."""
    index = day.year * _MONTHS + day.month - 1 + months
    year, month = divmod(index, _MONTHS)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
