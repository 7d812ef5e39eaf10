"""What the exchange tests share: a sender, operations, photos, a package, and the means to forge one."""

from __future__ import annotations

import hashlib
import json
import random
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inspector.domain.intervals import Have, merged
from inspector.domain.operation import WIRE_VERSION, Operation, Trimmed
from inspector.exchange import manifest_json, names
from inspector.exchange.manifest import ChainHead, Manifest, Member, PackageKind, PhotoChoice, Sender
from inspector.exchange.reading import Package, open_package
from inspector.exchange.sealing import new_identity
from inspector.exchange.signing import SigningKey
from inspector.exchange.writing import Contents, PhotoFile, WrittenPackage, write_packages

KEY = SigningKey.from_text("01" * 32)
IDENTITY, RECIPIENT = new_identity()
DEVICE = "01815a2b-3c4d-7e5f-8a6b-000000000001"
HERE, THERE = f"{DEVICE}:1", "01815a2b-3c4d-7e5f-8a6b-000000000002:3"


def operation(seq: int = 1, replica: str = HERE, **fields: Any) -> Operation:
    filled: dict[str, Any] = {
        "kind": 2,
        "row": f"01815a2b-0000-7000-8000-{seq:012x}",
        "field": 5,
        "value": f'"在建{seq}"',
        "hlc": (1_654_826_400_000 + seq) << 16,
        "base": "{}" if seq == 1 else json.dumps({replica: seq - 1}, separators=(",", ":")),
    }
    return Operation(replica=replica, seq=seq, **(filled | fields))


def operations(count: int) -> list[Operation]:
    return [operation(seq, replica) for replica in (HERE, THERE) for seq in range(1, count + 1)]


def sequences(given: Iterable[Operation]) -> Have:
    held: dict[str, list[tuple[int, int]]] = {}
    for one in given:
        held.setdefault(one.replica, []).append((one.seq, one.seq))
    return {replica: merged(found) for replica, found in sorted(held.items())}


def head(**fields: Any) -> Manifest:
    sender = Sender(HERE, "7号机", "field", "huludao", "real", KEY.public, RECIPIENT)
    filled: dict[str, Any] = {
        "kind": PackageKind.RESULT,
        "number": 3,
        "set_id": "01815a2b-0000-7000-8000-000000000000",
        "volume": 1,
        "volumes": 1,
        "made_at": "2022-06-10T10:00:00+08:00",
        "sender": sender,
        "to": DEVICE,
        "have": {HERE: ((1, 9), (12, 40))},
        "sequences": {},
        "photos": PhotoChoice.ORIGINAL,
        "wants": ("ab" * 32,),
        "chain": ChainHead(7, "cd" * 32),
        "heard": ChainHead(2, "ef" * 32),
        "previous": None,
        "program": "1.0.0",
        "wire": WIRE_VERSION,
    }
    return Manifest(**(filled | fields))


def photo(folder: Path, size: int, seed: int = 0, *, print_copy: bool = False) -> PhotoFile:
    data = random.Random(f"{size} {seed}").randbytes(size)  # noqa: S311 - repeatable bytes
    path = folder / f"photo-{size}-{seed}"
    path.write_bytes(data)
    return PhotoFile(hashlib.sha256(data).hexdigest(), path, size, print_copy=print_copy)


def trimmed(count: int) -> list[Trimmed]:
    return [Trimmed(THERE, seq, hashlib.sha256(b"%d" % seq).hexdigest()[:32]) for seq in range(100, 100 + count)]


def write(folder: Path, contents: Contents, **wanted: Any) -> tuple[WrittenPackage, ...]:
    manifest = wanted.pop("head", head())
    return write_packages(folder, lambda one, of: f"包{one}-{of}.xmw", manifest, contents, KEY, **wanted)


def small_package(folder: Path) -> Path:
    """One file with everything in it but trimmed dots."""
    folder.mkdir(exist_ok=True)
    photos = [photo(folder, 3000), photo(folder, 900, print_copy=True)]
    (made,) = write(folder, Contents(operations(20), photos, roster=b'{"roster":"..."}'))
    return made.path


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


def zipped(path: Path, content: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """The members as Python's own zip writer puts them, in their order."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def forged(path: Path, content: Mapping[str, bytes], **fields: Any) -> Path:
    """A package whose signature and hashes are right, whatever is in it: what a hostile device can make."""
    listed = {name: data for name, data in content.items() if name not in {names.MANIFEST, names.SIGNATURE}}
    found = tuple(Member(name, len(data), hashlib.sha256(data).hexdigest()) for name, data in listed.items())
    return signed(path, listed, manifest_json.to_bytes(replace(head(), members=found, **fields)))


def signed(path: Path, content: Mapping[str, bytes], manifest: bytes) -> Path:
    """The members with that manifest, signed."""
    return zipped(path, {**content, names.MANIFEST: manifest, names.SIGNATURE: KEY.sign(manifest)})


@dataclass(frozen=True)
class Content:
    """All that a package hands out."""

    package_id: str
    operations: tuple[Operation, ...]
    trimmed: tuple[Trimmed, ...]
    photos: tuple[tuple[str, str], ...]
    roster: bytes | None


def content_of(path: Path, staging: Path, identity: str | None = IDENTITY) -> Content:
    with open_package(path, staging, identity) as package:
        return Content(
            package.package_id,
            tuple(package.operations()),
            tuple(package.trimmed()),
            tuple(_photos(package)),
            package.roster(),
        )


def _photos(package: Package) -> Iterator[tuple[str, str]]:
    for one in package.photos:
        yield one.name, hashlib.sha256(b"".join(package.chunks(one))).hexdigest()


def originals(paths: Sequence[Path], staging: Path) -> dict[str, bytes]:
    """The photos put together again from the volumes, by their address."""
    pieces: dict[str, dict[int, bytes]] = {}
    for path in paths:
        with open_package(path, staging, IDENTITY) as package:
            for one in package.photos:
                pieces.setdefault(one.sha256, {})[one.offset] = b"".join(package.chunks(one))
    return {sha: b"".join(parts[offset] for offset in sorted(parts)) for sha, parts in pieces.items()}


def verified_manifest(path: Path) -> Manifest:
    """The manifest of a package of which everything was read and checked."""
    with tempfile.TemporaryDirectory() as staging, open_package(path, Path(staging)) as package:
        package.verify()
        return package.manifest
