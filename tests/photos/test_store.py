from __future__ import annotations

import errno
import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from inspector import texts
from inspector.domain.errors import FormatError, InspectorError, NotFoundError, StorageError
from inspector.photos import LoosePicture, PhotoStore, Refused, StoredPhoto, decode, durable, layout, store, worker
from inspector.photos.stored import Failure, Job, Limits, Picture

Saver = Callable[..., Path]
REPOSITORY = Path(__file__).resolve().parents[2]


class InThisProcess:
    """A decoder without a worker, for tests of what the store does around it."""

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


def files(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "ws").rglob("*") if path.is_file())


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refusal(photos: PhotoStore, source: Path) -> InspectorError:
    with pytest.raises(InspectorError) as refused:
        photos.attach(source)
    return refused.value


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("现场.jpg", "image/jpeg"),
        ("a.png", "image/png"),
        ("a.webp", "image/webp"),
        ("a.tif", "image/tiff"),
        ("a.heic", "image/heic"),
    ],
)
def test_every_format_is_stored_untouched_with_its_views(
    shared_store: PhotoStore, save: Saver, name: str, media_type: str
) -> None:
    source = save(name, size=(250, 170))
    given = source.read_bytes()
    found = shared_store.attach(source)
    assert (found.media_type, found.width, found.height) == (media_type, 250, 170)
    assert (found.original_name, found.byte_size, found.already_stored) == (name, len(given), False)
    assert shared_store.original(found.sha256).read_bytes() == given == source.read_bytes()
    assert found.sha256 == hashlib.sha256(given).hexdigest()
    for view in (shared_store.print_copy(found.sha256), shared_store.thumbnail(found.sha256)):
        with Image.open(view, formats=["JPEG"]) as image:
            assert image.size == (250, 170)


def test_a_picture_that_is_no_file_is_kept_like_one(photos: PhotoStore, save: Saver, tmp_path: Path) -> None:
    data = save("a.png").read_bytes()
    found = photos.attach(LoosePicture("签名.png", data))
    assert (found.original_name, found.byte_size, found.already_stored) == ("签名.png", len(data), False)
    assert photos.original(found.sha256).read_bytes() == data
    assert photos.print_copy(found.sha256).is_file()
    again, refused = photos.attach_many([LoosePicture("b.png", data), LoosePicture("c.png", b"no picture")])
    assert isinstance(again, StoredPhoto)
    assert again.already_stored
    assert isinstance(refused, Refused)
    assert refused.error.details["file"] == "c.png"
    assert not [path for path in files(tmp_path) if path.suffix == ".tmp"]


def test_files_lie_where_storage_and_backups_look_for_them(photos: PhotoStore, save: Saver, tmp_path: Path) -> None:
    name = photos.attach(save("a.jpg")).sha256
    root = tmp_path / "ws" / "photos"
    assert files(tmp_path) == [
        root / "originals" / name[:2] / name,
        root / "print" / name[:2] / f"{name}.jpg",
        root / "thumbs" / name[:2] / f"{name}.jpg",
    ]
    assert photos.original(name) == root / "originals" / name[:2] / name


def test_the_same_picture_twice_is_stored_once(photos: PhotoStore, save: Saver, tmp_path: Path) -> None:
    first = photos.attach(save("a.jpg"))
    before = files(tmp_path)
    second = photos.attach(save("again.jpg"))
    assert (second.already_stored, second.original_name) == (True, "again.jpg")
    assert (second.sha256, second.width) == (first.sha256, first.width)
    assert files(tmp_path) == before


def test_the_same_picture_twice_in_one_drop_is_stored_once(shared_store: PhotoStore, save: Saver) -> None:
    drop = [save(f"{number}.jpg", size=(251, 171)) for number in range(6)]
    answers = [one for one in shared_store.attach_many(drop) if isinstance(one, StoredPhoto)]
    assert [one.original_name for one in answers] == [source.name for source in drop]
    assert sorted(one.already_stored for one in answers) == [False] + [True] * 5


def test_a_damaged_original_is_healed_by_attaching_it_again(photos: PhotoStore, save: Saver) -> None:
    source = save("a.jpg")
    name = photos.attach(source).sha256
    photos.original(name).write_bytes(b"damaged")
    assert not photos.intact(name)
    assert not photos.attach(source).already_stored
    assert photos.intact(name)


def test_many_are_answered_in_their_order_and_progress_is_told(shared_store: PhotoStore, save: Saver) -> None:
    good = [save(f"{width}.jpg", size=(width, 90)) for width in (101, 102, 103)]
    text = good[0].with_name("text.jpg")
    text.write_text("不是照片")
    told: list[tuple[int, int]] = []
    answers = shared_store.attach_many([good[0], text, *good[1:]], progress=lambda *at: told.append(at))
    refused = answers.pop(1)
    assert isinstance(refused, Refused)
    assert (refused.source, refused.error.key) == (text, "photos.not_picture")
    assert [one.width for one in answers if isinstance(one, StoredPhoto)] == [101, 102, 103]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_no_photos_are_no_work(photos: PhotoStore) -> None:
    assert photos.attach_many([]) == []


def test_a_drop_that_is_broken_off_does_not_go_on(photos: PhotoStore, save: Saver, tmp_path: Path) -> None:
    def stop(done: int, _all: int) -> None:
        raise KeyboardInterrupt(done)

    with pytest.raises(KeyboardInterrupt):
        photos.attach_many([save(f"{width}.jpg", size=(width, 9)) for width in range(10, 40)], progress=stop)
    stored = [path for path in files(tmp_path) if path.parts[-3] == "originals"]
    assert 1 <= len(stored) < 30
    assert all(sha256(path) == path.name for path in stored)


def text_file(path: Path) -> None:
    path.write_text("项目名称,开工时间\n", encoding="utf-8")


def empty_file(path: Path) -> None:
    path.touch()


def half_a_jpeg(path: Path) -> None:
    Image.effect_noise((400, 300), 60).save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def folder(path: Path) -> None:
    path.mkdir()


def nothing(path: Path) -> None:
    path.unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("make", "kind", "key"),
    [
        (text_file, FormatError, "photos.not_picture"),
        (empty_file, FormatError, "photos.empty_file"),
        (half_a_jpeg, FormatError, "photos.damaged"),
        (folder, FormatError, "photos.not_file"),
        (nothing, NotFoundError, "photos.no_file"),
    ],
)
def test_what_is_no_whole_photo_is_refused_and_nothing_is_left_behind(
    photos: PhotoStore, tmp_path: Path, make: Callable[[Path], None], kind: type[InspectorError], key: str
) -> None:
    source = tmp_path / "工地.jpg"
    make(source)
    told = refusal(photos, source)
    assert isinstance(told, kind)
    assert told.key == key
    assert "工地.jpg" in texts.explain(told)
    assert files(tmp_path) == []


def test_a_film_named_jpg_is_refused_by_its_size(
    photos: PhotoStore, save: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "MAX_BYTES", 1000)
    assert refusal(photos, save("a.jpg")).key == "photos.too_many_bytes"


def test_a_source_that_changes_while_it_is_read_is_refused(
    photos: PhotoStore, save: Saver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = save("a.jpg")
    fingerprint = durable.fingerprint

    def then_growing(path: Path) -> durable.Fingerprint:
        found = fingerprint(path)
        if path == source:
            source.write_bytes(source.read_bytes() + b"more")
        return found

    monkeypatch.setattr(durable, "fingerprint", then_growing)
    assert refusal(photos, source).key == "photos.source_changed"
    assert files(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "key"),
    [(errno.ENOSPC, "photos.disk_full"), (errno.EDQUOT, "photos.disk_full"), (errno.EIO, "photos.cannot_store")],
)
@pytest.mark.parametrize("step", ["copy", "publish", "make_folder"])
def test_a_disk_that_fails_stores_nothing_and_says_so(  # noqa: PLR0913, PLR0917 - fixtures
    photos: PhotoStore, save: Saver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str, step: str
) -> None:
    source = save("a.jpg")

    def failing(*_: Any) -> None:
        raise OSError(number, "fault")

    monkeypatch.setattr(durable, step, failing)
    told = refusal(photos, source)
    assert isinstance(told, StorageError)
    assert told.key == key
    assert files(tmp_path) == []


def test_a_worker_that_cannot_write_says_so_too(
    photos: PhotoStore, save: Saver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(decode, "_save", full)
    assert refusal(photos, save("a.jpg")).key == "photos.disk_full"
    assert files(tmp_path) == []


def test_a_source_that_cannot_be_read_is_told(photos: PhotoStore, save: Saver, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_path: Path) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(durable, "fingerprint", denied)
    assert refusal(photos, save("a.jpg")).key == "photos.unreadable_source"


def test_the_source_is_only_read(photos: PhotoStore, save: Saver) -> None:
    source = save("a.jpg")
    source.chmod(0o444)
    before = source.stat()
    photos.attach(source)
    after = source.stat()
    assert (after.st_mtime_ns, after.st_size, after.st_mode) == (before.st_mtime_ns, before.st_size, before.st_mode)


@pytest.mark.parametrize("ruin", [Path.unlink, lambda view: view.write_bytes(b"\xff\xd8cut short"), Path.touch])
def test_views_are_made_again_when_they_are_missing_or_cut_short(
    photos: PhotoStore, save: Saver, ruin: Callable[[Path], Any]
) -> None:
    name = photos.attach(save("a.jpg")).sha256
    views = (photos.print_copy(name), photos.thumbnail(name))
    before = [view.read_bytes() for view in views]
    for view in views:
        ruin(view)
    assert [photos.thumbnail(name).read_bytes(), photos.print_copy(name).read_bytes()] == before[::-1]


def test_a_view_of_a_damaged_original_is_refused(photos: PhotoStore, save: Saver) -> None:
    name = photos.attach(save("a.jpg")).sha256
    photos.print_copy(name).unlink()
    photos.original(name).write_bytes(b"damaged")
    with pytest.raises(FormatError, match=r"photos\.not_picture"):
        photos.print_copy(name)


@pytest.mark.parametrize("name", ["0" * 64, "../../etc/passwd", "A" * 64, ""])
def test_what_was_never_stored_is_not_found(photos: PhotoStore, name: str) -> None:
    for ask in (photos.original, photos.print_copy, photos.thumbnail):
        with pytest.raises(NotFoundError, match=r"photos\.no_original"):
            ask(name)


def test_intact_means_the_bytes_of_the_address(photos: PhotoStore, save: Saver) -> None:
    name = photos.attach(save("a.jpg")).sha256
    assert photos.intact(name)
    path = photos.original(name)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert not photos.intact(name)
    path.unlink()
    assert not photos.intact(name)


def test_leftovers_of_attaches_that_were_cut_short_are_swept(photos: PhotoStore, save: Saver, tmp_path: Path) -> None:
    name = photos.attach(save("a.jpg")).sha256
    before = files(tmp_path)
    for path in before:
        layout.temporary(path).write_bytes(b"half")
    for path in layout.Layout(tmp_path / "ws" / "photos").new_views():
        path.write_bytes(b"half")
    assert photos.sweep() == 5
    assert files(tmp_path) == before
    assert photos.intact(name)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such name")
def test_a_name_that_is_no_text_is_kept_readable(photos: PhotoStore, save: Saver) -> None:
    source = save("a.jpg").rename(save("b.jpg").parent / os.fsdecode(b"\xd0\xc2.jpg"))
    assert photos.attach(source).original_name == "??.jpg"


def test_limits_reach_the_worker(tmp_path: Path, save: Saver) -> None:
    source = save("a.jpg")
    with PhotoStore(tmp_path / "ws", Limits(seconds=0)) as impatient:
        assert refusal(impatient, source).key == "photos.took_too_long"
    assert files(tmp_path) == []


def test_a_store_that_was_closed_starts_again(tmp_path: Path, save: Saver) -> None:
    photos = PhotoStore(tmp_path / "ws")
    photos.close()
    with photos:
        assert photos.attach(save("a.jpg")).width == 240


def test_importing_the_package_is_cheap() -> None:
    code = "import sys, inspector.photos; print({'PIL', 'multiprocessing', 'pillow_heif'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_every_key_has_its_sentence_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    sources = (REPOSITORY / "inspector" / "photos").glob("*.py")
    keys = {key for path in sources for key in re.findall(r'"(photos\.[a-z_]+)"', path.read_text(encoding="utf-8"))}
    assert len(keys) > 20
    for language in texts.LANGUAGES:
        monkeypatch.setenv("INSPECTOR_LANG", language)
        for key in keys:
            details = {"file": "F", "limit": 1, "seconds": 1, "sha256": "S"}
            assert not texts.sentence(key, **details).startswith("photos."), (language, key)
