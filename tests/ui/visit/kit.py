"""Visits to fill in the tests of 巡查."""

from __future__ import annotations

from inspector.domain.inspection import Inspection
from inspector.services.bundle import Services
from tests.ui.kit import Desk

CHECKLIST = "安全文明施工"


def started(desk: Desk, project: int = 0, *, checklist: bool = True) -> Inspection:
    """A new draft of a project, by its place in the register."""

    def start(services: Services) -> Inspection:
        known = [one.project for one in services.projects.listed()]
        chosen = next(one for one in services.drafts.checklists() if one.name == CHECKLIST) if checklist else None
        return services.drafts.start(known[project].id, chosen.id if chosen else None, inspectors=("巡查员甲",))

    made = desk.do(start)
    assert isinstance(made, Inspection)
    return made


def stored(desk: Desk, visit: Inspection) -> Inspection:
    """The visit as it stands on the disk."""
    found = desk.ask(lambda services: services.drafts.open(visit.id).inspection)
    assert isinstance(found, Inspection)
    return found
