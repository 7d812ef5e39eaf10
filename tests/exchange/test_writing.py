"""A package is there whole or not at all, under a free name, never larger than asked for, never with a bad photo."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector import durable
from inspector.domain.errors import FormatError, InspectorError, StorageError
from inspector.exchange import archive, limits, names, sealing
from inspector.exchange.names import PhotoMember
from inspector.exchange.reading import Package, open_package
from inspector.exchange.writing import Contents, PhotoFile
from inspector.texts import explain
from tests.exchange.kit import (
    HERE,
    IDENTITY,
    RECIPIENT,
    content_of,
    head,
    members,
    operation,
    operations,
    originals,
    photo,
    sequences,
    verified_manifest,
    write,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def refused(folder: Path, contents: Contents, **wanted: Any) -> str:
    """The key of the refusal; no file of the call is left."""
    before = sorted(folder.iterdir()) if folder.exists() else []
    with pytest.raises(InspectorError) as told:
        write(folder, contents, **wanted)
    assert "{" not in explain(told.value)
    assert sorted(folder.iterdir()) == before
    return told.value.key


def test_any_zip_program_reads_a_package(folder: Path, tmp_path: Path) -> None:
    sent = photo(tmp_path, 5000)
    (made,) = write(folder, Contents(operations(3), [sent], roster=b"{}"))
    with zipfile.ZipFile(made.path) as opened:
        assert opened.testzip() is None
        kinds = {one.filename: one.compress_type for one in opened.infolist()}
    assert next(iter(kinds)) == names.NOTICE
    assert kinds[f"blobs/{sent.sha256}"] == zipfile.ZIP_STORED
    assert kinds["ops-0001.ndjson"] == zipfile.ZIP_DEFLATED
    assert "升级" in members(made.path)[names.NOTICE].decode()
    assert made.size == made.path.stat().st_size


def test_the_manifest_is_filled_in(folder: Path) -> None:
    (made,) = write(folder, Contents(operations(3)))
    assert made.manifest == verified_manifest(made.path)
    assert made.manifest.sequences == sequences(operations(3))
    assert replace(made.manifest, sequences={}, members=()) == head()


def test_a_package_without_operations_is_one_file(folder: Path) -> None:
    (made,) = write(folder, Contents(()))
    with open_package(made.path, folder / "staging") as package:
        assert list(package.operations()) == []
        assert not package.photos
        assert package.roster() is None
        assert package.size == made.size
        assert package.package_id == made.package_id


def test_a_name_that_is_taken_stays_what_it_was(folder: Path) -> None:
    made = [write(folder, Contents([operation(seq)]))[0].path for seq in (1, 2, 3)]
    assert [one.name for one in made] == ["包1-1.xmw", "包1-1-2.xmw", "包1-1-3.xmw"]
    assert [content_of(one, folder / "staging").operations[0].seq for one in made] == [1, 2, 3]


def test_a_photo_that_is_not_its_address(folder: Path, tmp_path: Path) -> None:
    sent = photo(tmp_path, 5000)
    sent.path.write_bytes(bytes(5000))
    assert refused(folder, Contents([], [sent])) == "exchange.photo_damaged"


@pytest.mark.parametrize("size", [4000, 6000])
def test_a_photo_that_changed_its_length(folder: Path, tmp_path: Path, size: int) -> None:
    sent = photo(tmp_path, 5000)
    os.truncate(sent.path, size)
    assert refused(folder, Contents([], [sent])) == "exchange.photo_damaged"


def test_a_photo_that_is_cut_is_checked_as_a_whole(folder: Path, tmp_path: Path) -> None:
    sent = photo(tmp_path, 200_000)
    with sent.path.open("r+b") as file:
        file.write(b"other")
    assert refused(folder, Contents([], [sent]), max_size=50_000) == "exchange.photo_damaged"
    sent.path.unlink()
    assert refused(folder, Contents([], [sent]), max_size=50_000) == "exchange.photo_missing"


def test_a_photo_that_is_gone_takes_every_volume_with_it(folder: Path, tmp_path: Path) -> None:
    sent = [photo(tmp_path, 30_000, seed) for seed in range(3)]
    sent[2].path.unlink()
    assert refused(folder, Contents([], sent), max_size=50_000) == "exchange.photo_missing"


def test_volumes_that_hold_not_even_one_piece(folder: Path, tmp_path: Path) -> None:
    large = operation(value=f'"{os.urandom(60_000).hex()}"')
    copy = PhotoFile("ab" * 32, photo(tmp_path, 90_000).path, 90_000, print_copy=True)
    assert refused(folder, Contents([large]), max_size=30_000) == "exchange.volume_too_small"
    assert refused(folder, Contents([], [copy]), max_size=30_000) == "exchange.volume_too_small"
    assert refused(folder, Contents([], [photo(tmp_path, 90_000)]), max_size=9_000) == "exchange.volume_too_small"
    assert refused(folder, Contents([]), max_size=100) == "exchange.volume_too_small"
    assert refused(folder, Contents([]), max_size=100, recipients=[RECIPIENT]) == "exchange.volume_too_small"


def test_an_operation_too_long_to_travel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINE_BYTES", 1000)
    assert refused(folder, Contents([operation(value='"' + "x" * 1000 + '"')])) == "exchange.operation_too_long"


def test_what_the_receiver_would_refuse_is_never_handed_over(folder: Path) -> None:
    for contents in (Contents([operation(replica="nobody", base="{}")]), Contents([operation(), operation()])):
        assert refused(folder, contents) == "exchange.read_back_failed"
    assert refused(folder, Contents(()), head=head(to="nobody")) == "exchange.read_back_failed"


def test_an_addressee_without_a_proper_key(folder: Path) -> None:
    assert refused(folder, Contents(()), recipients=["age1nobody"]) == "exchange.bad_recipient"


@pytest.mark.parametrize(("code", "key"), [(errno.ENOSPC, "exchange.disk_full"), (errno.EIO, "exchange.cannot_write")])
@pytest.mark.parametrize("recipients", [(), (RECIPIENT,)])
def test_a_disk_that_gives_up(
    folder: Path, monkeypatch: pytest.MonkeyPatch, code: int, key: str, recipients: tuple[str, ...]
) -> None:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(sealing if recipients else os, "sync_file" if recipients else "fsync", fail)
    write_twice = Contents(operations(200))
    assert refused(folder, write_twice, max_size=9_000, recipients=recipients) == key


class Full:
    """A disk that takes nothing more."""

    def write(self, _: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    def flush(self) -> None:
        pass


@pytest.mark.parametrize("size", [0, 100_000])
def test_a_disk_that_is_full_while_sealing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Also in the last bytes, where the library keeps silent."""
    (made,) = write(folder, Contents([], [photo(tmp_path, size)]), recipients=[RECIPIENT])
    monkeypatch.setattr(sealing, "_Written", lambda _, kind=sealing._Written: kind(Full()))
    assert refused(folder, Contents([], [photo(tmp_path, size)]), recipients=[RECIPIENT]) == "exchange.disk_full"
    with pytest.raises(StorageError) as told:
        open_package(made.path, tmp_path / "staging", IDENTITY)
    assert told.value.key == "exchange.no_room_to_open"


def test_a_disk_that_gives_back_other_bytes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "sha256_of", lambda _: "00" * 32)
    assert refused(folder, Contents(()), recipients=[RECIPIENT]) == "exchange.cannot_write"


def test_a_name_that_cannot_be_given_takes_the_others_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given_names: list[Path] = []

    def free_name(path: Path) -> Path:
        given_names.append(path)
        return path if len(given_names) == 1 else path / "nowhere"

    monkeypatch.setattr("inspector.exchange.writing.free_name", free_name)
    contents = Contents([operation(seq, value=f'"{os.urandom(200).hex()}"') for seq in range(1, 100)])
    assert refused(folder, contents, max_size=20_000) == "exchange.cannot_write"
    assert len(given_names) == 2


def test_progress_counts_up_to_the_total_and_can_stop(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    sent = [photo(tmp_path, 6_500_000)]
    write(folder, Contents(operations(9), sent), progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1] > 6_500_000

    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    before = sorted(folder.iterdir())
    with pytest.raises(KeyboardInterrupt):
        write(folder, Contents([], sent), progress=stop)
    assert sorted(folder.iterdir()) == before


def test_a_stick_never_sees_an_encrypted_package_in_plain(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    seal = sealing.seal

    def look(plain: Path, sealed: Path, recipients: tuple[str, ...]) -> None:
        assert folder not in plain.parents
        seal(plain, sealed, recipients)
        seen.extend(one.read_bytes() for one in folder.iterdir())

    monkeypatch.setattr(sealing, "seal", look)
    (made,) = write(folder, Contents([operation()]), recipients=[RECIPIENT])
    assert made.sealed
    assert seen
    assert all(one.startswith(sealing.SEALED) for one in seen)


@settings(max_examples=15, deadline=None)
@given(size=st.integers(0, 300_000), recipients=st.integers(1, 12))
def test_a_sealed_file_keeps_to_its_size(tmp_path_factory: pytest.TempPathFactory, size: int, recipients: int) -> None:
    keys = [sealing.new_identity()[1] for _ in range(recipients)]
    folder = tmp_path_factory.mktemp("seal")
    (folder / "plain").write_bytes(bytes(size))
    sealing.seal(folder / "plain", folder / "sealed", keys)
    assert sealing.room_inside((folder / "sealed").stat().st_size, keys) <= size
    asked = size + 4096
    (folder / "plain").write_bytes(bytes(sealing.room_inside(asked, keys)))
    sealing.seal(folder / "plain", folder / "sealed", keys)
    assert (folder / "sealed").stat().st_size <= asked


@pytest.mark.parametrize(
    ("cap", "value"), [("MEMBERS", 8), ("LINES", 40), ("UNPACKED_BYTES", 14_000), ("MANIFEST_BYTES", 4_500)]
)
def test_the_writer_keeps_to_the_caps_of_the_reader(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cap: str, value: int
) -> None:
    sent = [photo(tmp_path, 500, seed) for seed in range(12)]
    history = operations(40)
    monkeypatch.setattr(limits, cap, value)
    monkeypatch.setattr("inspector.exchange.packing._USUAL_RUN", 3_000)
    made = write(folder, Contents(history, sent))
    assert len(made) > 1
    came = [one for each in made for one in content_of(each.path, tmp_path / "staging").operations]
    assert sorted(came, key=lambda one: (one.replica, one.seq)) == sorted(
        history, key=lambda one: (one.replica, one.seq)
    )
    assert len(originals([one.path for one in made], tmp_path / "staging")) == len(sent)


def test_many_runs_of_many_replicas_name_theirs_by_index(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inspector.exchange.packing._USUAL_RUN", 2_000)
    replicas = [f"{HERE[:-1]}{epoch}" for epoch in range(1, 30)]
    history = [operation(seq, replica, base="{}") for seq in range(1, 5) for replica in replicas]
    (made,) = write(folder, Contents(history))
    assert sum(names.is_operations(one.name) for one in made.manifest.members) > 5
    assert list(content_of(made.path, folder / "staging").operations) == history


def test_verification_reads_the_photos_too(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (made,) = write(folder, Contents([], [photo(tmp_path, 900_000, seed) for seed in range(3)]))
    read: list[str] = []
    chunks = Package.chunks

    def noted(package: Package, one: PhotoMember) -> Iterator[bytes]:
        read.append(one.name)
        return chunks(package, one)

    monkeypatch.setattr(Package, "chunks", noted)
    verified_manifest(made.path)
    assert len(read) == 3


@pytest.mark.nightly
def test_a_package_beyond_four_gigabytes(folder: Path, tmp_path: Path) -> None:
    """Offsets and one member past 32 bits; the photo is a sparse file."""
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate((1 << 32) + 12_345)
    sent = [PhotoFile(durable.sha256_of(large), large, (1 << 32) + 12_345), photo(tmp_path, 1000)]
    (made,) = write(folder, Contents([operation()], sent))
    with open_package(made.path, tmp_path / "staging", IDENTITY) as package:
        assert [one.size for one in package.photos] == [one.size for one in sent]
        package.verify()
    with zipfile.ZipFile(made.path) as opened:
        assert opened.getinfo(f"blobs/{sent[1].sha256}").header_offset > 1 << 32
        assert len(opened.read(f"blobs/{sent[1].sha256}")) == 1000


def test_an_archive_reads_what_it_was_told_to(folder: Path) -> None:
    (made,) = write(folder, Contents(operations(3)))
    opened = archive.Archive(made.path)
    assert b"".join(opened.chunks(opened.entries[names.NOTICE])) == members(made.path)[names.NOTICE]
    with pytest.raises(FormatError):
        archive.check_file(folder)


def test_storage_errors_name_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where a folder should be")
    with pytest.raises(StorageError) as told:
        write(folder, Contents(()))
    assert told.value.details["folder"] == folder
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    assert str(folder) in explain(told.value)
