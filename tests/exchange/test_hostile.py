"""Every kind of file that is no honest package is refused for its own reason, with a sentence; nothing is left."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import FormatError, InspectorError, StorageError
from inspector.exchange import limits, manifest_json, names
from inspector.exchange.manifest import PACKAGE_FORMAT, Member, PackageKind
from inspector.exchange.reading import looks_like_package, open_package
from inspector.exchange.sealing import SEALED, new_identity
from inspector.exchange.signing import SigningKey
from inspector.exchange.writing import Contents
from inspector.texts import explain
from tests.exchange.kit import (
    DEVICE,
    HERE,
    IDENTITY,
    RECIPIENT,
    forged,
    head,
    members,
    operation,
    photo,
    sequences,
    signed,
    small_package,
    verified_manifest,
    write,
    zipped,
)

LINE = "ops-0001.ndjson"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return small_package(tmp_path / "honest")


@pytest.fixture
def refusal(tmp_path: Path) -> Callable[..., str]:
    """The key with which a file is refused; its sentence is complete and no staged file stays."""

    def key(path: Path, identity: str | None = IDENTITY) -> str:
        staging = tmp_path / "staging"
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(InspectorError) as told, open_package(path, staging, identity) as opened:
            opened.verify()
        assert "{" not in explain(told.value)
        assert not staging.exists() or not list(staging.iterdir())
        assert before is None or path.read_bytes() == before
        return told.value.key

    return key


def lines(*items: object, replicas: object = (HERE,)) -> bytes:
    rows = [{"wire": 1, "replicas": replicas}, *items]
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def row(**fields: Any) -> list[object]:
    one = operation(**fields)
    return [0, one.seq, one.kind, one.row, one.field, one.value, one.hlc, one.base]


def edited(path: Path, place: int, data: bytes) -> Path:
    """The file with some of its bytes replaced; places below zero count from the end."""
    content = bytearray(path.read_bytes())
    start = place % len(content)
    content[start : start + len(data)] = data
    path.write_bytes(content)
    return path


def test_the_forger_of_these_tests_can_make_a_good_package(tmp_path: Path) -> None:
    path = forged(tmp_path / "x", {LINE: lines(row())}, sequences={HERE: ((1, 1),)})
    assert verified_manifest(path).sequences == {HERE: ((1, 1),)}


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\xff" * 5000, b"age-encryption.org/v2\n", "重点项目".encode("gbk")]
)
def test_what_is_no_package(tmp_path: Path, refusal: Callable[..., str], content: bytes) -> None:
    path = tmp_path / "包.xmw"
    path.write_bytes(content)
    assert refusal(path) == "exchange.not_package"
    assert not looks_like_package(path)


def test_another_zip_is_no_package(tmp_path: Path, refusal: Callable[..., str]) -> None:
    path = zipped(tmp_path / "文档.docx", {"[Content_Types].xml": b"<x/>"})
    assert refusal(path) == "exchange.not_package"
    assert not looks_like_package(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_folders_pipes_and_missing_files_do_not_hang(tmp_path: Path, refusal: Callable[..., str]) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "", "absent"):
        assert refusal(tmp_path / name) == "exchange.no_file"
        assert not looks_like_package(tmp_path / name)


def test_any_end_missing(package: Path, refusal: Callable[..., str]) -> None:
    data = package.read_bytes()
    for size in (len(data) - 1, len(data) // 2, 60):
        package.write_bytes(data[:size])
        assert refusal(package) == "exchange.cut_short"
        assert looks_like_package(package)


def test_a_million_entries_are_refused_by_their_number(package: Path, refusal: Callable[..., str]) -> None:
    count = struct.pack("<2H", 60_000, 60_000)
    assert refusal(edited(package, -14, count)) == "exchange.too_many_members"


def test_a_directory_without_end_is_refused_by_its_size(tmp_path: Path, refusal: Callable[..., str]) -> None:
    path = tmp_path / "x"
    size = limits.DIRECTORY_BYTES + 1
    path.write_bytes(b"PK\x03\x04" + bytes(size - 4) + struct.pack("<I4H2IH", 0x06054B50, 0, 0, 3, 3, size, 0, 0))
    assert refusal(path) == "exchange.too_many_members"


def test_more_entries_than_were_told(package: Path, refusal: Callable[..., str]) -> None:
    assert refusal(edited(package, -14, struct.pack("<2H", 2, 2))) == "exchange.damaged_zip"


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "/etc/passwd",
        "C:\\evil",
        "blobs\\" + "a" * 64,
        "CON",
        "MANIFEST.JSON",
        "blobs/" + "A" * 64,
        "请升级.txt ",
        "请\u0000升级.txt",
        "ops-0001.ndjson\n",
        "ops-１２３４.ndjson",
        "blobs/",
        "e\u0301.txt",
    ],
)
def test_names_outside_the_grammar(package: Path, refusal: Callable[..., str], name: str) -> None:
    path = zipped(package, members(package) | {"roster.json": b"x", name: b"x"})
    if "\\" in name or "\0" in name:  # Python's writer would mend these
        path.write_bytes(
            path.read_bytes().replace(name.replace("\\", "/").split("\0")[0].encode(), b"\\" + name.encode()[1:])
        )
    assert refusal(path) in {"exchange.bad_name", "exchange.damaged_zip", "exchange.duplicate_member"}


def test_twins_that_differ_in_case_only(package: Path, refusal: Callable[..., str]) -> None:
    assert refusal(zipped(package, members(package) | {"Ops-0001.ndjson": b"x"})) == "exchange.bad_name"


def test_a_name_that_is_no_text(package: Path, refusal: Callable[..., str]) -> None:
    package.write_bytes(package.read_bytes().replace("请升级.txt".encode(), b"\xff" * len("请升级.txt".encode())))
    assert refusal(package) == "exchange.bad_name"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_twice(package: Path, refusal: Callable[..., str]) -> None:
    with zipfile.ZipFile(package, "a") as archive:
        archive.writestr(LINE, b"other")
    assert refusal(package) == "exchange.duplicate_member"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_compression(package: Path, refusal: Callable[..., str], method: int) -> None:
    assert refusal(zipped(package, members(package), method)) == "exchange.bad_method"


def test_a_zip_password(package: Path, refusal: Callable[..., str]) -> None:
    place = package.read_bytes().find(b"PK\x01\x02")
    assert refusal(edited(package, place + 8, b"\x01\x08")) == "exchange.member_encrypted"


def test_sizes_told_later(package: Path, refusal: Callable[..., str]) -> None:
    assert refusal(edited(package, 6, b"\x08\x08")) == "exchange.lying_sizes"


@pytest.mark.parametrize("field", [14, 18, 22])
def test_a_local_header_that_says_another_thing(package: Path, refusal: Callable[..., str], field: int) -> None:
    assert refusal(edited(package, field, b"\x07\x07")) == "exchange.lying_sizes"


@pytest.mark.parametrize("told", [9, 99_999])
def test_another_size_unpacked_than_everybody_says(tmp_path: Path, refusal: Callable[..., str], told: int) -> None:
    content = os.urandom(74_565)
    member = Member(LINE, told, hashlib.sha256(content).hexdigest())
    path = signed(tmp_path / "x", {LINE: content}, manifest_json.to_bytes(head(members=(member,))))
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", 74_565), struct.pack("<I", told)))
    assert refusal(path) == "exchange.lying_sizes"


def test_stored_members_of_two_sizes(tmp_path: Path, refusal: Callable[..., str]) -> None:
    path = zipped(tmp_path / "x", {names.MANIFEST: b"{}", names.SIGNATURE: b"1234567"}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(struct.pack("<2I", 7, 7), struct.pack("<2I", 7, 8)))
    assert refusal(path) == "exchange.lying_sizes"


def test_overlapping_members(package: Path, refusal: Callable[..., str]) -> None:
    """Two entries of the directory that mean the same bytes, as in bombs without recursion."""
    data = package.read_bytes()
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    assert refusal(edited(package, second + 42, struct.pack("<I", 0))) in {
        "exchange.overlapping",
        "exchange.lying_sizes",
    }


def test_bytes_hidden_before_and_between(package: Path, refusal: Callable[..., str]) -> None:
    package.write_bytes(b"PK\x03\x04 hidden" + package.read_bytes())
    assert refusal(package) == "exchange.damaged_zip"


def test_bytes_hidden_before_the_directory(tmp_path: Path, refusal: Callable[..., str]) -> None:
    path = zipped(tmp_path / "x", {names.MANIFEST: b"{}", names.SIGNATURE: b"1"}, zipfile.ZIP_STORED)
    data = path.read_bytes()
    place = data.find(b"PK\x01\x02")
    moved = data[:place] + b"hidden" + data[place:-6] + struct.pack("<IH", place + 6, 0)
    path.write_bytes(moved)
    assert refusal(path) == "exchange.overlapping"


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, refusal: Callable[..., str]) -> None:
    assert refusal(forged(tmp_path / "x", {LINE: bytes(8 * limits.MIB)})) == "exchange.bomb"


def test_many_small_bombs_are_one(tmp_path: Path, refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 4 * limits.MIB)
    content = {f"ops-{number:04}.ndjson": bytes(3 * limits.MIB) for number in (1, 2)}
    assert refusal(forged(tmp_path / "x", content)) == "exchange.bomb"


def test_a_manifest_without_end(tmp_path: Path, refusal: Callable[..., str]) -> None:
    text = os.urandom(limits.MIB) * 9
    assert refusal(signed(tmp_path / "x", {}, text)) == "exchange.bomb"


def test_damage_inside_a_deflated_member(package: Path, refusal: Callable[..., str]) -> None:
    place = package.read_bytes().find(LINE.encode()) + len(LINE) + 40
    assert refusal(edited(package, place, b"\x00\xff\x00\xff")) == "exchange.damaged"


def test_damage_inside_a_photo(package: Path, refusal: Callable[..., str]) -> None:
    place = package.read_bytes().find(b"blobs/") + 500
    assert refusal(edited(package, place, b"changed!")) == "exchange.damaged"


def test_a_line_as_long_as_a_book(tmp_path: Path, refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINE_BYTES", limits.MIB)
    long = lines(row(value=json.dumps(os.urandom(limits.MIB).hex())))
    assert refusal(forged(tmp_path / "x", {LINE: long}, sequences={HERE: ((1, 1),)})) == "exchange.line_too_long"


def test_too_many_lines(tmp_path: Path, refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINES", 3)
    many = [operation(seq) for seq in range(1, 5)]
    content = {LINE: lines(*(row(seq=seq) for seq in range(1, 5)))}
    assert refusal(forged(tmp_path / "x", content, sequences=sequences(many))) == "exchange.too_many_lines"
    dots = {"trimmed-0001.ndjson": lines(*([0, seq, "ab" * 16] for seq in range(1, 5)))}
    assert refusal(forged(tmp_path / "y", dots, kind=PackageKind.SNAPSHOT)) == "exchange.too_many_lines"


@pytest.mark.parametrize("make", [lambda deep: deep, lambda deep: row(value=deep), lambda deep: row(base=deep)])
def test_brackets_without_end(tmp_path: Path, refusal: Callable[..., str], make: Callable[[str], object]) -> None:
    deep = "[" * 100_000
    text = lines() + (deep.encode() if make(deep) == deep else json.dumps(make(deep)).encode()) + b"\n"
    assert refusal(forged(tmp_path / "x", {LINE: text})) == "exchange.too_deep"
    assert refusal(signed(tmp_path / "y", {}, deep.encode())) == "exchange.too_deep"


def test_values_without_end(tmp_path: Path, refusal: Callable[..., str]) -> None:
    text = b"[" + b"[]," * (limits.JSON_MARKS // 2) + b"0]"
    assert refusal(signed(tmp_path / "y", {}, text)) == "exchange.too_many_values"


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("{}", "exchange.bad_line"),
        ("[0,1]", "exchange.bad_line"),
        ("not json", "exchange.bad_line"),
        ('"\\ud800"', "exchange.bad_line"),
        (row(seq=True), "exchange.bad_line"),
        ([9, *row()[1:]], "exchange.bad_line"),
        ([-1, *row()[1:]], "exchange.bad_line"),
        (row(base='{"nobody":1}'), "exchange.bad_line"),
        (row(row="\ud800"), "domain.bad_operation"),
        (row(value="{"), "domain.bad_operation"),
        (row(base=json.dumps({HERE: 1})), "domain.bad_operation"),
        (row(seq=2), "exchange.other_operations"),
    ],
)
def test_lines_that_no_program_writes(tmp_path: Path, refusal: Callable[..., str], line: object, key: str) -> None:
    text = lines(line) if isinstance(line, list) else lines() + str(line).encode() + b"\n"
    assert refusal(forged(tmp_path / "x", {LINE: text}, sequences={HERE: ((1, 1),)})) == key


@pytest.mark.parametrize("start", [b"", b"[]\n", b"{}\n", b'{"replicas":5}\n', b'{"replicas":["a:1"]}\n', b"\xff\n"])
def test_a_member_without_its_first_line(tmp_path: Path, refusal: Callable[..., str], start: bytes) -> None:
    assert refusal(forged(tmp_path / "x", {LINE: start})) == "exchange.bad_line"


def test_an_operation_twice_in_one_package(tmp_path: Path, refusal: Callable[..., str]) -> None:
    content = {LINE: lines(row(), row())}
    assert refusal(forged(tmp_path / "x", content, sequences={HERE: ((1, 1),)})) == "exchange.other_operations"


@pytest.mark.parametrize("dot", [[0, 0, "ab" * 16], [0, 1, "ab"], [0, 1, "XY" * 16], [5, 1, "ab" * 16], [0, "1", ""]])
def test_trimmed_dots_that_no_program_writes(tmp_path: Path, refusal: Callable[..., str], dot: list[object]) -> None:
    content = {"trimmed-0001.ndjson": lines(dot)}
    assert refusal(forged(tmp_path / "x", content, kind=PackageKind.SNAPSHOT)) == "exchange.bad_line"


def test_trimmed_dots_outside_a_snapshot(tmp_path: Path, refusal: Callable[..., str]) -> None:
    assert refusal(forged(tmp_path / "x", {"trimmed-0001.ndjson": lines()})) == "exchange.bad_manifest"


def test_members_that_are_missing_or_too_many(package: Path, refusal: Callable[..., str]) -> None:
    content = members(package)
    zipped(package, {name: data for name, data in content.items() if name != LINE})
    assert refusal(package) == "exchange.member_missing"
    zipped(package, content | {f"blobs/{'a' * 64}": b"x"})
    assert refusal(package) == "exchange.member_unlisted"
    zipped(package, content | {names.NOTICE: b"longer or shorter"})
    assert refusal(package) == "exchange.damaged"


def test_a_signature_that_does_not_hold(package: Path, refusal: Callable[..., str]) -> None:
    content = members(package)
    for wrong in (bytes(64), b"", SigningKey.new().sign(content[names.MANIFEST])):
        assert refusal(zipped(package, content | {names.SIGNATURE: wrong})) == "exchange.bad_signature"
    changed = content[names.MANIFEST].replace("7号机".encode(), "8号机".encode())
    assert refusal(zipped(package, content | {names.MANIFEST: changed})) == "exchange.bad_signature"
    assert refusal(zipped(package, content | {names.SIGNATURE: bytes(65)})) == "exchange.bomb"


def test_a_swapped_photo_under_a_valid_signature(tmp_path: Path, refusal: Callable[..., str]) -> None:
    assert refusal(forged(tmp_path / "x", {f"blobs/{'a' * 64}": b"another photo"})) == "exchange.photo_swapped"


@pytest.mark.parametrize("part", ["0-3", "5-9", "9-9", "0-99999999999999999", "00-9", "0-9x"])
def test_impossible_parts_of_photos(tmp_path: Path, refusal: Callable[..., str], part: str) -> None:
    key = refusal(forged(tmp_path / "x", {f"blobs/{'a' * 64}.{part}": b"12345"}))
    assert key in {"exchange.bad_manifest", "exchange.bad_name"}


def test_a_package_of_a_newer_program(tmp_path: Path, refusal: Callable[..., str]) -> None:
    assert refusal(forged(tmp_path / "x", {}, min_reader=PACKAGE_FORMAT + 1)) == "exchange.needs_newer_program"


def test_what_a_newer_program_adds_is_passed_over(tmp_path: Path) -> None:
    header = {"wire": 2, "replicas": [HERE], "more": {}}
    text = b"".join(json.dumps(one).encode() + b"\n" for one in (header, [*row(kind=999, field=998), 0, {"new": 1}, 2]))
    member = Member(LINE, len(text), hashlib.sha256(text).hexdigest())
    told = json.loads(manifest_json.to_bytes(head(members=(member,), sequences={HERE: ((1, 1),)}, wire=2)))
    path = signed(tmp_path / "x", {LINE: text}, json.dumps(told | {"more": [1]}).encode())
    with open_package(path, tmp_path / "staging") as package:
        assert list(package.operations()) == [operation(kind=999, field=998)]


def _changed(**fields: object) -> bytes:
    return json.dumps(json.loads(manifest_json.to_bytes(head())) | fields).encode()


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b'{"min_reader":' + b"9" * 5000 + b"}",
        _changed(min_reader=True),
        _changed(kind="gift"),
        _changed(volume=2),
        _changed(number=-1),
        _changed(number=1.5),
        _changed(made_at="2022-06-10T10:00:00"),
        _changed(made_at="9999-99-99"),
        _changed(to="nobody"),
        _changed(have={"nobody": [[1, 2]]}),
        _changed(have={HERE: [[2, 1]]}),
        _changed(have={HERE: [[1, 2], [3, 4]]}),
        _changed(have={HERE: [[0, 2]]}),
        _changed(have={HERE: [[1, 2**40]]}),
        _changed(have=[]),
        _changed(wants=["short"]),
        _changed(chain=None),
        _changed(previous="../x"),
        _changed(program="x" * 301),
        _changed(program="a\u0007b"),
        _changed(sender={"replica": HERE}),
        _changed(set_id="\ud800"),
        _changed(members=[{"name": LINE, "size": 1, "sha256": "ab" * 32}] * 2),
        _changed(members=[{"name": names.MANIFEST, "size": 1, "sha256": "ab" * 32}]),
        _changed(members=["ops"]),
    ],
)
def test_manifests_that_no_program_writes(tmp_path: Path, refusal: Callable[..., str], text: bytes) -> None:
    key = refusal(signed(tmp_path / "x", {}, text))
    assert key in {"exchange.bad_manifest", "exchange.member_missing", "exchange.damaged"}


def test_the_manifest_listed_in_itself(tmp_path: Path, refusal: Callable[..., str]) -> None:
    text = manifest_json.to_bytes(head(members=(Member(names.SIGNATURE, 64, "ab" * 32),)))
    assert refusal(signed(tmp_path / "x", {}, text)) == "exchange.bad_manifest"


def test_one_thing_said_twice(tmp_path: Path, refusal: Callable[..., str]) -> None:
    text = manifest_json.to_bytes(head())
    twice = text.replace(b'{"min_reader"', b'{"wire":1,"min_reader"')
    assert refusal(signed(tmp_path / "x", {}, twice)) == "exchange.duplicate_key"


def test_a_roster_as_large_as_a_film(tmp_path: Path, refusal: Callable[..., str]) -> None:
    large = os.urandom(limits.ROSTER_BYTES + 1)
    assert refusal(forged(tmp_path / "x", {names.ROSTER: large})) == "exchange.bad_manifest"


def test_encrypted_files(tmp_path: Path, refusal: Callable[..., str]) -> None:
    (made,) = write(tmp_path, Contents([operation()], [photo(tmp_path, 200_000)]), recipients=[RECIPIENT])
    data = made.path.read_bytes()
    assert looks_like_package(made.path)
    assert refusal(made.path, None) == "exchange.sealed_no_identity"
    assert refusal(made.path, new_identity()[0]) == "exchange.sealed_to_others"
    assert refusal(made.path, "nonsense") == "exchange.bad_key"
    for wrong in (
        data[:-1],
        data[:70_000],
        data[:40],
        data + b"x",
        SEALED,
        data[:500] + b"!" + data[501:],
        SEALED + bytes(99_999),
    ):
        made.path.write_bytes(wrong)
        assert refusal(made.path) == "exchange.sealed_cut_short"


def test_a_signed_lie_inside_an_encrypted_file(tmp_path: Path, refusal: Callable[..., str]) -> None:
    from inspector.exchange.sealing import seal  # noqa: PLC0415 - only this test forges one

    plain = tmp_path / "plain"
    plain.write_bytes(b"no zip at all")
    seal(plain, tmp_path / "x", [RECIPIENT])
    assert refusal(tmp_path / "x") in {"exchange.cut_short", "exchange.damaged_zip"}


def test_a_stick_pulled_while_reading(package: Path, tmp_path: Path) -> None:
    with open_package(package, tmp_path / "staging") as opened:
        package.unlink()
        with pytest.raises(FormatError) as told:
            b"".join(opened.chunks(opened.photos[0]))
    assert told.value.key == "exchange.no_file"


def test_a_file_cut_short_while_it_is_open(package: Path, tmp_path: Path) -> None:
    with open_package(package, tmp_path / "staging") as opened:
        os.truncate(package, 3000)
        with pytest.raises(FormatError) as told:
            b"".join(opened.chunks(opened.photos[0]))
    assert told.value.key == "exchange.cut_short"


@pytest.mark.parametrize(
    ("failure", "kind", "key"),
    [
        (OSError(28, "No space left"), StorageError, "exchange.no_room_to_open"),
        (OSError(5, "Input/output error"), FormatError, "exchange.cannot_read"),
        (ZeroDivisionError(), FormatError, "exchange.unreadable"),
        (MemoryError(), FormatError, "exchange.unreadable"),
    ],
)
def test_whatever_else_goes_wrong_is_told(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception, kind: type[Exception], key: str
) -> None:
    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(zlib, "decompressobj", fail)
    with pytest.raises(kind) as told:
        open_package(package, tmp_path / "staging")
    assert isinstance(told.value, InspectorError)
    assert told.value.key == key


def test_the_device_is_a_uuid() -> None:
    assert head().to == DEVICE


def test_thousands_of_members_that_would_become_files(tmp_path: Path, refusal: Callable[..., str]) -> None:
    content = {f"ops-{number:06}.ndjson": b"" for number in range(limits.LINE_MEMBERS + 1)}
    assert refusal(forged(tmp_path / "x", content)) == "exchange.too_many_members"
