"""A dead battery in the middle of a word: at most two seconds are gone, and one action leads back to work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.app import open_services
from inspector.ui.main_window import MainWindow
from inspector.ui.screens.visit.screen import VisitScreen
from tests.ui.hands import Hands
from tests.ui.kit import copied, opened_desk

LOST_S = 2.0
ROUNDS = 4


def _begun(path: Path) -> str:
    with open_services(path) as services:
        return services.drafts.start(services.projects.listed()[0].project.id).id


def _type_and_kill(path: Path, visit: str, chance: random.Random) -> list[tuple[float, int]]:
    """Type for a while, then the power is gone; when each letter was typed, and the moment of the end."""
    command = [sys.executable, str(Path(__file__).with_name("typist.py")), str(path), visit]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3]), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0.3, 4.0))
        killed = time.monotonic()
        process.send_signal(signal.SIGKILL)
        lines = [line.split() for line in process.stdout]
    return [*((float(at), int(count)) for at, count in lines), (killed, 0)]


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_at_most_two_seconds_of_typing_are_lost(tmp_path: Path, field_folder: Path, seed: int) -> None:
    path = copied(field_folder, tmp_path / "field")
    visit = _begun(path)
    *typed, (killed, _) = _type_and_kill(path, visit, random.Random(seed))  # noqa: S311 - when the battery ends
    due = max((count for at, count in typed if at < killed - LOST_S), default=0)
    with open_services(path) as services:
        found = services.drafts.open(visit).inspection.seen_status or ""
        assert services.workspace.interrupted_at is not None
    assert len(found) >= due
    assert found == ("abcdefghij" * 100)[: len(found)]


@pytest.mark.faults
def test_one_action_leads_back_to_work(qapp: QApplication, tmp_path: Path, field_folder: Path, qtbot: QtBot) -> None:
    path = copied(field_folder, tmp_path / "field")
    visit = _begun(path)
    _type_and_kill(path, visit, random.Random(1))  # noqa: S311 - as above
    with opened_desk(qapp, path) as desk:
        window = MainWindow(desk.context)
        qtbot.addWidget(window)
        window.resize(1366, 696)
        window.show()
        desk.settle()
        hands = Hands(desk, window)
        hands.press("继续填报")
        assert hands.actions == 1
        shown = window.screen_shown
        assert isinstance(shown, VisitScreen)
        assert shown.filling.draft is not None
        assert shown.filling.draft.inspection.id == visit
