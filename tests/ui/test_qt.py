"""What the version of Qt is pinned for."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def test_calls_without_a_result_lose_no_reference_of_none(qapp: QApplication, qtbot: QtBot) -> None:
    """PySide6 6.12.0 takes one off at every such call on Python 3.11, and aborts some thousand paints later."""
    assert qapp is not None
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(20_000):
        widget.update()
    assert sys.getrefcount(None) > before - 1_000
