"""合并中心 as data: every package with what it brings, every project, every conflict beside what merged by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from inspector.domain.errors import InspectorError
from inspector.services.conflicts import ConflictView
from inspector.services.merge_record import MergeRecord
from inspector.services.packages.report import FileStatus, MissingOperations, PhotoCounts, ProjectReport


class Rule(StrEnum):
    """By which rule conflicts are decided together: the newer writing, what stands here, what the package brings."""

    NEWER = "newer"
    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True)
class Tally:
    """Records: new, changed, deleted, in conflict."""

    new: int = 0
    changed: int = 0
    deleted: int = 0
    conflicts: int = 0


@dataclass(frozen=True)
class PackageView:
    """One file: its sender, what it brings, and why it was refused or waits (`error`, `notes`).

    `fresh` of `operations` were new; `fingerprint` is that of the signer, empty where the file could not be opened.
    """

    file: Path
    device: str
    kind: str
    number: int
    made_at: str
    status: FileStatus
    tally: Tally
    operations: int
    fresh: int
    photos: PhotoCounts
    fingerprint: str
    error: InspectorError | None
    notes: tuple[InspectorError, ...]


@dataclass(frozen=True)
class MergedField:
    """A field that changes without a conflict; `both` where the two sides had written the same."""

    field: str
    before: Any
    after: Any
    both: bool


@dataclass(frozen=True)
class DisputedRecord:
    """A record with its conflicts and the fields of it that merge by themselves, which a screen folds away."""

    kind: str
    id: str
    title: str
    project: str
    conflicts: tuple[ConflictView, ...]
    merged: tuple[MergedField, ...]


@dataclass(frozen=True)
class MergeView:
    """All of one merge, previewed or done: `change_id` is 0 until it is done and where nothing was written.

    `record` is what a report prints of one that is done.
    """

    packages: tuple[PackageView, ...]
    projects: tuple[ProjectReport, ...]
    records: tuple[DisputedRecord, ...]
    tally: Tally
    repeated: int
    refused: int
    waiting: int
    missing: tuple[MissingOperations, ...]
    photos_missing: int
    change_id: int
    at: datetime
    record: MergeRecord | None = None

    @property
    def conflicts(self) -> tuple[ConflictView, ...]:
        """The conflicts of all records, in the order of the records."""
        return tuple(one for record in self.records for one in record.conflicts)

    def undecided(self, decisions: Mapping[str, str]) -> int:
        """How many conflicts nobody has decided yet."""
        return sum(one.key not in decisions for one in self.conflicts)
