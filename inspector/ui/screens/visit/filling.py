"""A visit being filled, as the window holds it: the session answers at once, the workspace keeps up behind it.

Everything the inspector does changes the session here first, so that a key is seen in milliseconds, and is written by
`DraftService` in the same order. What others change (an undo, an import) is read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from inspector.checklists.answers import Answer
from inspector.checklists.session import Session
from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, NotFoundError
from inspector.domain.inspection import InspectionState
from inspector.domain.problem import Problem
from inspector.services.bundle import Services
from inspector.services.draft_photos import Attached, Kept, Source
from inspector.services.draft_sections import SeenFact, proposed_problem, seen_facts_of
from inspector.services.draft_views import DraftPhoto, OpenDraft
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.long_task import LongTask
from inspector.ui.pictures import PictureLoader
from inspector.ui.prompts import Notice
from inspector.ui.screen import Toast
from inspector.ui.screens.visit.backlog import Backlog
from inspector.ui.widgets.form.rows import Evidence, ItemRow, ProblemDraft
from inspector.ui.widgets.form.sections import FormSection, SectionReader
from inspector.ui.widgets.form.surroundings import Photo
from inspector.ui.work import EASED, is_of_the_disk

THUMBNAIL = 240
_FIRST = 2
"""The number of the checklist's first section: 上报与所见 stands before it."""
_REFUSED_SHOWN = 8
"""Refused files whose reasons are shown: more fill no message."""
_KINDS = frozenset({"inspection", "photo", "problem"})
_PROBLEM_FIELDS = {"owner": "owner_department", "due_on": "due_on", "level": "level"}


class Filling(QObject):
    """One open visit. `refreshed`: what is shown has changed; `opened`: it was read anew.

    `switching`: another visit is about to take the place of the one that is open, which may still be written to;
    `gone`: the visit is there no more (its beginning was taken back) or cannot be read.
    """

    refreshed = Signal()
    opened = Signal()
    switching = Signal()
    gone = Signal()
    told = Signal(object)

    def __init__(self, context: Context, pictures: PictureLoader, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._pictures = pictures
        self._pending = 0
        self._behind = self._disk_told = False
        self._backlog = Backlog()
        self._wanted = ""
        self._then: Callable[[], None] | None = None
        self._reader: SectionReader | None = None
        self.draft: OpenDraft | None = None
        self.sections: tuple[FormSection, ...] = ()
        context.work.changed.connect(self._on_work_changed)
        pictures.arrived.connect(self._on_picture_arrived)

    # -- reading ---------------------------------------------------------------------------------------------------

    def open(self, inspection_id: str, then: Callable[[], None] | None = None) -> None:
        """Read a visit; `then` runs when it is there, unless it was closed or another one opened before."""
        self._wanted, self._then = inspection_id, then
        self._read()

    def _read(self) -> None:
        wanted = self._wanted

        def show(draft: OpenDraft) -> None:
            if wanted == self._wanted:
                self._show(draft)

        self._context.work.read(
            self, lambda services: services.drafts.open(wanted), show, key="draft", failed=self._on_unreadable
        )

    def _show(self, draft: OpenDraft) -> None:
        """Show what was read; of the visit that is open only while nothing newer is being written."""
        if self.draft is None or self.draft.inspection.id != draft.inspection.id:
            self.switching.emit()
        elif self._pending:
            self._behind = True
            return
        self.draft = draft
        self._reader = SectionReader(draft.session, first=_FIRST) if draft.session is not None else None
        self._refresh()
        self.opened.emit()
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_unreadable(self, error: InspectorError) -> None:
        """A visit that was open is gone by an undo, which has been told; anything else is told here."""
        if self.draft is None or not isinstance(error, NotFoundError):
            self._context.prompts.tell(error)
        self.close()
        self.gone.emit()

    def close(self) -> None:
        """No visit is open any more."""
        self._wanted, self._then = "", None
        self.draft = self._reader = None
        self.sections = ()

    def _on_work_changed(self, changes: Changes) -> None:
        if self.draft is None or not _KINDS & {*changes.inserted, *changes.updated, *changes.deleted}:
            return
        if self._pending:
            self._behind = True
        else:
            self._read()

    def _on_picture_arrived(self, sha256: str) -> None:
        if self.draft is not None and any(one.photo.sha256 == sha256 for one in self.draft.photos):
            self._refresh()

    def _refresh(self) -> None:
        self.sections = self._reader.read(self._evidence()) if self._reader is not None else ()
        self.refreshed.emit()

    # -- what is shown ---------------------------------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        """The session of the checklist, where the visit has one."""
        return self.draft.session if self.draft else None

    @property
    def locked(self) -> bool:
        """Whether the visit is signed."""
        return self.draft is None or self.draft.inspection.state is InspectionState.SIGNED

    def seen(self) -> tuple[SeenFact, ...]:
        """上报与所见, as it stands."""
        return seen_facts_of(self.draft.inspection, self.draft.reported) if self.draft else ()

    def counts(self) -> tuple[int, int]:
        """How much is answered, of how much is asked, the facts of the visit included."""
        needed = [one for one in self.seen() if one.required]
        answered = sum(one.seen is not None for one in needed) + sum(one.answered for one in self.sections)
        return answered, len(needed) + sum(one.asked for one in self.sections)

    def picture(self, photo: DraftPhoto) -> Photo:
        """A photo as a form shows it."""
        taken = photo.photo.taken_at
        caption = f"{taken:%H:%M}" if taken else ""
        return Photo(photo.photo.id, self._pictures.pixmap(photo.photo.sha256, THUMBNAIL), caption)

    def row(self, address: str) -> ItemRow | None:
        """The question at an address."""
        return next((one for section in self.sections for one in section.items if one.address == address), None)

    def _evidence(self) -> dict[str, Evidence]:
        draft = self.draft
        if draft is None:
            return {}
        where = {*draft.notes, *(one.inspection_item or "" for one in draft.problems)}
        where |= {address for one in draft.photos for address in one.items}
        return {address: self._evidence_at(draft, address) for address in where if address}

    def _evidence_at(self, draft: OpenDraft, address: str) -> Evidence:
        photos = tuple(self.picture(one) for one in draft.photos_at(address))
        found = draft.problem_at(address)
        return Evidence(draft.notes.get(address, ""), photos, _shown(found) if found else None)

    # -- answering -------------------------------------------------------------------------------------------------

    def answer(self, address: str, value: Answer) -> None:
        """Answer a question; an unfit one brings its problem."""
        session, inspection_id = self.session, self._id
        if session is None or self.locked:
            return
        session.answer(address, value)
        self._refresh()
        self._write(
            lambda services: services.drafts.answer(inspection_id, address, value, raising=True),
            again=self._judged(address),
        )

    def _judged(self, address: str) -> bool:
        """Whether an answer may bring or take away a problem."""
        row = self.row(address)
        return row is not None and row.verdict is not None

    def answer_many(self, answers: Mapping[str, Answer], title: str) -> None:
        """Answer several questions in one step, and say so with a way back."""
        session, inspection_id = self.session, self._id
        if session is None or self.locked or not answers:
            return
        for address, value in answers.items():
            session.answer(address, value)
        self._refresh()
        told = Toast(sentence("ui_visit.screen_section_fit", title=title, count=len(answers)))
        self._write(
            lambda services: services.drafts.answer_many(inspection_id, answers), lambda _: self.told.emit(told)
        )

    def set_facts(self, **fields: Any) -> None:  # noqa: ANN401 - typed by the cells
        """Write what was seen."""
        if self.draft is None or self.locked:
            return
        inspection_id = self._id
        shown = {name: value for name, value in fields.items() if name != "position"}
        self.draft = replace(self.draft, inspection=replace(self.draft.inspection, **shown))
        self._refresh()
        self._write(lambda services: services.drafts.set_facts(inspection_id, **fields))

    def note(self, address: str, text: str) -> None:
        """Write the words beside an answer."""
        if self.draft is None or self.locked:
            return
        inspection_id = self._id
        notes = {one: words for one, words in self.draft.notes.items() if one != address}
        self.draft = replace(self.draft, notes=notes | ({address: text} if text.strip() else {}))
        self._write(lambda services: services.drafts.note(inspection_id, address, text))

    def add_repeat(self, address: str) -> None:
        """Add an instance of a repeated part."""
        inspection_id = self._id
        self._write(lambda services: services.drafts.add_repeat(inspection_id, address), again=True)

    def remove_repeat(self, address: str) -> None:
        """Remove an instance."""
        inspection_id = self._id
        self._write(lambda services: services.drafts.remove_repeat(inspection_id, address), again=True)

    # -- problems --------------------------------------------------------------------------------------------------

    def toggle_problem(self, address: str, on: bool) -> None:  # noqa: FBT001 - as the signal has it
        """登记为问题, or not."""
        draft = self.draft
        if draft is None or self.locked:
            return
        there, inspection_id = draft.problem_at(address), self._id
        if on and there is None:
            proposed = proposed_problem(draft, address)
            self._write(lambda services: services.drafts.raise_problem(inspection_id, proposed), again=True)
        elif not on and there is not None:
            self._write(lambda services: services.drafts.withdraw_problem(there.id), again=True)

    def change_problem(self, address: str, field: str, value: object) -> None:
        """Owner, deadline or level of the problem of a question; one that was only proposed is raised by it."""
        draft = self.draft
        if draft is None or self.locked:
            return
        name, inspection_id = _PROBLEM_FIELDS[field], self._id
        given = (value or None) if name == "owner_department" else value
        there = draft.problem_at(address)
        if there is None:
            changes: dict[str, Any] = {name: given}
            proposed = replace(proposed_problem(draft, address), **changes)
            self._write(lambda services: services.drafts.raise_problem(inspection_id, proposed), again=True)
        elif getattr(there, name) != given:
            fields: dict[str, Any] = {name: given}
            self._write(lambda services: services.drafts.change_problem(there.id, **fields), again=True)

    # -- photos ----------------------------------------------------------------------------------------------------

    def add_photos(self, files: Iterable[Source], address: str) -> None:
        """Attach photos, to a question where one is meant; told where some are refused.

        Storing them takes its time beside the writes, so that what is answered meanwhile is on the disk at once.
        """
        paths, inspection_id = tuple(files), self._id
        if self.locked or not paths:
            return
        task = LongTask(sentence("ui_visit.screen_adding_photos"), sentence("ui_visit.screen_adding_kept"))

        def store(services: Services, progress: Callable[[int, int], None]) -> Kept:
            return services.drafts.store_photos(inspection_id, paths, progress)

        def insert(kept: Kept) -> None:
            self._tell_refused(kept)
            if kept.stored:
                job = partial(_insert_photos, inspection_id, address or None, kept)
                self._context.work.write(self, job, self._on_photos_added)

        self._context.work.long(self, task, store, insert, writes=False)

    def _on_photos_added(self, made: Attached) -> None:
        self.told.emit(Toast(sentence("ui_visit.screen_photos_added", count=len(made.photos))))

    def _tell_refused(self, kept: Kept) -> None:
        """One message, however many files there are: the reason of the first, and all their names."""
        if len(kept.refused) == 1:
            self._context.prompts.tell(kept.refused[0].error)
        elif kept.refused:
            self._context.prompts.tell(
                Notice(
                    sentence("ui.refused"),
                    sentence("ui_visit.screen_photos_refused", count=len(kept.refused)),
                    kept=sentence("ui_visit.screen_photos_kept", count=len(kept.stored)),
                    details="\n".join(explain(one.error) for one in kept.refused[:_REFUSED_SHOWN]),
                )
            )

    def detach_photos(self, address: str) -> None:
        """Take the photos of a question away."""
        draft = self.draft
        for one in draft.photos_at(address) if draft and not self.locked else ():
            self._write(partial(_detach_photo, one.photo.id))

    def move_photo(self, photo_id: str, address: str) -> None:
        """Join a photo to a question, or to none."""
        self._write(lambda services: services.drafts.move_photo(photo_id, address or None), again=True)

    def remove_photo(self, photo_id: str) -> None:
        """Take a photo out of the visit; its original is kept, and an undo brings it back."""
        told = Toast(sentence("ui_visit.screen_photo_removed"))
        self._write(partial(_detach_photo, photo_id), lambda _: self.told.emit(told), again=True)

    # -- writing ---------------------------------------------------------------------------------------------------

    @property
    def _id(self) -> str:
        return self.draft.inspection.id if self.draft else ""

    def _write(
        self, job: Callable[[Services], Any], then: Callable[[Any], None] | None = None, *, again: bool = False
    ) -> None:
        """Write in the background, but never to a signed visit.

        While own writes are under way, what is read would be older than what is shown.

        `again`: the workspace makes more of it (numbers, prefilled fields), so it is read afterwards.
        """
        if self.locked:
            return
        self._submit(job, then, again=again)

    def _submit(
        self, job: Callable[[Services], Any], then: Callable[[Any], None] | None = None, *, again: bool = False
    ) -> None:
        self._pending += 1
        self._behind = self._behind or again

        def done(result: object) -> None:
            self._disk_told = False
            self._end_write()
            if then is not None:
                then(result)

        self._context.work.write(self, partial(self._backlog.do, job), done, failed=self._on_refused)

    def _on_refused(self, error: InspectorError) -> None:
        """What the workspace refuses is shown as it is there; what only the disk kept back stays to be written."""
        of_the_disk = is_of_the_disk(error)
        self._behind = self._behind or not of_the_disk
        self._end_write()
        if not (of_the_disk and self._disk_told):
            self._context.prompts.tell(error)
        self._disk_told = of_the_disk
        if error.key == EASED:
            self.flush()

    def flush(self) -> None:
        """Try again to write what the disk kept back."""
        if self._backlog.waits:
            self._submit(lambda _: None)

    def _end_write(self) -> None:
        self._pending -= 1
        if not self._pending and self._behind and self._wanted and not self._backlog.waits:
            self._behind = False
            self._read()


def _shown(problem: Problem) -> ProblemDraft:
    return ProblemDraft(
        raised=True,
        number=problem.number or "",
        owner=problem.owner_department or "",
        due_on=problem.due_on,
        level=problem.level,
        prefilled=True,
    )


def _insert_photos(inspection_id: str, address: str | None, kept: Kept, services: Services) -> Attached:
    return services.drafts.insert_photos(inspection_id, address, kept)


def _detach_photo(photo_id: str, services: Services) -> None:
    services.drafts.detach_photo(photo_id)
