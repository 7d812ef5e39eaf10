from __future__ import annotations

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication

from inspector import paths
from inspector.ui.theme import fonts
from inspector.ui.theme.appearance import Appearance

pytestmark = pytest.mark.usefixtures("qapp")


def test_the_bundled_faces_are_used() -> None:
    assert fonts.load_fonts() == ()
    assert QFontInfo(fonts.face(14)).family() == fonts.REGULAR
    assert QFontInfo(fonts.face(14, medium=True)).family() == fonts.MEDIUM


def test_digits_stand_in_columns() -> None:
    fonts.load_fonts()
    for medium in (False, True):
        metrics = QFontMetricsF(fonts.face(14, medium=medium))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_rare_characters_of_names_are_covered() -> None:
    rare = QRawFont(str(paths.resources("fonts", f"{fonts.RARE}.ttf")), 14)
    common = QRawFont(str(paths.resources("fonts", f"{fonts.REGULAR}.ttf")), 14)
    for letter in "葫芦岛徐大堡玥㎡①″":
        assert common.supportsCharacter(ord(letter)) or rare.supportsCharacter(ord(letter)), letter
    assert rare.supportsCharacter(0x3404) or rare.supportsCharacter(0x20BB7)


def test_the_window_writes_in_the_interface_face(appearance: Appearance) -> None:
    font = QApplication.font()
    assert font.families() == [fonts.REGULAR, fonts.RARE]
    assert font.pixelSize() == appearance.tokens.body
