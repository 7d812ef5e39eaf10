"""Photos that come in packages: whole, in parts, as print copies; and that nothing is half done, whatever happens."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from inspector import texts
from inspector.domain.errors import FormatError, InspectorError, NotFoundError, StorageError
from inspector.photos import PhotoStore, durable, receiving, worker
from inspector.photos.receiving import Coming, Received, Receiving
from inspector.photos.stored import MAX_BYTES, Failure, Job, Limits, Picture

HERE = Path(__file__).resolve().parent


class InThisProcess:
    """A decoder without a worker."""

    def __init__(self, _limits: Limits) -> None:
        pass

    def run(self, job: Job) -> Picture | Failure:
        return worker.answer(job)

    def close(self) -> None:
        pass


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PhotoStore]:
    monkeypatch.setattr("inspector.photos.decoder.Decoder", InThisProcess)
    with PhotoStore(tmp_path / "ws" / "photos") as one:
        yield one


def jpeg(colour: str = "red", size: tuple[int, int] = (240, 160), kind: str = "JPEG", orientation: int = 1) -> bytes:
    out, tags = io.BytesIO(), Image.Exif()
    tags[0x0112] = orientation
    Image.new("RGB", size, colour).save(out, kind, exif=tags)
    return out.getvalue()


def address(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def pieces(raw: bytes, step: int = 1000) -> list[bytes]:
    return [raw[at : at + step] for at in range(0, len(raw), step)]


def must_not_be_read() -> Iterator[bytes]:
    """Chunks that nobody may ask for."""
    yield pytest.fail("bytes were read that nobody needs")


def files(photos: PhotoStore) -> dict[str, bytes]:
    root = photos._layout.root
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def take(photos: PhotoStore, *raws: bytes) -> Received:
    with photos.receiving() as incoming:
        for raw in raws:
            assert incoming.original(address(raw), len(raw), pieces(raw))
        return incoming.publish()


def take_part(photos: PhotoStore, raw: bytes, begin: int, end: int, total: int | None = None) -> Received:
    with photos.receiving() as incoming:
        give_part(incoming, raw, begin, end, total)
        return incoming.publish()


def give_part(incoming: Receiving, raw: bytes, begin: int, end: int, total: int | None = None) -> None:
    incoming.part(address(raw), begin, total or len(raw), end - begin, pieces(raw[begin:end]))


def take_print(photos: PhotoStore, sha256: str, raw: bytes) -> Received:
    with photos.receiving() as incoming:
        incoming.print_copy(sha256, pieces(raw))
        return incoming.publish()


def refused(act: Callable[[], object], key: str) -> None:
    with pytest.raises(FormatError) as told:
        act()
    assert told.value.key == key
    assert not texts.explain(told.value).startswith("photos.")


def test_originals_arrive_untouched_and_their_views_are_made_when_asked_for(photos: PhotoStore) -> None:
    raw, other = jpeg("red"), b"whatever it is, its address fits"
    assert take(photos, raw, other) == Received((address(raw), address(other)), (), (), (), ())
    assert sorted(files(photos).values()) == sorted([raw, other])
    assert photos.original(address(raw)).read_bytes() == raw
    assert photos.size(address(raw)) == len(raw)
    assert not photos.has_print(address(raw))
    with Image.open(photos.print_copy(address(raw))) as view:
        assert view.size == (240, 160)
    assert photos.has_print(address(raw))
    refused(lambda: photos.print_copy(address(other)), "photos.not_picture")
    assert photos.lacking([address(raw), "0" * 64]) == ("0" * 64,)


def test_nothing_is_visible_before_it_is_published(photos: PhotoStore) -> None:
    raw = jpeg()
    with photos.receiving() as incoming:
        incoming.original(address(raw), len(raw), [raw])
        give_part(incoming, jpeg("blue"), 0, 100)
        assert all(name.endswith(".tmp") for name in files(photos))
        assert photos.lacking([address(raw)])
    assert files(photos) == {}


def test_an_original_that_is_here_is_known_and_not_read_again(photos: PhotoStore) -> None:
    raw = jpeg()
    take(photos, raw)
    with photos.receiving() as incoming:
        assert not incoming.original(address(raw), len(raw), must_not_be_read())
        incoming.part(address(raw), 0, len(raw), 10, must_not_be_read())
        incoming.print_copy(address(raw), must_not_be_read())
        assert incoming.publish() == Received((), (address(raw),), (), (), ())


def test_an_original_that_comes_twice_in_one_package_is_taken_once(photos: PhotoStore) -> None:
    raw = jpeg()
    with photos.receiving() as incoming:
        assert incoming.original(address(raw), len(raw), [raw])
        assert not incoming.original(address(raw), len(raw), must_not_be_read())
        assert incoming.publish().stored == (address(raw),)


def test_a_damaged_original_is_healed_and_stays_healed_when_the_rest_fails(photos: PhotoStore) -> None:
    raw = jpeg()
    take(photos, raw)
    photos.original(address(raw)).write_bytes(b"damaged")
    with photos.receiving() as incoming:
        assert incoming.original(address(raw), len(raw), [raw])
        assert incoming.publish().stored == (address(raw),)
        incoming.withdraw()
    assert photos.intact(address(raw))


@pytest.mark.parametrize("size", [-1, 0, 10**12, MAX_BYTES + 1])
def test_an_impossible_size_is_refused(photos: PhotoStore, size: int) -> None:
    with photos.receiving() as incoming:
        refused(lambda: incoming.original(address(b"x"), size, must_not_be_read()), "photos.impossible_part")


@pytest.mark.parametrize("given", [b"other", b"rightly addressed, and more", b"rightly"])
def test_bytes_that_are_not_those_of_the_address_are_refused(photos: PhotoStore, given: bytes) -> None:
    right = b"rightly addressed"
    with photos.receiving() as incoming:
        refused(lambda: incoming.original(address(right), len(right), pieces(given, 4)), "photos.other_bytes")
        assert files(photos) == {}
        assert incoming.original(address(right), len(right), [right]), "the right ones are still welcome"
        assert incoming.publish().stored == (address(right),)


@pytest.mark.parametrize("name", ["", "../../../etc/passwd", "A" * 64, "数据" * 32])
def test_an_address_that_is_none_is_refused(photos: PhotoStore, name: str) -> None:
    with photos.receiving() as incoming:
        refused(lambda: incoming.original(name, 1, must_not_be_read()), "photos.other_bytes")
        refused(lambda: incoming.part(name, 0, 2, 1, must_not_be_read()), "photos.other_bytes")
        refused(lambda: incoming.print_copy(name, must_not_be_read()), "photos.other_bytes")


def test_a_package_that_breaks_off_leaves_nothing(photos: PhotoStore) -> None:
    raw = jpeg()
    take_part(photos, jpeg("blue"), 0, 100)
    before = files(photos)

    def stick_pulled() -> Iterator[bytes]:
        yield raw[:100]
        raise OSError(errno.EIO, "stick pulled")

    def act() -> None:
        with photos.receiving() as incoming:
            incoming.original(address(b"first"), 5, [b"first"])
            give_part(incoming, jpeg("blue"), 100, 200)
            incoming.original(address(raw), len(raw), stick_pulled())

    with pytest.raises(OSError, match="stick pulled"):
        act()
    assert files(photos) == before


@pytest.mark.parametrize("fault", ["write_all", "sync_file", "sync_folder"])
def test_a_full_disk_is_told_and_nothing_is_left(
    photos: PhotoStore, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    raw = jpeg()
    take(photos, jpeg("blue"))
    before, calls = files(photos), []

    def full(*_given: object) -> None:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, "disk full")

    with monkeypatch.context() as patched:
        patched.setattr(durable, fault, full)
        with pytest.raises(StorageError) as told:
            take(photos, raw, b"another", b"and one more")
    assert told.value.key == "photos.disk_full"
    assert files(photos) == before


def test_what_was_published_can_be_withdrawn(photos: PhotoStore) -> None:
    stored, whole, awaited, half = jpeg("red"), jpeg("blue"), jpeg("green"), jpeg("black")
    take(photos, stored)
    take_part(photos, whole, 0, 300)
    take_print(photos, address(whole), jpeg("blue"))
    photos.thumbnail(address(whole))
    before = files(photos)
    with photos.receiving() as incoming:
        assert not incoming.original(address(stored), len(stored), must_not_be_read())
        give_part(incoming, whole, 200, len(whole))
        give_part(incoming, half, 0, 10)
        incoming.print_copy(address(awaited), [jpeg("green")])
        incoming.original(address(b"new"), 3, [b"new"])
        received = incoming.publish()
        incoming.withdraw()
    assert received.completed == (address(whole),)
    assert files(photos) == before


def test_an_exception_after_publishing_takes_nothing_back(photos: PhotoStore) -> None:
    def act() -> None:
        with photos.receiving() as incoming:
            incoming.original(address(b"new"), 3, [b"new"])
            incoming.publish()
            raise KeyError

    with pytest.raises(KeyError):
        act()
    assert photos.intact(address(b"new"))


def test_parts_wait_over_several_packages_until_the_original_is_whole(photos: PhotoStore) -> None:
    raw = jpeg(size=(900, 600))
    name, middle = address(raw), len(raw) // 2
    assert take_part(photos, raw, middle, len(raw)).waiting == (name,)
    kept = files(photos)
    (only,) = kept
    assert only.startswith(f"parts{os.sep}{name}{os.sep}{middle}-{len(raw) - middle}-")
    assert photos.sweep() == 0
    assert take_part(photos, raw, middle, len(raw)).waiting == (name,)
    assert files(photos) == kept
    assert take_part(photos, raw, 0, middle + 7) == Received((), (), (name,), (), ())
    assert photos.original(name).read_bytes() == raw
    assert list(files(photos).values()) == [raw]
    assert not (photos._layout.root / "parts" / name).exists()


def test_an_original_that_comes_whole_makes_its_parts_needless(photos: PhotoStore) -> None:
    raw, other = jpeg("red"), jpeg("blue")
    take_part(photos, raw, 0, 100)
    with photos.receiving() as incoming:
        give_part(incoming, other, 5, 50)
        incoming.original(address(raw), len(raw), [raw])
        incoming.original(address(other), len(other), [other])
        assert incoming.publish() == Received((address(raw), address(other)), (), (), (), ())
    assert sorted(files(photos).values()) == sorted([raw, other])


def test_parts_that_do_not_make_up_the_photo_are_dropped_and_it_goes_on_waiting(photos: PhotoStore) -> None:
    raw = jpeg()
    name = address(raw)
    take_part(photos, raw, 0, 100)
    with photos.receiving() as incoming:
        incoming.part(name, 100, len(raw), len(raw) - 100, [bytes(len(raw) - 100)])
        assert incoming.publish() == Received((), (), (), (name,), ())
    assert files(photos) == {}
    assert take_part(photos, raw, 0, len(raw)).completed == (name,)


def test_a_part_that_was_damaged_on_the_disk_is_asked_for_again(photos: PhotoStore) -> None:
    raw = jpeg()
    name = address(raw)
    take_part(photos, raw, 0, 100)
    (kept,) = (photos._layout.root / "parts" / name).iterdir()
    kept.write_bytes(bytes(100))
    assert take_part(photos, raw, 100, len(raw)).waiting == (name,)
    assert list(files(photos).values()) == [raw[100:]], "the good one is kept"
    assert take_part(photos, raw, 0, 120).completed == (name,)


def test_a_part_that_cannot_be_read_counts_as_damaged(photos: PhotoStore) -> None:
    raw = jpeg()
    take_part(photos, raw, 0, 100)
    (kept,) = (photos._layout.root / "parts" / address(raw)).iterdir()
    kept.unlink()
    kept.mkdir()
    assert take_part(photos, raw, 100, len(raw)).waiting == (address(raw),)


def test_a_wrong_total_of_another_package_does_not_keep_the_right_parts_out(photos: PhotoStore) -> None:
    raw = jpeg()
    assert take_part(photos, raw, 0, 50, total=MAX_BYTES).waiting == (address(raw),)
    take_part(photos, raw, 0, 100)
    assert take_part(photos, raw, 100, len(raw)).completed == (address(raw),)
    assert list(files(photos).values()) == [raw]


@pytest.mark.parametrize(
    ("offset", "total", "size"),
    [(-1, 10, 5), (0, 10, 11), (10, 10, 1), (0, 10, 0), (3, 10, -2), (0, 0, 0), (0, MAX_BYTES + 1, 5), (9, 10, 2)],
)
def test_a_part_that_cannot_be_one_is_refused(photos: PhotoStore, offset: int, total: int, size: int) -> None:
    name = address(b"x")
    with photos.receiving() as incoming:
        refused(lambda: incoming.part(name, offset, total, size, must_not_be_read()), "photos.impossible_part")


@pytest.mark.parametrize("given", [b"", b"123", b"12345"])
def test_a_part_of_another_size_than_it_says_is_refused(photos: PhotoStore, given: bytes) -> None:
    with photos.receiving() as incoming:
        refused(lambda: incoming.part(address(b"x"), 0, 10, 4, [given]), "photos.other_bytes")
        assert incoming.publish() == Received((), (), (), (), ())


def test_parts_that_contradict_each_other_or_are_too_many_are_refused(
    photos: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = jpeg()
    with photos.receiving() as incoming:
        give_part(incoming, raw, 0, 10)
        refused(lambda: give_part(incoming, raw, 10, 20, total=len(raw) + 1), "photos.impossible_part")
    monkeypatch.setattr(receiving, "MAX_PARTS", 2)
    take_part(photos, raw, 0, 10)
    take_part(photos, raw, 10, 20)
    refused(lambda: take_part(photos, raw, 20, 30), "photos.impossible_part")


def test_a_print_copy_stands_for_an_original_that_is_awaited(photos: PhotoStore) -> None:
    name, copy = address(jpeg("red", (4000, 3000))), jpeg("red", (2016, 1512))
    assert take_print(photos, name, copy).prints == (name,)
    assert photos.has_print(name)
    assert photos.print_copy(name).read_bytes() == copy
    with Image.open(photos.thumbnail(name)) as small:
        assert small.size == (320, 240)
    assert photos.print_copy(name).read_bytes() == copy
    assert photos.lacking([name]) == (name,)
    assert not photos.intact(name)
    with pytest.raises(NotFoundError):
        photos.original(name)
    with pytest.raises(NotFoundError):
        photos.size(name)
    assert take_print(photos, name, jpeg("blue")).prints == ()


def test_views_are_made_anew_from_an_original_that_comes_after_its_print_copy(photos: PhotoStore) -> None:
    raw = jpeg("red", (800, 600))
    take_print(photos, address(raw), jpeg("blue"))
    photos.thumbnail(address(raw))
    take(photos, raw)
    assert list(files(photos).values()) == [raw]
    for view in (photos.print_copy(address(raw)), photos.thumbnail(address(raw))):
        with Image.open(view) as image:
            red, _, blue = image.convert("RGB").resize((1, 1)).tobytes()
            assert red - blue > 150


def test_a_print_copy_beside_its_original_is_needless(photos: PhotoStore) -> None:
    raw, other = jpeg("red"), jpeg("green")
    with photos.receiving() as incoming:
        incoming.print_copy(address(raw), [jpeg("blue")])
        incoming.print_copy(address(raw), must_not_be_read())
        incoming.original(address(raw), len(raw), [raw])
        give_part(incoming, other, 0, len(other))
        incoming.print_copy(address(other), [jpeg("blue")])
        assert incoming.publish() == Received((address(raw),), (), (address(other),), (), ())
    assert sorted(files(photos).values()) == sorted([raw, other])


def test_an_own_print_copy_is_never_replaced(photos: PhotoStore) -> None:
    raw = jpeg()
    take(photos, raw)
    own = photos.print_copy(address(raw)).read_bytes()
    photos.original(address(raw)).write_bytes(b"damaged")
    with photos.receiving() as incoming:
        incoming.print_copy(address(raw), must_not_be_read())
    assert photos.print_copy(address(raw)).read_bytes() == own


@pytest.mark.parametrize(
    "given",
    [
        jpeg(size=(2017, 20)),
        jpeg(kind="PNG"),
        jpeg(orientation=6),
        jpeg()[:-40],
        jpeg() + b"more",
        b"no picture",
        b"",
        bytes(receiving.MAX_PRINT_BYTES + 1),
    ],
    ids=["large", "png", "turned", "cut", "trailing", "no picture", "empty", "too many bytes"],
)
def test_a_print_copy_that_is_none_is_refused(photos: PhotoStore, given: bytes) -> None:
    with photos.receiving() as incoming:
        refused(lambda: incoming.print_copy("0" * 64, [given]), "photos.bad_print")
        assert files(photos) == {}


def test_a_print_copy_is_decoded_in_the_worker(shared_store: PhotoStore) -> None:
    name = address(b"somewhere else")
    assert take_print(shared_store, name, jpeg()).prints == (name,)
    with Image.open(shared_store.thumbnail(name)) as small:
        assert small.size == (240, 160)


def test_a_view_that_a_reader_holds_open_stays(photos: PhotoStore, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, rename = jpeg("red"), Path.replace
    take_print(photos, address(raw), jpeg("blue"))

    def held(path: Path, target: Path) -> Path:
        if path.suffix == ".jpg":
            raise PermissionError
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", held)
    assert take(photos, raw).stored == (address(raw),)
    assert photos.print_copy(address(raw)).read_bytes() == jpeg("blue")


def kill_rounds(rounds: int, folder: Path) -> None:
    command = [sys.executable, str(HERE / "kill_receiving.py"), str(folder), str(rounds)]
    done = subprocess.run(command, cwd=HERE.parents[1], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks its workers")
def test_a_kill_while_receiving_leaves_nothing_half(tmp_path: Path) -> None:
    kill_rounds(12, tmp_path)


@pytest.mark.nightly
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks its workers")
def test_two_hundred_kills_while_receiving(tmp_path: Path) -> None:
    kill_rounds(200, tmp_path)


def test_errors_name_no_more_of_a_hostile_address_than_is_harmless(photos: PhotoStore) -> None:
    with photos.receiving() as incoming, pytest.raises(InspectorError) as told:
        incoming.original("../{file}\n数", 1, must_not_be_read())
    assert told.value.details == {"photo": "file"}


def coming(raw: bytes) -> Coming:
    return Coming(address(raw), len(raw), lambda: pieces(raw, 50_000))


def test_many_originals_are_taken_together_and_one_wrong_one_takes_none(photos: PhotoStore, tmp_path: Path) -> None:
    contents = [bytes([number]) * 70_000 for number in range(20)]
    read: list[str] = []

    def wrong() -> list[bytes]:
        read.append("wrong")
        return [b"other bytes"]

    with pytest.raises(FormatError), photos.receiving() as incoming:
        incoming.originals([*map(coming, contents), Coming("0" * 64, 11, wrong)])
    assert read == ["wrong"]
    assert [one for one in (tmp_path / "ws").rglob("*") if one.is_file()] == []
    with photos.receiving() as incoming:
        incoming.originals(map(coming, contents * 2))
        assert set(incoming.publish().stored) == {address(one) for one in contents}
    with photos.receiving() as incoming:
        incoming.originals([Coming(address(contents[0]), 70_000, wrong)])
        assert incoming.publish().known == (address(contents[0]),)
    assert read == ["wrong"], "what is here already is not read"
    assert all(photos.original(address(one)).read_bytes() == one for one in contents)
