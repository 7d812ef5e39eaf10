"""超期 of the cockpit: the steps and problems that are past their date, in words, the longest overdue first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from inspector.domain.profile import CityProfile
from inspector.domain.project import Project
from inspector.services import cockpit_lamps
from inspector.services.cockpit_lamps import Judged, LampDays
from inspector.services.cockpit_view import OverdueProblem, OverdueStep
from inspector.storage.problem_days import longest_overdue
from inspector.storage.reader import Reader
from inspector.storage.step_classes import StepClass, accepted_on_days


def overdue_steps(
    reader: Reader, profile: CityProfile, judged: Sequence[Judged], days: LampDays, limit: int
) -> tuple[OverdueStep, ...]:
    """The `limit` open steps whose lamp has been red longest."""
    accepted = {one.step.accepted_on for one in cockpit_lamps.longest_overdue(judged, limit) if one.step.accepted_on}
    found = [
        (lamp.due_on, step, lamp.overdue_days)
        for step, stops in accepted_on_days(reader, accepted)
        for lamp in (days.lamp(StepClass(step, stops, 1)),)
        if cockpit_lamps.light_of(lamp) == "red" and lamp.due_on is not None
    ]
    names = _names(reader, (step.project_id for _, step, _ in found))
    told = [
        OverdueStep(
            step.id,
            step.project_id,
            names.get(step.project_id, ""),
            step.name or profile.step_name(step.step_type),
            step.department or "",
            due_on,
            overdue,
        )
        for due_on, step, overdue in found
    ]
    return tuple(sorted(told, key=lambda one: (-one.days, one.project, one.step_id))[:limit])


def overdue_problems(reader: Reader, on: date, limit: int) -> tuple[OverdueProblem, ...]:
    """The `limit` open problems whose date passed longest ago."""
    found = longest_overdue(reader, on, limit)
    names = _names(reader, (one.project_id for one in found))
    return tuple(
        OverdueProblem(
            one.id,
            one.project_id,
            names.get(one.project_id, ""),
            one.number or "",
            one.description,
            one.owner_department or "",
            one.due_on,
            (on - one.due_on).days,
        )
        for one in found
        if one.due_on is not None
    )


def _names(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    return {row_id: one.name for row_id, one in reader.ids_in(Project, ids).items()}
