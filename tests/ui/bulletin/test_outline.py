"""提纲: sections change places by keys and by the mouse, are left out and come back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from inspector.ui.screen import Toast
from inspector.ui.screens.bulletin.screen import BulletinScreen
from inspector.ui.screens.bulletin.text_pane import HEAD
from tests.ui.bulletin.kit import (
    PERIOD,
    chosen,
    drawn,
    order_of,
    shown,
    text_of,
)
from tests.ui.hands import Hands
from tests.ui.kit import Desk


def test_sections_change_places_by_keys(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    before = order_of(screen)
    chosen(screen, "problems", office_desk)
    screen.outline.list.setFocus()
    hands = Hands(office_desk, screen)
    hands.key("Alt+Up")
    hands.key("Alt+Up")
    drawn(screen, office_desk, qtbot)
    at = before.index("problems")
    assert order_of(screen).index("problems") == at - 2
    assert screen.part == "problems", "the cursor stays with it"
    assert screen.text.heading.text() == "三、问题清单与销号"
    assert "三、问题清单与销号" in text_of(screen.preview.pdf)
    hands.key("Alt+Down")
    assert order_of(screen).index("problems") == at - 1
    for _ in range(3):
        office_desk.do(lambda services: services.history.undo())
    assert order_of(screen) == before
    chosen(screen, "overview", office_desk)
    hands.key("Alt+Up")
    assert order_of(screen) == before, "nothing stands above the first section but the head"
    assert not screen.outline.up.isEnabled()
    chosen(screen, "annex", office_desk)
    hands.key("Alt+Up")
    assert order_of(screen) == before, "the annex stays behind the text"


def middle(screen: BulletinScreen, key: str) -> QPoint:
    listing = screen.outline.list
    return listing.visualRect(listing.model().index(order_of(screen).index(key), 0)).center()


def drag(screen: BulletinScreen, desk: Desk, key: str, over: QPoint, *, drop: bool = True) -> None:
    port = screen.outline.list.viewport()
    left = Qt.MouseButton.LeftButton
    start = middle(screen, key)
    QTest.mousePress(port, left, Qt.KeyboardModifier.NoModifier, start)
    for at in (start + QPoint(0, 4), (start + over) / 2, over):
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(at),
            QPointF(port.mapToGlobal(at)),
            left,
            left,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(port, moved)
        screen.outline.list.grab()
    if not drop:
        QTest.keyClick(screen.outline.list, Qt.Key.Key_Escape)
    QTest.mouseRelease(port, left, Qt.KeyboardModifier.NoModifier, over)
    desk.settle()


def test_sections_change_places_by_the_mouse(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    before = order_of(screen)
    drag(screen, office_desk, "overview", middle(screen, "visits") + QPoint(0, 4))
    assert order_of(screen)[1:4] == ["ranking", "visits", "overview"]
    drag(screen, office_desk, "overview", middle(screen, HEAD))
    assert order_of(screen) == before
    drag(screen, office_desk, "lamps", middle(screen, "annex"))
    assert order_of(screen)[-2:] == ["lamps", "annex"]
    after = order_of(screen)
    drag(screen, office_desk, "lamps", middle(screen, "overview"), drop=False)
    assert order_of(screen) == after, "Esc lets go"
    drag(screen, office_desk, "annex", middle(screen, "overview"))
    drag(screen, office_desk, HEAD, middle(screen, "visits"))
    assert order_of(screen) == after
    drawn(screen, office_desk, qtbot)


def test_a_section_is_left_out_and_comes_back(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    told: list[Toast] = []
    screen.told.connect(told.append)
    hands = Hands(office_desk, screen)
    chosen(screen, "ranking", office_desk)
    screen.outline.list.setFocus()
    hands.key("Space")
    drawn(screen, office_desk, qtbot)
    rows = {one.row_id: one for one in screen.outline.list.rows}
    assert (rows["ranking"].number, rows["ranking"].note, rows["visits"].number) == ("", "本期不印", "二")
    assert screen.text.heading.text() == "县区和园区排名（本期不印）"
    assert "县区和园区排名" not in text_of(screen.preview.pdf)
    assert [(one.text, one.undo) for one in told] == [("“县区和园区排名”本期不印，文字保留。", True)]
    hands.click(screen.outline.eye)
    drawn(screen, office_desk, qtbot)
    assert "二、县区和园区排名" in text_of(screen.preview.pdf)
    listing = screen.outline.list
    where = middle(screen, "ranking")
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, listing.viewport().mapToGlobal(where))
    QApplication.sendEvent(listing.viewport(), asked)
    (menu,) = listing.findChildren(QMenu)
    assert [one.text() for one in menu.actions()] == ["上移", "下移", "本期不印"]
    menu.actions()[1].trigger()
    menu.close()
    office_desk.settle()
    assert order_of(screen)[2:4] == ["visits", "ranking"]
    drawn(screen, office_desk, qtbot)


def test_an_issued_one_keeps_its_order(office_desk: Desk, qtbot: QtBot) -> None:
    issue = office_desk.do(lambda services: services.bulletins.freeze(PERIOD))
    office_desk.do(lambda services: services.bulletins.review(issue.id))
    office_desk.do(lambda services: services.bulletins.issue(issue.id))
    screen = shown(office_desk, qtbot, frozen=False)
    drawn(screen, office_desk, qtbot)
    before = order_of(screen)
    screen.outline.list.setFocus()
    hands = Hands(office_desk, screen)
    hands.key("Alt+Down")
    hands.key("Space")
    drag(screen, office_desk, "overview", middle(screen, "visits") + QPoint(0, 4))
    assert order_of(screen) == before
    assert office_desk.prompts.told == []


def test_keys_that_follow_each_other_fast_are_all_heard(office_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(office_desk, qtbot)
    chosen(screen, "problems", office_desk)
    at = order_of(screen).index("problems")
    for _ in range(3):
        qtbot.keyClick(screen.outline.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    drawn(screen, office_desk, qtbot)
    assert order_of(screen).index("problems") == at - 3
    found = office_desk.ask(lambda services: services.office.studio.view(str(PERIOD)))
    assert [one.key for one in found.sections] == order_of(screen)[1:]
    assert screen.text.heading.text() == "二、问题清单与销号"
