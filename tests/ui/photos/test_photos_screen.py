"""照片 as a user meets it: all photos by day and project, pairs, views, and photos that come in."""

from __future__ import annotations

from pathlib import Path

import pillow_heif
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector.domain.inspection import PairSide, Photo
from inspector.ui.screen import ScreenKey, Target, Toast
from inspector.ui.screens.photos.screen import PhotosScreen
from inspector.ui.widgets.photos.cells import Heading
from tests.ui.kit import Desk
from tests.ui.photos.kit import camera_photo, camera_photos, dropped, sha256_of, started_visit


def shown(qtbot: QtBot, desk: Desk, target: Target | None = None) -> PhotosScreen:
    screen = PhotosScreen(desk.context)
    qtbot.addWidget(screen)
    screen.resize(1278, 672)
    screen.open_target(target or Target(ScreenKey.PHOTOS))
    screen.show()
    desk.settle()
    return screen


def click(qtbot: QtBot, screen: PhotosScreen, photo_id: str, keys: Qt.KeyboardModifier | None = None) -> None:
    grid = screen.gallery.grid
    at = next(at for at, row in enumerate(grid.rows) if row.row_id == photo_id)
    index = grid.model().index(at, 0)
    qtbot.waitUntil(lambda: not grid.visualRect(index).isEmpty())
    grid.scrollTo(index)
    held = keys or Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, held, grid.visualRect(index).center())


def photos_of(desk: Desk, visit: str) -> tuple[Photo, ...]:
    found: tuple[Photo, ...] = desk.ask(lambda services: tuple(one.photo for one in services.drafts.open(visit).photos))
    return found


def test_photos_stand_under_their_day_and_project(qtbot: QtBot, field_desk: Desk, tmp_path: Path) -> None:
    started_visit(field_desk, camera_photos(tmp_path / "a", 3))
    started_visit(field_desk, camera_photos(tmp_path / "b", 2, first=10), number=1)
    screen = shown(qtbot, field_desk)
    headings = [one for one in screen.gallery.grid.rows if isinstance(one, Heading)]
    assert len(headings) == 2
    assert sorted(one.note for one in headings) == ["2 张", "3 张"]
    assert all(one.text.startswith("2022-06-10") for one in headings)
    screen.gallery.project.setCurrentIndex(1)
    screen.gallery.project.activated.emit(1)
    field_desk.settle()
    assert len(screen.gallery.grid.photos) in {2, 3}


def test_two_clicks_make_a_pair_that_can_be_taken_back(qtbot: QtBot, field_desk: Desk, tmp_path: Path) -> None:
    visit = started_visit(field_desk, camera_photos(tmp_path, 3))
    first, _, third = photos_of(field_desk, visit.id)
    screen = shown(qtbot, field_desk, Target(ScreenKey.PHOTOS, visit.id, "visit"))
    told: list[Toast] = []
    screen.told.connect(told.append)
    click(qtbot, screen, first.id)
    click(qtbot, screen, third.id)
    field_desk.settle()
    before, _, after = photos_of(field_desk, visit.id)
    assert (before.pair_side, after.pair_side) == (PairSide.BEFORE, PairSide.AFTER)
    assert before.pair_id == after.pair_id
    assert told[-1].undo
    assert [one.mark for one in screen.gallery.grid.photos] == ["整改前", "", "整改后"]


def test_two_selected_photos_are_paired_the_earlier_one_first(qtbot: QtBot, field_desk: Desk, tmp_path: Path) -> None:
    visit = started_visit(field_desk, camera_photos(tmp_path, 2))
    first, second = photos_of(field_desk, visit.id)
    screen = shown(qtbot, field_desk)
    click(qtbot, screen, second.id)
    click(qtbot, screen, first.id, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(screen.gallery.pair, Qt.MouseButton.LeftButton)
    field_desk.settle()
    assert [one.pair_side for one in photos_of(field_desk, visit.id)] == [PairSide.BEFORE, PairSide.AFTER]


def test_dropped_photos_go_to_the_only_draft_and_originals_stay_the_same(
    qtbot: QtBot, field_desk: Desk, tmp_path: Path
) -> None:
    visit = started_visit(field_desk)
    files = camera_photos(tmp_path / "new", 5)
    fingerprints = [sha256_of(one) for one in files]
    screen = shown(qtbot, field_desk)
    dropped(screen, files)
    qtbot.waitUntil(lambda: len(screen.gallery.grid.photos) == 5)
    found = photos_of(field_desk, visit.id)
    assert [one.sha256 for one in found] == fingerprints
    stored = field_desk.ask(lambda services: [services.store.original(one.sha256).read_bytes() for one in found])
    assert stored == [one.read_bytes() for one in files]


def test_a_photo_of_a_telephone_is_taken_too(qtbot: QtBot, field_desk: Desk, tmp_path: Path) -> None:
    visit = started_visit(field_desk)
    pillow_heif.register_heif_opener()
    Image.new("RGB", (64, 48), "navy").save(tmp_path / "IMG_1.HEIC")
    screen = shown(qtbot, field_desk)
    dropped(screen, [tmp_path / "IMG_1.HEIC"])
    qtbot.waitUntil(lambda: len(screen.gallery.grid.photos) == 1)
    (one,) = photos_of(field_desk, visit.id)
    assert (one.media_type, one.sha256) == ("image/heic", sha256_of(tmp_path / "IMG_1.HEIC"))


def test_of_several_drafts_the_user_names_one(qtbot: QtBot, field_desk: Desk, tmp_path: Path) -> None:
    started_visit(field_desk)
    started_visit(field_desk, number=1)
    screen = shown(qtbot, field_desk)
    dropped(screen, camera_photos(tmp_path / "new", 2))
    qtbot.waitUntil(lambda: screen.pages.currentWidget() is screen.choice)
    chosen = screen.choice.list.rows[1].row_id
    screen.choice.list.setCurrentIndex(screen.choice.list.model().index(1, 0))
    qtbot.keyClick(screen.choice.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(screen.gallery.grid.photos) == 2)
    assert len(photos_of(field_desk, chosen)) == 2
    assert screen.pages.currentWidget() is screen.gallery


def test_without_a_draft_it_is_said_what_to_do(qtbot: QtBot, field_desk: Desk, tmp_path: Path) -> None:
    screen = shown(qtbot, field_desk)
    dropped(screen, camera_photos(tmp_path / "new", 1))
    field_desk.settle()
    assert len(field_desk.prompts.told) == 1
    assert screen.gallery.empty.isVisible()


def test_a_file_that_is_no_photo_is_named_and_the_others_stay(qtbot: QtBot, field_desk: Desk, tmp_path: Path) -> None:
    visit = started_visit(field_desk)
    (tmp_path / "fake.jpg").write_bytes(b"no photo at all")
    screen = shown(qtbot, field_desk)
    dropped(screen, [tmp_path / "fake.jpg", camera_photo(tmp_path / "good.jpg", 3)])
    qtbot.waitUntil(lambda: len(screen.gallery.grid.photos) == 1)
    assert len(photos_of(field_desk, visit.id)) == 1
    (notice,) = field_desk.prompts.told
    assert "fake.jpg" in getattr(notice, "details", "")


def test_filters_leave_what_still_needs_something(qtbot: QtBot, field_desk: Desk, tmp_path: Path) -> None:
    visit = started_visit(field_desk, camera_photos(tmp_path, 4))
    first, second, third, _ = photos_of(field_desk, visit.id)
    field_desk.do(lambda services: services.photos.pair(first.id, second.id))
    field_desk.do(lambda services: services.photos.credit(third.id, caption=None, credit="巡查员甲"))
    screen = shown(qtbot, field_desk)
    qtbot.mouseClick(screen.gallery.unpaired, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(screen.gallery.grid.photos) == 2)
    qtbot.mouseClick(screen.gallery.uncredited, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(screen.gallery.grid.photos) == 1)
    qtbot.mouseClick(screen.gallery.warned, Qt.MouseButton.LeftButton)
    field_desk.settle()
    assert screen.gallery.nothing.isVisible()
    assert shown(qtbot, field_desk).gallery.unpaired.isChecked()


def test_views_are_written_and_originals_are_not_touched(qtbot: QtBot, field_desk: Desk, tmp_path: Path) -> None:
    visit = started_visit(field_desk, camera_photos(tmp_path / "in", 2))
    screen = shown(qtbot, field_desk)
    out = tmp_path / "out"
    out.mkdir()
    field_desk.prompts.files = [out]
    told: list[Toast] = []
    screen.told.connect(told.append)
    qtbot.mouseClick(screen.gallery.export, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told))
    written = sorted(out.iterdir())
    assert [one.suffix for one in written] == [".jpg", ".jpg"]
    with Image.open(written[0]) as view:
        assert view.size == (160, 120)
    shas = [one.sha256 for one in photos_of(field_desk, visit.id)]
    assert all(field_desk.ask(lambda services: [services.store.intact(one) for one in shas]))


@pytest.mark.parametrize("by_key", [True, False])
def test_a_photo_is_opened_and_left(qtbot: QtBot, field_desk: Desk, tmp_path: Path, *, by_key: bool) -> None:
    visit = started_visit(field_desk, camera_photos(tmp_path, 2))
    screen = shown(qtbot, field_desk)
    second = photos_of(field_desk, visit.id)[1]
    click(qtbot, screen, second.id)
    if by_key:
        qtbot.keyClick(screen.gallery.grid, Qt.Key.Key_Return)
    else:
        where = screen.gallery.grid.visualRect(screen.gallery.grid.currentIndex()).center()
        qtbot.mouseDClick(screen.gallery.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert screen.pages.currentWidget() is screen.lightbox
    assert screen.lightbox.photo_id == second.id
    assert screen.leave()
    assert screen.pages.currentWidget() is screen.gallery
    assert screen.gallery.grid.current_id == second.id


def test_a_target_opens_its_photo_among_those_of_its_visit(qtbot: QtBot, field_desk: Desk, tmp_path: Path) -> None:
    visit = started_visit(field_desk, camera_photos(tmp_path, 3))
    second = photos_of(field_desk, visit.id)[1]
    screen = shown(qtbot, field_desk, Target(ScreenKey.PHOTOS, second.id))
    assert screen.pages.currentWidget() is screen.lightbox
    assert screen.lightbox.position.text() == "2 / 3"
    assert not screen.leave()
