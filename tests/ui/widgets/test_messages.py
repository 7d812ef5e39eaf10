from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.prompts import Notice
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.badge import Badge, BadgeTone, tier_badge
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.error_panel import ErrorPanel
from inspector.ui.widgets.progress_strip import ProgressStrip, time_left
from inspector.ui.widgets.save_chip import SaveChip
from inspector.ui.widgets.toast import SHOWN_FOR, ToastStrip


def texts(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.text() and not one.isHidden()]


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(800, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def test_saved_says_when(appearance: Appearance, qtbot: QtBot) -> None:
    chip = SaveChip(appearance)
    qtbot.addWidget(chip)
    chip.saved(time(10, 32))
    assert chip.accessibleName() == "已存 10:32"
    assert chip.icon_colour() == "green"


def test_saving_is_told_only_when_it_takes_long(appearance: Appearance, qtbot: QtBot) -> None:
    chip = SaveChip(appearance)
    qtbot.addWidget(chip)
    chip.saved(time(10, 32))
    timer = chip.findChild(QTimer)
    assert timer is not None
    assert timer.interval() == 2000
    chip.saving()
    assert chip.accessibleName() == "已存 10:32"
    timer.setInterval(1)
    qtbot.waitUntil(lambda: chip.accessibleName() == "正在存")
    chip.saved(time(10, 33))
    assert chip.accessibleName() == "已存 10:33"


def test_a_quick_save_is_never_told(appearance: Appearance, qtbot: QtBot) -> None:
    chip = SaveChip(appearance)
    qtbot.addWidget(chip)
    chip.saving()
    chip.saved(time(10, 32))
    timer = chip.findChild(QTimer)
    assert timer is not None
    assert not timer.isActive()


def test_what_is_not_saved_stays_red_and_helps(appearance: Appearance, qtbot: QtBot) -> None:
    chip = SaveChip(appearance)
    qtbot.addWidget(chip)
    chip.show()
    with qtbot.assertNotEmitted(chip.help_wanted):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    chip.failed("磁盘已满")
    chip.saving()
    assert chip.accessibleName() == "没有存上：磁盘已满"
    assert chip.icon_colour() == "red"
    with qtbot.waitSignal(chip.help_wanted):
        qtbot.keyClick(chip, Qt.Key.Key_Return)


def test_a_toast_offers_undo_and_goes_by_itself(appearance: Appearance, host: QWidget, qtbot: QtBot) -> None:
    toast = ToastStrip(host, appearance)
    timer = toast.findChild(QTimer)
    assert timer is not None
    assert timer.interval() == SHOWN_FOR == 8000
    toast.show_text("高处作业 4 项已记为合格")
    assert toast.isVisible()
    timer.setInterval(1)
    timer.start()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_toast_is_taken_back_once(appearance: Appearance, host: QWidget, qtbot: QtBot) -> None:
    toast = ToastStrip(host, appearance)
    toast.show_text("高处作业 4 项已记为合格")
    with qtbot.waitSignal(toast.undo_wanted):
        qtbot.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


def test_a_newer_toast_replaces_the_one_in_sight(appearance: Appearance, host: QWidget) -> None:
    toast = ToastStrip(host, appearance)
    toast.show_text("第一件")
    toast.show_text("第二件", undo=False)
    assert toast.text == "第二件"
    assert toast.button.isHidden()


@pytest.mark.parametrize("width", [320, 800, 1366])
def test_a_toast_stays_at_the_bottom_centre(appearance: Appearance, host: QWidget, width: int) -> None:
    toast = ToastStrip(host, appearance, above=32)
    toast.show_text("高处作业 4 项已记为合格，其余 2 项还要逐项看过才能算完成")
    host.resize(width, 500)
    room = toast.geometry()
    assert abs(room.center().x() - host.rect().center().x()) <= 1
    assert host.rect().contains(room)
    assert room.bottom() < host.height() - 32


def test_an_error_says_three_things_and_folds_its_details(appearance: Appearance, qtbot: QtBot) -> None:
    panel = ErrorPanel(appearance, Notice("没有导入", "照片不符", "本库没有变化", "请重新导出", "sha256 …"))
    qtbot.addWidget(panel)
    panel.show()
    said = texts(panel)
    assert said == ["没有导入", "发生了什么", "照片不符", "保住了什么", "本库没有变化", "怎么办", "请重新导出"]
    details = panel.findChild(QPlainTextEdit)
    assert details is not None
    assert not details.isVisible()
    qtbot.mouseClick(panel.fold, Qt.MouseButton.LeftButton)
    assert details.isVisible()
    qtbot.mouseClick(panel.fold, Qt.MouseButton.LeftButton)
    assert not details.isVisible()
    with qtbot.waitSignal(panel.acknowledged):
        qtbot.mouseClick(panel.button, Qt.MouseButton.LeftButton)


def test_an_error_leaves_out_what_nobody_knows(appearance: Appearance, qtbot: QtBot) -> None:
    panel = ErrorPanel(appearance, Notice("没有导入", "照片不符"))
    qtbot.addWidget(panel)
    assert texts(panel) == ["没有导入", "发生了什么", "照片不符"]
    assert panel.fold.isHidden()


def test_markup_in_user_text_does_nothing(appearance: Appearance, qtbot: QtBot) -> None:
    panel = ErrorPanel(appearance, Notice("<b>没有导入</b>", "<img src=x>"))
    qtbot.addWidget(panel)
    assert {one.textFormat() for one in panel.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_an_empty_state_leads_on(appearance: Appearance, qtbot: QtBot) -> None:
    state = EmptyState(appearance, "package", "还没有巡查包", "拖到这里。", ("添加巡查包", "plus"))
    qtbot.addWidget(state)
    assert state.button is not None
    with qtbot.waitSignal(state.acted):
        state.button.click()
    bare = EmptyState(appearance, "package", "没有问题", "")
    qtbot.addWidget(bare)
    assert bare.button is None


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(None, ""), (0.2, "约剩 1 秒。"), (4.4, "约剩 4 秒。"), (60, "约剩 1 分钟。"), (150, "约剩 2 分钟。")],
)
def test_time_left_is_told_in_the_unit_that_people_count_in(seconds: float | None, told: str) -> None:
    assert time_left(seconds) == told


def test_long_work_says_how_far_it_is_and_what_a_cancel_leaves(appearance: Appearance, qtbot: QtBot) -> None:
    strip = ProgressStrip(appearance, "正在导入台账.xlsx", "取消则一行也不写入。")
    qtbot.addWidget(strip)
    assert texts(strip) == ["正在导入台账.xlsx", "取消则一行也不写入。"]
    strip.show_progress(310, 500, 4)
    assert "310 / 500" in texts(strip)
    assert "约剩 4 秒。 取消则一行也不写入。" in texts(strip)


def test_a_cancel_is_told_once_and_stays_told(appearance: Appearance, qtbot: QtBot) -> None:
    strip = ProgressStrip(appearance, "正在导入台账.xlsx", "取消则一行也不写入。")
    qtbot.addWidget(strip)
    strip.show()
    with qtbot.waitSignal(strip.cancelled):
        qtbot.mouseClick(strip.button, Qt.MouseButton.LeftButton)
    assert not strip.button.isEnabled()
    strip.show_progress(320, 500, 3)
    assert "正在取消，会停在安全的地方。" in texts(strip)


def test_the_badge_tells_what_data_these_are(qtbot: QtBot) -> None:
    made = (tier_badge(real=True), tier_badge(real=False, demonstration=True), tier_badge(real=False))
    for badge in made:
        qtbot.addWidget(badge)
    assert [one.text() for one in made] == ["实名数据", "演示数据", "合成数据"]
    assert [one.property("kind") for one in made] == [BadgeTone.GREEN, BadgeTone.AMBER, BadgeTone.AMBER]


def test_badges_show_text_as_it_is(qtbot: QtBot) -> None:
    badge = Badge("<i>冲突</i> 1", BadgeTone.RED)
    qtbot.addWidget(badge)
    assert badge.textFormat() is Qt.TextFormat.PlainText
