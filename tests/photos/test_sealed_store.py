"""The store of an encrypted workspace: every kind of photo goes in and comes out, and no file of it can be read."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from inspector.domain.errors import FormatError, InspectorError, NotFoundError, StorageError
from inspector.photos import LoosePicture, PhotoStore, WatermarkText, side_by_side, watermark
from inspector.photos.receiving import Coming, Received
from inspector.services.photos import watermark_font
from inspector.vault.casing import Casing
from inspector.vault.sealed_file import is_sealed

Saver = Callable[..., Path]
KEY = Casing(b"k" * 32)
KINDS: dict[str, dict[str, Any]] = {
    "a.jpg": {},
    "b.png": {},
    "c.tif": {"compression": "tiff_lzw"},
    "d.tif": {},
    "e.tif": {"compression": "jpeg"},
    "f.webp": {"lossless": True},
    "g.heic": {"quality": 90},
}


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PhotoStore]:
    with PhotoStore(tmp_path_factory.mktemp("sealed") / "photos", casing=KEY) as store:
        yield store


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[PhotoStore]:
    with PhotoStore(tmp_path / "ws" / "photos", casing=KEY) as store:
        yield store


def files(store: PhotoStore) -> list[Path]:
    return [path for path in store._layout.root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_stored_sealed_and_decoded_from_its_sealed_file(
    sealed: PhotoStore, save: Saver, name: str
) -> None:
    source = save(name, size=(700, 460), **KINDS[name])
    stored = sealed.attach(source)
    assert sealed.original_file(stored.sha256).read_bytes() == source.read_bytes()
    assert sealed.intact(stored.sha256)
    assert sealed.size(stored.sha256) == source.stat().st_size
    first = sealed.print_bytes(stored.sha256)
    sealed.print_copy(stored.sha256).unlink()
    assert sealed.print_bytes(stored.sha256) == first, "made again, from the sealed original"
    with Image.open(io.BytesIO(sealed.thumbnail_bytes(stored.sha256))) as view:
        assert max(view.size) == 320
    assert sealed.attach(source).already_stored
    assert all(map(is_sealed, files(sealed)))


def test_hostile_bytes_are_refused_as_ever_and_leave_nothing(fresh: PhotoStore, tmp_path: Path, save: Saver) -> None:
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(save("a.jpg", size=(900, 700)).read_bytes()[:3000])
    disguised = tmp_path / "sealed.jpg"
    with KEY.writing(disguised) as out:
        out.write(save("b.jpg").read_bytes())
    for source in (cut, disguised):
        with pytest.raises(FormatError):
            fresh.attach(source)
    assert files(fresh) == []


def test_a_broken_seal_is_a_damaged_photo_and_another_key_opens_nothing(
    fresh: PhotoStore, save: Saver, tmp_path: Path
) -> None:
    sha = fresh.attach(save("a.jpg", size=(900, 700))).sha256
    with PhotoStore(tmp_path / "ws" / "photos", casing=Casing(b"x" * 32)) as other:
        assert not other.intact(sha)
        with pytest.raises(InspectorError):
            other.print_bytes(sha)
    original = fresh.original(sha)
    original.write_bytes(original.read_bytes()[:-1] + b"x")
    fresh.thumbnail(sha).unlink()
    assert not fresh.intact(sha)
    with pytest.raises(FormatError):
        fresh.thumbnail_bytes(sha)
    with pytest.raises(NotFoundError):
        fresh.thumbnail_bytes("0" * 64)


def test_a_view_that_lost_its_end_is_made_again(fresh: PhotoStore, save: Saver) -> None:
    sha = fresh.attach(save("a.jpg")).sha256
    whole = fresh.print_bytes(sha)
    view = fresh.print_copy(sha)
    view.write_bytes(view.read_bytes()[:-20])
    assert not fresh.has_print(sha)
    assert fresh.print_bytes(sha) == whole


def test_pictures_for_others_are_made_from_sealed_print_copies(fresh: PhotoStore, save: Saver, tmp_path: Path) -> None:
    shas = [fresh.attach(save(f"{number}.jpg", size=(300 + number, 200))).sha256 for number in range(2)]
    first, second = map(fresh.print_file, shas)
    watermark(first, tmp_path / "水印.jpg", WatermarkText("滨海公路", "", "", "", ""), watermark_font())
    side_by_side(first, second, tmp_path / "对比.jpg", ("整改前", "整改后"), watermark_font())
    for made in ("水印.jpg", "对比.jpg"):
        with Image.open(tmp_path / made) as image:
            image.load()
    with pytest.raises(StorageError):
        watermark(first, first.path, WatermarkText("", "", "", "", ""), watermark_font())


def test_photos_of_a_package_are_received_under_the_seal(
    fresh: PhotoStore, save: Saver, shared_store: PhotoStore
) -> None:
    raw = save("a.jpg", size=(500, 300)).read_bytes()
    parted = os.urandom(200_000)
    sha, other = (address(one) for one in (raw, parted))
    print_copy = shared_store.print_bytes(shared_store.attach(save("p.jpg", size=(640, 300))).sha256)
    awaited = "ab" * 32
    with fresh.receiving() as incoming:
        incoming.originals([Coming(sha, len(raw), lambda: [raw])])
        incoming.part(other, 100_000, len(parted), 100_000, [parted[100_000:]])
        incoming.print_copy(awaited, [print_copy])
        assert incoming.publish() == Received((sha,), (), (), (other,), (awaited,))
    assert all(map(is_sealed, files(fresh)))
    with fresh.receiving() as incoming:
        incoming.part(other, 0, len(parted), 120_000, [parted[:70_000], parted[70_000:120_000]])
        assert incoming.publish().completed == (other,)
    assert fresh.original_file(other).read_bytes() == parted
    assert fresh.print_bytes(awaited) == print_copy
    assert fresh.thumbnail_bytes(awaited), "made from the print copy while the original is awaited"
    assert all(map(is_sealed, files(fresh)))


def address(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def test_a_signature_lies_sealed_from_its_first_byte(fresh: PhotoStore, save: Saver) -> None:
    data = save("a.png").read_bytes()
    stored = fresh.attach(LoosePicture("signature.png", data))
    assert fresh.original_file(stored.sha256).read_bytes() == data
    assert all(is_sealed(path) for path in files(fresh))
