"""Packages whose merge was taken back: they bring nothing a second time, and the list says so."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from inspector.services.packages.report import FileStatus
from inspector.ui.main_window import MainWindow
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.merge.screen import MergeScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.merge.kit import Scene


def test_a_package_whose_merge_was_undone_is_no_plain_repetition(
    open_office: Callable[[Scene], Desk], ten: Scene, qtbot: QtBot
) -> None:
    desk = open_office(ten)
    window = MainWindow(desk.context)
    qtbot.addWidget(window)
    window.show()
    window.go(Target(ScreenKey.MERGE))
    desk.settle()
    screen, hands = window.screen_shown, Hands(desk, window)
    assert isinstance(screen, MergeScreen)

    def note() -> str:
        hands.drop(screen, ten.files[:1])
        assert [one.status for one in screen.merging.packages] == [FileStatus.KNOWN]
        (row,) = screen.work.packages.rows
        return row.note

    hands.drop(screen, ten.files[:1])
    hands.key("Ctrl+Return")
    assert note() == "重复，以前合并过"
    hands.key("Ctrl+Z")
    assert note() == "合并后又撤销了，点开看"
    hands.key("Ctrl+Y")
    assert note() == "重复，以前合并过"
