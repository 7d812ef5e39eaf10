"""Make the packages that stand for this version of the format, and one for each way in which a package can be wrong.

`python -m tests.exchange.packages.make` was run once for version 1. `v1.xmw` is never made anew: a program that can
no longer read it has broken the format. The malformed ones may be made again when a new kind is added.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import sys
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from inspector.domain.entities import kinds
from inspector.domain.inspection import Photo
from inspector.domain.operation import Operation
from inspector.domain.problem import Problem
from inspector.domain.project import Project
from inspector.exchange import limits, manifest_json, names
from inspector.exchange.manifest import Member, PackageKind
from inspector.exchange.roster import Roster, write_roster
from inspector.exchange.writing import Contents, PhotoFile
from inspector.services.bundle import Services
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.importing import ImportWish
from inspector.storage.merge import apply_operations, have, operations_hash
from inspector.storage.state_hash import state_hash
from inspector.storage.transaction import ChangeSet
from inspector.storage.trim import trim_log
from inspector.storage.workspace import WorkplaceRole
from tests.exchange.kit import (
    HERE,
    KEY,
    forged,
    head,
    members,
    operation,
    operations,
    photo,
    signed,
    write,
    zipped,
)
from tests.services.kit import new_folder, opened, picture, visit
from tests.services.packages_kit import exported, pass_on
from tests.storage.kit import HandClock
from tests.storage.make_workspace import example

HERE_FOLDER = Path(__file__).parent
NEWER = "01815a2b-3c4d-7e5f-8a6b-0000000000ff:1"
"""A device with a newer program, which the office has heard of through others."""

LINE = "ops-0001.ndjson"
Make = Callable[[Path], object]
ROSTER = Roster(1, "2022-06-10T10:00:00+08:00", "huludao", ())
MIB = limits.MIB


# The package of this version


def make_v1(folder: Path) -> None:
    """A snapshot of an office that has heard two laptops: every kind of record, conflicts, deletes, a trimmed log."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        place = Path(name)
        clock = HandClock()
        roles = {"office": WorkplaceRole.OFFICE, "甲": WorkplaceRole.FIELD, "乙": WorkplaceRole.FIELD}
        made = {
            key: stack.enter_context(opened(new_folder(place / key, role=role), clock)) for key, role in roles.items()
        }
        office, first, second = made.values()
        _fill(office, place)
        for laptop in (first, second):
            pass_on(office, laptop, place / "任务包")
            pass_on(laptop, office, place / "成果包")
        clock.now += 3_600_000
        _disagree(first, second)
        for laptop in (first, second):
            office.incoming.take(exported(laptop, place / "成果包"), ImportWish(confirmed=True))
        _hear_of_newer(office)
        _trim(office)
        (package,) = office.outgoing.export(place / "快照", ExportWish(kind=PackageKind.SNAPSHOT)).packages
        shutil.copy(package.path, folder / "v1.xmw")
        expected = {
            "state_hash": state_hash(office.workspace),
            "operations_hash": operations_hash(office.workspace.reader),
            "conflicts": sorted(one.key for one in office.conflicts.listed()),
            "rows": {kind: office.workspace.reader.count(cls) for kind, cls in kinds().items()},
        }
        (folder / "v1.json").write_text(json.dumps(expected, indent=1) + "\n", "utf-8")


def _fill(office: Services, folder: Path) -> None:
    """One record of every kind with a value in every cell, a visit with a photo, some records to disagree about."""
    with office.workspace.transaction("入库") as tx:
        tx.insert(Project(id="road", name="滨海公路"))
        tx.insert_many(Problem(id=key, project_id="road", description=key) for key in ("gone", "both"))
    office.visits.record("滨海公路", visit(), [picture(folder / "a.jpg")])
    (photo,) = office.workspace.reader.all(Photo)
    with office.workspace.transaction("入库") as tx:
        for cls in kinds().values():
            made = example(cls)
            tx.insert(replace(made, sha256=photo.sha256) if isinstance(made, Photo) else made)
    for number in range(3):
        with office.workspace.transaction("改") as tx:
            tx.update(Project, "road", jobs=number)


def _disagree(first: Services, second: Services) -> None:
    for laptop, word in ((first, "甲的"), (second, "乙的")):
        with laptop.workspace.transaction("改") as tx:
            tx.update(Project, "road", note=word, capacity="同样的")
    with first.workspace.transaction("删") as tx:
        tx.delete(Problem, "gone")
        tx.delete(Problem, "both")
    with second.workspace.transaction("改") as tx:
        tx.update(Problem, "both", description="还没有解决")


def _hear_of_newer(office: Services) -> None:
    """A field, a kind and a word of a choice that this version does not know."""
    common: dict[str, Any] = {"replica": NEWER, "hlc": 1_654_900_000_000 << 16, "base": "{}"}
    told = [
        Operation(seq=1, kind=2, row="road", field=900, value='"二星级"', **common),
        Operation(seq=2, kind=999, row="thing", field=0, value='{"1":"新种类"}', **common),
        Operation(seq=4, kind=2, row="road", field=18, value='"completed_twice"', **common),
    ]
    with office.workspace.transaction("merge") as tx:
        apply_operations(tx, told)


def _trim(office: Services) -> None:
    """As if all of it were two years old and everybody had acknowledged it."""
    with office.workspace.change(ChangeSet("trim", role="decision")) as tx:
        trim_log(tx, have(tx.reader), 1 << 50)


# Packages that are wrong

FLIPPED = 300
"""Where a bit of the deflated lines is flipped, behind their name: there it changes the text and not its length."""


def _flipped(place: Callable[[bytearray], int]) -> Make:
    def make(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[place(data)] ^= 0x10
        path.write_bytes(data)

    return make


def _renamed(name: str, data: bytes = b"x") -> Make:
    return lambda path: zipped(path, members(path) | {name: data})


def _lines(*items: object, replicas: object = (HERE,)) -> bytes:
    rows = [{"wire": 1, "replicas": replicas}, *items]
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def _row(**fields: Any) -> list[object]:
    one = operation(**fields)
    return [0, one.seq, one.kind, one.row, one.field, one.value, one.hlc, one.base]


def _forging(content: dict[str, bytes], **fields: Any) -> Make:
    return lambda path: forged(path, content, **fields)


def _line(*items: object) -> Make:
    return _forging({LINE: _lines(*items)}, sequences={HERE: ((1, 1),)})


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def _doubled(path: Path) -> None:
    """The same name twice in the directory; the second is another content."""
    data = {"ops-0001.ndjson": b"one", "ops-0002.ndjson": b"two"}
    zipped(path, members(path) | data)
    path.write_bytes(path.read_bytes().replace(b"ops-0002", b"ops-0001"))


def _twins(path: Path) -> None:
    """Two names that differ in their Unicode form only."""
    zipped(path, members(path) | {"caf\u00e9.txt": b"1", "cafe\u0301.txt": b"2"})


def _lying(path: Path) -> None:
    """Directory, header and the signed manifest agree on a size that the deflated content does not have."""
    content, told = members(path)[LINE], 4 * MIB - 1
    member = Member(LINE, told, hashlib.sha256(content).hexdigest())
    signed(path, {LINE: content}, manifest_json.to_bytes(head(members=(member,))))
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", len(content)), struct.pack("<I", told)))


def _million(path: Path) -> None:
    """A zip64 end that claims a million members."""
    data = path.read_bytes()
    _, _, _, _, _, size, offset, _ = struct.unpack("<I4H2IH", data[-22:])
    end = len(data) - 22
    count = 1_000_000
    end64 = struct.pack("<IQ2H2I4Q", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<IIQI", 0x07064B50, 0, end, 1)
    short = struct.pack("<I4H2IH", 0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path.write_bytes(data[:end] + end64 + locator + short)


def _hidden(path: Path) -> None:
    """Bytes between the members and the directory."""
    data = path.read_bytes()
    place = data.find(b"PK\x01\x02")
    (offset,) = struct.unpack("<I", data[-6:-2])
    path.write_bytes(data[:place] + b"hidden" + data[place:-6] + struct.pack("<IH", offset + 6, 0))


def _overlapping(path: Path) -> None:
    data = bytearray(path.read_bytes())
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = bytes(4)
    path.write_bytes(data)


def _without(path: Path) -> None:
    zipped(path, {name: data for name, data in members(path).items() if name != LINE})


def _password(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)


def _said_twice(path: Path) -> None:
    text = manifest_json.to_bytes(head())
    signed(path, {}, text.replace(b'{"min_reader"', b'{"wire":1,"min_reader"'))


def _other_signer(path: Path) -> None:
    content = members(path)
    changed = content[names.MANIFEST].replace("7号机".encode(), "8号机".encode())
    zipped(path, content | {names.MANIFEST: changed})


def _swapped(path: Path) -> None:
    """Another photo under the address of the one that was signed, and signed again by the same device."""
    address = hashlib.sha256(b"the photo that was taken").hexdigest()
    forged(path, {f"blobs/{address}": b"another photo"})


def _roster_altered(path: Path) -> None:
    text = write_roster(ROSTER, KEY).replace(b"huludao", b"fushun")
    forged(path, {"roster.json": text})


MALFORMED: dict[str, tuple[str, Make]] = {
    "bit-in-lines": ("exchange.damaged", _flipped(lambda data: data.find(LINE.encode()) + len(LINE) + FLIPPED)),
    "bit-in-photo": ("exchange.damaged", _flipped(lambda data: data.find(b"blobs/") + 500)),
    "bit-in-manifest": ("exchange.damaged", _flipped(lambda data: data.find(b"manifest.json") + 60)),
    "cut-short": ("exchange.cut_short", _cut),
    "name-parent-folder": ("exchange.bad_name", _renamed("../evil.txt")),
    "name-of-a-device": ("exchange.bad_name", _renamed("CON")),
    "name-absolute": ("exchange.bad_name", _renamed("/etc/passwd")),
    "name-twins-of-unicode": ("exchange.bad_name", _twins),
    "name-twins-of-case": ("exchange.bad_name", _renamed("Ops-0001.ndjson")),
    "member-twice": ("exchange.duplicate_member", _doubled),
    "member-missing": ("exchange.member_missing", _without),
    "member-unlisted": ("exchange.member_unlisted", _renamed(f"blobs/{'a' * 64}")),
    "member-with-password": ("exchange.member_encrypted", _password),
    "member-packed-otherwise": (
        "exchange.bad_method",
        lambda path: zipped(path, members(path), zipfile.ZIP_BZIP2),
    ),
    "size-that-lies": ("exchange.lying_sizes", _lying),
    "million-members": ("exchange.too_many_members", _million),
    "members-that-overlap": ("exchange.overlapping", _overlapping),
    "bytes-hidden": ("exchange.overlapping", _hidden),
    "bomb": ("exchange.bomb", _forging({LINE: bytes(8 * MIB)})),
    "photo-swapped": ("exchange.photo_swapped", _swapped),
    "part-impossible": ("exchange.bad_manifest", _forging({f"blobs/{'a' * 64}.5-9": b"12345"})),
    "signature-of-another-text": ("exchange.bad_signature", _other_signer),
    "needs-newer-program": ("exchange.needs_newer_program", _forging({}, min_reader=2)),
    "manifest-says-a-thing-twice": ("exchange.duplicate_key", _said_twice),
    "manifest-without-end-of-brackets": ("exchange.too_deep", lambda path: signed(path, {}, b"[" * 99_000)),
    "trimmed-outside-a-snapshot": ("exchange.bad_manifest", _forging({"trimmed-0001.ndjson": _lines()})),
    "operations-not-as-told": ("exchange.other_operations", _line(_row(seq=2))),
    "operation-twice": ("exchange.other_operations", _line(_row(), _row())),
    "operation-of-nobody": ("exchange.bad_line", _line([9, *_row()[1:]])),
    "operation-that-covers-itself": ("domain.bad_operation", _line(_row(base=json.dumps({HERE: 1})))),
    "operation-without-value": ("domain.bad_operation", _line(_row(value="{"))),
    "roster-not-signed": ("exchange.roster_not_signed", _roster_altered),
    "roster-damaged": ("exchange.bad_roster", _forging({"roster.json": b'{"roster":"..."}'})),
    "line-of-something-else": ("exchange.bad_line", _line({})),
    "lines-without-header": ("exchange.bad_line", _forging({LINE: b"[]\n"})),
}
"""Name of the file, the reason for which it is refused, and how it is made from a good package."""


def good_package(folder: Path) -> Path:
    """Operations, a whole photo, a print copy and a roster, signed by the device of the tests."""
    shown = picture(folder / "print.jpg")
    copy = PhotoFile(hashlib.sha256(b"awaited").hexdigest(), shown, shown.stat().st_size, print_copy=True)
    contents = Contents(operations(20), [photo(folder, 3000), copy], roster=write_roster(ROSTER, KEY))
    (made,) = write(folder, contents)
    return made.path


def make_malformed(folder: Path) -> None:
    """A good package, `good.xmw`, and the same with one thing wrong, each."""
    with tempfile.TemporaryDirectory() as place:
        shutil.copy(good_package(Path(place)), folder / "good.xmw")
    for name, (_, make) in MALFORMED.items():
        path = folder / f"{name}.xmw"
        shutil.copy(folder / "good.xmw", path)
        make(path)
    told = {name: key for name, (key, _) in MALFORMED.items()}
    (folder / "malformed.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    if "--v1" in sys.argv:
        make_v1(HERE_FOLDER)
    make_malformed(HERE_FOLDER)
