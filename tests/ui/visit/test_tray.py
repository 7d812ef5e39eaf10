"""Photos of the tray: put to the item that one stands at, taken from it, taken out, and brought back by an undo."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from pytestqt.qtbot import QtBot

from inspector.services.draft_views import OpenDraft
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.visit.screen import VisitScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk, opened_window
from tests.ui.visit.kit import started


def _draft(desk: Desk, visit: str) -> OpenDraft:
    found: OpenDraft = desk.ask(lambda services: services.drafts.open(visit))
    return found


def test_a_photo_goes_to_an_item_and_out_and_back(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    visit = started(field_desk).id
    Image.new("RGB", (320, 240), (10, 90, 120)).save(tmp_path / "a.jpg")
    field_desk.do(lambda services: services.drafts.attach_photos(visit, None, [tmp_path / "a.jpg"]))
    window = opened_window(field_desk, qtbot)
    window.go(Target(ScreenKey.VISIT, visit))
    field_desk.settle()
    screen = window.screen_shown
    assert isinstance(screen, VisitScreen)
    screen.fill.go_to_section(2)
    field_desk.settle()
    grid = screen.fill.tray.grid
    grid.setFocus()
    grid.stand_at(_draft(field_desk, visit).photos[0].photo.id)
    hands = Hands(field_desk, window)
    hands.key("L")
    assert screen.fill.form is not None
    assert _draft(field_desk, visit).photos[0].items == (screen.fill.form.current,)
    hands.key("Shift+L")
    assert _draft(field_desk, visit).photos[0].items == ()
    hands.key("Delete")
    assert _draft(field_desk, visit).photos == ()
    hands.key("Ctrl+Z")
    assert len(_draft(field_desk, visit).photos) == 1
