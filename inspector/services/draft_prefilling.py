"""What the register already knows, written into a new visit: an inspector in gloves types no project name.

A question gets the value of the project where it is called as the register calls the field, is asked once and has
neither a default nor a formula of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspector.checklists.answers import Answer, is_computed
from inspector.checklists.kinds import UNASKED, Kind
from inspector.checklists.model import Question, walk
from inspector.checklists.session import Session
from inspector.domain.inspection import Inspection
from inspector.domain.project import Project

_SAME = ("project_code", "owner_organization", "address", "total_investment", "sector", "planned_completion")
_OF_PROJECT = {"project_name": "name"} | {name: name for name in _SAME}
_OF_VISIT = ("reported_status", "reported_progress_pct")
_DAY = "visit_on"
_WRITTEN = frozenset({Kind.TEXT, Kind.INTEGER, Kind.DECIMAL, Kind.DATE})


def prefill(session: Session, inspection: Inspection, project: Project) -> None:
    """Answer what is known of the project, beside the defaults of the form."""
    known = _known(inspection, project)
    for where, kind in _blank(session):
        value = known.get(where.rpartition("/")[2])
        if value is not None and _fits(kind, value):
            session.answer(where, value)


def _known(inspection: Inspection, project: Project) -> dict[str, Answer]:
    told = {name: getattr(project, field) for name, field in _OF_PROJECT.items()}
    told |= {name: getattr(inspection, name) for name in _OF_VISIT}
    told[_DAY] = inspection.visited_at.date()
    return {name: str(value) for name, value in told.items() if value is not None}


def _blank(session: Session) -> Iterator[tuple[str, Kind]]:
    """The questions to write into, by address; none of them inside a repeat."""
    values = {one.address: one.value for one in session.entries()}
    for placed in walk(session.form.items):
        item, where = placed.item, "/".join(placed.path)
        if not isinstance(item, Question) or placed.repeats or item.kind in UNASKED or is_computed(item):
            continue
        if item.kind in _WRITTEN and where in values and values[where] is None:
            yield where, item.kind


def _fits(kind: Kind, value: Answer) -> bool:
    """Whether a figure can be written where one is asked for: no fraction where a whole number is."""
    return kind is not Kind.INTEGER or str(value).lstrip("-").isdigit()
