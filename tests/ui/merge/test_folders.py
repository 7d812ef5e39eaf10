"""Folders dropped where packages are welcome: the packages in them are taken, everything else is named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inspector.services.packages.report import FileStatus
from inspector.ui.main_window import MainWindow
from inspector.ui.prompts import Notice
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.merge.merging import Stage
from inspector.ui.screens.merge.screen import MergeScreen
from tests.ui.hands import Hands
from tests.ui.kit import Desk
from tests.ui.merge.kit import Scene

OpenOffice = Callable[[Scene], Desk]


def shown(desk: Desk, qtbot: QtBot) -> tuple[MergeScreen, Hands]:
    window = MainWindow(desk.context)
    qtbot.addWidget(window)
    window.show()
    window.go(Target(ScreenKey.MERGE))
    desk.settle()
    screen = window.screen_shown
    assert isinstance(screen, MergeScreen)
    return screen, Hands(desk, window)


def stick(made: Scene, folder: Path) -> Path:
    for at, file in enumerate(made.files):
        place = folder / "6月上旬" / f"{at:02}号机" / file.name
        place.parent.mkdir(parents=True)
        shutil.copy(file, place)
    return folder


def test_a_stick_full_of_folders_is_merged_in_two_actions(
    open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = open_office(ten)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, [stick(ten, tmp_path / "stick")])
    assert [one.status for one in screen.merging.packages] == [FileStatus.ACCEPTED] * 10
    hands.key("Ctrl+Return")
    assert hands.actions == 2
    assert screen.merging.stage is Stage.DONE
    assert desk.prompts.told == []


def test_what_else_lies_in_a_folder_is_named(open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path) -> None:
    folder = stick(ten, tmp_path / "stick")
    for at in range(9):
        (folder / f"照片{at}.jpg").write_bytes(b"x")
    (folder / "6月上旬" / "00号机" / "备份").mkdir()
    desk = open_office(ten)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, [folder])
    assert len(screen.merging.packages) == 10
    (told,) = desk.prompts.told
    assert isinstance(told, Notice)
    assert told.title == "找到 10 个数据包，另有内容没有取"
    assert "9 个文件不是数据包：照片0.jpg" in told.happened
    assert "照片8.jpg" not in told.happened
    assert "更深的没有查看：备份" in told.happened


@pytest.mark.parametrize(("name", "happened"), [("说明.txt", "1 个文件不是数据包：说明.txt"), ("", "文件夹是空的")])
def test_a_folder_without_packages_says_so(
    open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path, name: str, happened: str
) -> None:
    (tmp_path / "stick").mkdir()
    if name:
        (tmp_path / "stick" / name).write_text("x", "utf-8")
    desk = open_office(ten)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, [tmp_path / "stick"])
    assert screen.merging.stage is Stage.EMPTY
    (told,) = desk.prompts.told
    assert isinstance(told, Notice)
    assert (told.title, told.happened) == ("没有找到数据包", happened)


def test_a_package_that_mail_renamed_is_taken(
    open_office: OpenOffice, ten: Scene, qtbot: QtBot, tmp_path: Path
) -> None:
    renamed = Path(shutil.copy(ten.files[0], tmp_path / "成果包(1).zip"))
    desk = open_office(ten)
    screen, hands = shown(desk, qtbot)
    hands.drop(screen, [renamed])
    assert [one.status for one in screen.merging.packages] == [FileStatus.ACCEPTED]
    desk.prompts.files = [Path(shutil.copy(ten.files[1], tmp_path / "附件"))]
    hands.key("Ctrl+O")
    assert len(screen.merging.packages) == 2
