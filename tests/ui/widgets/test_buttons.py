from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.answer_button import AnswerButton, AnswerMark
from inspector.ui.widgets.buttons import Button, ButtonKind, icon_button, with_key
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.figure_link import FigureLink
from inspector.ui.widgets.lamp import LampLabel, LampShape, LampSign

PLAIN = Qt.KeyboardModifier.NoModifier
CLICKS = (
    (Qt.Key.Key_Return, PLAIN),
    (Qt.Key.Key_Enter, PLAIN),
    (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
    (Qt.Key.Key_Space, PLAIN),
)


@pytest.mark.parametrize(("key", "modifier"), CLICKS)
def test_all_that_can_be_clicked_can_be_pressed_by_keys(
    appearance: Appearance, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    made = (
        Button(appearance, "导出"),
        AnswerButton(appearance, "合格", AnswerMark.GOOD, "1"),
        Chip("红", 4),
        FigureLink(appearance, "329 / 500 个"),
    )
    for widget in made:
        qtbot.addWidget(widget)
        widget.show()
        with qtbot.waitSignal(widget.clicked):
            qtbot.keyClick(widget, key, modifier)
        with qtbot.waitSignal(widget.clicked):
            qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_name_with_an_ampersand_is_no_shortcut(appearance: Appearance, qtbot: QtBot) -> None:
    button = Button(appearance, "A&B 公司", icon_name="building")
    chip = Chip("A&B")
    qtbot.addWidget(button)
    qtbot.addWidget(chip)
    assert button.accessibleName() == "A&B 公司"
    assert button.text() == " A&&B 公司"
    assert chip.text() == "A&&B"
    assert button.shortcut().isEmpty()


def test_an_icon_alone_has_a_name_and_a_tip(appearance: Appearance, qtbot: QtBot) -> None:
    button = icon_button(appearance, "undo", "撤销", "Ctrl+Z")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip(), button.text()) == ("撤销", "撤销 Ctrl+Z", "")
    assert not button.icon().isNull()


@pytest.mark.parametrize("kind", ButtonKind)
def test_icons_follow_the_theme(appearance: Appearance, qtbot: QtBot, kind: ButtonKind) -> None:
    button = Button(appearance, "导出", kind, "export")
    qtbot.addWidget(button)
    light = button.icon().pixmap(button.iconSize()).toImage()
    appearance.choose(Theme.LARGE)
    assert button.icon().pixmap(button.iconSize()).toImage() != light


def test_a_button_can_show_its_key(appearance: Appearance, qtbot: QtBot) -> None:
    row = with_key(Button(appearance, "开始巡查", ButtonKind.START), "F2")
    qtbot.addWidget(row)
    assert [one.text() for one in row.findChildren(QLabel)] == ["F2"]
    assert [one.text() for one in row.findChildren(QPushButton)] == ["开始巡查"]


def test_a_chip_counts(qtbot: QtBot) -> None:
    chip = Chip("红", 4)
    qtbot.addWidget(chip)
    assert chip.text() == "红 4"
    chip.show_count(None)
    assert chip.text() == "红"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.isChecked()


@pytest.mark.parametrize(("theme", "height"), [(Theme.LIGHT, 40), (Theme.LARGE, 88)])
def test_answers_are_as_high_as_the_theme_says(appearance: Appearance, qtbot: QtBot, theme: Theme, height: int) -> None:
    appearance.choose(theme)
    answer = AnswerButton(appearance, "不合格", AnswerMark.BAD, "2")
    narrow = AnswerButton(appearance, "不合格", AnswerMark.BAD)
    for one in (answer, narrow):
        qtbot.addWidget(one)
    assert answer.sizeHint().height() == height
    assert narrow.sizeHint().height() == appearance.tokens.control
    assert narrow.sizeHint().width() < answer.sizeHint().width()


@pytest.mark.parametrize("mark", AnswerMark)
def test_a_given_answer_is_filled(appearance: Appearance, qtbot: QtBot, mark: AnswerMark) -> None:
    answer = AnswerButton(appearance, "合格", mark, "1")
    qtbot.addWidget(answer)
    answer.resize(answer.sizeHint())
    answer.show()
    point = (6, answer.height() // 2)
    before = answer.grab().toImage().pixelColor(*point).name()
    answer.click()
    after = answer.grab().toImage().pixelColor(*point).name()
    assert before == appearance.tokens.surface.lower()
    assert after == appearance.tokens.colour(mark.value[1]).lower()
    answer.setEnabled(False)
    assert not answer.grab().isNull()


def test_a_figure_can_change(appearance: Appearance, qtbot: QtBot) -> None:
    figure = FigureLink(appearance, "1", "hero")
    qtbot.addWidget(figure)
    before = figure.sizeHint().width()
    figure.say("329 / 500 个")
    assert figure.accessibleName() == "329 / 500 个"
    assert figure.sizeHint().width() > before


@pytest.mark.parametrize("theme", Theme)
def test_the_focus_can_be_seen(appearance: Appearance, qtbot: QtBot, theme: Theme) -> None:
    appearance.choose(theme)
    given = AnswerButton(appearance, "合格", AnswerMark.GOOD, "1")
    given.setChecked(True)
    sign = LampSign(LampShape.RED, "红 超 2", "red")
    parts: tuple[QAbstractButton, ...] = (
        given,
        AnswerButton(appearance, "不合格", AnswerMark.BAD),
        FigureLink(appearance, "329 / 500 个"),
        LampLabel(appearance, sign, asks=True),
        Chip("红", 4),
        Button(appearance, "导出", ButtonKind.PRIMARY),
    )
    page = QWidget()
    down = QVBoxLayout(page)
    for part in parts:
        down.addWidget(part)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    for part in parts:
        part.clearFocus()
        without = part.grab().toImage()
        part.setFocus()
        qtbot.waitUntil(part.hasFocus)
        assert part.grab().toImage() != without
