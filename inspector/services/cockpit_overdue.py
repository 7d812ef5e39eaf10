"""超期 of the cockpit: the steps and problems that are past their date, in words, the longest overdue first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from inspector.domain.approval import ApprovalStep, DayKind
from inspector.domain.profile import CityProfile
from inspector.domain.project import Project
from inspector.services import cockpit_lamps
from inspector.services.cockpit_lamps import Judged
from inspector.services.cockpit_view import OverdueProblem, OverdueStep
from inspector.storage.problem_days import longest_overdue
from inspector.storage.reader import Reader
from inspector.storage.step_classes import steps_alike


def overdue_steps(
    reader: Reader, profile: CityProfile, judged: Sequence[Judged], limit: int
) -> tuple[OverdueStep, ...]:
    """The `limit` open steps whose lamp has been red longest."""
    chosen = cockpit_lamps.longest_overdue(judged, limit)
    ids = steps_alike(reader, (one.group for one in chosen))
    steps = reader.ids_in(ApprovalStep, (row_id for found in ids.values() for row_id in found))
    found = [
        (one.lamp.due_on, steps[row_id], one.lamp.overdue_days)
        for one in chosen
        if one.lamp.due_on is not None
        for row_id in ids[one.group.number]
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
            step.day_kind is DayKind.WORKING,
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
