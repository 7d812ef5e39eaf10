"""选用照片: captions, credits and pairs, through the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector.domain.inspection import Photo
from inspector.services.photo_picks import PairPick, PhotoPick, Pick
from inspector.services.studio_view import PhotoChoice, PhotoLot
from inspector.ui.screens.bulletin.photo_dialog import PhotoDialog
from tests.services.kit import picture, visit
from tests.ui.bulletin.kit import (
    chosen,
    drawn,
    shown,
    text_of,
    texts_of,
)
from tests.ui.hands import Hands
from tests.ui.kit import Desk


def test_photos_are_chosen_with_caption_and_credit(office_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    files = [picture(tmp_path / f"{number}.jpg", (40 * number, 90, 30)) for number in range(3)]
    name = office_desk.ask(lambda services: services.projects.listed()[0].project.name)
    office_desk.do(lambda services: services.visits.record(name, visit(), files))
    screen = shown(office_desk, qtbot)
    qtbot.mouseClick(screen.tools.photos, Qt.MouseButton.LeftButton)
    office_desk.settle()
    (dialog,) = screen.findChildren(PhotoDialog)
    assert len(dialog.lines) == 3
    last = dialog.lines[2]
    last.use.setChecked(True)
    last.caption.setText("路面")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible(), "nobody is credited yet"
    assert last.credits[0].property("kind") == "wrong"
    last.credits[0].setText("巡查组摄")
    qtbot.mouseClick(last.up, Qt.MouseButton.LeftButton)
    assert dialog.lines[1] is last
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    drawn(screen, office_desk, qtbot)
    assert screen.view is not None
    assert next(one.photos for one in screen.view.sections if one.key == "visits") == 1
    assert "路面" in text_of(screen.preview.pdf)
    assert office_desk.ask(lambda services: services.workspace.reader.count(Photo)) == 3


def test_two_photos_become_a_pair_with_three_clicks(office_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    files = [picture(tmp_path / f"{number}.jpg", (40 * number, 90, 30)) for number in range(3)]
    notes = [{"file": one.name, "credit": "巡查组摄", "caption": f"图{one.stem}"} for one in files]
    name = office_desk.ask(lambda services: services.projects.listed()[0].project.name)
    office_desk.do(lambda services: services.visits.record(name, visit(photos=notes), files))
    screen = shown(office_desk, qtbot)
    hands = Hands(office_desk, screen)
    hands.click(screen.tools.photos)
    (dialog,) = screen.findChildren(PhotoDialog)
    first, second, _ = dialog.lines
    ids = [one.lot.photos[0].id for one in (first, second)]
    hands.click(second.pair)
    assert (first.pair.text().strip(), second.pair.text().strip()) == ("与它配对", "不配了")
    hands.key("Escape")
    assert dialog.isVisible()
    assert first.pair.text().strip() == "配对"
    hands.actions = 0
    hands.click(second.pair)
    hands.click(first.pair)
    pair = dialog.lines[0]
    assert len(dialog.lines) == 2
    assert pair.caption.text() == f"{name}整改前后：{second.lot.caption}；{first.lot.caption}"
    assert pair.kind is not None
    pair.kind.setCurrentIndex(1)
    assert pair.caption.text().startswith(f"{name}前后对比：")
    assert pair.swap is not None
    hands.click(pair.swap)
    pair = dialog.lines[0]
    assert [one.id for one in pair.lot.photos] == ids
    hands.click(pair.pair)
    assert [one.caption.text() for one in dialog.lines[:2]] == [first.lot.caption, second.lot.caption], (
        "parted, they are two photos again"
    )
    hands.click(dialog.lines[0].pair)
    hands.click(dialog.lines[1].pair)
    hands.click(dialog.done_button)
    drawn(screen, office_desk, qtbot)
    assert "".join(f"{name}整改前后".split()) in text_of(screen.preview.pdf)
    chosen(screen, "visits", office_desk)
    assert any("照片对比" in one for one in texts_of(screen))


def test_hundreds_of_photos_come_by_and_by_and_none_is_lost(office_desk: Desk, qtbot: QtBot) -> None:
    photos = [PhotoChoice(str(at), f"{at:064}", "滨海公路", "", "巡查组摄", None) for at in range(60)]
    taken: list[tuple[Pick, ...]] = []
    screen = shown(office_desk, qtbot)
    lots = [PhotoLot((one,), "路基", None, printed=True) for one in photos]
    dialog = PhotoDialog(screen, office_desk.context, lots, taken.append)
    dialog.open()
    assert len(dialog.lines) < 60
    hands = Hands(office_desk, dialog)
    hands.click(dialog.lines[0].pair)
    hands.click(dialog.lines[1].pair)
    hands.click(dialog.done_button)
    ((first, *others),) = taken
    assert isinstance(first, PairPick)
    assert [one.id for one in others if isinstance(one, PhotoPick)] == [str(at) for at in range(2, 60)]
