"""A reader of packages written from docs/exchange-format.md alone: nothing of the program is imported here.

It shows that the document suffices: it opens a package and refuses what has to be refused; `independent_state`
merges and comes to the same hashes. Where they differ from the program, one of the three is wrong. The headings
name the sections of the document.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class RefusedError(Exception):
    """The file is refused."""


def refuse_unless(condition: object) -> None:
    if not condition:
        raise RefusedError


# 2 Container

NAME = re.compile(
    "manifest[.]json|manifest[.]sig|请升级[.]txt|roster[.]json|(ops|trimmed)-[0-9]{4,6}[.]ndjson"
    "|blobs/[0-9a-f]{64}([.](0|[1-9][0-9]{0,14})-(0|[1-9][0-9]{0,14}))?|prints/[0-9a-f]{64}[.]jpg"
)
MIB = 1 << 20
CENTRAL = struct.Struct("<I6H3I5H2I")
LOCAL = struct.Struct("<I5H3I2H")


def members_of(data: bytes) -> dict[str, bytes]:
    """Every member unpacked. Zip64 is not needed for the packages of the tests and is refused."""
    refuse_unless(data.startswith(b"PK\x03\x04") and len(data) >= 22)
    mark, _, _, here, count, size, offset, comment = struct.unpack("<I4H2IH", data[-22:])
    refuse_unless(mark == 0x06054B50 and not comment and here == count <= 30_000)
    refuse_unless(size <= 7_680_000 and offset + size == len(data) - 22)
    place, found = 0, {}
    for name, head in _central(data[offset : offset + size], count):
        refuse_unless(NAME.fullmatch(name) and name not in found)
        place, found[name] = _member(data, place, name, head)
    refuse_unless(place == offset)
    return found


def _central(directory: bytes, count: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The members as the directory lists them; the program writes them in the order of their places."""
    place = 0
    for _ in range(count):
        refuse_unless(place + CENTRAL.size <= len(directory))
        head = CENTRAL.unpack_from(directory, place)
        name_size, extra, comment = head[10:13]
        refuse_unless(head[0] == 0x02014B50)
        name = directory[place + CENTRAL.size : place + CENTRAL.size + name_size]
        place += CENTRAL.size + name_size + extra + comment
        yield _text(name, head[3]), head
    refuse_unless(place == len(directory))


def _member(data: bytes, place: int, name: str, head: tuple[int, ...]) -> tuple[int, bytes]:
    flags, method, crc, packed, size, offset = head[3], head[4], *head[7:10], head[16]
    refuse_unless(offset == place and not flags & 0b1001 and method in {0, 8})
    local = LOCAL.unpack_from(data, place)
    start = place + LOCAL.size + local[9] + local[10]
    refuse_unless(local[0] == 0x04034B50 and not local[2] & 0b1001)
    refuse_unless((local[3], *local[6:9]) == (method, crc, packed, size))
    refuse_unless(_text(data[place + LOCAL.size : place + LOCAL.size + local[9]], local[2]) == name)
    return start + packed, _unpacked(data[start : start + packed], method, size)


def _unpacked(content: bytes, method: int, size: int) -> bytes:
    if method == 0:
        refuse_unless(len(content) == size)
        return content
    refuse_unless(size <= max(4 * MIB, 400 * len(content)))
    engine = zlib.decompressobj(-15)
    try:
        made = engine.decompress(content, size + 1)
    except zlib.error as error:
        raise RefusedError from error
    refuse_unless(engine.eof and not engine.unused_data and len(made) == size)
    return made


def _text(data: bytes, flags: int) -> str:
    try:
        return data.decode("utf-8" if flags & 0x800 else "ascii")
    except UnicodeDecodeError as error:
        raise RefusedError from error


def strict_json(text: bytes) -> Any:
    """JSON within the limits of section 17, no key twice."""
    refuse_unless(sum(text.count(mark) for mark in (b"[", b"{", b",", b":")) <= 2_000_000)
    depth = 0
    for mark in re.sub(rb'"(?:[^"\\]|\\.)*"', b"", text):
        depth += (mark in b"[{") - (mark in b"]}")
        refuse_unless(depth <= 64)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        refuse_unless(len(dict(pairs)) == len(pairs))
        return dict(pairs)

    try:
        return json.loads(text.decode(), object_pairs_hook=once)
    except ValueError as error:
        raise RefusedError from error


# 3 Manifest, 4 Signature

UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
REPLICA = re.compile(f"{UUID}:[1-9][0-9]{{0,14}}")
Have = dict[str, list[list[int]]]


@dataclass(frozen=True)
class Operation:
    """5: one line."""

    replica: str
    seq: int
    kind: int
    row: str
    field: int
    value: str
    clock: int
    base: str

    def hash(self) -> str:
        """16: operation hash."""
        told = (self.replica, self.seq, self.kind, self.row, self.field, self.clock, self.base, self.value)
        return hashlib.blake2b("\n".join(map(str, told)).encode(), digest_size=16).hexdigest()

    def covers(self, field: str) -> dict[str, int]:
        """6: its base vector for a field, `*` for the record."""
        base: dict[str, Any] = json.loads(self.base)
        if self.field > 0:
            return base
        return dict(base.get(field, base.get("*", {})))


@dataclass(frozen=True)
class Package:
    """A package of which everything was checked."""

    name: str
    manifest: dict[str, Any]
    operations: list[Operation]
    trimmed: dict[tuple[str, int], str]
    photos: dict[str, bytes]
    roster: dict[str, Any] | None


def read(path: Path) -> Package:
    """The package. Raises RefusedError."""
    found = members_of(path.read_bytes())
    refuse_unless({"manifest.json", "manifest.sig"} <= found.keys())
    text = found.pop("manifest.json")
    refuse_unless(len(text) <= 8 * MIB)
    manifest = strict_json(text)
    _check_manifest(manifest)
    _verify(manifest["sender"]["key"], found.pop("manifest.sig"), text)
    _check_members(manifest, found)
    operations = [one for name, data in found.items() if name.startswith("ops-") for one in _operations(data)]
    _check_sequences(manifest["sequences"], operations)
    dots = [one for name, data in found.items() if name.startswith("trimmed-") for one in _trimmed(data)]
    photos = {name: data for name, data in found.items() if name.startswith(("blobs/", "prints/"))}
    roster = read_roster(found["roster.json"]) if "roster.json" in found else None
    return Package(hashlib.sha256(text).hexdigest(), manifest, operations, dict(dots), photos, roster)


def _check_manifest(told: Any) -> None:
    refuse_unless(isinstance(told, dict) and told.get("min_reader") == 1)
    integers = [told.get(name) for name in ("wire", "number", "volume", "volumes")]
    refuse_unless(all(type(one) is int and 0 <= one < 1 << 53 for one in integers))
    refuse_unless(1 <= told["volume"] <= told["volumes"] and told.get("kind") in KINDS_OF_PACKAGE)
    refuse_unless({"sender", "to", "previous", "photos", "wants", "chain", "heard", "members"} <= told.keys())
    refuse_unless(REPLICA.fullmatch(told["sender"]["replica"]) and datetime.fromisoformat(told["made_at"]).tzinfo)
    for intervals in (told["have"], told["sequences"]):
        refuse_unless(all(REPLICA.fullmatch(replica) for replica in intervals))
        flat = [[0, -1, *(number for pair in pairs for number in pair)] for pairs in intervals.values()]
        refuse_unless(all(_in_order(one) for one in flat))


KINDS_OF_PACKAGE = {"task", "result", "snapshot", "roster"}


def _in_order(flat: list[int]) -> bool:
    firsts, lasts = flat[2::2], flat[3::2]
    starts = [-1, *lasts]
    apart = all(first > before + 1 for first, before in zip(firsts, starts, strict=False))
    return apart and all(0 < first <= last < 1 << 40 for first, last in zip(firsts, lasts, strict=True))


def _verify(key: str, signature: bytes, text: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, text)
    except (InvalidSignature, ValueError) as error:
        raise RefusedError from error


def _check_members(manifest: dict[str, Any], found: Mapping[str, bytes]) -> None:
    listed = {one["name"]: one for one in manifest["members"]}
    refuse_unless(len(listed) == len(manifest["members"]) and listed.keys() == found.keys())
    for name, one in listed.items():
        digest = hashlib.sha256(found[name]).hexdigest()
        refuse_unless((len(found[name]), digest) == (one["size"], one["sha256"]))
        refuse_unless(not name.startswith("trimmed-") or manifest["kind"] == "snapshot")
        if part := re.fullmatch("blobs/([0-9a-f]{64})[.]([0-9]+)-([0-9]+)", name):
            offset, total = int(part[2]), int(part[3])
            refuse_unless(0 < one["size"] < total and offset + one["size"] <= total)
        elif name.startswith("blobs/"):
            refuse_unless(digest == name.removeprefix("blobs/"))


# 5 Operations, 12 Roster, 14 Trimmed


def _lines(data: bytes) -> tuple[list[str], list[list[Any]]]:
    first, *rest = data.split(b"\n")
    head = strict_json(first)
    refuse_unless(isinstance(head, dict) and isinstance(head.get("replicas"), list) and rest and not rest.pop())
    replicas = head["replicas"]
    refuse_unless(all(isinstance(one, str) and REPLICA.fullmatch(one) for one in replicas))
    made = list(map(strict_json, rest))
    refuse_unless(all(isinstance(one, list) and one and type(one[0]) is int for one in made))
    refuse_unless(all(0 <= one[0] < len(replicas) for one in made))
    return replicas, made


def _operations(data: bytes) -> Iterator[Operation]:
    replicas, lines = _lines(data)
    for items in lines:
        refuse_unless([type(one) for one in items[:8]] == [int, int, int, str, int, str, int, str])
        one = Operation(replicas[items[0]], *items[1:8])
        refuse_unless(0 < one.seq < 1 << 40 and 0 < one.kind < 1 << 31 and -1 <= one.field < 1 << 31)
        refuse_unless(one.row and 0 <= one.clock < 1 << 63)
        _check_texts(one)
        yield one


def _check_texts(one: Operation) -> None:
    value, base = strict_json(one.value.encode()), strict_json(one.base.encode())
    refuse_unless(isinstance(base, dict))
    refuse_unless(one.field != 0 or (isinstance(value, dict) and all(re.fullmatch("[0-9]+", key) for key in value)))
    refuse_unless(one.field != -1 or value is None)
    for vector in [base] if one.field > 0 else base.values():
        refuse_unless(isinstance(vector, dict) and all(REPLICA.fullmatch(replica) for replica in vector))
        refuse_unless(all(type(seq) is int and 0 < seq < 1 << 40 for seq in vector.values()))
        refuse_unless(vector.get(one.replica, 0) < one.seq)


def _trimmed(data: bytes) -> Iterator[tuple[tuple[str, int], str]]:
    replicas, lines = _lines(data)
    for number, seq, digest in lines:
        refuse_unless(type(seq) is int and seq > 0 and re.fullmatch("[0-9a-f]{32}", digest))
        yield (replicas[number], seq), digest


def _check_sequences(told: Have, operations: Iterable[Operation]) -> None:
    dots = sorted((one.replica, one.seq) for one in operations)
    listed = [(replica, seq) for replica in sorted(told) for a, b in told[replica] for seq in range(a, b + 1)]
    refuse_unless(dots == listed)


def read_roster(data: bytes) -> dict[str, Any]:
    """12: the list that the office signed."""
    told = strict_json(data)
    refuse_unless({"roster", "key", "signature"} <= told.keys())
    _verify(told["key"], bytes.fromhex(told["signature"]), b"inspector roster 1\n" + told["roster"].encode())
    made: dict[str, Any] = strict_json(told["roster"].encode())
    return made
