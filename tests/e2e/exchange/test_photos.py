"""Photos on their own ways: before their visit, under one name, worked over by a chat program, not at all at first."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

from PIL import Image

from tests.e2e.exchange.kit import Place, bytes_of, picture, sha256, visit_file
from tests.e2e.exchange.town import PROJECT, Town, agree, settle


def visited(place: Place, folder: Path, *photos: Path) -> None:
    place.ask("visit add", *photos, "--project", PROJECT, "--file", visit_file(folder / "visit.json"))


def test_a_photo_before_its_visit(town: Town, tmp_path: Path) -> None:
    office, laptop = town.office, town.laptops[0]
    photos = [picture(tmp_path / f"{number}.jpg", number) for number in (1, 2)]
    visited(laptop, tmp_path, *photos)
    volumes = laptop.export("--max-size", "200KB", "--no-encrypt")
    office.takes(volumes[1:])
    assert office.originals  # kept, though no record speaks of it yet
    assert office.ask("info")["counts"]["photo"] == 0
    office.takes(volumes[:1])
    assert office.originals == {sha256(one.read_bytes()) for one in photos}
    assert office.ask("info")["wants"] == []


def test_a_visit_before_its_photos_and_the_want_list(town: Town, tmp_path: Path) -> None:
    office, laptop = town.office, town.laptops[0]
    photo = picture(tmp_path / "1.jpg", 1)
    visited(laptop, tmp_path, photo)
    told = office.takes(laptop.export("--photos", "none"))
    assert told["photos_missing"] == 1
    address = sha256(photo.read_bytes())
    assert office.ask("info")["wants"] == [address]

    task = office.export()
    laptop.takes(task)  # its acknowledgement says what it awaits
    assert laptop.ask("peers")["peers"][0]["wants"] == 1
    office.takes(laptop.export())
    assert office.originals == {address}
    assert office.ask("info")["wants"] == []


def test_print_copies_stand_in_until_the_originals_come(town: Town, tmp_path: Path) -> None:
    office, laptop = town.office, town.laptops[0]
    photo = picture(tmp_path / "1.jpg", 1, 300)
    visited(laptop, tmp_path, photo)
    told = office.takes(laptop.export("--photos", "print"))
    assert told["files"][0]["photos"]["prints"] == 1
    assert office.ask("info")["wants"] == [sha256(photo.read_bytes())]
    laptop.takes(office.export())
    office.takes(laptop.export())
    assert office.ask("info")["wants"] == []
    agree(office, laptop)


def test_one_name_and_other_bytes(town: Town, tmp_path: Path) -> None:
    office = town.office
    for laptop, seed in zip(town.laptops[:2], (1, 2), strict=True):
        visited(laptop, tmp_path, picture(tmp_path / str(seed) / "IMG_0001.jpg", seed, 100))
    settle(office, *town.laptops[:2])
    rows = office.hand("rows", "photo")
    assert [one["original_name"] for one in rows] == ["IMG_0001.jpg"] * 2
    assert office.originals == {one["sha256"] for one in rows}
    assert len(office.originals) == 2


def test_a_photo_recompressed_by_a_chat_program_is_another_photo(town: Town, tmp_path: Path) -> None:
    office, laptop = town.office, town.laptops[0]
    photo = picture(tmp_path / "现场.jpg", 1, 200)
    visited(laptop, tmp_path, photo)
    office.takes(laptop.export("--photos", "none"))
    address = sha256(photo.read_bytes())

    chat = tmp_path / "微信" / "现场.jpg"
    chat.parent.mkdir()
    chat.write_bytes(recompressed(photo.read_bytes()))
    visited(office, tmp_path, chat)
    assert office.ask("info")["wants"] == [address]  # looks the same and does not stand for the original
    office.takes(laptop.export("--kind", "snapshot"))
    assert office.originals == {address, sha256(chat.read_bytes())}


def test_a_photo_recompressed_inside_the_package_is_refused(town: Town, tmp_path: Path) -> None:
    office, laptop = town.office, town.laptops[0]
    visited(laptop, tmp_path, picture(tmp_path / "现场.jpg", 1, 200))
    (package,) = laptop.export()
    worked_over = tmp_path / "包(1).zip"
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(worked_over, "w") as out:
        for one in source.infolist():
            data = source.read(one)
            out.writestr(one, recompressed(data) if one.filename.startswith("blobs/") else data)
    files, hashes = bytes_of([worked_over]), office.hashes()
    (told,) = office.take([worked_over])["files"]
    assert told["status"] == "refused"
    assert told["error"]["message"]
    assert (bytes_of([worked_over]), office.hashes(), office.originals) == (files, hashes, set())

    renamed = Path(shutil.copy(package, tmp_path / "包(1).zip"))
    office.takes([renamed])  # recognised by content, never by name
    agree(office, laptop)


def recompressed(data: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).save(out, "JPEG", quality=40)
    return out.getvalue()
