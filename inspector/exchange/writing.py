"""Writing a package: one signed file, or as many volumes as the size asks for, all of them or none.

Nothing has its final name before it was read back whole (exchange.md, "The file"; reliability.md).
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, Self

from inspector import durable
from inspector.domain.errors import FormatError, StorageError
from inspector.exchange import limits, manifest_json, names, sealing, volumes, zip_layout
from inspector.exchange.contents import Contents, PhotoFile
from inspector.exchange.free_name import free_name
from inspector.exchange.manifest import Manifest, Member
from inspector.exchange.packing import Packer, Run
from inspector.exchange.reading import open_package
from inspector.exchange.refusals import writing_into
from inspector.exchange.signing import SIGNATURE_BYTES, SigningKey
from inspector.exchange.volumes import Load, PhotoPiece, Volume, member_load
from inspector.exchange.zip_writer import ZipWriter

__all__ = ["Contents", "PhotoFile", "WrittenPackage", "write_packages"]

NOTICE = (
    "这是“重点项目巡查”程序的数据包，请用该程序导入，不必解压。\r\n"
    "如果程序提示不认识它，请先升级程序再导入；本文件请保留，不要改动。\r\n"
    "\r\n"
    "This is a data package of the inspection program: import it there, there is no need to unzip it.\r\n"
    "If the program does not know it, upgrade the program and import again; keep this file as it is.\r\n"
)
"""For people who unzip a package, and for programs older than it."""

_DRAFT = ".part"

Progress = Callable[[int, int], None]
"""Told bytes done and bytes in all; may raise to stop, then no file is left."""


@dataclass(frozen=True)
class WrittenPackage:
    """A finished file. `package_id` is the SHA-256 of its manifest in hex; `sealed`: encrypted."""

    path: Path
    package_id: str
    manifest: Manifest
    size: int
    sealed: bool


def write_packages(  # noqa: PLR0913 - what, for whom and how are said at once, so that all of it happens or nothing
    folder: Path,
    name: Callable[[int, int], str],
    head: Manifest,
    contents: Contents,
    key: SigningKey,
    *,
    max_size: int | None = None,
    recipients: Sequence[str] = (),
    scratch: Path | None = None,
    progress: Progress | None = None,
) -> tuple[WrittenPackage, ...]:
    """Write `contents` into `folder` as volumes of at most `max_size` bytes each, called `name(volume, volumes)`.

    Of `head` the volume, volumes, sequences and members are filled in. With recipients each file is encrypted; until
    then it stands in `scratch` (else in the system's temporary folder), for a stick must never see it in plain. Raises
    FormatError (a photo is damaged or missing, an operation or the least piece is too large) and StorageError; then no
    file of this call is left.
    """
    with writing_into(folder), ExitStack() as stack:
        folder.mkdir(parents=True, exist_ok=True)
        lines = stack.enter_context(tempfile.TemporaryFile(dir=scratch))
        planned = _planned(head, contents, lines, _room(max_size, recipients))
        job = _Job(folder, scratch, contents.roster, key, tuple(recipients), lines, _Told(planned, progress))
        drafts = stack.enter_context(_Drafts(folder))
        for number, volume in enumerate(planned, 1):
            manifest = replace(head, volume=number, volumes=len(planned), sequences=volume.sequences())
            drafts.add(name(number, len(planned)), partial(job.write, volume, manifest))
        return drafts.publish()


def _room(max_size: int | None, recipients: Sequence[str]) -> int | None:
    if max_size is None or not recipients:
        return max_size
    return sealing.room_inside(max_size, recipients)


def _planned(head: Manifest, contents: Contents, scratch: IO[bytes], room: int | None) -> tuple[Volume, ...]:
    caps, fixed = volumes.caps_of(room), _fixed(head, contents.roster)
    if not fixed.within(caps):
        raise FormatError("exchange.volume_too_small", limit=caps.file)
    packer = Packer(scratch, caps.file - fixed.file)
    runs = [*packer.operations(contents.operations), *packer.trimmed(contents.trimmed)]
    planned = volumes.plan(runs, contents.photos, fixed, caps)
    for photo in {piece.photo for volume in planned for piece in volume.pieces if not _is_whole(piece)}:
        _check_cut(photo)
    return planned


def _fixed(head: Manifest, roster: bytes | None) -> Load:
    """What every volume holds: notice, roster, manifest without members, signature, end of file."""
    manifest = len(manifest_json.to_bytes(replace(head, sequences={}, members=()))) + 2 * limits.KIB
    fixed = Load(manifest + zip_layout.END64_BYTES + zip_layout.END_BYTES, manifest, 0, manifest)
    sizes = {names.MANIFEST: 0, names.SIGNATURE: SIGNATURE_BYTES, names.NOTICE: len(NOTICE.encode())}
    sizes |= {} if roster is None else {names.ROSTER: len(roster)}
    for member, size in sizes.items():
        fixed = fixed.plus(member_load(member, size + size // 1000 + 64)).plus(Load(0, 0, 0, size))
    return fixed


def _is_whole(piece: PhotoPiece) -> bool:
    return piece.member.whole or piece.photo.print_copy


class _Told:
    """Counts the bytes of all volumes."""

    def __init__(self, planned: Iterable[Volume], progress: Progress | None) -> None:
        self._progress = progress
        self._total = sum(volume.size() for volume in planned)
        self._done = 0

    def add(self, size: int) -> None:
        self._done += size
        if self._progress:
            self._progress(self._done, self._total)


@dataclass(frozen=True)
class _Job:
    """What the volumes of one call share."""

    folder: Path
    scratch: Path | None
    roster: bytes | None
    key: SigningKey
    recipients: tuple[str, ...]
    lines: IO[bytes]
    told: _Told

    def write(self, volume: Volume, manifest: Manifest, path: Path) -> WrittenPackage:
        """Write a volume to `path`, read it back and, where asked for, encrypt it."""
        with tempfile.TemporaryDirectory(dir=self.scratch) as staging:
            plain = Path(staging) / "plain" if self.recipients else path
            filled = self._write_plain(plain, volume, manifest)
            if self.recipients:
                package_id = self._read_back(plain, Path(staging))
                sealing.seal(plain, path, self.recipients)
            else:
                with ThreadPoolExecutor(1) as syncing:  # the disk writes while the pages are read and hashed again
                    synced = syncing.submit(durable.sync_file, path)
                    package_id = self._read_back(path, Path(staging))
                    synced.result()
        return WrittenPackage(path, package_id, filled, path.stat().st_size, bool(self.recipients))

    def _write_plain(self, path: Path, volume: Volume, manifest: Manifest) -> Manifest:
        with path.open("wb") as file, ThreadPoolExecutor(1) as hashing:
            out = ZipWriter(file, hashing)
            filled = replace(manifest, members=tuple(self._members(out, volume)))
            text = manifest_json.to_bytes(filled)
            out.add_text(names.MANIFEST, text)
            out.add_text(names.SIGNATURE, self.key.sign(text))
            out.finish()
        return filled

    def _read_back(self, path: Path, staging: Path) -> str:
        """The id of the package at `path`, after all of it was read as a receiver would."""
        try:
            with open_package(path, staging) as package:
                package.verify()
                return package.package_id
        except FormatError as error:
            raise StorageError("exchange.read_back_failed", folder=self.folder, cause=error.key) from error

    def _members(self, out: ZipWriter, volume: Volume) -> Iterator[Member]:
        yield out.add_text(names.NOTICE, NOTICE.encode())
        if self.roster is not None:
            yield out.add_text(names.ROSTER, self.roster)
        for run in volume.runs:
            yield self._run(out, run)
        for piece in volume.pieces:
            member = out.add_stored(piece.member.name, piece.member.size, self._bytes_of(piece))
            if piece.member.whole and member.sha256 != piece.photo.sha256:
                raise FormatError("exchange.photo_damaged", sha256=piece.photo.sha256)
            yield member

    def _run(self, out: ZipWriter, run: Run) -> Member:
        self.lines.seek(run.place)
        out.add_packed(run.name, self.lines.read(run.packed), run.size, run.crc)
        self.told.add(run.packed)
        return Member(run.name, run.size, run.sha256)

    def _bytes_of(self, piece: PhotoPiece) -> Iterator[bytes]:
        for chunk in _photo_chunks(piece):
            yield chunk
            self.told.add(len(chunk))


def _photo_chunks(piece: PhotoPiece) -> Iterator[bytes]:
    """The bytes of a photo or part, exactly as many as were planned."""
    left = piece.member.size
    try:
        with piece.photo.casing.reading(piece.photo.path) as file:
            file.seek(piece.member.offset)
            while left and (chunk := file.read(min(left, limits.BLOCK))):
                left -= len(chunk)
                yield chunk
            longer = _is_whole(piece) and bool(file.read(1))
    except OSError as error:
        raise FormatError("exchange.photo_missing", sha256=piece.photo.sha256) from error
    if left or longer:
        raise FormatError("exchange.photo_damaged", sha256=piece.photo.sha256)


def _check_cut(photo: PhotoFile) -> None:
    """The parts of an original do not show whether the whole is what its address says."""
    try:
        digest = photo.casing.sha256_of(photo.path)
    except OSError as error:
        raise FormatError("exchange.photo_missing", sha256=photo.sha256) from error
    if digest != photo.sha256:
        raise FormatError("exchange.photo_damaged", sha256=photo.sha256)


def is_draft(path: Path) -> bool:
    """Whether a file is what an export that was killed had begun to write: worth nothing, to nobody."""
    return path.name.startswith(".") and path.suffix == _DRAFT


class _Drafts:
    """The files of one call: hidden until all are finished, and gone where one fails."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._drafts: list[tuple[str, WrittenPackage]] = []
        self._paths: list[Path] = []

    def add(self, name: str, write: Callable[[Path], WrittenPackage]) -> None:
        """Let `write` make a volume under a temporary name."""
        self._paths.append(self._folder / f".{secrets.token_hex(8)}{_DRAFT}")
        self._drafts.append((name, write(self._paths[-1])))

    def publish(self) -> tuple[WrittenPackage, ...]:
        """Give all volumes their names."""
        made = []
        for name, draft in self._drafts:
            target = free_name(self._folder / name)
            draft.path.rename(target)
            self._paths.append(target)
            made.append(replace(draft, path=target))
        durable.sync_folder(self._folder)
        return tuple(made)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            for path in self._paths:
                path.unlink(missing_ok=True)
