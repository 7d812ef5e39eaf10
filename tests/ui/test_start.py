"""The top-level window: opening and closing workspaces, also in the middle of something."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.app import WorkspaceBacking, open_services
from inspector.domain.errors import InspectorError
from inspector.domain.inspection import Inspection
from inspector.services.bundle import Services
from inspector.ui.chooser import Chooser
from inspector.ui.launch import Wiring
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.main_window import MainWindow
from inspector.ui.preferences import Preferences
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.screens.visit.screen import VisitScreen
from inspector.ui.start import Desktop
from tests.storage.kit import HandClock
from tests.ui.kit import FakePrompts, copied


class Seat:
    """A desktop over copied workspaces, with its prompts and defects."""

    def __init__(self, application: QApplication, folder: Path, preferences: Preferences) -> None:
        clock = HandClock()
        self.prompts = FakePrompts()
        self.defects: list[BaseException] = []
        wiring = Wiring(
            lambda path, passphrase: WorkspaceBacking(path, passphrase, clock), preferences, folder / "cache", clock
        )
        self.desktop = Desktop(application, wiring, self.prompts)
        self.desktop.crashed = self.defects.append  # type: ignore[method-assign,assignment]

    def main(self, qtbot: QtBot) -> MainWindow:
        qtbot.waitUntil(lambda: self.desktop.main is not None, timeout=5_000)
        assert self.desktop.main is not None
        return self.desktop.main


@pytest.fixture
def seat(qapp: QApplication, tmp_path: Path) -> Iterator[Seat]:
    made = Seat(qapp, tmp_path, Preferences(tmp_path / "settings.json"))
    made.desktop.show()
    yield made
    made.desktop.close()
    made.desktop.window.deleteLater()
    assert made.defects == []


@pytest.fixture
def folder(tmp_path: Path, field_folder: Path) -> Path:
    return copied(field_folder, tmp_path / "7号机")


def begun(folder: Path) -> str:
    with open_services(folder, clock=HandClock()) as services:
        project = services.projects.listed()[0].project.id
        checklist = services.drafts.checklists()[0].id
        return services.drafts.start(project, checklist, inspectors=("巡查员甲",)).id


def read_back(folder: Path, visit: str) -> Inspection:
    with open_services(folder, clock=HandClock(), read_only=True) as services:
        return services.drafts.open(visit).inspection


def filling(seat: Seat, folder: Path, visit: str, qtbot: QtBot) -> VisitScreen:
    seat.desktop.open(folder)
    main = seat.main(qtbot)
    main.go(Target(ScreenKey.VISIT, visit))
    screen = main.screen_shown
    assert isinstance(screen, VisitScreen)
    qtbot.waitUntil(lambda: screen.pages.currentWidget() is screen.fill, timeout=5_000)
    return screen


def test_closing_in_the_middle_of_a_word_keeps_it(seat: Seat, folder: Path, qtbot: QtBot) -> None:
    visit = begun(folder)
    screen = filling(seat, folder, visit, qtbot)
    screen.filling.set_facts(workers=12)
    QTest.keyClicks(screen.fill.seen.input("weather"), "rain")
    seat.desktop.close()
    assert seat.defects == []
    kept = read_back(folder, visit)
    assert (kept.weather, kept.workers) == ("rain", 12)


def test_closing_while_photos_come_in_leaves_nothing_half_done(
    seat: Seat, folder: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    visit = begun(folder)
    screen = filling(seat, folder, visit, qtbot)
    pictures = []
    for number in range(6):
        pictures.append(tmp_path / f"{number}.jpg")
        Image.new("RGB", (640, 480), (40 * number, 90, 120)).save(pictures[-1])
    screen.filling.add_photos(pictures, "")
    screen.filling.set_facts(workers=12)
    seat.desktop.close()
    assert seat.defects == []
    with open_services(folder, clock=HandClock(), read_only=True) as services:
        photos = len(services.drafts.open(visit).photos)
    assert photos in (0, 6)
    assert len(list((folder / "photos").rglob("*.jpg"))) in (0, *range(6, 19))
    assert read_back(folder, visit).workers == 12


def test_long_work_is_cancelled_by_closing(seat: Seat, folder: Path, qtbot: QtBot) -> None:
    seat.desktop.open(folder)
    main = seat.main(qtbot)
    begun_it, ended = threading.Event(), []

    def job(_: Services, progress: Progress) -> None:
        begun_it.set()
        try:
            for done in range(10**9):
                progress(done, 10**9)
        finally:
            ended.append(True)

    main._context.work.long(main, LongTask("long", ""), job, lambda _: None)
    assert begun_it.wait(5)
    seat.desktop.close()
    assert ended == [True]


def test_another_language_keeps_what_is_typed(
    seat: Seat, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", "zh_CN")
    visit = begun(folder)
    screen = filling(seat, folder, visit, qtbot)
    QTest.keyClicks(screen.fill.seen.input("weather"), "rain")
    before = seat.main(qtbot)
    before.rebuilt.emit()
    qtbot.waitUntil(lambda: seat.desktop.main is not before, timeout=5_000)
    seat.desktop.close()
    assert read_back(folder, visit).weather == "rain"


def test_a_workspace_that_another_program_holds_is_told_at_the_chooser(seat: Seat, folder: Path, qtbot: QtBot) -> None:
    with open_services(folder, clock=HandClock()):
        seat.desktop.open(folder)
        qtbot.waitUntil(lambda: bool(seat.prompts.told), timeout=5_000)
    assert isinstance(seat.desktop.page, Chooser)
    told = seat.prompts.told[0]
    assert isinstance(told, InspectorError)
    assert told.key == "storage.locked"


def test_a_folder_that_is_no_workspace_is_told(seat: Seat, tmp_path: Path, qtbot: QtBot) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        seat.prompts.told.clear()
        seat.desktop.open(path)
        qtbot.waitUntil(lambda: bool(seat.prompts.told), timeout=5_000)
        assert isinstance(seat.desktop.page, Chooser)


def test_a_damaged_database_is_told(seat: Seat, folder: Path, qtbot: QtBot) -> None:
    (folder / "workspace.db").write_bytes(b"no database" * 1000)
    seat.desktop.open(folder)
    qtbot.waitUntil(lambda: bool(seat.prompts.told), timeout=5_000)
    assert isinstance(seat.desktop.page, Chooser)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "\xff\xfe",
        "[" * 100_000,
        json.dumps({"theme": 7, "language": None, "recent": [1], "screens": [], "author": {}, "last_folder": 3}),
        json.dumps({"recent": ["/nowhere", "\0", ""], "theme": "blue", "density": [], "watched_folder": 1}),
        json.dumps(
            {
                "screens": {
                    "visit_start": {"checklist": 5},
                    "projects": {"columns": 3, "widths": "x", "sort": 1, "filters": 2, "views": 7},
                    "map": {"view": "x", "route": 4},
                    "problems": {"show": [1]},
                    "photos": {"filters": 3},
                }
            }
        ),
    ],
)
def test_damaged_settings_give_the_defaults(
    qapp: QApplication, tmp_path: Path, folder: Path, qtbot: QtBot, text: str
) -> None:
    (tmp_path / "settings.json").write_bytes(text.encode("latin-1"))
    seat = Seat(qapp, tmp_path, Preferences(tmp_path / "settings.json"))
    seat.desktop.show()
    seat.desktop.choose()
    seat.desktop.open(folder)
    main = seat.main(qtbot)
    for key in ScreenKey:
        main.go(Target(key))
    seat.desktop.close()
    seat.desktop.window.deleteLater()
    assert seat.defects == []
