"""A preview that was left before the merge is offered again by the next window of the same workspace."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.ui.screens.merge.merging import Stage
from inspector.ui.screens.merge.screen import MergeScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk, copied, opened_desk
from tests.ui.merge.kit import Scene

GO_ON = "接着看上次的 {} 个包"


def shown(desk: Desk, qtbot: QtBot, stored: dict[str, Any] | None = None) -> tuple[MergeScreen, Hands]:
    """The screen of a user whose settings hold what `stored` says."""
    desk.context.preferences.stored |= stored or {}
    desk.context.preferences.note_opened(desk.path)
    screen = MergeScreen(desk.context)
    qtbot.addWidget(screen)
    screen.resize(1366, 700)
    screen.show()
    screen.refresh()
    for _ in range(3):
        desk.settle()
        qtbot.wait(20)
    return screen, Hands(desk, screen)


def stage(screen: MergeScreen) -> Stage:
    return screen.merging.stage


def test_packages_that_were_left_are_taken_up_again(
    qapp: QApplication, ten: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    office = copied(ten.office, tmp_path / "office")
    (tmp_path / "stick").mkdir()
    files = [Path(shutil.copy(one, tmp_path / "stick" / one.name)) for one in ten.files]
    with opened_desk(qapp, office) as desk:
        screen, hands = shown(desk, qtbot)
        assert not screen.work.go_on.isVisible()
        hands.drop(screen, files)
        assert stage(screen) is Stage.PREVIEW
        stored = dict(desk.context.preferences.stored)
    files[0].unlink()
    with opened_desk(qapp, office) as desk:
        screen, hands = shown(desk, qtbot, stored)
        hands.press(GO_ON.format(9))
        assert stage(screen) is Stage.PREVIEW
        assert [one.file for one in screen.merging.packages] == files[1:]
        assert not screen.work.go_on.isVisible()
        hands.key("Ctrl+Return")
        assert stage(screen) is Stage.DONE
        assert hands.actions == 2
        stored = dict(desk.context.preferences.stored)
    with opened_desk(qapp, office) as desk:
        screen, _ = shown(desk, qtbot, stored)
        assert not screen.work.go_on.isVisible(), "what is merged is done with"


def test_what_was_left_in_another_workspace_is_not_offered(
    qapp: QApplication, ten: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    with opened_desk(qapp, copied(ten.office, tmp_path / "one")) as desk:
        screen, hands = shown(desk, qtbot)
        hands.drop(screen, ten.files[:2])
        stored = dict(desk.context.preferences.stored)
    with opened_desk(qapp, copied(ten.office, tmp_path / "other")) as desk:
        screen, hands = shown(desk, qtbot, stored)
        assert not screen.work.go_on.isVisible()
        hands.drop(screen, ten.files[:1])
        screen.merging.clear()
        stored = dict(desk.context.preferences.stored)
    with opened_desk(qapp, tmp_path / "one") as desk:
        screen, _ = shown(desk, qtbot, stored)
        assert screen.work.go_on.isVisible(), "and is not forgotten for it"


def test_settings_that_make_no_sense_offer_nothing(
    qapp: QApplication, ten: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    office = copied(ten.office, tmp_path / "office")
    senseless: tuple[object, ...] = (3, [], {str(office): 3}, {str(office): [3, None]}, {str(office): ["\0"]})
    for waiting in senseless:
        with opened_desk(qapp, office) as desk:
            screen, _ = shown(desk, qtbot, {"screens": {"merge": {"waiting": waiting}}})
            assert not screen.work.go_on.isVisible()
