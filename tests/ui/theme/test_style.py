from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.style import palette, style_sheet
from inspector.ui.theme.tokens import Theme, Workplace, tokens_of


@pytest.mark.parametrize("theme", Theme)
def test_the_sheet_holds_no_open_place_and_its_marks_exist(theme: Theme, tmp_path: Path) -> None:
    sheet = style_sheet(tokens_of(theme, Workplace.FIELD), tmp_path / "缓存 1")
    assert "$" not in sheet
    named = [part.split('"')[0] for part in sheet.split('url("')[1:]]
    assert named
    assert all(Path(one).is_file() for one in named)


def test_marks_are_drawn_in_the_colours_of_their_theme(tmp_path: Path) -> None:
    for theme in Theme:
        style_sheet(tokens_of(theme, Workplace.OFFICE), tmp_path)
    drawn = {one.name: one.read_text("utf-8") for one in tmp_path.iterdir()}
    assert "#bac4cf" in drawn["chevron-down-BAC4CF.svg"]
    assert all("currentColor" not in text for text in drawn.values())


@pytest.mark.parametrize("theme", Theme)
def test_qt_understands_the_sheet(appearance: Appearance, theme: Theme, qapp: QApplication) -> None:
    appearance.choose(theme)
    label = QPushButton("巡查")
    label.ensurePolished()
    assert qapp.styleSheet()
    assert label.palette().color(QPalette.ColorRole.ButtonText).name() == appearance.tokens.ink.lower()


@pytest.mark.parametrize("theme", Theme)
def test_focus_draws_a_ring_and_moves_nothing(appearance: Appearance, theme: Theme, qtbot: QtBot) -> None:
    appearance.choose(theme)
    host = QWidget()
    row = QHBoxLayout(host)
    parts: list[QWidget] = [QPushButton("次要"), QLineEdit("字"), QPlainTextEdit("字")]
    for kind in ("primary", "danger", "text", "icon", "start", "chip", "save_good"):
        button = QPushButton("主要")
        button.setProperty("kind", kind)
        parts.append(button)
    for part in parts:
        row.addWidget(part)
    qtbot.addWidget(host)
    host.show()
    qtbot.waitExposed(host)
    for part in parts:
        part.clearFocus()
        before = part.sizeHint()
        part.setFocus()
        assert part.sizeHint() == before


@pytest.mark.parametrize("theme", Theme)
def test_controls_are_as_high_as_the_tokens_say(appearance: Appearance, theme: Theme, qtbot: QtBot) -> None:
    appearance.choose(theme)
    button, line, start = QPushButton("导出"), QLineEdit(), QPushButton("开始巡查")
    start.setProperty("kind", "start")
    for widget in (button, line, start):
        qtbot.addWidget(widget)
        widget.ensurePolished()
    assert button.sizeHint().height() == line.sizeHint().height() == appearance.tokens.control
    assert start.sizeHint().height() == appearance.tokens.start


def test_the_palette_says_the_same_as_the_sheet() -> None:
    tokens = tokens_of(Theme.DARK, Workplace.OFFICE)
    made = palette(tokens)
    assert made.color(QPalette.ColorRole.Window).name() == tokens.canvas.lower()
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name() == tokens.ink3.lower()
