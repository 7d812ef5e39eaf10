"""Opening a package: nothing of it is handed out before its structure, its signature and its hashes were checked.

The source is opened for reading only. Lines are unpacked into a staging folder when the package is opened; photos
are read from the source by whoever stores them, so that a package of gigabytes is not copied twice. Whose key the
signature is, is for the services to judge.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from io import BufferedWriter
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from inspector.domain.errors import FormatError
from inspector.domain.intervals import Interval, count, merged
from inspector.domain.operation import Operation, Trimmed
from inspector.exchange import limits, manifest_json, names, sealing, wire, zip_layout
from inspector.exchange.archive import Archive, check_file
from inspector.exchange.manifest import Manifest, Member, PackageKind
from inspector.exchange.names import PhotoMember
from inspector.exchange.refusals import refusing, shown_name
from inspector.exchange.signing import SIGNATURE_BYTES, verify
from inspector.vault.casing import PLAIN, CasedFile, Casing

_THREADS = 2


@dataclass(frozen=True)
class _Opened:
    """What was found out while opening."""

    source: Path
    size: int
    archive: Archive
    manifest: Manifest
    package_id: str
    sealed: bool
    staged: Mapping[str, CasedFile]


class Package:
    """An opened package; close it, for it keeps a staging folder."""

    def __init__(self, opened: _Opened, folder: Path) -> None:
        self._opened = opened
        self._folder = folder
        self._members = {one.name: one for one in opened.manifest.members}

    @property
    def manifest(self) -> Manifest:
        """What it says about itself; signed by `manifest.sender.key`."""
        return self._opened.manifest

    @property
    def package_id(self) -> str:
        """SHA-256 of the manifest in hex."""
        return self._opened.package_id

    @property
    def sealed(self) -> bool:
        """Whether the file is encrypted."""
        return self._opened.sealed

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._opened.size

    @cached_property
    def photos(self) -> tuple[PhotoMember, ...]:
        """The photos, parts and print copies in this volume."""
        found = (names.photo_member(one.name, one.size) for one in self.manifest.members)
        return tuple(one for one in found if one is not None)

    def operations(self) -> Iterator[Operation]:
        """The operations, each one checked, together exactly those of `manifest.sequences`. Raises FormatError."""
        held: dict[str, list[Interval]] = {}
        found = 0
        with refusing(self._opened.source):
            for source in self._staged(names.is_operations):
                for one in wire.read_operations(source):
                    found += 1
                    _check_lines(found)
                    _note(held.setdefault(one.replica, []), one.seq)
                    yield one
            told = {replica: merged(intervals) for replica, intervals in held.items()}
            if told != self.manifest.sequences or count(told) != found:
                raise FormatError("exchange.other_operations")

    def trimmed(self) -> Iterator[Trimmed]:
        """The dots of operations that nobody needs any more; only a snapshot has them. Raises FormatError."""
        with refusing(self._opened.source):
            dots = chain.from_iterable(map(wire.read_trimmed, self._staged(names.is_trimmed)))
            for found, one in enumerate(dots, 1):
                _check_lines(found)
                yield one

    def roster(self) -> bytes | None:
        """The signed roster, if it carries one."""
        staged = self._opened.staged.get(names.ROSTER)
        return staged.read_bytes() if staged else None

    def chunks(self, photo: PhotoMember) -> Iterator[bytes]:
        """The bytes of a photo; what came before is worthless where the end raises FormatError."""
        with refusing(self._opened.source):
            yield from _checked(self._opened.archive, self._members[photo.name])

    def bytes_of(self, photo: PhotoMember) -> Iterator[bytes]:
        """The bytes of a whole original as they stand there, for one who compares their hash with its address himself.

        The address is the hash that was signed, and hashing gigabytes twice takes as long as copying them.
        """
        with refusing(self._opened.source):
            yield from self._opened.archive.chunks(self._opened.archive.entries[photo.name])

    def not_as_signed(self, address: str) -> FormatError:
        """The refusal of an original, by the beginning of its address, for one who compared its hash himself."""
        return FormatError("exchange.damaged", member=address, file=shown_name(self._opened.source))

    def verify(self) -> None:
        """Read and check everything, photos too. Raises FormatError."""
        for lines in (self.operations(), self.trimmed()):
            for _ in lines:
                pass
        with ThreadPoolExecutor(_THREADS) as pool:
            for _ in pool.map(self._verify_photo, self.photos):
                pass

    def _verify_photo(self, photo: PhotoMember) -> None:
        for _ in self.chunks(photo):
            pass

    def _staged(self, wanted: Callable[[str], bool]) -> Iterator[CasedFile]:
        return (source for name, source in self._opened.staged.items() if wanted(name))

    def close(self) -> None:
        """Remove what was staged."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_package(path: Path, staging: Path, identity: str | None = None, *, casing: Casing = PLAIN) -> Package:
    """The package at `path`, whatever its name; `identity` opens an encrypted one, `casing` says how files are staged.

    Raises FormatError with a key for each reason and StorageError where `staging` has no room.
    """
    with refusing(path):
        check_file(path)
        staging.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(dir=staging))
        try:
            return Package(_opened(path, folder, identity, casing), folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def looks_like_package(path: Path) -> bool:
    """Whether a file is a package, an encrypted file or the beginning of a package, judged by its content."""
    with suppress(OSError, FormatError):
        check_file(path)
        with path.open("rb") as file:
            head = file.read(limits.KIB)
        if head.startswith(sealing.SEALED) or names.NOTICE.encode() in head:
            return True
        return head.startswith(zip_layout.LOCAL_MARK) and names.SIGNATURE in Archive(path).entries
    return False


def _opened(path: Path, folder: Path, identity: str | None, casing: Casing) -> _Opened:
    with path.open("rb") as file:
        head = file.read(len(sealing.SEALED))
    plain, sealed = path, head == sealing.SEALED
    if sealed:
        plain = folder / "plain"
        sealing.unseal(path, plain, identity, casing)
    elif not head.startswith(zip_layout.LOCAL_MARK):
        raise FormatError("exchange.not_package")
    archive = Archive(plain, casing if sealed else PLAIN)
    text = _signed_text(archive)
    manifest = manifest_json.from_bytes(text)
    if not verify(manifest.sender.key, _small(archive, names.SIGNATURE, SIGNATURE_BYTES), text):
        raise FormatError("exchange.bad_signature")
    _check_members(archive, manifest)
    unpacked = [one for one in manifest.members if not names.is_photo(one.name)]
    staged = {one.name: _staged(archive, one, folder, casing) for one in unpacked}
    return _Opened(path, path.stat().st_size, archive, manifest, hashlib.sha256(text).hexdigest(), sealed, staged)


def _signed_text(archive: Archive) -> bytes:
    if not {names.MANIFEST, names.SIGNATURE} <= archive.entries.keys():
        raise FormatError("exchange.not_package")
    return _small(archive, names.MANIFEST, limits.MANIFEST_BYTES)


def _small(archive: Archive, name: str, limit: int) -> bytes:
    entry = archive.entries[name]
    if entry.size > limit:
        raise FormatError("exchange.bomb", member=name)
    return b"".join(archive.chunks(entry))


def _check_members(archive: Archive, manifest: Manifest) -> None:
    """Everything that is listed is there, nothing else is, and photos are named by their own hash."""
    listed = {one.name: one for one in manifest.members}
    if len(listed) != len(manifest.members):
        raise FormatError("exchange.bad_manifest")
    for name in sorted(listed.keys() - archive.entries.keys()):
        raise FormatError("exchange.member_missing", member=name)
    for name in sorted(archive.entries.keys() - listed.keys() - {names.MANIFEST, names.SIGNATURE}):
        raise FormatError("exchange.member_unlisted", member=name)
    unpacked = sum(not names.is_photo(name) for name in listed)
    if unpacked > limits.LINE_MEMBERS:
        raise FormatError("exchange.too_many_members", count=unpacked, limit=limits.LINE_MEMBERS)
    for one in manifest.members:
        if archive.entries[one.name].size != one.size:
            raise FormatError("exchange.damaged", member=one.name)
        _check_listed(one, manifest.kind)


def _check_listed(one: Member, kind: PackageKind) -> None:
    """What a signature does not excuse: a photo under another name, parts beyond the whole, wrong members."""
    photo = names.photo_member(one.name, one.size)
    if photo and photo.whole and one.sha256 != photo.sha256:
        raise FormatError("exchange.photo_swapped", sha256=photo.sha256)
    impossible_part = names.is_photo(one.name) and photo is None
    signed_itself = one.name in {names.MANIFEST, names.SIGNATURE}
    out_of_place = names.is_trimmed(one.name) and kind is not PackageKind.SNAPSHOT
    too_large = one.name == names.ROSTER and one.size > limits.ROSTER_BYTES
    if impossible_part or signed_itself or out_of_place or too_large:
        raise FormatError("exchange.bad_manifest")


def _staged(archive: Archive, member: Member, folder: Path, casing: Casing) -> CasedFile:
    """Unpack a member under a name of our own. Raises FormatError where it is not what was signed."""
    made = folder / hashlib.sha256(member.name.encode()).hexdigest()
    with BufferedWriter(casing.writing(made)) as out:
        for chunk in _checked(archive, member):
            out.write(chunk)
    return CasedFile(made, casing)


def _checked(archive: Archive, member: Member) -> Iterator[bytes]:
    digest = hashlib.sha256()
    for chunk in archive.chunks(archive.entries[member.name]):
        digest.update(chunk)
        yield chunk
    if digest.hexdigest() != member.sha256:
        raise FormatError("exchange.damaged", member=member.name)


def _note(held: list[Interval], seq: int) -> None:
    if held and held[-1][1] == seq - 1:
        held[-1] = (held[-1][0], seq)
    else:
        held.append((seq, seq))


def _check_lines(found: int) -> None:
    if found > limits.LINES:
        raise FormatError("exchange.too_many_lines", limit=limits.LINES)
