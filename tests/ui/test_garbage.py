"""Garbage is collected in the window's thread, and never grows without bound."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from typing import Any
from weakref import ref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.ui import garbage
from inspector.ui.garbage import Garbage


class Ring:
    """What only a look finds: it holds itself."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Garbage]:
    made = Garbage(qapp)
    yield made
    made.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def many() -> list[list[int]]:
    return [[] for _ in range(2 * garbage.YOUNG)]


def test_new_rings_go_soon(collector: Garbage, qtbot: QtBot) -> None:
    seen = ref(Ring())
    kept = many()
    qtbot.waitUntil(lambda: seen() is None)
    assert len(kept) == 2 * garbage.YOUNG
    assert not gc.isenabled()
    assert collector is not None


def test_other_threads_collect_nothing(collector: Garbage) -> None:
    where: list[int] = []

    def told(_phase: str, _info: dict[str, Any]) -> None:
        where.append(threading.get_ident())

    gc.callbacks.append(told)
    worker = threading.Thread(target=many)
    worker.start()
    worker.join()
    collector.look()
    gc.callbacks.remove(told)
    assert set(where) <= {threading.get_ident()}


def test_older_rings_go_when_the_user_looks_elsewhere(collector: Garbage, qapp: QApplication, qtbot: QtBot) -> None:
    old = Ring()
    kept = many()
    collector.look()
    seen = ref(old)
    del old
    collector.look()
    assert seen() is not None
    assert len(kept) == 2 * garbage.YOUNG
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: seen() is None, timeout=10_000)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)


def test_too_many_are_looked_at_even_so(collector: Garbage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(garbage, "MOST", 0)
    collector.sweep()
    old = Ring()
    kept = many()
    collector.look()
    seen = ref(old)
    del old
    for _ in range(garbage.COUNTED):
        collector.look()
    assert seen() is None
    assert len(kept) == 2 * garbage.YOUNG
