"""口令: what is wrong is said before anything happens; the window closes the workspace, works, and opens it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.app import WorkspaceBacking
from inspector.domain.errors import InspectorError
from inspector.services.passphrases import is_encrypted, new_recovery_key
from inspector.ui.closed_work import ClosedWork
from inspector.ui.launch import Wiring
from inspector.ui.preferences import Preferences
from inspector.ui.prompts import Notice
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.settings.passphrase_dialog import PassphraseDialog, PassphraseStep
from inspector.ui.screens.settings.screen import SettingsScreen
from inspector.ui.start import Desktop
from tests.storage.kit import HandClock
from tests.ui.kit import Desk, FakePrompts, empty_workspace

WORDS = "long enough words"


@pytest.fixture
def screen(empty_desk: Desk, qtbot: QtBot) -> SettingsScreen:
    made = SettingsScreen(empty_desk.context)
    qtbot.addWidget(made)
    made.show()
    empty_desk.settle()
    return made


def dialog_of(screen: SettingsScreen, step: PassphraseStep, qtbot: QtBot) -> PassphraseDialog:
    qtbot.keyClick(screen.passphrase.buttons[step], Qt.Key.Key_Return)
    return screen.findChildren(PassphraseDialog)[0]


def test_without_a_passphrase_one_can_only_be_set(screen: SettingsScreen) -> None:
    shown = [step for step, button in screen.passphrase.buttons.items() if button.isVisible()]
    assert shown == [PassphraseStep.SET]
    assert screen.passphrase.state.text().startswith("没有设口令")


def test_what_is_wrong_is_said_beside_its_line(screen: SettingsScreen, qtbot: QtBot) -> None:
    wanted: list[ClosedWork] = []
    screen.closed_work_wanted.connect(wanted.append)
    dialog = dialog_of(screen, PassphraseStep.SET, qtbot)
    qtbot.keyClicks(dialog.new, "short")
    qtbot.keyClick(dialog.new, Qt.Key.Key_Return)
    assert dialog.error_of(dialog.new) == "至少 8 个字。"
    assert dialog.error_of(dialog.recipient).startswith("请填以 age1")
    dialog.new.setText(WORDS)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert (dialog.error_of(dialog.new), dialog.error_of(dialog.again)) == ("", "两次输入的不一样。")
    assert wanted == []
    dialog.reject()


def test_a_recovery_key_is_made_into_a_new_file_only(
    screen: SettingsScreen, empty_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    dialog = dialog_of(screen, PassphraseStep.SET, qtbot)
    empty_desk.prompts.files = [tmp_path / "key.txt"]
    qtbot.keyClick(dialog.make_key, Qt.Key.Key_Return)
    assert dialog.recipient.text().startswith("age1")
    secret = (tmp_path / "key.txt").read_text("utf-8")
    assert secret.startswith("AGE-SECRET-KEY-")
    qtbot.mouseClick(dialog.make_key, Qt.MouseButton.LeftButton)
    assert isinstance(empty_desk.prompts.told[0], InspectorError)
    assert (tmp_path / "key.txt").read_text("utf-8") == secret
    dialog.reject()


@pytest.fixture
def desktop(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[Desktop, FakePrompts]]:
    clock, prompts = HandClock(), FakePrompts()
    wiring = Wiring(
        lambda path, passphrase: WorkspaceBacking(path, passphrase, clock), Preferences(), tmp_path / "cache", clock
    )
    made = Desktop(qapp, wiring, prompts)
    made.open(empty_workspace(tmp_path / "ws"))
    qtbot.waitUntil(lambda: made.main is not None, timeout=5_000)
    yield made, prompts
    made.close()
    made.window.deleteLater()


def settings_of(desktop: Desktop, qtbot: QtBot) -> SettingsScreen:
    assert desktop.main is not None
    desktop.show()
    desktop.main.go(Target(ScreenKey.SETTINGS))
    found = desktop.main.screen_shown
    assert isinstance(found, SettingsScreen)
    qtbot.waitUntil(lambda: found.about.value("device") != "", timeout=5_000)
    return found


def agree(desktop: Desktop, dialog: PassphraseDialog, qtbot: QtBot) -> None:
    before = desktop.main
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desktop.main is not None and desktop.main is not before, timeout=30_000)


def test_a_passphrase_is_set_changed_and_taken_away_in_the_window(
    desktop: tuple[Desktop, FakePrompts], qtbot: QtBot, tmp_path: Path
) -> None:
    window, prompts = desktop
    dialog = dialog_of(settings_of(window, qtbot), PassphraseStep.SET, qtbot)
    for line in (dialog.new, dialog.again):
        line.setText(WORDS)
    dialog.recipient.setText(new_recovery_key()[1])
    agree(window, dialog, qtbot)
    assert is_encrypted(tmp_path / "ws")
    dialog = dialog_of(settings_of(window, qtbot), PassphraseStep.CHANGE, qtbot)
    dialog.now.setText("not the passphrase")
    for line in (dialog.new, dialog.again):
        line.setText(f"{WORDS} 2")
    agree(window, dialog, qtbot)
    dialog = dialog_of(settings_of(window, qtbot), PassphraseStep.REMOVE, qtbot)
    dialog.now.setText(WORDS)
    agree(window, dialog, qtbot)
    assert not is_encrypted(tmp_path / "ws")
    titles = [one.title if isinstance(one, Notice) else one.key for one in prompts.told]
    assert titles == ["口令已设好，数据都已加密", "storage.passphrase_wrong", "口令已取消，数据不再加密"]
