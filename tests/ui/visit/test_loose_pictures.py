"""What is drawn, signed or pasted goes into the workspace alone: no copy is left anywhere else on the laptop."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest

from inspector.services.draft_views import OpenDraft
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.visit.screen import VisitScreen
from inspector.ui.widgets.form.canvas import Canvas
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.visit.kit import started, stored


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder of the system."""
    folder = tmp_path / "system"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _stroke(canvas: Canvas) -> None:
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    QTest.mouseMove(canvas, QPoint(60, 60))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(60, 60))


def _draft(screen: VisitScreen) -> OpenDraft:
    assert screen.filling.draft is not None
    return screen.filling.draft


def test_a_drawing_leaves_nothing_behind(field_desk: Desk, screen: VisitScreen, elsewhere: Path) -> None:
    canvas = Canvas(field_desk.context.appearance)
    canvas.resize(200, 100)
    _stroke(canvas)
    screen.fill.go_to_section(2)
    form = screen.fill.form
    assert form is not None
    form.drawing_made.emit("", canvas.picture())
    field_desk.settle()
    photos = _draft(screen).photos
    assert [one.photo.media_type for one in photos] == ["image/png"]
    assert list(elsewhere.iterdir()) == []
    canvas.deleteLater()


def test_a_picture_of_the_clipboard_leaves_nothing_behind(
    field_desk: Desk, screen: VisitScreen, hands: Hands, elsewhere: Path
) -> None:
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(picture)
    screen.fill.tray.grid.setFocus()
    hands.key("Ctrl+V")
    assert [one.photo.width for one in _draft(screen).photos] == [64]
    assert list(elsewhere.iterdir()) == []
    assert field_desk.prompts.told == []


def test_a_signature_leaves_nothing_behind(field_desk: Desk, window: MainWindow, hands: Hands, elsewhere: Path) -> None:
    visit = started(field_desk, checklist=False)
    window.go(Target(ScreenKey.VISIT, visit.id))
    field_desk.settle()
    screen = window.screen_shown
    assert isinstance(screen, VisitScreen)
    screen.filling.set_facts(seen_status="在建", physical_progress_pct=Decimal(4))
    hands.key("F9")
    _stroke(screen.signing.canvas)
    hands.key("Ctrl+S")
    signed = stored(field_desk, visit)
    assert signed.signature_photo_id is not None
    photo = field_desk.ask(lambda services: services.photos.get(signed.signature_photo_id or ""))
    assert photo.original_name == "signature.png"
    assert list(elsewhere.iterdir()) == []
