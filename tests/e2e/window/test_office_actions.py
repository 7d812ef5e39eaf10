"""What an office does in few actions, counted from the first screen of the window, the way there included.

Merges and their conflicts are counted in tests/ui/merge, the draft of a bulletin in tests/ui/bulletin, the way from a
figure to its rows in tests/ui/cockpit.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from pytestqt.qtbot import QtBot

from inspector.ui.screen import ScreenKey
from tests.e2e.window.seats import seated
from tests.ui.kit import office_workspace

MOST, RED = 3, 100


def test_the_red_lamps_with_their_reasons_are_a_pdf_in_three_actions(qtbot: QtBot, tmp_path: Path) -> None:
    with seated(qtbot, office_workspace(tmp_path / "office")) as seat:
        assert seat.screen.KEY is ScreenKey.COCKPIT
        seat.desk.prompts.files = [tmp_path / "督办单.pdf"]
        seat.hands.key("Alt+7")
        seat.hands.key("Ctrl+P")
        dialogs = len(seat.desk.prompts.asked)
        assert seat.hands.actions + dialogs <= MOST
    with pypdfium2.PdfDocument(tmp_path / "督办单.pdf") as document:
        text = "".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    assert "亮红灯，最长已超期5个工作日" in "".join(text.split())
    assert text.count("合成·") == RED, "a row for each of them"
