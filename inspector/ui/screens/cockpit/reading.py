"""What 驾驶舱 reads at once; apart from the screen because it is asked of another process, which has no window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from inspector.services.cockpit_view import Cockpit

if TYPE_CHECKING:
    from inspector.services.aside_worker import Progress
    from inspector.services.bundle import Services


@dataclass(frozen=True)
class CockpitRead:
    """One reading, the name of the city, and whether there is anything to count."""

    cockpit: Cockpit
    city: str
    known: bool


def read_cockpit(day: date, services: Services, _progress: Progress) -> CockpitRead:
    """The cockpit of a day."""
    cockpit = services.office.cockpit.overview(day)
    known = bool(cockpit.ranking) or bool(cockpit.lamps.total) or bool(cockpit.problems_open.count)
    return CockpitRead(cockpit, services.profile.name, known)
