"""What the tests of 简报编制 share: a screen with an issue, its parts, its sentences, its pages."""

from __future__ import annotations

from decimal import Decimal

import pypdfium2
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.domain.bulletin import BulletinState
from inspector.domain.periods import Period
from inspector.domain.project import Project
from inspector.services.bundle import Services
from inspector.ui.screens.bulletin.screen import BulletinScreen
from inspector.ui.screens.bulletin.sentence_edit import SentenceEdit
from tests.ui.hands import Hands
from tests.ui.kit import TODAY, Desk

PERIOD = Period.of(TODAY)


def drawn(screen: BulletinScreen, desk: Desk, qtbot: QtBot) -> None:
    """Wait until the preview shows what was asked for last."""
    desk.settle()
    qtbot.waitUntil(lambda: not screen.preview.busy, timeout=20_000)
    desk.settle()


def shown(desk: Desk, qtbot: QtBot, *, frozen: bool = True) -> BulletinScreen:
    if frozen:
        desk.do(lambda services: services.bulletins.freeze(PERIOD))
    screen = BulletinScreen(desk.context)
    qtbot.addWidget(screen)
    for own in (screen.bar, screen.bar.next):
        own.setParent(screen)
    screen.resize(1166, 660)
    screen.show()
    desk.settle()
    if frozen:
        drawn(screen, desk, qtbot)
    return screen


def chosen(screen: BulletinScreen, key: str, desk: Desk) -> None:
    listing = screen.outline.list
    at = [one.row_id for one in listing.rows].index(key)
    listing.setCurrentIndex(listing.model().index(at, 0))
    desk.settle()


def place_of(edit: SentenceEdit, text: str) -> int:
    return edit.toPlainText().index(text)


def caret(edit: SentenceEdit, at: int, to: int | None = None) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(at)
    cursor.setPosition(at if to is None else to, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    edit.setFocus()


def click_figure(hands: Hands, edit: SentenceEdit, text: str) -> None:
    cursor = edit.textCursor()
    cursor.setPosition(place_of(edit, text) + 1)
    hands.click(edit.viewport(), edit.cursorRect(cursor).center())


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return "".join("".join(pages).split())


def state_of(desk: Desk) -> BulletinState:
    found = desk.ask(lambda services: services.bulletins.latest(PERIOD))
    assert found is not None
    state: BulletinState = found.state
    return state


def cheapen(services: Services) -> tuple[Decimal, str]:
    found = next(one for one in services.workspace.reader.all(Project) if (one.total_investment or 0) > 10_000)
    with services.workspace.transaction("test") as tx:
        tx.update(Project, found.id, total_investment=Decimal(1))
    return found.total_investment or Decimal(0), found.name


def order_of(screen: BulletinScreen) -> list[str]:
    return [one.row_id for one in screen.outline.list.rows]


def texts_of(screen: BulletinScreen) -> list[str]:
    return [one.accessibleName() or one.text() for one in screen.text.findChildren(QLabel) if one.isVisible()]
