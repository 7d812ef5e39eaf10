"""Sealed files: any bytes come back, from anywhere; any changed bit, any cut and any exchange is refused."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.vault.casing import PLAIN, CasedFile, Casing
from inspector.vault.sealed_file import BLOCK, BrokenSealError, SealedReader, is_sealed, plain_size

SEALED = Casing(b"k" * 32)
HEAD, TAG = 24, 16
SIZES = (0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 7)


def sealed(folder: Path, data: bytes, *pieces: int) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}"
    with SEALED.writing(path) as out:
        at = 0
        for size in (*pieces, len(data)):
            out.write(data[at : at + size])
            at += size
    return path


def read(path: Path, casing: Casing = SEALED) -> bytes:
    return CasedFile(path, casing).read_bytes()


@pytest.mark.parametrize("size", SIZES)
def test_bytes_of_every_size_come_back_and_nothing_of_them_shows(tmp_path: Path, size: int) -> None:
    data = os.urandom(size)
    path = sealed(tmp_path, data)
    assert read(path) == data
    assert SEALED.size(path) == plain_size(path) == size
    assert is_sealed(path)
    assert SEALED.holds(path)
    assert not PLAIN.holds(path)
    assert not size or data[:64] not in path.read_bytes() or size < 8


def test_equal_bytes_never_look_equal(tmp_path: Path) -> None:
    first, second = (sealed(tmp_path, b"photo" * 1000).read_bytes() for _ in range(2))
    assert not any(first[at : at + 16] in second for at in range(HEAD, len(first) - 16, 16))


@settings(max_examples=120, deadline=None)
@given(
    size=st.integers(0, 3 * BLOCK),
    pieces=st.lists(st.integers(0, BLOCK), max_size=4),
    reads=st.lists(st.tuples(st.integers(0, 3 * BLOCK), st.integers(0, BLOCK + 9)), max_size=5),
)
def test_any_part_is_read_from_anywhere(size: int, pieces: list[int], reads: list[tuple[int, int]]) -> None:
    data = (b"%09d" % size) * (size // 9 + 1)
    with tempfile.TemporaryDirectory() as folder:
        path = sealed(Path(folder), data[:size], *pieces)
        plain = io.BytesIO(data[:size])
        with SEALED.reading(path) as file:
            for at, count in reads:
                file.seek(at)
                plain.seek(at)
                assert file.read(count) == plain.read(count)
            assert file.seek(-min(size, 2), os.SEEK_END) == max(0, size - 2)
            assert file.read() == data[max(0, size - 2) : size]


@settings(max_examples=150, deadline=None)
@given(size=st.sampled_from(SIZES), place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused(size: int, place: float, bit: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = sealed(Path(folder), bytes(size))
        raw = bytearray(path.read_bytes())
        raw[int(place * len(raw))] ^= 1 << bit
        path.write_bytes(raw)
        with pytest.raises(BrokenSealError):
            read(path)


def damaged(change: Callable[[bytes], bytes], folder: Path, size: int = 3 * BLOCK) -> Path:
    path = sealed(folder, os.urandom(size))
    path.write_bytes(change(path.read_bytes()))
    return path


def blocks(raw: bytes) -> list[bytes]:
    return [raw[at : at + BLOCK + TAG] for at in range(HEAD, len(raw), BLOCK + TAG)]


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw[:-1],
        lambda raw: raw[: -(BLOCK + TAG)],
        lambda raw: raw[:HEAD],
        lambda raw: raw[: HEAD - 1],
        lambda raw: raw[:0],
        lambda raw: raw + bytes(TAG),
        lambda raw: raw + bytes(TAG - 1),
        lambda raw: raw + blocks(raw)[-1],
        lambda raw: raw[:HEAD] + b"".join(reversed(blocks(raw))),
        lambda raw: raw[:HEAD] + blocks(raw)[0] * 3,
    ],
)
def test_what_is_cut_lengthened_or_exchanged_is_refused(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(BrokenSealError):
        read(damaged(change, tmp_path))


def test_blocks_of_another_file_under_the_same_key_are_refused(tmp_path: Path) -> None:
    mine, other = (sealed(tmp_path, os.urandom(2 * BLOCK)).read_bytes() for _ in range(2))
    mixed = tmp_path / "mixed"
    mixed.write_bytes(mine[:HEAD] + blocks(mine)[0] + blocks(other)[1])
    with pytest.raises(BrokenSealError):
        read(mixed)


def test_another_key_and_a_plain_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenSealError):
        read(sealed(tmp_path, b"photo"), Casing(b"x" * 32))
    plain = tmp_path / "plain.jpg"
    plain.write_bytes(b"\xff\xd8" * 100)
    with pytest.raises(BrokenSealError):
        read(plain)


def test_what_was_not_finished_does_not_open(tmp_path: Path) -> None:
    """A kill leaves blocks without their end."""
    path = tmp_path / "killed"
    out = SEALED.writing(path)
    out.write(os.urandom(2 * BLOCK + 1))
    left = path.read_bytes()
    out.close()
    path.write_bytes(left)
    with pytest.raises(BrokenSealError):
        read(path)


def test_a_key_shows_nowhere() -> None:
    assert "kkk" not in repr(SEALED)
    assert "kkk" not in repr(CasedFile(Path("a"), SEALED))


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    path = tmp_path / "a"
    out = SEALED.writing(path)
    out.close()
    out.close()
    file = SealedReader(path, b"k" * 32)
    file.close()
    file.close()
    assert read(path) == b""


def test_copying_recases(tmp_path: Path) -> None:
    data = os.urandom(BLOCK + 5)
    CasedFile(sealed(tmp_path, data), SEALED).copied_to(tmp_path / "plain", PLAIN)
    assert (tmp_path / "plain").read_bytes() == data
    with pytest.raises(FileExistsError):
        CasedFile(tmp_path / "plain").copied_to(tmp_path / "plain", SEALED)
