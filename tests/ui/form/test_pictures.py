"""Photos, drawings, signatures and files: the form hands them over and shows what there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.ui.widgets.form.attachment import AttachmentEditor
from inspector.ui.widgets.form.canvas import HEIGHT, WIDTH, Canvas
from inspector.ui.widgets.form.drawing import DrawingEditor
from inspector.ui.widgets.form.photo_strip import PhotoTile
from inspector.ui.widgets.form.pictures import PictureEditor
from tests.ui.form.filler import Filler, photo

Ask = Callable[..., Filler]


def stroke(canvas: Canvas, *points: tuple[int, int]) -> None:
    first, *rest = (QPoint(*one) for one in points)
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=first)
    for one in rest:
        QTest.mouseMove(canvas, one)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=(rest or [first])[-1])


def dark(png: bytes) -> int:
    """How many pixels are not white."""
    image = QImage.fromData(png)
    return sum(
        image.pixelColor(x, y).lightness() < 200
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def test_photos_are_asked_for_by_click_and_shown_with_numbers(ask: Ask) -> None:
    filler = ask(("image", "photos", "现场照片", ""))
    wanted: list[str] = []
    opened: list[tuple[str, str]] = []
    filler.view.photos_wanted.connect(wanted.append)
    filler.view.photo_opened.connect(lambda where, which: opened.append((where, which)))
    editor = filler.editor("photos")
    assert isinstance(editor, PictureEditor)
    filler.click(editor.strip.add)
    filler.view.setFocus()
    filler.key(Qt.Key.Key_P)
    assert wanted == ["photos", "photos"]
    filler.keep("photos", photos=(photo(1), photo(2)))
    tiles = editor.findChildren(PhotoTile)
    assert [one.photo.id for one in tiles] == ["photo-1", "photo-2"]
    filler.show()
    assert editor.findChildren(PhotoTile) == tiles


def test_a_sketch_is_given_a_moment_after_its_last_stroke(ask: Ask, qtbot: QtBot) -> None:
    filler = ask(("image", "sketch", "示意图", "draw"))
    editor = filler.editor("sketch")
    assert isinstance(editor, DrawingEditor)
    QApplication.processEvents()
    middle = editor.canvas.rect().center()
    stroke(editor.canvas, (middle.x() - 60, middle.y()), (middle.x() + 60, middle.y() + 10))
    stroke(editor.canvas, (middle.x(), middle.y() - 20))
    qtbot.waitUntil(lambda: len(filler.drawn) == 1, timeout=3000)
    where, png = filler.drawn[0]
    assert where == "sketch"
    image = QImage.fromData(png)
    assert (image.width(), image.height()) == (WIDTH, HEIGHT)
    assert dark(png) > 50


def test_strokes_are_taken_back_one_by_one_and_all_at_once(ask: Ask) -> None:
    filler = ask(("image", "sign", "签名", "signature"))
    removed: list[str] = []
    filler.view.files_removed.connect(removed.append)
    editor = filler.editor("sign")
    assert isinstance(editor, DrawingEditor)
    QApplication.processEvents()
    middle = editor.canvas.rect().center()
    for across in (0, 20):
        stroke(editor.canvas, (middle.x() + across, middle.y() - 10), (middle.x() + across, middle.y() + 30))
    filler.click(editor.back)
    assert editor.canvas.strokes == 1
    filler.click(editor.wipe)
    assert editor.canvas.empty
    assert removed == ["sign"]
    assert not editor.back.isEnabled()


def test_a_signature_may_be_typed(ask: Ask) -> None:
    filler = ask(("image", "sign", "签名", "signature"))
    editor = filler.editor("sign")
    assert isinstance(editor, DrawingEditor)
    editor.focus_first()
    filler.type("巡查员甲")
    filler.view.flush()
    assert len(filler.drawn) == 1
    assert dark(filler.drawn[0][1]) > 500
    filler.type("在很长很长的名称里也不会画到纸的外面去")
    filler.view.flush()
    assert dark(filler.drawn[1][1]) > 500


def test_marks_are_drawn_over_the_photo_in_its_own_size(ask: Ask) -> None:
    filler = ask(("image", "marked", "标注", "annotate"))
    wanted: list[str] = []
    filler.view.photos_wanted.connect(wanted.append)
    editor = filler.editor("marked")
    assert isinstance(editor, DrawingEditor)
    filler.click(editor.photo)
    assert wanted == ["marked"]
    filler.keep("marked", photos=(replace(photo(1), whole=lambda: photo(1).picture.scaled(600, 400)),))
    QApplication.processEvents()
    middle = editor.canvas.rect().center()
    stroke(editor.canvas, (middle.x() - 50, middle.y()), (middle.x() + 50, middle.y()))
    filler.view.flush()
    image = QImage.fromData(filler.drawn[0][1])
    assert (image.width(), image.height()) == (600, 400)
    column = [image.pixelColor(300, y) for y in range(400)]
    assert any(one.red() > one.blue() for one in column)
    assert image.pixelColor(10, 10).blue() > image.pixelColor(10, 10).red()


def test_a_file_is_chosen_and_taken_away(ask: Ask) -> None:
    filler = ask(("file", "paper", "附件", ""))
    editor = filler.editor("paper")
    assert isinstance(editor, AttachmentEditor)
    filler.prompts.files = [Path("纪要.docx")]
    filler.click(editor.pick)
    assert filler.files == [("paper", Path("纪要.docx"))]
    filler.session.attach("paper", ("纪要.docx",))
    filler.show()
    assert editor.name.text() == "纪要.docx"
    filler.click(editor.remove)
    assert filler.value("paper") is None
    assert editor.remove.isHidden()


def test_sound_asks_for_sound_files(ask: Ask) -> None:
    filler = ask(("audio", "sound", "录音", ""))
    editor = filler.editor("sound")
    assert isinstance(editor, AttachmentEditor)
    filler.click(editor.pick)
    assert "*.mp3" in filler.prompts.asked[0].kinds[0][1]
    assert not filler.files
