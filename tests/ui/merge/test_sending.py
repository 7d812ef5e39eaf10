"""下发任务包: chosen devices each get what they lack, as files that were read back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from inspector.services.handover import Medium
from inspector.services.packages.report import FileStatus
from inspector.ui.screens.handover.places import Destination
from inspector.ui.screens.merge.sending_page import SendingPage
from tests.services.kit import a_project, opened
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.merge.kit import Scene

OpenOffice = Callable[[Scene], Desk]


def shown(desk: Desk, qtbot: QtBot, *found: Destination) -> tuple[SendingPage, Hands]:
    page = SendingPage(desk.context, lambda: found)
    qtbot.addWidget(page)
    page.resize(1166, 640)
    page.show()
    page.refresh()
    desk.settle()
    return page, Hands(desk, page)


def test_each_chosen_device_gets_its_package(
    open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", told.append)
    desk = open_office(ten)
    desk.do(lambda services: a_project(services, "觉华岛跨海桥"))
    page, hands = shown(desk, qtbot)
    assert len(page.boxes) == 10
    for box in list(page.boxes.values())[2:]:
        box.setChecked(False)
    desk.prompts.files = [tmp_path]
    hands.press("选文件夹…")
    hands.key("Ctrl+Return")
    files = sorted(tmp_path.glob("*.xmw"))
    assert [one.side_note.startswith("SHA-256 ") for one in page.files.rows] == [True, True]
    assert page.result.note.text() == "2 / 2 台，已读回核对"
    hands.press("打开文件夹")
    assert [Path(one.toLocalFile()) for one in told] == [tmp_path]
    laptop = tmp_path / "laptop"
    shutil.copytree(ten.laptops[0], laptop)
    with opened(laptop) as services:
        mine = next(one for one in files if "_巡查-01_" in one.name)
        assert [one.status for one in services.incoming.take([mine]).files] == [FileStatus.ACCEPTED]
        assert "觉华岛跨海桥" in {one.project.name for one in services.projects.listed()}


def test_what_goes_by_mail_is_encrypted(open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    desk = open_office(ten)
    page, hands = shown(desk, qtbot, Destination(tmp_path, "KINGSTON"))
    assert page.place.currentText() == "U盘 KINGSTON"
    hands.click(page.medium.buttons[Medium.MAIL], page.medium.buttons[Medium.MAIL].rect().center())
    assert page.encrypt.isChecked()
    hands.press("下发给 10 台设备")
    assert len(list(tmp_path.glob("*.xmw"))) == 10


def test_a_place_that_is_gone_is_told_for_each_device(
    open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    page, hands = shown(open_office(ten), qtbot, Destination(place, "KINGSTON"))
    place.rmdir()
    place.write_text("no folder any more", "utf-8")
    hands.press("下发给 10 台设备")
    assert [one.tone for one in page.files.rows] == ["red"] * 10
    assert page.result.note.text() == "0 / 10 台，已读回核对"
    assert page.button.isEnabled()
