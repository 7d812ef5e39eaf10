"""The colours of the lamps of projects themselves, without the words: for lists that filter and sort by lamp."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from inspector.domain.lamps import LampColour
from inspector.domain.project_lamps import (
    ProjectFacts,
    ProjectLampRules,
    progress_colour,
    registration_colour,
    start_colour,
)
from inspector.services.facts import STARTED
from inspector.services.lamps import even_progress
from inspector.storage.lamp_table import OwnCells


def own_colours(cells: OwnCells, on: date, rules: ProjectLampRules) -> tuple[LampColour, LampColour, LampColour]:
    """开工灯, 进度灯 and 入库灯 of a project, as `LampService.project` tells them with their reasons."""
    facts = _facts(cells, on)
    return start_colour(facts, on, rules), progress_colour(facts, rules), registration_colour(facts, on, rules)


def _facts(cells: OwnCells, on: date) -> ProjectFacts:
    started_on, planned_start, completion, registered_on = map(_day, cells[2:6])
    if planned_start is None and cells.planned_start_month is not None:
        planned_start = date(on.year, cells.planned_start_month, 1)
    return ProjectFacts(
        planned_start=planned_start,
        started=cells.status in STARTED if started_on is None else started_on <= on,
        started_on=started_on,
        planned_progress_pct=even_progress(planned_start, completion, on),
        physical_progress_pct=None if cells.percent is None else Decimal(cells.percent),
        registered_on=registered_on,
    )


def _day(stored: str | None) -> date | None:
    return None if stored is None else date.fromisoformat(stored)
