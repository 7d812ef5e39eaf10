"""设置: a change holds at once, is kept, and tells the window; what this program is stands beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector import __version__
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.settings.screen import SettingsScreen
from inspector.ui.theme.tokens import Theme
from tests.ui.kit import Desk


def shown(desk: Desk, qtbot: QtBot) -> tuple[SettingsScreen, list[bool]]:
    screen = SettingsScreen(desk.context)
    changed: list[bool] = []
    screen.preferences_changed.connect(changed.append)
    qtbot.addWidget(screen)
    screen.resize(1277, 600)
    screen.show()
    desk.settle()
    screen.setFocus()
    return screen, changed


def theme_of(desk: Desk) -> Theme:
    return desk.context.appearance.tokens.theme


def test_another_theme_is_taken_on_at_once_and_kept(field_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(field_desk, qtbot)
    qtbot.keyClick(screen.theme.buttons["light"], Qt.Key.Key_Right)
    assert theme_of(field_desk) is Theme.DARK
    assert field_desk.context.preferences.theme == "dark"
    qtbot.mouseClick(screen.theme.buttons["large"], Qt.MouseButton.LeftButton)
    assert theme_of(field_desk) is Theme.LARGE


def test_what_was_changed_elsewhere_is_shown(field_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(field_desk, qtbot)
    field_desk.context.preferences.theme = "dark"
    screen.refresh()
    assert screen.theme.buttons["dark"].isChecked()


def test_what_a_watermark_says_is_kept(field_desk: Desk, qtbot: QtBot) -> None:
    screen, changed = shown(field_desk, qtbot)
    preferences = field_desk.context.preferences
    assert (preferences.watermark, len(preferences.watermark_lines)) == ("on", 4)
    qtbot.mouseClick(screen.watermark_lines.boxes["place"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(screen.watermark_lines.boxes["inspector"], Qt.Key.Key_Space)
    assert preferences.watermark_lines == ["project", "time"]
    qtbot.mouseClick(screen.watermark.buttons["off"], Qt.MouseButton.LeftButton)
    assert preferences.watermark == "off"
    assert changed == [False] * 3


def test_another_language_asks_for_a_new_window(field_desk: Desk, qtbot: QtBot) -> None:
    screen, changed = shown(field_desk, qtbot)
    qtbot.mouseClick(screen.language.buttons["en"], Qt.MouseButton.LeftButton)
    assert field_desk.context.preferences.language == "en"
    assert changed == [True]


def test_a_name_is_kept_when_the_field_is_left_or_the_screen(field_desk: Desk, qtbot: QtBot) -> None:
    screen, changed = shown(field_desk, qtbot)
    screen.author.setFocus()
    screen.author.selectAll()
    qtbot.keyClicks(screen.author, " Team B ")
    qtbot.keyClick(screen.author, Qt.Key.Key_Return)
    assert field_desk.context.author == "Team B"
    assert changed == [False]
    qtbot.keyClicks(screen.author, " C")
    screen.hide()
    assert field_desk.context.author.endswith(" C")


def test_the_photo_folder_is_chosen_and_taken_away(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    screen, _ = shown(field_desk, qtbot)
    field_desk.prompts.files = [tmp_path]
    qtbot.keyClick(screen.watched.choose, Qt.Key.Key_Return)
    assert field_desk.context.preferences.watched_folder == str(tmp_path)
    qtbot.keyClick(screen.watched.clear, Qt.Key.Key_Return)
    assert field_desk.context.preferences.watched_folder == ""


def test_it_tells_what_this_is_and_under_which_licences(field_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(field_desk, qtbot)
    about = screen.about
    assert (about.value("version"), about.value("device")) == (__version__, "巡查-07")
    assert (about.value("role"), about.value("city"), about.value("tier")) == ("巡查端", "葫芦岛市", "演示数据")
    qtbot.keyClick(about.fold, Qt.Key.Key_Return)
    assert about.licences.isVisible()
    assert "SIL OPEN FONT LICENSE" in about.licences.toPlainText().upper()
    qtbot.keyClick(about.fold, Qt.Key.Key_Return)
    assert not about.licences.isVisible()


def test_it_leads_to_the_backups(field_desk: Desk, qtbot: QtBot) -> None:
    screen, _ = shown(field_desk, qtbot)
    targets: list[Target] = []
    screen.navigated.connect(targets.append)
    qtbot.keyClick(screen.recovery, Qt.Key.Key_Return)
    assert targets == [Target(ScreenKey.RECOVERY)]


def test_a_new_device_has_a_fingerprint_to_read_out(empty_desk: Desk, qtbot: QtBot) -> None:
    assert empty_desk.ask(lambda services: services.devices.listed().own) is None
    screen, _ = shown(empty_desk, qtbot)
    screen.refresh()
    empty_desk.settle()
    own = empty_desk.ask(lambda services: services.devices.listed().own)
    assert screen.about.value("fingerprint") == own.fingerprint
    screen.refresh()
    empty_desk.settle()
    assert screen.about.value("fingerprint") == own.fingerprint
