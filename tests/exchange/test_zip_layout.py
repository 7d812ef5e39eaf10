"""Headers and end records say the same back, in 32 bits and in 64, and to Python's own reader."""

from __future__ import annotations

import contextlib
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import FormatError
from inspector.exchange import names, zip_layout
from inspector.exchange.archive import Archive
from inspector.exchange.zip_layout import DEFLATED, STORED, Directory, Entry
from tests.exchange.kit import zipped

SIZES = st.integers(0, 2**17) | st.integers(2**32 - 3, 2**33)
ENTRIES = st.builds(
    Entry,
    name=st.text("abc0/.升", min_size=1, max_size=20),
    method=st.sampled_from([STORED, DEFLATED]),
    crc=st.integers(0, 2**32 - 1),
    packed=SIZES,
    size=SIZES,
    offset=SIZES,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(ENTRIES, max_size=5))
def test_a_directory_says_its_members_back(entries: list[Entry]) -> None:
    data = b"".join(map(zip_layout.central_header, entries))
    assert list(zip_layout.read_directory(data)) == entries


@settings(max_examples=200, deadline=None)
@given(ENTRIES)
def test_a_local_header_agrees_with_the_directory(entry: Entry) -> None:
    header = zip_layout.local_header(entry)
    fixed, rest = header[: zip_layout.LOCAL_BYTES], header[zip_layout.LOCAL_BYTES :]
    name_size, extra_size = zip_layout.local_lengths(fixed)
    assert len(rest) == name_size + extra_size
    zip_layout.check_local(fixed, rest[:name_size], rest[name_size:], entry)
    assert len(header) + len(zip_layout.central_header(entry)) <= zip_layout.cost(entry.name)


@settings(max_examples=200, deadline=None)
@given(count=st.integers(0, 2**17), size=SIZES, offset=SIZES)
def test_the_end_says_the_directory_back(count: int, size: int, offset: int) -> None:
    end = zip_layout.end_records(Directory(offset, size, count))
    assert zip_layout.read_end(end, offset + size + len(end)) == Directory(offset, size, count)


@pytest.mark.parametrize("place", range(0, 98, 3))
def test_a_damaged_end_is_refused_or_means_the_same(place: int) -> None:
    directory = Directory(2**33, 500, 7)
    end = bytearray(zip_layout.end_records(directory))
    size = 2**33 + 500 + len(end)
    end[place] ^= 0x55
    with contextlib.suppress(FormatError):
        assert zip_layout.read_end(bytes(end), size) == directory


def test_a_file_that_python_zipped_is_understood(tmp_path: Path) -> None:
    content = {names.MANIFEST: b"{}", names.SIGNATURE: b"x" * 64, f"blobs/{'a' * 64}": bytes(100_000)}
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        opened = Archive(zipped(tmp_path / "x", content, method))
        assert {name: b"".join(opened.chunks(entry)) for name, entry in opened.entries.items()} == content


def test_zip64_members_that_python_wrote_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "x"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(names.SIGNATURE, b"x")
        with archive.open(names.MANIFEST, "w", force_zip64=True) as member:
            member.write(b"content")
    opened = Archive(path)
    assert b"".join(opened.chunks(opened.entries[names.MANIFEST])) == b"content"


@pytest.mark.parametrize("cut", [1, 20, 46, 50, 60, 75])
def test_a_directory_that_ends_too_early(cut: int) -> None:
    data = zip_layout.central_header(Entry("abc", STORED, 1, 2**33, 2**33, 2**33))
    assert len(data) > cut
    with pytest.raises(FormatError):
        list(zip_layout.read_directory(data[:cut]))


def test_a_sign_that_is_none() -> None:
    entry = Entry("abc", STORED, 1, 2, 2, 0)
    for read, data in (
        (lambda one: list(zip_layout.read_directory(one)), zip_layout.central_header(entry)),
        (zip_layout.local_lengths, zip_layout.local_header(entry)[: zip_layout.LOCAL_BYTES]),
    ):
        with pytest.raises(FormatError):
            read(b"XX" + data[2:])
