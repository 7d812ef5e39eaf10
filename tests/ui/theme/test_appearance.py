from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace


def test_choosing_a_theme_changes_everything_at_once(appearance: Appearance, qapp: QApplication, qtbot: QtBot) -> None:
    light = qapp.styleSheet()
    with qtbot.waitSignal(appearance.changed):
        appearance.choose(Theme.DARK)
    assert appearance.tokens.theme is Theme.DARK
    assert qapp.styleSheet() != light
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == appearance.tokens.canvas.lower()


def test_choosing_the_same_theme_repaints_nothing(appearance: Appearance, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(appearance.changed):
        appearance.choose(Theme.LIGHT)


def test_the_field_has_larger_letters(appearance: Appearance, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(appearance.changed):
        appearance.work_at(Workplace.FIELD)
    assert appearance.tokens.theme is Theme.LIGHT
    assert qapp.font().pixelSize() == 16
