"""导出巡查包: what is inside is told before, what came out was read back, and a failure leaves nothing behind."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from inspector.durable import sha256_of
from inspector.services.handover import Medium
from inspector.ui.prompts import Notice
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.handover.places import Destination, sticks, usual_folder
from inspector.ui.screens.handover.screen import HandoverScreen
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.progress_strip import ProgressStrip
from tests.ui.kit import Desk
from tests.ui.today.kit import begun, task_package


def shown(desk: Desk, qtbot: QtBot, *found: Destination) -> HandoverScreen:
    screen = HandoverScreen(desk.context, find_sticks=lambda: found)
    qtbot.addWidget(screen)
    screen.resize(1277, 600)
    screen.show()
    desk.settle()
    return screen


def press_export(screen: HandoverScreen, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desk.settle()


def words(screen: HandoverScreen) -> list[str]:
    assert screen.result is not None
    labels = screen.result.findChildren(QLabel)
    return [one.full_text if isinstance(one, ElidedLabel) else one.text() for one in labels]


def test_what_would_travel_is_told_before(field_desk: Desk, qtbot: QtBot) -> None:
    draft = field_desk.do(begun)
    screen = shown(field_desk, qtbot)
    assert [one.text() for one in screen.contents.figures[:3]] == ["1", "0", "0"]
    row = screen.contents.list.rows[0]
    assert (row.row_id, row.note) == (draft.id, "6 月 10 日 10:00　草稿，一起带上")
    assert "项目 21" in screen.contents.others.full_text
    targets: list[Target] = []
    screen.navigated.connect(targets.append)
    screen.contents.list.setFocus()
    qtbot.keyClick(screen.contents.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.contents.list, Qt.Key.Key_Return)
    assert targets == [Target(ScreenKey.VISIT, draft.id, "draft")]


def test_an_export_by_keyboard_is_read_back_and_told(
    field_desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    field_desk.prompts.files = [tmp_path]
    screen = shown(field_desk, qtbot)
    qtbot.keyClick(screen.options.choose_folder, Qt.Key.Key_Return)
    press_export(screen, field_desk, qtbot)
    file = next(tmp_path.glob("*.xmw"))
    assert file.name in words(screen)
    assert any(sha256_of(file)[:12] in text and "已读回核对" in text for text in words(screen))
    assert screen.result is not None
    qtbot.keyClick(screen.result.open_folder, Qt.Key.Key_Return)
    assert [Path(one.toLocalFile()) for one in opened] == [tmp_path]
    past = screen.past.list.rows[0]
    assert (past.note, past.side_note) == (file.name, "1 个文件")
    assert "所有信任的设备" in past.title


def test_a_stick_that_is_plugged_in_is_proposed(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    screen = shown(field_desk, qtbot, Destination(tmp_path, "KINGSTON"))
    assert screen.options.place.currentText() == "U盘 KINGSTON"
    assert screen.options.medium.chosen is Medium.USB
    assert screen.options.place_field.error == ""
    press_export(screen, field_desk, qtbot)
    assert list(tmp_path.glob("*.xmw"))


def test_a_stick_that_is_plugged_in_later_is_found(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    found: list[Destination] = []
    screen = HandoverScreen(field_desk.context, find_sticks=lambda: tuple(found))
    qtbot.addWidget(screen)
    screen.show()
    field_desk.settle()
    found.append(Destination(tmp_path, "KINGSTON"))
    qtbot.keyClick(screen, Qt.Key.Key_F5)
    assert screen.options.place.currentText() == "U盘 KINGSTON"
    screen.options.place.setCurrentIndex(1)
    qtbot.keyClick(screen.options.find_sticks, Qt.Key.Key_Return)
    assert screen.options.place.currentIndex() == 1


def test_the_place_that_was_chosen_last_stays(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    screen = shown(field_desk, qtbot, Destination(stick, "KINGSTON"))
    field_desk.prompts.files = [tmp_path]
    qtbot.keyClick(screen.options.choose_folder, Qt.Key.Key_Return)
    assert screen.options.destination == Destination(tmp_path)
    screen.options.place.setCurrentIndex(0)
    field_desk.do(begun)
    assert screen.options.destination == Destination(stick, "KINGSTON")


def test_without_a_stick_it_goes_by_wechat(field_desk: Desk, qtbot: QtBot) -> None:
    screen = shown(field_desk, qtbot)
    assert screen.options.medium.chosen is Medium.WECHAT
    assert screen.options.wish.max_size == 100_000_000
    assert not screen.options.encrypt.isEnabled()


def test_a_place_that_is_gone_is_told_with_what_to_do(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    screen = shown(field_desk, qtbot, Destination(place, "KINGSTON"))
    place.rmdir()
    place.write_text("no folder any more", "utf-8")
    press_export(screen, field_desk, qtbot)
    notice = field_desk.prompts.told[0]
    assert isinstance(notice, Notice)
    assert "U盘是不是拔掉了" in notice.advice
    assert "都在" in notice.kept
    assert screen.options.isEnabled()
    assert screen.result is None
    assert screen.past.list.rows == ()


def test_a_cancelled_export_leaves_no_file(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    gate, place = threading.Event(), tmp_path / "stick"
    place.mkdir()
    screen = shown(field_desk, qtbot, Destination(place, "KINGSTON"))
    field_desk.work.write(screen, lambda _services: gate.wait(10))
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not screen.options.isEnabled()
    strip = screen.findChildren(ProgressStrip)[0]
    qtbot.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    gate.set()
    field_desk.settle()
    assert list(place.iterdir()) == []
    assert screen.options.isEnabled()
    assert screen.past.list.rows == ()


def test_a_known_office_is_proposed_and_its_package_encrypted(field_desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    file, fingerprint = task_package(tmp_path)
    field_desk.do(lambda services: services.incoming.take([file]))
    field_desk.do(lambda services: services.devices.trust(fingerprint, "巡查员甲"))
    out = tmp_path / "stick"
    out.mkdir()
    screen = shown(field_desk, qtbot, Destination(out, "KINGSTON"))
    assert screen.options.recipient.currentText() == "编报端（编报端）"
    assert not screen.options.encrypt.isChecked()
    qtbot.mouseClick(screen.options.medium.buttons[Medium.MAIL], Qt.MouseButton.LeftButton)
    field_desk.settle()
    assert screen.options.encrypt.isChecked()
    assert screen.options.wish.max_size == 20_000_000
    press_export(screen, field_desk, qtbot)
    assert "已加密，只有收件的设备能打开。" in words(screen)
    assert words(screen)[0] == "已导出 1 个文件，给 编报端"


def test_the_users_choice_of_encryption_stays_when_the_screen_is_read_again(
    field_desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    file, fingerprint = task_package(tmp_path)
    field_desk.do(lambda services: services.incoming.take([file]))
    field_desk.do(lambda services: services.devices.trust(fingerprint, "巡查员甲"))
    screen = shown(field_desk, qtbot, Destination(tmp_path, "KINGSTON"))
    screen.options.encrypt.setFocus()
    qtbot.keyClick(screen.options.encrypt, Qt.Key.Key_Space)
    field_desk.do(begun)
    assert screen.options.encrypt.isChecked()


def test_the_last_folder_is_proposed_while_it_is_there(tmp_path: Path) -> None:
    assert usual_folder(str(tmp_path)) == Destination(tmp_path)
    assert usual_folder(str(tmp_path / "gone")).path.is_dir()
    assert Destination(tmp_path / "gone").free is None
    assert all(one.is_stick for one in sticks())
