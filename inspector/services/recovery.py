"""恢复: what an interrupted session left, field by field, and what can be brought back.

Nothing here repairs by itself: what was saved is there already. It shows that, offers photos whose record was cut off,
tells which files are gone, and where the backups lie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from inspector.checklists.model import Question
from inspector.checklists.session import PHOTOS, Session
from inspector.domain.errors import InspectorError
from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, Photo
from inspector.domain.project import Project
from inspector.photos import PhotoStore
from inspector.services import draft_photos
from inspector.services.draft_editing import DraftEdit
from inspector.services.draft_views import OpenDraft, open_draft
from inspector.services.drafts import DraftService, DraftSummary
from inspector.services.wording import told_value
from inspector.storage.backup import list_backups
from inspector.storage.history import HistoryEntry, history
from inspector.storage.photo_log import recorded_here, recorded_photos
from inspector.storage.sweep import compare
from inspector.storage.workspace import Workspace
from inspector.texts import label

_FACTS = (
    *("seen_status", "physical_progress_pct", "workers", "machines", "weather", "place", "conclusions"),
    *("inspectors", "purpose"),
)


class Part(StrEnum):
    """What of a draft survived."""

    FACT = "fact"
    ANSWER = "answer"
    NOTE = "note"
    PHOTO = "photo"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Survived:
    """One field of a draft as it was saved: what people call it, what it says, and since when it does."""

    part: Part
    label: str
    value: str
    saved_at: datetime | None


@dataclass(frozen=True)
class OrphanPhoto:
    """A photo whose file was stored and whose record was cut off; `size` in bytes."""

    sha256: str
    size: int
    stored_at: datetime


@dataclass(frozen=True)
class MissingPhoto:
    """A photo record without its file; `is_awaited` where another device took it and has not sent the file yet."""

    photo: Photo
    project: str
    is_awaited: bool


@dataclass(frozen=True)
class BackupView:
    """A backup that can be restored into a new folder; `size` in bytes."""

    path: Path
    made_at: datetime
    reason: str
    size: int
    is_encrypted: bool


@dataclass(frozen=True)
class RecoveryReport:
    """What the session before left. `interrupted_at` is None after a clean end, else when it saved its last step.

    `unfinished` counts half-written files that were cleared away at the start; nothing of them had been told saved.
    """

    interrupted_at: datetime | None
    drafts: tuple[DraftSummary, ...]
    orphans: tuple[OrphanPhoto, ...]
    missing: tuple[MissingPhoto, ...]
    backups: tuple[BackupView, ...]
    unfinished: int

    @property
    def calls_for_attention(self) -> bool:
        """Whether the screen is shown without being asked for."""
        return self.interrupted_at is not None or bool(self.orphans)


class RecoveryService:
    """Use cases of 恢复 on one workspace."""

    def __init__(self, workspace: Workspace, store: PhotoStore, drafts: DraftService) -> None:
        self._workspace = workspace
        self._store = store
        self._drafts = drafts

    def report(self) -> RecoveryReport:
        """What was left and is there now."""
        orphans, missing = compare(self._workspace.photos, self._workspace.reader.connection)
        return RecoveryReport(
            interrupted_at=self._workspace.interrupted_at,
            drafts=self._drafts.listed(),
            orphans=tuple(self._orphans(orphans)),
            missing=tuple(self._missing(missing)),
            backups=tuple(
                BackupView(one.path, one.made_at, one.reason, one.size, one.is_encrypted)
                for one in list_backups(self._workspace.backups)
            ),
            unfinished=len(self._workspace.found.deleted),
        )

    def survived(self, inspection_id: str) -> tuple[Survived, ...]:
        """Every field of a draft that was saved, in the order of the form, and since when it says so."""
        with self._workspace.reader.snapshot():
            draft = open_draft(self._workspace.reader, inspection_id)
            entries = history(self._workspace, Inspection.KIND, draft.inspection.id)
            return tuple(self._survived(draft, entries))

    def _survived(self, draft: OpenDraft, entries: Sequence[HistoryEntry]) -> Iterator[Survived]:
        since = {one.field: one.at for one in entries}
        cells = {one.name: one for one in Inspection.CELLS}
        for name in _FACTS:
            value = getattr(draft.inspection, name)
            if value not in (None, ()):
                told = told_value(self._workspace.reader, Inspection.KIND, cells[name], value)
                yield Survived(Part.FACT, label(Inspection.KIND, name), told, since.get(name))
        if draft.session is not None:
            yield from _answers(draft.session, entries)
            noted = _since([one for one in entries if one.field == "notes"], draft.session)
            for where, text in draft.notes.items():
                yield Survived(Part.NOTE, _label(draft.session, where), text, noted.get(where, draft.saved_at))
        for photo in draft.photos:
            yield Survived(Part.PHOTO, label(Photo.KIND), photo.photo.original_name or "", draft.saved_at)
        for problem in draft.problems:
            yield Survived(Part.PROBLEM, problem.number or "", problem.description, draft.saved_at)

    def adopt(self, inspection_id: str, hashes: Sequence[str]) -> tuple[Photo, ...]:
        """Take photos without a record into a draft. Raises as reading them does; then none is taken."""
        found = [self._store.found(one) for one in hashes]
        with self._workspace.transaction("adopt_photos") as tx:
            draft = DraftEdit(tx, inspection_id)
            return draft_photos.insert(draft, found)

    def remove_orphans(self, hashes: Sequence[str]) -> int:
        """Delete photos that no record has ever named; returns how many. Others are left alone."""
        orphans, _ = compare(self._workspace.photos, self._workspace.reader.connection)
        wanted = {one.sha256 for one in self._orphans(orphans)} & set(hashes)
        for one in wanted:
            self._store.remove(one)
        return len(wanted)

    def _orphans(self, files: Sequence[Path]) -> Iterator[OrphanPhoto]:
        """Those that no record has ever named: what somebody took out of a visit comes back by undo."""
        known = recorded_photos(self._workspace.reader) if files else set()
        for file in files:
            if file.name not in known:
                stored_at = datetime.fromtimestamp(int(file.stat().st_mtime), tz=CHINA)
                yield OrphanPhoto(file.name, self._store.size(file.name), stored_at)

    def _missing(self, hashes: Sequence[str]) -> Iterator[MissingPhoto]:
        reader = self._workspace.reader
        here = recorded_here(reader, self._workspace.info.replica) if hashes else set()
        for one in hashes:
            photo = reader.find(Photo, sha256=one)
            if photo is not None:
                visit = reader.find(Inspection, id=photo.inspection_id) if photo.inspection_id else None
                project = reader.find(Project, id=visit.project_id) if visit else None
                yield MissingPhoto(photo, project.name if project else "", one not in here)


def _answers(session: Session, entries: Sequence[HistoryEntry]) -> Iterator[Survived]:
    written = [one for one in entries if one.field == "answers"]
    since, last = _since(written, session), written[-1].at if written else None
    for entry in session.entries():
        if isinstance(entry.item, Question) and entry.value is not None and not entry.read_only:
            told = session.answer_label(entry.address)
            yield Survived(Part.ANSWER, entry.label or entry.item.name, told, since.get(entry.address, last))


def _since(entries: Sequence[HistoryEntry], session: Session) -> dict[str, datetime]:
    """When each address got the value that it has, from the writes of the cell that holds all of them."""
    found: dict[str, datetime] = {}
    for one in entries:
        before, after = dict(_flat(one.before or {}, "")), dict(_flat(one.after or {}, ""))
        found |= {where: one.at for where, value in after.items() if before.get(where) != value}
    return {_address(session, where): at for where, at in found.items()}


def _flat(answers: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    """The answers of a visit by address, those of repeats by their number."""
    for name, one in answers.items():
        if name == PHOTOS:
            continue
        if isinstance(one, list) and one and isinstance(one[0], Mapping):
            for number, inner in enumerate(one, start=1):
                yield from _flat(inner, f"{before}{name}[{number}]/")
        else:
            yield before + name, one


def _address(session: Session, where: str) -> str:
    """The whole address of a kept answer; itself where it leads nowhere any more."""
    try:
        return session.address(where)
    except InspectorError:
        return where


def _label(session: Session, where: str) -> str:
    try:
        return session.label(where)
    except InspectorError:
        return where
