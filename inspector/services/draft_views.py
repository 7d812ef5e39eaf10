"""A visit while it is being filled, as a screen shows it: frozen values, and the session of its checklist.

Apart from the service that changes it, because screens, the review before the signature and the list of 今日 all
look at a draft without touching it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from inspector.checklists.definition import is_form
from inspector.checklists.languages import language_of
from inspector.checklists.session import PHOTOS, Session
from inspector.domain.errors import FormatError, NotFoundError, RuleError
from inspector.domain.inspection import Checklist, Inspection, Photo
from inspector.domain.problem import Problem
from inspector.domain.progress import DispatchRecord
from inspector.domain.project import Area, Project
from inspector.services.checklist_judging import filled
from inspector.services.checklist_tables import KeptForm, from_kept
from inspector.services.lookup import find_by_tail
from inspector.services.simple_lists import SimpleForm
from inspector.services.visit_warnings import VisitWarning, photo_warnings
from inspector.storage.inspection_table import InspectionTable
from inspector.storage.reader import Reader
from inspector.storage.saved_table import last_saved
from inspector.texts import language


@dataclass(frozen=True)
class Reported:
    """What was reported of a project last: the newest dispatch record, and the words of the register.

    `as_of` is the day to which the figures speak; progress in percent.
    """

    as_of: date | None = None
    status: str | None = None
    progress_pct: Decimal | None = None
    workers: int | None = None
    machines: int | None = None
    image_progress: str | None = None


@dataclass(frozen=True)
class DraftPhoto:
    """A photo of the tray: the addresses of the questions that it belongs to, and what to look at."""

    photo: Photo
    items: tuple[str, ...]
    warnings: tuple[VisitWarning, ...]


@dataclass(frozen=True)
class OpenDraft:
    """A visit with all that belongs to it; `session` is None without a checklist that can be filled.

    `notes` are the texts beside single answers by address; `saved_at` is when it was changed last.
    """

    inspection: Inspection
    project: Project | None
    area: str
    checklist_name: str
    checklist_version: str
    session: Session | None
    reported: Reported
    photos: tuple[DraftPhoto, ...]
    problems: tuple[Problem, ...]
    notes: Mapping[str, str]
    saved_at: datetime | None

    def problem_at(self, address: str) -> Problem | None:
        """The problem that was registered for a question."""
        return next((one for one in self.problems if one.inspection_item == address), None)

    def photos_at(self, address: str) -> tuple[DraftPhoto, ...]:
        """The photos of a question."""
        return tuple(one for one in self.photos if address in one.items)


def open_draft(reader: Reader, reference: str) -> OpenDraft:
    """The visit of an id or the end of one, signed or not. Raises NotFoundError."""
    inspection = find_by_tail(reader, Inspection, reference)
    if inspection is None:
        raise NotFoundError("services.no_such_visit", id=reference)
    project = reader.find(Project, id=inspection.project_id)
    area = reader.find(Area, id=project.area_id) if project and project.area_id else None
    checklist = reader.find(Checklist, id=inspection.checklist_id) if inspection.checklist_id else None
    photos = [
        one for one in InspectionTable(reader).photos_of(inspection.id) if one.id != inspection.signature_photo_id
    ]
    return OpenDraft(
        inspection=inspection,
        project=project,
        area=area.name if area else "",
        checklist_name=checklist.name if checklist else "",
        checklist_version=checklist.version if checklist else "",
        session=session_of(inspection, checklist),
        reported=reported_before(reader, inspection, project),
        photos=_tray(inspection, project, photos),
        problems=tuple(reader.all(Problem, order=("number",), inspection_id=inspection.id)),
        notes=dict(inspection.notes or {}),
        saved_at=last_saved(reader, [inspection.id, *(one.id for one in photos)]),
    )


def session_of(inspection: Inspection, checklist: Checklist | None, *, is_new: bool = False) -> Session | None:
    """The session of a visit, in the language of the interface; None without a checklist to fill.

    A simple list of items is filled as a form too (`simple_lists`); one that is damaged is not filled at all. Raises
    FormatError or RuleError for a form or answers that cannot be used.
    """
    simple = simple_form(checklist)
    if simple is not None:
        kept, answers = KeptForm(simple.form), simple.to_form(inspection.answers)
    elif checklist is not None and is_form(checklist.definition or {}):
        kept, answers = from_kept(checklist.definition or {}), dict(inspection.answers or {})
    else:
        return None
    assert checklist is not None  # noqa: S101 - there is a form of it
    return filled(
        kept,
        answers,
        inspection.visited_at,
        is_new=is_new,
        name=checklist.name,
        language=language_of(kept.form, language()),
    )


def simple_form(checklist: Checklist | None) -> SimpleForm | None:
    """The form of a simple list that can be filled; None for a form, and for a damaged list."""
    definition = (checklist.definition if checklist else None) or {}
    if checklist is None or is_form(definition) or not definition.get("items"):
        return None
    try:
        return SimpleForm(definition, checklist.name, checklist.version)
    except (FormatError, RuleError):
        return None


def answers_of(session: Session, checklist: Checklist | None, before: Inspection) -> Mapping[str, Any]:
    """The answers as a visit keeps them: of a simple list by the names and types of its items."""
    made = session.answers(hidden=True)
    simple = simple_form(checklist)
    return made if simple is None else simple.to_visit(made, before.answers)


def reported_before(reader: Reader, inspection: Inspection, project: Project | None) -> Reported:
    """What had been reported by the day of a visit; what the visit itself kept of it comes first."""
    on = inspection.visited_at.date()
    found = reader.all(DispatchRecord, order=("-reported_on", "-period"), project_id=inspection.project_id)
    newest = next((one for one in found if one.reported_on is None or one.reported_on <= on), None)
    progress = newest.physical_progress_pct if newest else None
    kept = inspection.reported_progress_pct
    return Reported(
        as_of=newest.reported_on if newest else None,
        status=inspection.reported_status or (project.status_text if project else None),
        progress_pct=progress if kept is None else kept,
        workers=newest.workers_present if newest else None,
        machines=newest.machines if newest else None,
        image_progress=newest.image_progress if newest else None,
    )


def _tray(inspection: Inspection, project: Project | None, photos: Sequence[Photo]) -> tuple[DraftPhoto, ...]:
    attached: Mapping[str, Sequence[str]] = (inspection.answers or {}).get(PHOTOS, {})
    return tuple(
        DraftPhoto(
            one,
            tuple(where for where, ids in attached.items() if one.id in ids),
            photo_warnings(project, inspection, one) if project else (),
        )
        for one in photos
    )
