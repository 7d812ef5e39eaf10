"""What the main window shows beside the screens: how much waits where, what can be undone, whose data these are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from inspector.services.bundle import Services
from inspector.ui import steps


@dataclass(frozen=True)
class Standing:
    """`counts` by screen key: how much waits, and whether it is red. `undo`, `redo`: the steps, empty for none."""

    counts: Mapping[str, tuple[int, bool]] = field(default_factory=dict)
    undo: str = ""
    redo: str = ""
    device: str = ""
    tier: str = ""


def standing(services: Services, workplace: str, today: date) -> Standing:
    """What waits at a workplace."""
    info = services.workspace.info
    counts = _field(services, today) if workplace == "field" else _office(services)
    undoable, redoable = services.history.undoable(), services.history.redoable()
    return Standing(
        counts=counts,
        undo=steps.name_of(undoable),
        redo=steps.name_of(redoable),
        device=info.device_name,
        tier=info.tier.value,
    )


def _field(services: Services, today: date) -> dict[str, tuple[int, bool]]:
    overview = services.today.overview(today)
    return {
        "visit": (len(overview.drafts), False),
        "problems": (len(overview.problems), False),
        "handover": (overview.waiting.visits, False),
    }


def _office(services: Services) -> dict[str, tuple[int, bool]]:
    return {"merge": (len(services.conflicts.listed()), False)}
