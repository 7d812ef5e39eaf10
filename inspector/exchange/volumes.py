"""Which run and which photo goes into which volume, decided before the first byte is written.

Stands apart because it is arithmetic only: every volume keeps to the size asked for and to the caps of the reader,
operations come first, and an original larger than a volume is cut at byte offsets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from inspector.domain.errors import FormatError
from inspector.domain.intervals import Have, joined
from inspector.exchange import limits, names, zip_layout
from inspector.exchange.contents import PhotoFile
from inspector.exchange.names import PhotoMember
from inspector.exchange.packing import Run

_LISTED_BYTES = 140
_REPLICA_BYTES = 64
_INTERVAL_BYTES = 32
_LEAST_PART = 64 * limits.KIB
_LEAST_ROOM = 4 * limits.KIB


class Load(NamedTuple):
    """What a volume holds, or may hold: bytes of file and manifest, members, unpacked bytes and lines."""

    file: int
    manifest: int
    members: int
    unpacked: int = 0
    lines: int = 0

    def plus(self, other: Load) -> Load:
        """Both together."""
        return Load(*(mine + more for mine, more in zip(self, other, strict=True)))

    def within(self, caps: Load) -> bool:
        """Whether no figure is above its cap."""
        return all(mine <= cap for mine, cap in zip(self, caps, strict=True))


@dataclass(frozen=True)
class PhotoPiece:
    """A photo, or the part of one, as a member of a volume."""

    photo: PhotoFile
    member: PhotoMember


@dataclass
class Volume:
    """The members of one volume besides notice, roster, manifest and signature."""

    runs: list[Run] = field(default_factory=list)
    pieces: list[PhotoPiece] = field(default_factory=list)

    def sequences(self) -> Have:
        """The operations in this volume."""
        return joined(*(run.sequences for run in self.runs))

    def size(self) -> int:
        """Bytes of content, for telling how far the writing is."""
        return sum(run.packed for run in self.runs) + sum(piece.member.size for piece in self.pieces)


def member_load(name: str, packed: int) -> Load:
    """What a member of that name costs; its line in the manifest is unpacked too."""
    listed = len(name.encode()) + _LISTED_BYTES
    return Load(zip_layout.cost(name) + packed + listed, listed, 1, listed)


def caps_of(room: int | None) -> Load:
    """What a volume may hold; `room` is the size of its file."""
    file = 1 << 62 if room is None else room
    return Load(file, limits.MANIFEST_BYTES, limits.MEMBERS, limits.UNPACKED_BYTES, limits.LINES)


def plan(runs: Iterable[Run], photos: Iterable[PhotoFile], fixed: Load, caps: Load) -> tuple[Volume, ...]:
    """The volumes, at least one; `fixed` is what each of them holds anyway.

    Raises FormatError where a volume of that size is too small for a single piece.
    """
    made = _Planner(fixed, caps)
    for run in runs:
        made.place(_run_load(run)).runs.append(run)
    for name, photo in {photo.name: photo for photo in photos}.items():
        if photo.print_copy or made.fits_alone(member_load(name, photo.size)):
            made.add(PhotoPiece(photo, _whole(photo)))
        else:
            made.cut(photo)
    return tuple(made.volumes)


def _whole(photo: PhotoFile) -> PhotoMember:
    return PhotoMember(photo.name, photo.sha256, photo.size, 0, photo.size, photo.print_copy)


def _run_load(run: Run) -> Load:
    intervals = sum(len(held) for held in run.sequences.values())
    told = len(run.sequences) * _REPLICA_BYTES + intervals * _INTERVAL_BYTES
    return member_load(run.name, run.packed).plus(Load(told, told, 0, told + run.size, run.lines))


class _Planner:
    def __init__(self, fixed: Load, caps: Load) -> None:
        self._fixed, self._caps = fixed, caps
        self._load = fixed
        self.volumes = [Volume()]

    def fits_alone(self, load: Load) -> bool:
        """Whether a volume of its own would hold it."""
        return self._fixed.plus(load).within(self._caps)

    def place(self, load: Load) -> Volume:
        """The volume for a piece of that load: the last one, or a new one."""
        if not self.fits_alone(load):
            raise FormatError("exchange.volume_too_small", limit=self._caps.file)
        if not self._load.plus(load).within(self._caps):
            self._begin()
        self._load = self._load.plus(load)
        return self.volumes[-1]

    def add(self, piece: PhotoPiece) -> None:
        """Place a photo or a part of one."""
        self.place(member_load(piece.member.name, piece.member.size)).pieces.append(piece)

    def cut(self, photo: PhotoFile) -> None:
        """Spread an original over what is left of this volume and over the next ones."""
        longest = names.photo_part(photo.sha256, photo.size, photo.size)
        overhead = member_load(longest, 0)
        alone = self._caps.file - self._fixed.plus(overhead).file
        if alone < _LEAST_ROOM:
            raise FormatError("exchange.volume_too_small", limit=self._caps.file)
        offset = 0
        while offset < photo.size:
            room = self._caps.file - self._load.plus(overhead).file
            if room < min(_LEAST_PART, alone) or not self._load.plus(overhead).within(self._caps):
                self._begin()
                room = alone
            size = min(room, photo.size - offset)
            name = names.photo_part(photo.sha256, offset, photo.size)
            self.add(PhotoPiece(photo, PhotoMember(name, photo.sha256, size, offset, photo.size, print_copy=False)))
            offset += size

    def _begin(self) -> None:
        self.volumes.append(Volume())
        self._load = self._fixed
