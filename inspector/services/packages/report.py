"""What taking packages in would change, or has changed: per file, per project, and what is still missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.domain.changes import Changes, Ids
from inspector.domain.errors import InspectorError
from inspector.domain.intervals import Interval
from inspector.domain.project import Project
from inspector.exchange.manifest import Manifest
from inspector.storage.belonging import Belonging
from inspector.storage.merge import Conflict
from inspector.storage.reader import Reader

if TYPE_CHECKING:
    from inspector.services.merge_record import MergeRecord

Counts = Mapping[str, int]
"""How many records, by kind."""


class FileStatus(StrEnum):
    """What became of one file."""

    ACCEPTED = "accepted"
    KNOWN = "known"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


@dataclass(frozen=True)
class PhotoCounts:
    """Originals stored or completed from parts, prints, those here before, and those with parts still missing."""

    stored: int = 0
    prints: int = 0
    known: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class FileReport:
    """One file: who sent it, how much of it was new, why it was refused, what else to know (`notes`).

    `changes` is what it changed beyond the files before it, `disputed` counts the records it brought into conflict.
    """

    file: Path
    status: FileStatus
    package_id: str = ""
    manifest: Manifest | None = None
    operations: int = 0
    fresh: int = 0
    photos: PhotoCounts = field(default_factory=PhotoCounts)
    error: InspectorError | None = None
    notes: tuple[InspectorError, ...] = ()
    changes: Changes = field(default_factory=Changes)
    disputed: int = 0


@dataclass(frozen=True)
class ProjectReport:
    """What changes about one project; `project_id` None gathers what belongs to no project."""

    project_id: str | None
    name: str
    new: Counts
    changed: Counts
    deleted: Counts
    conflicts: int


@dataclass(frozen=True)
class MissingOperations:
    """Operations that a sender knows and this workspace does not ("缺 7号机 120–188")."""

    device: str
    replica: str
    intervals: tuple[Interval, ...]


@dataclass(frozen=True)
class ImportReport:
    """All of one import; a preview (`dry_run`) says the same, but has no `record` for its report."""

    files: tuple[FileReport, ...]
    projects: tuple[ProjectReport, ...]
    changes: Changes
    conflicts: tuple[Conflict, ...]
    missing: tuple[MissingOperations, ...]
    photos_missing: int
    dry_run: bool
    record: MergeRecord | None = None

    @property
    def deleted(self) -> int:
        """How many records go."""
        return sum(len(ids) for ids in self.changes.deleted.values())


def by_project(reader: Reader, changes: Changes, conflicts: Iterable[Conflict]) -> tuple[ProjectReport, ...]:
    """The changes sorted by the project that they belong to, by its name; what belongs to none comes last."""
    belonging = Belonging(reader)
    new, changed, deleted = (_counted(belonging, ids) for ids in (changes.inserted, changes.updated, changes.deleted))
    disputed = Counter(belonging.project_of(one.kind, one.id) for one in conflicts)
    ids = {*new, *changed, *deleted, *disputed}
    names = {one.id: one.name for one in reader.ids_in(Project, (one for one in ids if one)).values()}
    reports = [
        ProjectReport(
            project_id=one,
            name=names.get(one or "", ""),
            new=new.get(one, {}),
            changed=changed.get(one, {}),
            deleted=deleted.get(one, {}),
            conflicts=disputed[one],
        )
        for one in ids
    ]
    return tuple(sorted(reports, key=lambda one: (one.project_id is None, one.name, one.project_id or "")))


def _counted(belonging: Belonging, ids: Ids) -> dict[str | None, Counts]:
    made: dict[str | None, Counter[str]] = {}
    for kind, row_id in _pairs(ids):
        made.setdefault(belonging.project_of(kind, row_id), Counter())[kind] += 1
    return {project: dict(counts) for project, counts in made.items()}


def _pairs(ids: Ids) -> Iterator[tuple[str, str]]:
    for kind, named in ids.items():
        for row_id in named:
            yield kind, row_id
