"""巡查: recording, signing, amending and showing visits.

The transaction boundary of a visit: photos are stored first (file, then row), then inspection, photos and
problems land in one transaction or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from inspector.domain.checklist_answers import check_answers, read_definition
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.geo import Position, distance_m, to_wgs84
from inspector.domain.ids import CHINA, Clock, SystemClock, local_time
from inspector.domain.inspection import Checklist, Inspection, InspectionAmendment, InspectionState, Photo
from inspector.domain.inspection_states import AmendmentNote, amend, edit, sign
from inspector.domain.problem import FoundAt, Problem
from inspector.domain.project import Project
from inspector.domain.reasons import Reason
from inspector.photos import PhotoStore, StoredPhoto
from inspector.services.checklists import newest_checklist
from inspector.services.lookup import find_by_tail, find_project
from inspector.services.photo_records import photo_record, stored_photos
from inspector.services.visit_file import PhotoNote, ProblemDraft, VisitFile
from inspector.storage.changes import Changes
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import Workspace
from inspector.texts import sentence

FAR_METRES = 2_000
"""Beyond this a photo's place is worth a warning; sites of roads and wind farms are kilometres long."""


@dataclass(frozen=True)
class VisitWarning:
    """Something the inspector should look at; it never blocks. `key` leads to the sentence."""

    key: str
    details: Mapping[str, Any]


@dataclass(frozen=True)
class VisitSaved:
    """What recording a visit made."""

    inspection: Inspection
    project: Project
    photos: tuple[Photo, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[VisitWarning, ...]
    changes: Changes


@dataclass(frozen=True)
class VisitDetails:
    """A visit with all that belongs to it."""

    inspection: Inspection
    project: Project | None
    photos: tuple[Photo, ...]
    problems: tuple[Problem, ...]
    amendments: tuple[InspectionAmendment, ...]


class VisitService:
    """Use cases of 巡查 on one workspace."""

    def __init__(self, workspace: Workspace, photos: PhotoStore, clock: Clock | None = None) -> None:
        self._workspace = workspace
        self._photos = photos
        self._clock = clock or SystemClock()

    def record(
        self,
        project_reference: str,
        visit: VisitFile,
        photos: Sequence[Path] = (),
        progress: Callable[[int, int], None] | None = None,
    ) -> VisitSaved:
        """Record a visit with its photos and problems; signed and locked when the file carries a signature.

        Raises NotFoundError for an unknown project, RuleError for photo notes without a file, and the errors
        of photos that cannot be stored. Nothing is written then.
        """
        project = find_project(self._workspace.reader, project_reference)
        notes = _notes_by_file(visit.photos, photos)
        checklist = newest_checklist(self._workspace.reader, visit.checklist) if visit.checklist else None
        wrong = _wrong_answers(checklist, visit.answers) if checklist else ()
        if checklist is not None and wrong and visit.signature:
            raise _unsignable(checklist, wrong)
        stored = stored_photos(self._photos, photos, progress)
        with self._workspace.transaction("record_visit") as tx:
            inspection = self._insert_inspection(tx, project, visit, checklist)
            made = _insert_photos(tx, inspection, list(zip(photos, stored, strict=True)), notes)
            problems = _insert_problems(tx, inspection, visit.problems)
        warnings = (*(VisitWarning(one.key, one.details) for one in wrong), *_warnings(project, inspection, made))
        return VisitSaved(inspection, project, made, problems, warnings, tx.changes)

    def _insert_inspection(
        self, tx: Transaction, project: Project, visit: VisitFile, checklist: Checklist | None
    ) -> Inspection:
        inspection = _draft(tx.new_id(), project, visit)
        if checklist is not None:
            inspection = replace(inspection, checklist_id=checklist.id)
        if visit.signature:
            inspection = sign(inspection, visit.signature, local_time(self._clock))
        tx.insert(inspection)
        return inspection

    def sign(self, inspection_id: str, signature: str) -> Inspection:
        """Sign and lock a draft; RuleError when it is signed already."""
        with self._workspace.transaction("sign_visit", author=signature) as tx:
            found = tx.reader.get(Inspection, inspection_id)
            _demand_answers(tx.reader, found)
            signed = sign(found, signature, local_time(self._clock))
            tx.put(signed)
        return signed

    def edit(self, inspection_id: str, changes: Mapping[str, Any], *, author: str = "") -> Inspection:
        """Change a draft; RuleError when it is signed."""
        with self._workspace.transaction("edit_visit", author=author) as tx:
            after = edit(tx.reader.get(Inspection, inspection_id), changes)
            tx.put(after)
        return after

    def amend(self, inspection_id: str, changes: Mapping[str, Any], *, author: str, reason: str) -> Inspection:
        """Change a signed visit by an amendment that keeps the first version."""
        with self._workspace.transaction("amend_visit", author=author) as tx:
            before = tx.reader.get(Inspection, inspection_id)
            note = AmendmentNote(tx.new_id(), local_time(self._clock), author, reason)
            after, amendment = amend(before, changes, note)
            tx.insert(amendment)
            tx.put(after)
        return after

    def all(self, project_reference: str | None = None) -> list[tuple[Inspection, Project | None]]:
        """Visits, newest first, each with its project (None while 待到)."""
        reader = self._workspace.reader
        only: dict[str, Any] = {}
        if project_reference is not None:
            only["project_id"] = find_project(reader, project_reference).id
        found = sorted(reader.all(Inspection, **only), key=_newest_first)
        projects = reader.ids_in(Project, {one.project_id for one in found})
        return [(one, projects.get(one.project_id)) for one in found]

    def show(self, inspection_id: str) -> VisitDetails:
        """One visit by its id or the unambiguous end of it."""
        reader = self._workspace.reader
        inspection = self._by_id(inspection_id)
        return VisitDetails(
            inspection,
            reader.ids_in(Project, {inspection.project_id}).get(inspection.project_id),
            tuple(reader.all(Photo, order=("position",), inspection_id=inspection.id)),
            tuple(reader.all(Problem, order=("number",), inspection_id=inspection.id)),
            tuple(reader.all(InspectionAmendment, order=("amended_at",), inspection_id=inspection.id)),
        )

    def _by_id(self, wanted: str) -> Inspection:
        found = find_by_tail(self._workspace.reader, Inspection, wanted)
        if found is None:
            raise NotFoundError("services.no_such_visit", id=wanted)
        return found

    def add_photos(
        self, inspection_id: str, photos: Sequence[Path], progress: Callable[[int, int], None] | None = None
    ) -> tuple[Photo, ...]:
        """Attach photos to a draft; a signed visit is locked."""
        inspection = self._by_id(inspection_id)
        if inspection.state is InspectionState.SIGNED:
            raise RuleError("services.visit_locked", id=inspection_id)
        stored = stored_photos(self._photos, photos, progress)
        with self._workspace.transaction("add_photos") as tx:
            return _insert_photos(tx, inspection, list(zip(photos, stored, strict=True)), {})


def _demand_answers(reader: Reader, inspection: Inspection) -> None:
    """What is signed answers its checklist wholly."""
    if inspection.checklist_id is None:
        return
    checklist = reader.find(Checklist, id=inspection.checklist_id)
    found = _wrong_answers(checklist, inspection.answers) if checklist is not None else ()
    if checklist is not None and found:
        raise _unsignable(checklist, found)


def _unsignable(checklist: Checklist, found: Sequence[Reason]) -> RuleError:
    told = [sentence(one.key, **one.details) for one in found]
    return RuleError("services.answers_wrong", checklist=checklist.name, told=told)


def _wrong_answers(checklist: Checklist, answers: Mapping[str, Any] | None) -> tuple[Reason, ...]:
    definition = read_definition(checklist.definition or {"items": []})
    return check_answers(definition, answers or {})


def _newest_first(inspection: Inspection) -> tuple[float, str]:
    return (-inspection.visited_at.timestamp(), inspection.id)


def _notes_by_file(notes: Sequence[PhotoNote], photos: Sequence[Path]) -> dict[str, PhotoNote]:
    given = {path.name for path in photos}
    missing = [note.file for note in notes if note.file not in given]
    if missing:
        raise RuleError("services.photo_file_missing", files=missing)
    names = [path.name for path in photos]
    twice = sorted({name for name in (*names, *(note.file for note in notes)) if _ambiguous(name, names, notes)})
    if twice:
        raise RuleError("services.photo_note_ambiguous", files=twice)
    return {note.file: note for note in notes}


def _ambiguous(name: str, names: Sequence[str], notes: Sequence[PhotoNote]) -> bool:
    """Whether a note could mean two photos, or a photo has two notes."""
    told = sum(note.file == name for note in notes)
    return told > 1 or (told == 1 and names.count(name) > 1)


def _draft(new_id: str, project: Project, visit: VisitFile) -> Inspection:
    given = _position(visit.longitude, visit.latitude)
    here = to_wgs84(given, visit.datum) if given else None
    return Inspection(
        id=new_id,
        project_id=project.id,
        visited_at=visit.visited_at,
        inspectors=visit.inspectors,
        purpose=visit.purpose,
        reported_status=visit.reported_status,
        reported_progress_pct=visit.reported_progress_pct,
        seen_status=visit.seen_status,
        physical_progress_pct=visit.physical_progress_pct,
        workers=visit.workers,
        machines=visit.machines,
        conclusions=visit.conclusions,
        longitude=here.longitude if here else None,
        latitude=here.latitude if here else None,
        place=visit.place,
        weather=visit.weather,
        answers=visit.answers,
    )


def _insert_photos(
    tx: Transaction,
    inspection: Inspection,
    stored: Sequence[tuple[Path, StoredPhoto]],
    notes: Mapping[str, PhotoNote],
) -> tuple[Photo, ...]:
    """Rows for stored photos; the same picture twice in one visit is one row."""
    present = {one.sha256: one for one in tx.reader.all(Photo, inspection_id=inspection.id)}
    pairs: dict[str, str] = {}
    position = len(present)
    for path, one in stored:
        if one.sha256 in present:
            continue
        position += 1
        row = photo_record(tx.new_id(), one, inspection.id, position)
        present[one.sha256] = _with_note(row, notes.get(path.name), pairs, tx)
        tx.insert(present[one.sha256])
    return tuple(present[one.sha256] for one in {item.sha256: item for _, item in stored}.values())


def _with_note(photo: Photo, note: PhotoNote | None, pairs: dict[str, str], tx: Transaction) -> Photo:
    if note is None:
        return photo
    pair_id = None
    if note.pair is not None:
        pair_id = pairs.setdefault(note.pair, tx.new_id())
    return replace(photo, caption=note.caption, credit=note.credit, pair_id=pair_id, pair_side=note.pair_side)


def _insert_problems(tx: Transaction, inspection: Inspection, drafts: Sequence[ProblemDraft]) -> tuple[Problem, ...]:
    made = []
    for draft in drafts:
        problem = Problem(
            id=tx.new_id(),
            project_id=inspection.project_id,
            number=_next_number(tx),
            found_at=FoundAt.INSPECTION,
            inspection_id=inspection.id,
            found_on=inspection.visited_at.astimezone(CHINA).date(),
            category=draft.category,
            sub_category=draft.sub_category,
            level=draft.level,
            description=draft.description,
            owner_department=draft.owner_department,
            co_departments=draft.co_departments,
            solution=draft.solution,
            close_standard=draft.close_standard,
            due_on=draft.due_on,
        )
        tx.insert(problem)
        made.append(problem)
    return tuple(made)


def _next_number(tx: Transaction) -> str:
    """The next human number ZD-00017; not a key, so a clash after a merge is allowed and shown."""
    count = tx.reader.count(Problem) + 1
    while tx.reader.find(Problem, number=f"ZD-{count:05d}") is not None:
        count += 1
    return f"ZD-{count:05d}"


def _warnings(project: Project, inspection: Inspection, photos: Sequence[Photo]) -> tuple[VisitWarning, ...]:
    found = []
    here = _position(project.longitude, project.latitude)
    places = [("services.visit_far", _position(inspection.longitude, inspection.latitude), "")]
    places += [
        ("services.photo_far", _position(one.longitude, one.latitude), one.original_name or "") for one in photos
    ]
    for key, place, name in places:
        away = distance_m(here, place) if here and place else 0
        if away > FAR_METRES:
            found.append(VisitWarning(key, {"photo": name, "kilometres": round(away / 1000, 1)}))
    for one in photos:
        if one.taken_at is not None and not _same_day(one.taken_at, inspection.visited_at):
            details = {"photo": one.original_name or one.id, "day": one.taken_at.date().isoformat()}
            found.append(VisitWarning("services.photo_other_day", details))
    return tuple(found)


def _same_day(first: datetime, second: datetime) -> bool:
    return first.astimezone(second.tzinfo).date() == second.date()


def _position(longitude: float | None, latitude: float | None) -> Position | None:
    return None if longitude is None or latitude is None else Position(longitude, latitude)
