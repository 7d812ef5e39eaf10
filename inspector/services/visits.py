"""巡查: recording, signing, amending and showing visits.

The transaction boundary of a visit: photos are stored first (file, then row), then inspection, photos and
problems land in one transaction or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inspector.checklists.answers import Answer
from inspector.checklists.definition import is_form
from inspector.checklists.outcome import ProblemToRaise
from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, NotFoundError, RuleError
from inspector.domain.geo import Position, to_wgs84
from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.inspection import Checklist, Inspection, InspectionAmendment, InspectionState, Photo
from inspector.domain.inspection_states import AmendmentNote, amend, edit, sign
from inspector.domain.problem import Problem
from inspector.domain.project import Project
from inspector.photos import LoosePicture, PhotoStore, StoredPhoto
from inspector.services.checklist_judging import Judgement, answered, filled, judge, to_draft
from inspector.services.checklist_tables import from_kept
from inspector.services.checklists import newest_checklist
from inspector.services.lookup import find_by_tail, find_project
from inspector.services.photo_records import photo_record, stored_photos
from inspector.services.visit_answers import is_known, judge_new, new_problems, refusal, with_photos
from inspector.services.visit_file import PhotoNote, VisitFile
from inspector.services.visit_problems import insert_problems
from inspector.services.visit_warnings import VisitWarning, warnings_of
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction
from inspector.storage.workspace import Workspace


@dataclass(frozen=True)
class VisitSaved:
    """What recording a visit made. `offered` are the problems that the checklist raises and nobody recorded yet."""

    inspection: Inspection
    project: Project
    photos: tuple[Photo, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[VisitWarning, ...]
    changes: Changes
    offered: tuple[ProblemToRaise, ...] = ()


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
        *,
        raise_problems: bool = False,
    ) -> VisitSaved:
        """Record a visit with its photos and problems; signed and locked when the file carries a signature.

        `raise_problems` records the problems that the rules of the checklist raise, which are else only offered.
        Raises NotFoundError for an unknown project, RuleError for photo notes without a file and for answers that
        a checklist cannot take, and the errors of photos that cannot be stored. Nothing is written then.
        """
        project = find_project(self._workspace.reader, project_reference)
        notes = _notes_by_file(visit.photos, photos)
        checklist = newest_checklist(self._workspace.reader, visit.checklist) if visit.checklist else None
        judged = judge_new(checklist, visit)
        if checklist is not None and judged.wrong and visit.signature:
            raise refusal("services.answers_wrong", checklist, judged)
        raised = new_problems(judged.problems, visit.problems) if raise_problems else ()
        stored = stored_photos(self._photos, photos, progress)
        with self._workspace.transaction("record_visit") as tx:
            inspection = _draft(tx.new_id(), project, visit, checklist)
            made = _insert_photos(tx, inspection, list(zip(photos, stored, strict=True)), notes)
            answers = judged.final if visit.signature else judged.draft
            inspection = replace(inspection, answers=with_photos(answers, photos, stored, made))
            if visit.signature:
                inspection = sign(inspection, visit.signature, local_time(self._clock))
            tx.insert(inspection)
            problems = insert_problems(tx, inspection, (*visit.problems, *raised))
        warnings = (*_told(judged), *warnings_of(project, inspection, made))
        offered = () if raise_problems else judged.problems
        return VisitSaved(inspection, project, made, problems, warnings, tx.changes, offered)

    def sign(
        self, inspection_id: str, signature: str, *, raise_problems: bool = False, drawn: LoosePicture | None = None
    ) -> Inspection:
        """Sign and lock a draft; RuleError when it is signed already or does not answer its checklist wholly.

        `raise_problems` records those problems that the checklist raises and the visit does not have yet; `drawn` is
        a picture of the signature, kept like a photo.
        """
        stored = stored_photos(self._photos, [drawn] if drawn else [], None)
        with self._workspace.transaction("sign_visit", author=signature) as tx:
            found = tx.reader.get(Inspection, inspection_id)
            checklist = _checklist_of(tx.reader, found)
            pictures = [photo_record(tx.new_id(), one, found.id, 0) for one in stored]
            tx.insert_many(pictures)
            picture_id = pictures[0].id if pictures else None
            signed = sign(found, signature, local_time(self._clock), picture_id)
            if checklist is not None:
                judged = judge(checklist, found.answers, found.visited_at)
                if judged.wrong:
                    raise refusal("services.answers_wrong", checklist, judged)
                signed = replace(signed, answers=judged.final)
                known = tx.reader.all(Problem, inspection_id=found.id)
                insert_problems(tx, signed, new_problems(judged.problems, known) if raise_problems else ())
            tx.put(signed)
        return signed

    def edit(self, inspection_id: str, changes: Mapping[str, Any], *, author: str = "") -> Inspection:
        """Change a draft; RuleError when it is signed, or for answers that its checklist cannot take."""
        with self._workspace.transaction("edit_visit", author=author) as tx:
            after = edit(tx.reader.get(Inspection, inspection_id), changes)
            checklist = _checklist_of(tx.reader, after)
            if checklist is not None and "answers" in changes:
                after = replace(after, answers=judge(checklist, after.answers, after.visited_at).draft)
            tx.put(after)
        return after

    def amend(self, inspection_id: str, changes: Mapping[str, Any], *, author: str, reason: str) -> Inspection:
        """Change a signed visit by an amendment that keeps the first version; it still answers its checklist."""
        with self._workspace.transaction("amend_visit", author=author) as tx:
            before = tx.reader.get(Inspection, inspection_id)
            note = AmendmentNote(tx.new_id(), local_time(self._clock), author, reason)
            checklist = _checklist_of(tx.reader, before)
            if checklist is not None and "answers" in changes:
                judged = judge(checklist, changes["answers"], before.visited_at)
                if judged.wrong:
                    raise refusal("services.answers_unfit_to_amend", checklist, judged)
                changes = {**changes, "answers": judged.final}
            after, amendment = amend(before, changes, note)
            tx.insert(amendment)
            tx.put(after)
        return after

    def judged(self, inspection_id: str) -> tuple[tuple[VisitWarning, ...], tuple[ProblemToRaise, ...]]:
        """What the checklist of a visit says of its answers, and the problems that it raises beyond the recorded.

        It only tells: a checklist that cannot be used is a warning here.
        """
        reader = self._workspace.reader
        inspection = self._by_id(inspection_id)
        checklist = _checklist_of(reader, inspection)
        if checklist is None:
            return (), ()
        try:
            found = judge(checklist, inspection.answers, inspection.visited_at)
        except InspectorError as error:
            return (VisitWarning(error.key, error.details),), ()
        known = list(reader.all(Problem, inspection_id=inspection.id))
        return _told(found), tuple(one for one in found.problems if not is_known(to_draft(one), known))

    def all(self, project_reference: str | None = None) -> list[tuple[Inspection, Project | None]]:
        """Visits, newest first, each with its project (None while 待到)."""
        reader = self._workspace.reader
        only: dict[str, Any] = {}
        if project_reference is not None:
            only["project_id"] = find_project(reader, project_reference).id
        found = sorted(reader.all(Inspection, **only), key=_newest_first)
        projects = reader.ids_in(Project, {one.project_id for one in found})
        return [(one, projects.get(one.project_id)) for one in found]

    def newest_signed(self, limit: int) -> list[tuple[Inspection, Project | None]]:
        """The `limit` signed visits made last, newest first, each with its project (None while 待到)."""
        reader = self._workspace.reader
        found = list(reader.all(Inspection, state=InspectionState.SIGNED, order=("-visited_at",), limit=limit))
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

    def answered(self, inspection_id: str) -> tuple[tuple[str, Answer], ...]:
        """The answers to a form as people read them: labels, and choices by theirs; none of another checklist."""
        inspection = self._by_id(inspection_id)
        checklist = _checklist_of(self._workspace.reader, inspection)
        definition = checklist.definition if checklist else None
        if checklist is None or not is_form(definition or {}):
            return ()
        try:
            kept = from_kept(definition or {})
            session = filled(kept, inspection.answers or {}, inspection.visited_at, is_new=False, name=checklist.name)
        except InspectorError:
            return ()
        return tuple((entry.label or entry.item.name, value) for entry, value in answered(session))

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


def _checklist_of(reader: Reader, inspection: Inspection) -> Checklist | None:
    """The version that the visit was filled with; None without one, and while it is 待到."""
    return None if inspection.checklist_id is None else reader.find(Checklist, id=inspection.checklist_id)


def _told(judged: Judgement) -> tuple[VisitWarning, ...]:
    return tuple(VisitWarning(one.key, one.details) for one in (*judged.wrong, *judged.dropped))


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


def _draft(new_id: str, project: Project, visit: VisitFile, checklist: Checklist | None) -> Inspection:
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
        checklist_id=checklist.id if checklist else None,
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


def _position(longitude: float | None, latitude: float | None) -> Position | None:
    return None if longitude is None or latitude is None else Position(longitude, latitude)
