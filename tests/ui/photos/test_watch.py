"""A watched folder: whole photos, once each."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.ui.widgets.photos.watch import FolderWatch
from tests.ui.kit import Desk
from tests.ui.photos.kit import camera_photo


@pytest.fixture
def found(field_desk: Desk, tmp_path: Path) -> tuple[FolderWatch, list[Path], Path]:
    folder = tmp_path / "DCIM"
    folder.mkdir()
    watch = FolderWatch(field_desk.work, field_desk.context.appearance)
    taken: list[Path] = []
    watch.found.connect(taken.extend)
    assert watch.start(folder)
    return watch, taken, folder


def test_a_half_copied_file_is_taken_when_it_is_whole(
    qtbot: QtBot, found: tuple[FolderWatch, list[Path], Path], tmp_path: Path
) -> None:
    watch, taken, folder = found
    whole = camera_photo(tmp_path / "whole.jpg", 3).read_bytes()
    (folder / "copy.jpg").write_bytes(whole[: len(whole) // 2])
    other = camera_photo(folder / "other.jpg", 4)
    qtbot.waitUntil(lambda: taken == [other], timeout=8_000)
    (folder / "copy.jpg").write_bytes(whole)
    qtbot.waitUntil(lambda: taken == [other, folder / "copy.jpg"], timeout=8_000)
    watch.stop()


def test_the_same_picture_is_taken_once_whatever_its_name(
    qtbot: QtBot, found: tuple[FolderWatch, list[Path], Path]
) -> None:
    watch, taken, folder = found
    first = camera_photo(folder / "a.jpg", 3)
    qtbot.waitUntil(lambda: taken == [first], timeout=8_000)
    (folder / "b.jpg").write_bytes(first.read_bytes())
    last = camera_photo(folder / "c.jpg", 4)
    qtbot.waitUntil(lambda: last in taken, timeout=8_000)
    assert taken == [first, last]
    watch.stop()


def test_a_folder_of_the_card_that_comes_later_is_watched_too(
    qtbot: QtBot, found: tuple[FolderWatch, list[Path], Path]
) -> None:
    watch, taken, folder = found
    (folder / "100CANON").mkdir()
    made = camera_photo(folder / "100CANON" / "IMG_1.jpg", 9)
    qtbot.waitUntil(lambda: taken == [made], timeout=8_000)
    watch.stop()


def test_a_folder_that_is_not_there_is_not_watched(field_desk: Desk, tmp_path: Path) -> None:
    watch = FolderWatch(field_desk.work, field_desk.context.appearance)
    assert not watch.start(tmp_path / "gone")
    assert watch.folder is None
