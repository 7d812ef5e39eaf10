"""A kill, a stick that is pulled, a full disk: before or after, the source byte-identical, the repeat completes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.exchange import import_kills
from tests.e2e.exchange.kit import Place, bytes_of, moved, picture, visit_file
from tests.e2e.exchange.town import PROJECT, Town, agree

PHOTOS = 3


@pytest.fixture
def volumes(town: Town, tmp_path: Path) -> list[Path]:
    """A visit with photos and many problems, in several volumes."""
    laptop = town.laptops[0]
    photos = [picture(tmp_path / f"{number}.jpg", number) for number in range(PHOTOS)]
    problems = [{"description": f"第{number}个问题" + "，说明" * 100} for number in range(40)]
    file = visit_file(tmp_path / "visit.json", problems=problems)
    laptop.ask("visit add", *photos, "--project", PROJECT, "--file", file)
    return laptop.export("--max-size", "200KB", "--no-encrypt")


def completes(town: Town, files: list[Path]) -> None:
    """The repeat brings everything, and nothing is left of the attempt before."""
    office = town.office
    office.takes(files)
    assert len(office.originals) == PHOTOS
    assert office.ask("info")["wants"] == []
    assert not [one for one in (office.path / "photos").rglob("*.tmp") if one.is_file()]
    agree(office, town.laptops[0])


@pytest.mark.parametrize("left", [None, 60_000])
def test_a_stick_pulled_while_photos_are_read(
    town: Town, volumes: list[Path], tmp_path: Path, left: int | None
) -> None:
    """The file is gone, or cut short, when the last photo is about to be read; other volumes come in all the same."""
    office, stick = town.office, tmp_path / "U盘"
    stick.mkdir()
    *others, pulled = (Path(shutil.copy(one, stick)) for one in volumes)
    before, files = office.hashes(), bytes_of(others)
    told = office.take([pulled], pulled=[str(pulled), 1, left])["files"][0]
    assert (told["status"], office.hashes(), office.originals) == ("refused", before, set())

    shutil.copy(volumes[-1], pulled)
    *taken, refused = office.take([*others, pulled], pulled=[str(pulled), PHOTOS, left])["files"]
    assert {one["status"] for one in taken} == {"accepted"}
    for one in (told, refused):
        assert one["error"]["key"] in {"exchange.no_file", "exchange.cut_short"}
    completes(town, [*others, volumes[-1]])
    assert bytes_of(others) == files


def test_the_database_cannot_grow(town: Town, volumes: list[Path]) -> None:
    """SQLite itself says that the disk is full, at several moments of the merge."""
    office, before, files = town.office, town.office.hashes(), bytes_of(volumes)
    for pages in (0, 5, 15):
        told = office.run("package import", *volumes, pages=pages)
        assert (told.code, told.json["error"]["key"]) == (1, "storage.disk_full"), told
        assert told.json["error"]["message"]
        assert (office.hashes(), office.originals, bytes_of(volumes)) == (before, set(), files)
    completes(town, volumes)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 70 MB of its own: only an administrator can mount one, elsewhere the test is skipped."""
    place = tmp_path / "小盘"
    place.mkdir()
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if mount is None or unmount is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only an administrator can mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=70m", "tmpfs", place], check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run([unmount, place], check=True)


def refused_for_room(office: Place, files: list[Path], free_kib: int = 20_000) -> set[str]:
    """The keys of the refusals; nothing may have come in, and the sources are what they were."""
    before, sources = (office.hashes(), office.originals), bytes_of(files)
    with _filled(office, free_kib):
        told = office.run("package import", *files)
    errors = [told.json["error"]] if "error" in told.json else [one["error"] for one in told.json["files"]]
    assert told.code == 1
    assert ((office.hashes(), office.originals), bytes_of(files)) == (before, sources)
    assert all(one["message"] for one in errors)
    assert office.sound()
    return {one["key"] for one in errors}


def test_a_disk_that_is_really_too_small_for_the_photos(town: Town, volumes: list[Path], small_disk: Path) -> None:
    office = Place(moved(town.office.path, small_disk / "office"), town.program)
    assert refused_for_room(office, volumes) == {"services.no_room_for_photos"}
    office.takes(volumes)
    assert len(office.originals) == PHOTOS


@pytest.mark.parametrize("free_kib", [0, 60, 160])
def test_a_disk_that_is_really_full(town: Town, volumes: list[Path], small_disk: Path, free_kib: int) -> None:
    """It is full on opening, on staging, or in the middle of the merge."""
    assert volumes
    (package,) = town.laptops[0].export("--photos", "none")
    office = Place(moved(town.office.path, small_disk / "office"), town.program)
    assert refused_for_room(office, [package], free_kib) <= {"storage.disk_full", "exchange.no_room_to_open"}
    office.takes([package])
    office.takes(volumes)
    agree(office, town.laptops[0])


@contextmanager
def _filled(office: Place, free_kib: int) -> Iterator[None]:
    """Only so much is left on the disk of a workspace."""
    filler = office.path.parent / "占位"
    left = shutil.disk_usage(office.path).free - free_kib * 1024
    with filler.open("wb") as file:
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 20)))
    yield
    filler.unlink()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the launcher forks its processes")
def test_ten_kills_of_an_import() -> None:
    assert import_kills.run(kills=10, seed=1) == []


@pytest.mark.faults
@pytest.mark.skipif(not hasattr(os, "fork"), reason="the launcher forks its processes")
def test_a_hundred_kills_of_an_import() -> None:
    assert import_kills.run(kills=100, seed=2) == []
