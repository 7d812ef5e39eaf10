"""巡查填报: a visit from its first second to the signature, every change one durable step that can be undone.

There is no saving: what a method has returned from is on the disk. Signing and amending stand in `visits`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from inspector.checklists.answers import Answer
from inspector.domain.errors import InspectorError, NotFoundError, RuleError
from inspector.domain.geo import Position
from inspector.domain.guards import demand, filled
from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.inspection import Checklist, Inspection, InspectionState, Photo, Purpose
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.project import Project
from inspector.photos import PhotoStore
from inspector.services import draft_photos
from inspector.services.checklists import all_checklists, newest_checklist
from inspector.services.draft_editing import DraftEdit
from inspector.services.draft_facts import seen_facts
from inspector.services.draft_photos import Attached, Kept, Progress, Source
from inspector.services.draft_prefilling import prefill
from inspector.services.draft_sections import filled_so_far, sections
from inspector.services.draft_views import OpenDraft, answers_of, open_draft, reported_before, session_of
from inspector.services.lookup import find_project
from inspector.services.visit_file import ProblemDraft
from inspector.services.visit_problems import insert_problem
from inspector.storage.inspection_table import draft_count, newest_drafts
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace

CHANGEABLE = frozenset(
    {
        *("description", "category", "sub_category", "level", "owner_department", "co_departments"),
        *("solution", "close_standard", "due_on"),
    }
)
"""What an inspector may change of a problem that he has just raised."""
NEWEST = 20
"""Drafts of a list: more than these nobody fills at once."""


@dataclass(frozen=True)
class DraftSummary:
    """A draft in a list: how far it is, and when it was saved last."""

    inspection: Inspection
    project: str
    checklist: str
    answered: int
    asked: int
    photos: int
    saved_at: datetime | None


class DraftService:
    """Use cases of filling a visit on one workspace.

    Everything that changes a draft raises NotFoundError for an unknown one and RuleError for a signed one.
    """

    def __init__(self, workspace: Workspace, photos: PhotoStore, clock: Clock | None = None) -> None:
        self._workspace = workspace
        self._photos = photos
        self._clock = clock or SystemClock()

    # -- looking ---------------------------------------------------------------------------------------------------

    def open(self, inspection_id: str) -> OpenDraft:
        """The visit with its session, photos, problems and notes; also a signed one, to read."""
        with self._workspace.reader.snapshot():
            return open_draft(self._workspace.reader, inspection_id)

    def listed(self, limit: int = NEWEST) -> tuple[DraftSummary, ...]:
        """The open drafts, the newest `limit` of them; the one saved last comes first."""
        reader = self._workspace.reader
        with reader.snapshot():
            newest = newest_drafts(reader, limit)
            found = [_summary(reader, one) for one in newest]
        return tuple(sorted(found, key=lambda one: one.saved_at or one.inspection.visited_at, reverse=True))

    def count(self) -> int:
        """How many drafts are open."""
        return draft_count(self._workspace.reader)

    def of_project(self, project_id: str) -> Inspection | None:
        """The draft that was begun last for a project, to go on with."""
        found = self._workspace.reader.all(Inspection, project_id=project_id, state=InspectionState.DRAFT)
        return max(found, key=lambda one: one.visited_at, default=None)

    def checklists(self) -> tuple[Checklist, ...]:
        """The newest version of every checklist, by name: what a visit can be started with."""
        reader = self._workspace.reader
        names = sorted({one.name for one in all_checklists(reader)})
        return tuple(newest_checklist(reader, name) for name in names)

    def owners(self) -> tuple[str, ...]:
        """The units that problems were given to so far, to choose from."""
        return self._workspace.reader.texts(Problem, "owner_department")

    # -- beginning and throwing away -------------------------------------------------------------------------------

    def start(
        self,
        project_id: str,
        checklist_id: str | None = None,
        *,
        purpose: Purpose = Purpose.ROUTINE,
        inspectors: tuple[str, ...] = (),
        position: Position | None = None,
    ) -> Inspection:
        """Begin a visit now, with what was reported last beside it and the defaults of the checklist.

        `position` is WGS-84. Raises NotFoundError for an unknown project or checklist.
        """
        with self._workspace.transaction("start_visit", author="、".join(inspectors)) as tx:
            project = find_project(tx.reader, project_id)
            checklist = tx.reader.get(Checklist, checklist_id) if checklist_id else None
            made = Inspection(
                id=tx.new_id(),
                project_id=project.id,
                visited_at=local_time(self._clock),
                inspectors=inspectors,
                purpose=purpose,
                longitude=position.longitude if position else None,
                latitude=position.latitude if position else None,
                checklist_id=checklist_id,
            )
            reported = reported_before(tx.reader, made, project)
            made = replace(made, reported_status=reported.status, reported_progress_pct=reported.progress_pct)
            session = session_of(made, checklist, is_new=True)
            if session is not None:
                prefill(session, made, project)
                made = replace(made, answers=answers_of(session, checklist, made))
            tx.insert(made)
        return made

    def discard(self, inspection_id: str) -> None:
        """Throw a draft away with its photos and its problems: one step, and one undo brings all of it back.

        A problem that somebody handles already stays.
        """
        with self._draft("discard_visit", inspection_id) as draft:
            reader, own = draft.tx.reader, draft.inspection.id
            for problem in reader.all(Problem, inspection_id=own, state=ProblemState.REGISTERED):
                draft.tx.delete(Problem, problem.id)
            for photo in reader.all(Photo, inspection_id=own):
                draft.tx.delete(Photo, photo.id)
            draft.tx.delete(Inspection, own)

    # -- answering -------------------------------------------------------------------------------------------------

    def answer(self, inspection_id: str, address: str, value: Answer, *, raising: bool = False) -> Inspection:
        """Answer one question, None to take the answer back. Raises RuleError for an answer of another kind.

        With `raising` an unfit answer brings its problem, as the rules of the checklist have it, in the same step.
        """
        with self._draft("answer_item", inspection_id) as draft:
            return draft.answer({address: value}, raising=raising)

    def answer_many(self, inspection_id: str, answers: Mapping[str, Answer]) -> Inspection:
        """Answer several questions in one step (其余全部合格); one wrong answer, and none is kept."""
        with self._draft("answer_items", inspection_id) as draft:
            return draft.answer(answers)

    def add_repeat(self, inspection_id: str, repeat: str) -> str:
        """Add an instance of a repeated part; its address."""
        with self._draft("add_repeat", inspection_id) as draft:
            address = draft.session.add(repeat)
            draft.keep_answers()
        return address

    def remove_repeat(self, inspection_id: str, instance: str) -> Inspection:
        """Remove an instance (`楼栋[2]`) with its notes and problems; those behind it move up."""
        with self._draft("remove_repeat", inspection_id) as draft:
            return draft.remove_instance(instance)

    def set_facts(self, inspection_id: str, **fields: Any) -> Inspection:  # noqa: ANN401 - typed by the cells
        """Write what was seen: seen_status, physical_progress_pct (Decimal, 0 to 100), workers, machines, conclusions,
        weather, place, position (a Position in WGS-84, or None), inspectors, purpose.

        Empty text is none. Raises RuleError for another field and for a figure out of range.
        """  # noqa: D205 - the list of fields is the summary
        with self._draft("set_visit_facts", inspection_id) as draft:
            return draft.keep(**seen_facts(fields))

    def note(self, inspection_id: str, address: str, text: str) -> Inspection:
        """Write the text beside an answer (情况说明), "" to take it away; its problem follows the words."""
        with self._draft("note_item", inspection_id) as draft:
            return draft.note(address, text)

    # -- photos ----------------------------------------------------------------------------------------------------

    def attach_photos(
        self, inspection_id: str, address: str | None, files: Sequence[Source], progress: Progress | None = None
    ) -> Attached:
        """Add photos to the tray, and to a question where one is meant; files that are no photos are told apart."""
        return self.insert_photos(inspection_id, address, self.store_photos(inspection_id, files, progress))

    def store_photos(self, inspection_id: str, files: Sequence[Source], progress: Progress | None = None) -> Kept:
        """The long part of it, outside of any transaction: it may be done beside what is being written."""
        _demand_draft(self._workspace.reader.get(Inspection, inspection_id))
        return draft_photos.store(self._photos, files, progress)

    def insert_photos(self, inspection_id: str, address: str | None, kept: Kept) -> Attached:
        """The short part of it: one step. Until it is done 恢复 offers the files that are stored."""
        with self._draft("add_photos", inspection_id) as draft:
            made = draft_photos.insert(draft, kept.stored)
            if address is not None and made:
                draft_photos.join(draft, [one.id for one in made], address)
        return Attached(made, kept.refused)

    def move_photo(self, photo_id: str, address: str | None) -> None:
        """Join a photo to another question, or to none."""
        with self._draft("move_photo", self._visit_of(photo_id)) as draft:
            draft_photos.leave(draft, photo_id)
            if address is not None:
                draft_photos.join(draft, [photo_id], address)

    def detach_photo(self, photo_id: str) -> None:
        """Take a photo out of the visit; its file stays, so that an undo brings it back."""
        with self._draft("detach_photo", self._visit_of(photo_id)) as draft:
            draft_photos.leave(draft, photo_id)
            draft.tx.delete(Photo, photo_id)

    def _visit_of(self, photo_id: str) -> str:
        photo = self._workspace.reader.get(Photo, photo_id)
        if photo.inspection_id is None:
            raise NotFoundError("services.no_such_visit", id=photo_id)
        return photo.inspection_id

    # -- problems --------------------------------------------------------------------------------------------------

    def raise_problem(self, inspection_id: str, problem: ProblemDraft) -> Problem:
        """登记为问题: registered with its number, bound to the question `problem.item`; one for each question.

        What is proposed for a question comes from `draft_sections.proposed_problem`. A second time for the same
        question changes the first.
        """
        with self._draft("raise_problem", inspection_id) as draft:
            demand(filled(problem.description), "services.problem_without_words")
            if problem.item is not None:
                problem = replace(problem, item=draft.session.address(problem.item))
            there = next((one for one in draft.open_problems() if one.inspection_item == problem.item), None)
            if there is None or problem.item is None:
                return insert_problem(draft.tx, draft.inspection, problem)
            return draft.tx.update(Problem, there.id, **{name: getattr(problem, name) for name in CHANGEABLE})

    def change_problem(self, problem_id: str, **fields: Any) -> Problem:  # noqa: ANN401 - typed by the cells
        """Change a problem of a draft (`CHANGEABLE`). Raises RuleError once somebody handles it."""
        strange = sorted(fields.keys() - CHANGEABLE)
        demand(not strange, "services.problem_field_closed", fields=strange)
        if "description" in fields:
            demand(filled(fields["description"]), "services.problem_without_words")
        with self._raised("change_problem", problem_id) as draft:
            return draft.tx.update(Problem, problem_id, **fields)

    def withdraw_problem(self, problem_id: str) -> None:
        """Take back a problem of a draft. Raises RuleError once somebody handles it."""
        with self._raised("withdraw_problem", problem_id) as draft:
            draft.tx.delete(Problem, problem_id)

    @contextmanager
    def _raised(self, action: str, problem_id: str) -> Iterator[DraftEdit]:
        found = self._workspace.reader.get(Problem, problem_id)
        demand(
            found.inspection_id is not None and found.state is ProblemState.REGISTERED,
            "services.problem_under_way",
            problem=found.number or found.id,
        )
        with self._draft(action, found.inspection_id or "") as draft:
            yield draft

    @contextmanager
    def _draft(self, action: str, inspection_id: str) -> Iterator[DraftEdit]:
        """A step of a draft, in the name of its inspectors."""
        author = "、".join(self._workspace.reader.get(Inspection, inspection_id).inspectors)
        with self._workspace.transaction(action, author=author) as tx:
            yield DraftEdit(tx, inspection_id)


def _demand_draft(inspection: Inspection) -> None:
    if inspection.state is InspectionState.SIGNED:
        raise RuleError("services.visit_locked", id=inspection.id)


def _summary(reader: Reader, inspection: Inspection) -> DraftSummary:
    """How far a draft is; one whose answers cannot be read stands in the list and keeps no other out of it."""
    project = reader.find(Project, id=inspection.project_id)
    bare = DraftSummary(inspection, project.name if project else "", "", 0, 0, 0, None)
    try:
        draft = open_draft(reader, inspection.id)
        far = filled_so_far(sections(draft))
    except InspectorError:
        return bare
    return replace(
        bare,
        checklist=draft.checklist_name,
        answered=far.answered,
        asked=far.asked,
        photos=len(draft.photos),
        saved_at=draft.saved_at,
    )
