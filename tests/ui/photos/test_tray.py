"""The tray of a visit: what it shows, and every way in for photos."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from inspector.services.draft_views import OpenDraft
from inspector.ui.pictures import PictureLoader
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.photos.tray import PhotoTray, TrayPhoto
from tests.services.kit import a_project
from tests.ui.kit import Desk
from tests.ui.photos.kit import NOON, camera_photo, camera_photos, dropped, started_visit


@pytest.fixture
def tray(qtbot: QtBot, field_desk: Desk) -> PhotoTray:
    made = PhotoTray(field_desk.context, PictureLoader(field_desk.context, field_desk.context.appearance))
    qtbot.addWidget(made)
    made.resize(280, 640)
    made.show()
    return made


def _shown(desk: Desk, tray: PhotoTray, visit: str, *, locked: bool = False) -> OpenDraft:
    draft: OpenDraft = desk.ask(lambda services: services.drafts.open(visit))
    tray.show_photos([TrayPhoto(one.photo, one.items, one.warnings) for one in draft.photos], locked=locked)
    return draft


def test_photos_stand_with_number_time_and_item(field_desk: Desk, tray: PhotoTray, tmp_path: Path) -> None:
    visit = started_visit(field_desk, camera_photos(tmp_path, 3))
    draft: OpenDraft = field_desk.ask(lambda services: services.drafts.open(visit.id))
    photos = [TrayPhoto(one.photo, ("5.2",) if at == 1 else (), ()) for at, one in enumerate(draft.photos)]
    tray.show_photos(photos, locked=False)
    assert [one.number for one in tray.grid.photos] == [1, 2, 3]
    assert [one.line for one in tray.grid.photos] == ["09:30    未关联", "09:31    5.2", "09:32    未关联"]


def test_another_day_and_a_far_place_warn_and_block_nothing(field_desk: Desk, tray: PhotoTray, tmp_path: Path) -> None:
    project = field_desk.do(lambda services: a_project(services, "徐大堡核电", longitude=120.5, latitude=40.5))
    place = (120.55, 40.5)
    old = camera_photo(tmp_path / "old.jpg", 1, taken=NOON.replace(day=8))
    far = camera_photo(tmp_path / "far.jpg", 2, place=place)
    visit = field_desk.do(lambda services: services.drafts.start(project.id))
    field_desk.do(lambda services: services.drafts.attach_photos(visit.id, None, [old, far]))
    _shown(field_desk, tray, visit.id)
    warnings = [one.warnings for one in tray.grid.photos]
    assert warnings[0] == ("不是巡查当天",)
    assert warnings[1][0].startswith("距项目 4.")
    assert tray.grid.photos[0].line.startswith("06-08")


def test_a_click_and_enter_open_a_photo(qtbot: QtBot, field_desk: Desk, tray: PhotoTray, tmp_path: Path) -> None:
    visit = started_visit(field_desk, camera_photos(tmp_path, 2))
    draft = _shown(field_desk, tray, visit.id)
    model = tray.grid.model()
    qtbot.waitUntil(lambda: not tray.grid.visualRect(model.index(1, 0)).isEmpty())
    where = tray.grid.visualRect(model.index(1, 0)).center()
    with qtbot.waitSignal(tray.opened) as opened:
        qtbot.mouseClick(tray.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert opened.args == [draft.photos[1].photo.id]
    with qtbot.waitSignal(tray.opened):
        qtbot.keyClick(tray.grid, Qt.Key.Key_Return)


def test_five_dropped_files_are_told_at_once(qtbot: QtBot, tray: PhotoTray, tmp_path: Path) -> None:
    files = camera_photos(tmp_path, 5)
    with qtbot.waitSignal(tray.files_dropped) as told:
        dropped(tray, files)
    assert told.args == [files]


def test_a_dropped_folder_gives_the_photos_in_it(qtbot: QtBot, tray: PhotoTray, tmp_path: Path) -> None:
    files = camera_photos(tmp_path / "card", 2)
    (tmp_path / "card" / "notes.txt").write_text("x")
    with qtbot.waitSignal(tray.files_dropped) as told:
        dropped(tray, [tmp_path / "card"])
    assert told.args == [files]


def test_a_picture_of_the_clipboard_is_taken_as_it_is(qtbot: QtBot, tray: PhotoTray) -> None:
    picture = QImage(40, 30, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)
    with qtbot.waitSignal(tray.files_dropped) as told:
        tray.paste()
    (made,) = told.args[0]
    assert made.name == "pasted.png"
    assert QImage.fromData(made.data).size() == picture.size()
    QGuiApplication.clipboard().clear()


def test_a_signed_visit_takes_no_more(field_desk: Desk, tray: PhotoTray, tmp_path: Path) -> None:
    visit = started_visit(field_desk, camera_photos(tmp_path, 2))
    _shown(field_desk, tray, visit.id, locked=True)
    assert not tray.acceptDrops()
    assert not tray.zone.isVisible()
    assert tray.pair.isEnabled()


def test_the_watched_folder_gives_what_comes_after_and_remembers_itself(
    qtbot: QtBot, field_desk: Desk, tray: PhotoTray, tmp_path: Path
) -> None:
    folder = tmp_path / "DCIM"
    camera_photos(folder, 1)
    field_desk.prompts.files = [folder]
    qtbot.mouseClick(tray.zone.watch, Qt.MouseButton.LeftButton)
    assert "DCIM" in tray.zone.watch.text()
    assert field_desk.context.preferences.watched_folder == str(folder)
    with qtbot.waitSignal(tray.files_dropped, timeout=8_000) as told:
        camera_photo(folder / "IMG_0007.jpg", 7)
    assert told.args == [(folder / "IMG_0007.jpg",)]
    qtbot.mouseClick(tray.zone.watch, Qt.MouseButton.LeftButton)
    assert tray.zone.watch.text().strip() == "监视文件夹：关"


def test_large_mode_has_room_for_its_letters(field_desk: Desk, tray: PhotoTray) -> None:
    field_desk.context.appearance.choose(Theme.LARGE)
    assert tray.width() > 300
