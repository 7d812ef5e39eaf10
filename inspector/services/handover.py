"""What the next export holds, before a byte of it is written: visits, photos, problems, size, parts by medium.

Apart from the export itself, because a screen asks this all the time, on a connection that can only read, and
because an estimate may be rough where a package may not.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inspector.domain.entities import kinds
from inspector.domain.inspection import Inspection, InspectionState, Photo
from inspector.domain.intervals import Have, beyond
from inspector.domain.problem import Problem
from inspector.domain.project import Project
from inspector.exchange.manifest import PackageKind, PhotoChoice
from inspector.photos import PhotoStore
from inspector.services.packages.addressees import addressee
from inspector.services.packages.exporting import MAIL, WECHAT, ExportWish, unsent, usual_photos
from inspector.storage.merge import have
from inspector.storage.outgoing_table import holding, rows_touched, states_touched
from inspector.storage.reader import Reader
from inspector.storage.sent_table import sent
from inspector.storage.workspace import WorkplaceRole, Workspace


class Medium(StrEnum):
    """By what a package goes: 微信, 邮件, U盘."""

    WECHAT = "wechat"
    MAIL = "mail"
    USB = "usb"


LIMITS: Mapping[Medium, int | None] = {Medium.WECHAT: WECHAT, Medium.MAIL: MAIL, Medium.USB: None}
"""Bytes a file may have; None is without limit."""
_PACKED = 0.3
"""What deflate leaves of operations with their answers; measured, and only an estimate."""
_LINE = 60
"""Bytes of an operation beside its content."""
_FRAME = 8_000
"""Notice, manifest, signature and roster of a file."""
_PRINT_BYTES = 450_000
"""A print copy at most: 2016 pixels long."""


@dataclass(frozen=True)
class HandoverVisit:
    """A visit that travels; a draft travels too and stays one."""

    inspection: Inspection
    project: str
    photos: int
    problems: int

    @property
    def is_signed(self) -> bool:
        """Whether nobody works on it any more."""
        return self.inspection.state is InspectionState.SIGNED


@dataclass(frozen=True)
class Waiting:
    """尚未导出: what this workspace wrote and no package of it holds. `size` in bytes, estimated; `parts` are files."""

    visits: int
    drafts: int
    photos: int
    problems: int
    operations: int
    size: int
    parts: Mapping[Medium, int]
    last_export: datetime | None

    @property
    def empty(self) -> bool:
        """Whether everything was exported."""
        return not self.operations


@dataclass(frozen=True)
class Handover:
    """What an export would hold for its addressee (`to`, "" for everybody).

    `records` counts what travels by kind; `absent` photos whose original is not here; `size` in bytes, estimated;
    `parts` files by medium; without `can_encrypt` nothing leaves by mail or WeChat (no key of his is known).
    """

    to: str
    visits: tuple[HandoverVisit, ...]
    records: Mapping[str, int]
    photos: int
    absent: int
    operations: int
    size: int
    parts: Mapping[Medium, int]
    can_encrypt: bool
    last_export: datetime | None


class HandoverService:
    """Use cases of looking before an export."""

    def __init__(self, workspace: Workspace, store: PhotoStore) -> None:
        self._workspace = workspace
        self._store = store

    def waiting(self) -> Waiting:
        """What was written here and never exported (今日: 尚未导出)."""
        reader, own = self._workspace.reader, self._workspace.info.replica
        mine = {name: intervals for name, intervals in unsent(reader).items() if name.partition(":")[0] == own}
        held = holding(reader, mine)
        states = states_touched(reader, mine, Inspection)
        photos = self._files(_new_photos(reader, mine), PhotoChoice.ORIGINAL)
        sizes = _sizes(held.size, held.operations, photos.values())
        return Waiting(
            visits=states.get(InspectionState.SIGNED, 0),
            drafts=states.get(InspectionState.DRAFT, 0),
            photos=len(photos),
            problems=len(rows_touched(reader, mine, Problem.NUMBER, new_only=True)),
            operations=held.operations,
            size=sum(sizes),
            parts=parts_by_medium(sizes),
            last_export=_last_export(reader),
        )

    def contents(self, wish: ExportWish | None = None) -> Handover:
        """What an export of this wish would hold. Raises NotFoundError or RuleError for its addressee."""
        wish = wish or ExportWish()
        reader, info = self._workspace.reader, self._workspace.info
        usual = PackageKind.TASK if info.role is WorkplaceRole.OFFICE else PackageKind.RESULT
        kind = wish.kind or usual
        to = addressee(reader, info, kind, wish.to)
        travelling = beyond(have(reader), {} if kind is PackageKind.SNAPSHOT else to.acknowledged)
        held = holding(reader, travelling)
        choice = wish.photos or usual_photos(kind)
        wanted = _new_photos(reader, travelling) if choice is not PhotoChoice.NONE else {}
        photos = self._files(wanted, choice)
        sizes = _sizes(held.size, held.operations, photos.values())
        names = {cls.NUMBER: name for name, cls in kinds().items()}
        return Handover(
            to=to.name,
            visits=_visits(reader, rows_touched(reader, travelling, Inspection.NUMBER)),
            records={names.get(number, str(number)): count for number, count in held.records.items()},
            photos=len(photos),
            absent=len(wanted) - len(photos),
            operations=held.operations,
            size=sum(sizes),
            parts=parts_by_medium(sizes),
            can_encrypt=bool(to.recipients),
            last_export=_last_export(reader),
        )

    def _files(self, photos: Mapping[str, Photo], choice: PhotoChoice) -> dict[str, int]:
        """Bytes by hash of the photos whose file is here."""
        missing = set(self._store.lacking(photos))
        most = _PRINT_BYTES if choice is PhotoChoice.PRINT else None
        here = {sha: one.byte_size or 0 for sha, one in photos.items() if sha not in missing}
        return {sha: size if most is None else min(size, most) for sha, size in here.items()}


def parts_by_medium(sizes: Sequence[int]) -> dict[Medium, int]:
    """How many files each medium needs for pieces of these bytes, in this order; a larger piece is cut."""
    return {medium: _files_of(sizes, limit) for medium, limit in LIMITS.items()}


def _files_of(sizes: Sequence[int], limit: int | None) -> int:
    if limit is None:
        return 1
    room = limit - _FRAME
    files, load = 1, 0
    for size in sizes:
        if load + size <= room:
            load += size
        elif size <= room:
            files, load = files + 1, size
        else:  # an original larger than a file fills what is left and goes on in the next ones
            more = math.ceil((load + size) / room)
            files, load = files + more - 1, load + size - (more - 1) * room
    return files


def _sizes(content: int, operations: int, photos: Iterable[int]) -> list[int]:
    """The pieces of an export: what is packed, then the photos as they are."""
    return [int((content + operations * _LINE) * _PACKED) + _FRAME, *photos]


def _new_photos(reader: Reader, travelling: Have) -> dict[str, Photo]:
    """The photos whose records travel, each once by its hash."""
    ids = rows_touched(reader, travelling, Photo.NUMBER, new_only=True)
    return {one.sha256: one for one in reader.ids_in(Photo, ids).values()}


def _visits(reader: Reader, ids: Sequence[str]) -> tuple[HandoverVisit, ...]:
    found = sorted(reader.ids_in(Inspection, ids).values(), key=lambda one: one.visited_at, reverse=True)
    projects = reader.ids_in(Project, {one.project_id for one in found})
    return tuple(
        HandoverVisit(
            one,
            projects[one.project_id].name if one.project_id in projects else "",
            reader.count(Photo, inspection_id=one.id),
            reader.count(Problem, inspection_id=one.id),
        )
        for one in found
    )


def _last_export(reader: Reader) -> datetime | None:
    newest = next(iter(sent(reader)), None)
    return datetime.fromisoformat(newest.made_at) if newest else None
