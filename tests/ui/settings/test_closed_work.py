"""Work on a closed workspace: what was refused is told, and a defect is told as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.domain.errors import InspectorError, RuleError
from inspector.ui.closed_work import ClosedWork, ClosedWorker


def refusing(_folder: Path) -> None:
    raise RuleError("services.passphrase_short", least=8)


def broken(_folder: Path) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("job", "key", "defects"),
    [
        (lambda _folder: None, None, []),
        (refusing, "services.passphrase_short", []),
        (broken, "ui.closed_work_failed", [ZeroDivisionError]),
    ],
)
def test_what_became_of_it_is_told(
    qapp: QApplication,  # noqa: ARG001 - signals need it
    qtbot: QtBot,
    tmp_path: Path,
    job: object,
    key: str | None,
    defects: list[type[Exception]],
) -> None:
    owner, found = QObject(), list[BaseException]()
    worker = ClosedWorker(found.append, owner)
    told: list[InspectorError | None] = []
    assert callable(job)
    worker.do(ClosedWork("working", job, None, "done"), tmp_path, told.append)
    qtbot.waitUntil(lambda: len(told) == 1, timeout=5_000)
    worker.close()
    assert (told[0].key if told[0] else None) == key
    assert [type(one) for one in found] == defects
