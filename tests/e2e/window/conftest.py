"""The real window over a real laptop: workspaces, photos, hands."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.ui.main_window import MainWindow
from inspector.ui.places import FIELD, OFFICE, places
from tests.ui.hands import Hands
from tests.ui.kit import Desk, copied, field_workspace, leftovers, opened_desk, opened_window


@pytest.fixture(scope="session", autouse=True)
def screens_loaded() -> None:
    """Every test finds the screens loaded, whichever ran before it."""
    for one in (*places(FIELD), *places(OFFICE)):
        one.load()


@pytest.fixture(scope="session")
def field_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A laptop with real projects and checklists; copy it."""
    return field_workspace(tmp_path_factory.mktemp("field") / "ws")


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, field_folder: Path) -> Iterator[Desk]:
    with opened_desk(qapp, copied(field_folder, tmp_path / "field")) as opened:
        yield opened


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> MainWindow:
    return opened_window(desk, qtbot)


@pytest.fixture
def hands(desk: Desk, window: MainWindow) -> Hands:
    return Hands(desk, window)


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    """Five different photos."""
    made = []
    for number in range(5):
        path = tmp_path / f"IMG_{number:04d}.jpg"
        Image.new("RGB", (640, 480), (40 * number, 90, 120)).save(path, quality=90)
        made.append(path)
    return made


@pytest.fixture(autouse=True)
def nothing_left_alive(qapp: QApplication) -> Iterator[None]:
    """No test leaves a thread, a running timer or a job behind."""
    before = threading.enumerate()
    yield
    assert not leftovers(qapp, before)
