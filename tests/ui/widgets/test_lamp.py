from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from inspector.domain.lamps import Lamp, LampColour, LampState
from inspector.domain.reasons import reason
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme, Workplace, tokens_of
from inspector.ui.widgets.lamp import LampLabel, LampShape, LampSign, paint_lamp, paint_sign, sign_of, sign_width

WHY = reason("domain.lamp_pending")
BUSY = LampState.IN_PROGRESS
CASES = (
    (Lamp(LampColour.GREEN, LampState.FINISHED, WHY, days_left=3), "绿 办结", "G done", LampShape.GREEN_DONE),
    (Lamp(LampColour.YELLOW, BUSY, WHY, days_left=3), "黄 剩 3", "Y 3 left", LampShape.YELLOW),
    (Lamp(LampColour.YELLOW, BUSY, WHY, days_left=0), "黄 今天", "Y today", LampShape.YELLOW),
    (Lamp(LampColour.RED, BUSY, WHY, days_left=0), "红 今天", "R today", LampShape.RED),
    (Lamp(LampColour.RED, BUSY, WHY, days_left=-2), "红 超 2", "R 2 over", LampShape.RED),
    (Lamp(LampColour.RED, LampState.LATE, WHY, days_left=-4), "红 逾 4", "R 4 late", LampShape.RED_DONE),
    (Lamp(LampColour.RED, LampState.REFUSED, WHY, days_left=-1), "红 逾 1", "R 1 late", LampShape.RED_DONE),
    (Lamp(LampColour.NONE, BUSY, WHY, days_left=30), "剩 30", "30 left", LampShape.RING),
    (Lamp(LampColour.NONE, BUSY, WHY), "在办", "open", LampShape.RING),
    (Lamp(LampColour.NONE, LampState.STOPPED, WHY, days_left=5), "停表", "stopped", LampShape.PAUSE),
    (Lamp(LampColour.NONE, LampState.PENDING, WHY), "待办", "to do", LampShape.TEXT),
    (Lamp(LampColour.NONE, LampState.FINISHED, WHY), "办结", "done", LampShape.TEXT),
    (Lamp(LampColour.NONE, LampState.REFUSED, WHY), "不予批准", "refused", LampShape.TEXT),
    (Lamp(LampColour.NONE, LampState.NOT_APPLICABLE, WHY), "", "", LampShape.DASH),
)


def test_a_lamp_is_told_by_shape_letter_and_days(monkeypatch: pytest.MonkeyPatch) -> None:
    for lamp, chinese, _, shape in CASES:
        assert (sign_of(lamp).text, sign_of(lamp).shape) == (chinese, shape)
    monkeypatch.setenv("INSPECTOR_LANG", "en")
    for lamp, _, english, _ in CASES:
        assert sign_of(lamp).text == english


def test_only_open_red_and_yellow_cells_are_tinted() -> None:
    tinted = {sign_of(case[0]).shape for case in CASES if sign_of(case[0]).tint}
    assert tinted == {LampShape.YELLOW, LampShape.RED}


def test_what_is_not_needed_is_a_dash_that_a_screen_reader_understands() -> None:
    assert sign_of(CASES[-1][0]).spoken == "不涉及"


def drawn(shape: LampShape, theme: Theme) -> QImage:
    image = QImage(30, 30, QImage.Format.Format_ARGB32)
    tokens = tokens_of(theme, Workplace.OFFICE)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    paint_lamp(painter, QRectF(1, 1, 28, 28), shape, tokens)
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("theme", Theme)
def test_lamps_differ_without_their_colours(theme: Theme) -> None:
    grey = {shape: drawn(shape, theme).convertToFormat(QImage.Format.Format_Mono) for shape in LampShape}
    patterns = {bytes(image.constBits()) for shape, image in grey.items() if shape is not LampShape.TEXT}
    assert len(patterns) == len(LampShape) - 1


@pytest.mark.usefixtures("qapp")
def test_a_sign_stays_within_the_width_that_it_states() -> None:
    tokens = tokens_of(Theme.LIGHT, Workplace.OFFICE)
    for lamp, *_ in CASES:
        sign = sign_of(lamp)
        image = QImage(200, 40, QImage.Format.Format_RGB32)
        image.fill(QColor("#FFFFFF"))
        painter = QPainter(image)
        paint_sign(painter, QRectF(2, 0, 190, 40), sign, tokens)
        painter.end()
        right = sign_width(sign, tokens) + 4
        assert all(image.pixel(x, y) == 0xFFFFFFFF for x in range(right, 200) for y in range(40)), sign


def test_a_click_and_enter_ask_why(appearance: Appearance, qtbot: QtBot) -> None:
    label = LampLabel(appearance, sign_of(CASES[4][0]), asks=True)
    qtbot.addWidget(label)
    label.show()
    with qtbot.waitSignal(label.clicked):
        qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(label.clicked):
            qtbot.keyClick(label, key)
    assert label.accessibleName() == "红 超 2"


def test_a_lamp_that_only_shows_takes_no_focus(appearance: Appearance, qtbot: QtBot) -> None:
    label = LampLabel(appearance, sign_of(CASES[-1][0]))
    qtbot.addWidget(label)
    assert label.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert label.accessibleName() == "不涉及"
    before = label.sizeHint().width()
    label.show_sign(LampSign(LampShape.RED, "红 超 12", "red"))
    assert label.sizeHint().width() > before
    assert label.accessibleName() == "红 超 12"
