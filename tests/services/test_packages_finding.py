"""Packages among files and folders: known by content, at most three folders deep, everything else named."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.services.bundle import Services
from inspector.services.packages import finding
from inspector.services.packages.exporting import ExportWish
from inspector.services.packages.finding import find_packages
from tests.services.kit import a_project
from tests.services.packages_kit import acquaint, device, exported


@pytest.fixture
def package(desk: Services, tmp_path: Path) -> Path:
    a_project(desk, "甲")
    return exported(desk, tmp_path / "out")[0]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Services]:
    with device(tmp_path, "7号机") as made:
        yield made


def laid(package: Path, *places: Path) -> None:
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(package, place)


def test_a_stick_is_looked_through_three_folders_deep(package: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    laid(package, stick / "a.xmw", stick / "6月" / "b.XMW", stick / "6月" / "7号机" / "c.xmw")
    laid(package, stick / "6月" / "7号机" / "旧" / "d.xmw")
    (stick / "说明.docx").write_bytes(b"PK\x03\x04 but no package")
    found = find_packages([stick])
    assert [one.name for one in found.packages] == ["a.xmw", "b.XMW", "c.xmw"]
    assert [one.name for one in found.others] == ["说明.docx"]
    assert [one.name for one in found.deeper] == ["旧"]
    assert not found.complete


def test_a_package_is_known_under_any_name(package: Path, desk: Services, laptop: Services, tmp_path: Path) -> None:
    acquaint(desk, laptop, tmp_path / "acquaint")
    (sealed,) = exported(desk, tmp_path / "sealed", ExportWish(to=laptop.workspace.info.replica, encrypt=True))
    mail = tmp_path / "mail"
    laid(package, mail / "包(1).zip", mail / "包.xmw.1")
    laid(sealed, mail / "附件.bin")
    with zipfile.ZipFile(mail / "照片.zip", "w") as other:
        other.writestr("a.txt", "x")
    found = find_packages([mail])
    assert [one.name for one in found.packages] == ["包(1).zip", "包.xmw.1", "附件.bin"]
    assert [one.name for one in found.others] == ["照片.zip"]


def test_files_and_folders_come_together_and_once(package: Path, tmp_path: Path) -> None:
    laid(package, tmp_path / "a" / "x.xmw", tmp_path / "y.xmw")
    found = find_packages([tmp_path / "y.xmw", tmp_path / "a", tmp_path / "y.xmw"])
    assert [one.name for one in found.packages] == ["y.xmw", "x.xmw"]
    assert found.complete


def test_what_systems_leave_on_sticks_is_passed_over(package: Path, tmp_path: Path) -> None:
    laid(package, tmp_path / "s" / "x.xmw", tmp_path / "s" / ".Trash" / "x.xmw", tmp_path / "s" / "._x.xmw")
    laid(package, tmp_path / "s" / "System Volume Information" / "x.xmw", tmp_path / "s" / "Thumbs.db")
    found = find_packages([tmp_path / "s"])
    assert [one.name for one in found.packages] == ["x.xmw"]
    assert found.complete


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_no_link_leads_out_of_a_folder(package: Path, tmp_path: Path) -> None:
    laid(package, tmp_path / "elsewhere" / "x.xmw")
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "link").symlink_to(tmp_path / "elsewhere")
    assert find_packages([tmp_path / "s"]).packages == []


def test_what_cannot_be_read_is_named(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    laid(package, tmp_path / "s" / "x.xmw", tmp_path / "s" / "locked" / "y.xmw")
    right = os.scandir

    def scandir(folder: Path) -> object:
        if Path(folder).name == "locked":
            raise PermissionError(folder)
        return right(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = find_packages([tmp_path / "s", tmp_path / "gone.zip"])
    assert [one.name for one in found.unread] == ["locked", "gone.zip"]
    assert [one.name for one in found.packages] == ["x.xmw"]


def test_a_whole_disk_is_not_looked_through(package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "MOST_FILES", 2)
    laid(package, *(tmp_path / "s" / f"{at}.xmw" for at in range(5)))
    counted: list[int] = []
    found = find_packages([tmp_path / "s"], lambda done, _total: counted.append(done))
    assert (len(found.packages), found.cut, len(counted)) == (2, True, 2)
