"""A closer look: stepping, zoom, words, drawing, watermark, pairs. The original is never touched."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from inspector.domain.inspection import Photo
from inspector.domain.markup import MarkKind, from_markup
from inspector.services.bundle import Services
from inspector.services.photos import MarkLine
from inspector.ui.pictures import PictureLoader
from inspector.ui.prompts import FileRequest
from inspector.ui.widgets.photos.lightbox import Lightbox
from tests.ui.kit import Desk
from tests.ui.photos.kit import camera_photos, middle_of, started_visit


@pytest.fixture
def photos(field_desk: Desk, tmp_path: Path) -> tuple[Photo, ...]:
    visit = started_visit(field_desk, camera_photos(tmp_path / "in", 3))
    found: tuple[Photo, ...] = field_desk.ask(
        lambda services: tuple(one.photo for one in services.drafts.open(visit.id).photos)
    )
    return found


@pytest.fixture
def box(qtbot: QtBot, field_desk: Desk, photos: tuple[Photo, ...]) -> Iterator[Lightbox]:
    holder = QWidget()
    made = Lightbox(field_desk.context, PictureLoader(field_desk.context, holder))
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.show_photo(photos[0].id, [one.id for one in photos])
    field_desk.settle()
    qtbot.waitUntil(lambda: made.canvas.has_picture)
    yield made
    made.flush()
    field_desk.settle()


def marks_of(desk: Desk, photo: Photo) -> tuple[MarkKind, ...]:
    found: Photo = desk.ask(lambda services: services.photos.get(photo.id))
    return tuple(one.kind for one in from_markup(found.markup))


def test_arrows_step_through_the_photos(
    qtbot: QtBot, field_desk: Desk, box: Lightbox, photos: tuple[Photo, ...]
) -> None:
    qtbot.keyClick(box.canvas, Qt.Key.Key_Right)
    assert box.photo_id == photos[1].id
    assert box.position.text() == "2 / 3"
    qtbot.keyClick(box.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(box.canvas, Qt.Key.Key_Right)
    assert box.photo_id == photos[2].id
    assert not box.next.isEnabled()
    qtbot.keyClick(box.canvas, Qt.Key.Key_Left)
    field_desk.settle()
    assert box.photo_id == photos[1].id


def test_zoom_by_keys_and_back(qtbot: QtBot, box: Lightbox) -> None:
    qtbot.keyClick(box.canvas, Qt.Key.Key_Plus)
    assert box.canvas.zoom > 1
    qtbot.keyClick(box.canvas, Qt.Key.Key_0)
    assert box.canvas.zoom == 1


def test_caption_and_credit_are_kept_without_saving(
    qtbot: QtBot, field_desk: Desk, box: Lightbox, photos: tuple[Photo, ...]
) -> None:
    qtbot.keyClicks(box.side.credit, "inspector")
    qtbot.keyClick(box.side.credit, Qt.Key.Key_Return)
    qtbot.keyClicks(box.side.caption, "pit")
    box.flush()
    field_desk.settle()
    kept: Photo = field_desk.ask(lambda services: services.photos.get(photos[0].id))
    assert (kept.caption, kept.credit) == ("pit", "inspector")


@pytest.mark.parametrize("tool", [MarkKind.ARROW, MarkKind.BOX, MarkKind.CIRCLE, MarkKind.PEN])
def test_what_is_drawn_is_kept_beside_the_original(
    qtbot: QtBot, field_desk: Desk, box: Lightbox, photos: tuple[Photo, ...], tool: MarkKind
) -> None:
    qtbot.mouseClick(box.draw, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(box.tools.tools[tool], Qt.MouseButton.LeftButton)
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(box.canvas, left, pos=middle_of(box.canvas, 0.4, 0.4))
    qtbot.mouseMove(box.canvas, middle_of(box.canvas, 0.5, 0.6))
    qtbot.mouseRelease(box.canvas, left, pos=middle_of(box.canvas, 0.6, 0.5))
    field_desk.settle()
    assert marks_of(field_desk, photos[0]) == (tool,)
    assert field_desk.ask(lambda services: services.store.intact(photos[0].sha256))
    qtbot.mouseClick(box.tools.remove, left)
    field_desk.settle()
    assert marks_of(field_desk, photos[0]) == ()


def test_words_are_written_where_one_clicks(
    qtbot: QtBot, field_desk: Desk, box: Lightbox, photos: tuple[Photo, ...]
) -> None:
    field_desk.prompts.texts = ["无防护"]
    qtbot.mouseClick(box.draw, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(box.tools.tools[MarkKind.TEXT], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(box.canvas, Qt.MouseButton.LeftButton, pos=middle_of(box.canvas))
    field_desk.settle()
    assert marks_of(field_desk, photos[0]) == (MarkKind.TEXT,)


def test_the_watermark_shows_its_code_and_is_only_a_view(
    qtbot: QtBot, field_desk: Desk, box: Lightbox, photos: tuple[Photo, ...]
) -> None:
    qtbot.keyClick(box.canvas, Qt.Key.Key_W)
    field_desk.settle()
    code = field_desk.ask(lambda services: services.photos.watermarked(photos[0].id).code)
    assert code in box.side.code.text()
    assert field_desk.ask(lambda services: services.store.intact(photos[0].sha256))
    qtbot.keyClick(box.canvas, Qt.Key.Key_W)
    field_desk.settle()
    assert not box.side.code.isVisible()


def test_a_pair_is_compared_with_a_slider_by_keys_and_mouse(
    qtbot: QtBot, field_desk: Desk, box: Lightbox, photos: tuple[Photo, ...]
) -> None:
    assert not box.compare.isEnabled()
    field_desk.do(lambda services: services.photos.pair(photos[0].id, photos[1].id))
    box.refresh()
    field_desk.settle()
    qtbot.mouseClick(box.compare, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(box.slider.isVisible)
    qtbot.keyClick(box.slider, Qt.Key.Key_Right)
    assert box.slider.share == pytest.approx(0.55)
    qtbot.keyClick(box.slider, Qt.Key.Key_Home)
    assert box.slider.share == 0
    qtbot.mouseClick(box.slider, Qt.MouseButton.LeftButton, pos=middle_of(box.slider))
    assert box.slider.share == pytest.approx(0.5, abs=0.02)
    assert "50%" in box.slider.accessibleName()


def test_a_view_with_marks_is_exported(
    qtbot: QtBot, field_desk: Desk, box: Lightbox, photos: tuple[Photo, ...], tmp_path: Path
) -> None:
    out = tmp_path / "view.jpg"
    field_desk.prompts.files = [out]
    qtbot.mouseClick(box.draw, Qt.MouseButton.LeftButton)
    qtbot.mousePress(box.canvas, Qt.MouseButton.LeftButton, pos=middle_of(box.canvas, 0.4, 0.4))
    qtbot.mouseRelease(box.canvas, Qt.MouseButton.LeftButton, pos=middle_of(box.canvas, 0.6, 0.4))
    field_desk.settle()
    with qtbot.waitSignal(box.told):
        qtbot.mouseClick(box.export, Qt.MouseButton.LeftButton)
    plain = field_desk.ask(lambda services: services.photos.watermarked(photos[0].id).jpeg)
    assert QImage(str(out)).size() == QImage.fromData(plain).size()
    assert out.read_bytes() != plain


def _view(photo: str, lines: Collection[MarkLine], services: Services) -> bytes:
    return services.photos.watermarked(photo, lines).jpeg


def test_the_settings_say_what_an_exported_picture_carries(
    qtbot: QtBot, field_desk: Desk, box: Lightbox, photos: tuple[Photo, ...], tmp_path: Path
) -> None:
    preferences = field_desk.context.preferences
    preferences.watermark_lines = ["time"]
    qtbot.keyClick(box.canvas, Qt.Key.Key_W)
    field_desk.settle()
    shown = field_desk.ask(lambda services: services.photos.watermarked(photos[0].id, {MarkLine.TIME}))
    assert shown.code in box.side.code.text()
    for use, lines in (("on", {MarkLine.TIME}), ("off", set())):
        preferences.watermark = use
        field_desk.prompts.files = [tmp_path / f"{use}.jpg"]
        with qtbot.waitSignal(box.told):
            qtbot.mouseClick(box.export, Qt.MouseButton.LeftButton)
        ask = partial(_view, photos[0].id, lines)
        assert (tmp_path / f"{use}.jpg").read_bytes() == field_desk.ask(ask)
    names = [one.name for one in field_desk.prompts.asked if isinstance(one, FileRequest)]
    assert ["水印" in one for one in names] == [True, False]


def test_a_folder_that_cannot_be_written_is_told(qtbot: QtBot, field_desk: Desk, box: Lightbox, tmp_path: Path) -> None:
    field_desk.prompts.files = [tmp_path / "gone" / "view.jpg"]
    qtbot.mouseClick(box.export, Qt.MouseButton.LeftButton)
    field_desk.settle()
    assert [getattr(one, "key", "") for one in field_desk.prompts.told] == ["ui_photos.not_written"]
