"""What a merge brought, in words and figures that last: kept with the merge, printed at any time.

Apart from `merge_view`, which a screen shows and which is gone with it: here nothing is typed by what other records
say today, since those change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.record import Cell, Json
from inspector.services.conflicts import DELETE, MINE, THEIRS, ConflictView, Side
from inspector.services.packages.report import Counts, FileReport, FileStatus, ImportReport, ProjectReport
from inspector.services.wording import record_title, told_value
from inspector.storage.reader import Reader
from inspector.texts import explain

MOST_PROJECTS = 2_000
"""Projects told one by one; a first snapshot brings a whole city."""


@dataclass(frozen=True)
class RecordedPackage:
    """A file of a merge; the figures count records, None where they were not kept.

    `remark` says why it was refused, or what else to know.
    """

    file: str
    device: str
    status: FileStatus
    new: int | None
    changed: int | None
    deleted: int | None
    conflicts: int | None
    remark: str


@dataclass(frozen=True)
class RecordedProject:
    """What changed about a project, by kind; an empty name gathers what belongs to none."""

    name: str
    new: Counts
    changed: Counts
    deleted: Counts
    conflicts: int


@dataclass(frozen=True)
class RecordedSide:
    """A side of a conflict: its number then, who wrote it and when, and what it says in words."""

    number: int
    device: str
    at: datetime
    value: str
    deleted: bool


@dataclass(frozen=True)
class RecordedConflict:
    """A conflict; `field` is empty where a delete stood against the record, `choice` where nobody had decided."""

    project: str
    title: str
    kind: str
    field: str
    common: str
    has_common: bool
    sides: tuple[RecordedSide, ...]
    choice: str


@dataclass(frozen=True)
class MergeRecord:
    """All of one merge. `more_projects` counts those that are not told one by one."""

    at: datetime
    author: str
    packages: tuple[RecordedPackage, ...]
    projects: tuple[RecordedProject, ...]
    conflicts: tuple[RecordedConflict, ...]
    more_projects: int = 0

    def count(self, status: FileStatus) -> int:
        """How many files came to this."""
        return sum(one.status is status for one in self.packages)

    def total(self, counts: str) -> int:
        """All `new`, `changed` or `deleted` records of the packages."""
        return sum(getattr(one, counts) or 0 for one in self.packages)

    def as_json(self) -> Json:
        """Plain values."""
        made = asdict(self)
        made["at"] = self.at.isoformat()
        for one in made["conflicts"]:
            for side in one["sides"]:
                side["at"] = side["at"].isoformat()
        return made


def record_from(content: Mapping[str, Any]) -> MergeRecord:
    """A record from its plain values."""
    return MergeRecord(
        at=datetime.fromisoformat(content["at"]),
        author=content["author"],
        packages=tuple(RecordedPackage(**{**one, "status": FileStatus(one["status"])}) for one in content["packages"]),
        projects=tuple(RecordedProject(**one) for one in content["projects"]),
        conflicts=tuple(map(_conflict_from, content["conflicts"])),
        more_projects=content["more_projects"],
    )


@dataclass(frozen=True)
class Terms:
    """When and by whom a merge was done, with which decisions (key of the conflict → choice)."""

    at: datetime
    author: str
    decisions: Mapping[str, str]


def recorded(reader: Reader, report: ImportReport, disputed: Sequence[ConflictView], terms: Terms) -> MergeRecord:
    """The record of an import; `disputed` are the conflicts that it brought, decided or not."""
    return MergeRecord(
        at=terms.at,
        author=terms.author,
        packages=tuple(map(_package, report.files)),
        projects=tuple(map(_project, report.projects[:MOST_PROJECTS])),
        conflicts=tuple(_conflict(reader, one, terms.decisions.get(one.key, "")) for one in disputed),
        more_projects=max(0, len(report.projects) - MOST_PROJECTS),
    )


def _package(one: FileReport) -> RecordedPackage:
    manifest, changes = one.manifest, one.changes
    return RecordedPackage(
        file=one.file.name,
        device=manifest.sender.device_name if manifest else "",
        status=one.status,
        new=_size(changes.inserted),
        changed=_size(changes.updated),
        deleted=_size(changes.deleted),
        conflicts=one.disputed,
        remark=explain(one.error) if one.error else "；".join(map(explain, one.notes)),
    )


def _size(ids: Mapping[str, Sequence[str]]) -> int:
    return sum(map(len, ids.values()))


def _project(one: ProjectReport) -> RecordedProject:
    return RecordedProject(one.name, dict(one.new), dict(one.changed), dict(one.deleted), one.conflicts)


def _conflict(reader: Reader, one: ConflictView, choice: str) -> RecordedConflict:
    cell = next((cell for cell in kinds()[one.kind].CELLS if cell.name == one.field), None)
    return RecordedConflict(
        project=one.project,
        title=record_title(reader, one.kind, one.id),
        kind=one.kind,
        field=one.field or "",
        common=told_value(reader, one.kind, cell, one.common) if one.has_common else "",
        has_common=one.has_common,
        sides=tuple(_side(reader, one.kind, cell, side) for side in one.sides),
        choice=_numbered(one, choice),
    )


def _numbered(one: ConflictView, choice: str) -> str:
    """The choice as the number of a side, where it means one; else the value that was typed."""
    meant: Mapping[str, Callable[[Side], bool]] = {
        MINE: lambda side: side.own,
        THEIRS: lambda side: not side.own,
        DELETE: lambda side: side.deleted,
    }
    test = meant.get(choice.lower())
    return next((f"#{side.number}" for side in one.sides if test(side)), choice) if test else choice


def _side(reader: Reader, kind: str, cell: Cell | None, side: Side) -> RecordedSide:
    value = "" if side.deleted else told_value(reader, kind, cell, side.value)
    return RecordedSide(side.number, side.device, side.at, value, side.deleted)


def _conflict_from(content: Mapping[str, Any]) -> RecordedConflict:
    sides = tuple(RecordedSide(**{**one, "at": datetime.fromisoformat(one["at"])}) for one in content["sides"])
    return RecordedConflict(**{**content, "sides": sides})
