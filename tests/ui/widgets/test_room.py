"""Where room is short: columns stand one below the other, and buttons show their icons alone."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind, icon_button
from inspector.ui.widgets.folding import fold_until, least_width
from inspector.ui.widgets.key_cap import KeyCap
from inspector.ui.widgets.reflow import LEAST, Reflow
from inspector.ui.widgets.scrolled import scrolled


def test_words_go_before_anything_is_cut_and_come_back(appearance: Appearance, qtbot: QtBot) -> None:
    host = QWidget()
    row = QHBoxLayout(host)
    export = Button(appearance, "导出 Excel", icon_name="excel")
    export.setToolTip("Ctrl+E")
    add = Button(appearance, "登记问题", ButtonKind.PRIMARY, "flag")
    plain, undo = Button(appearance, "没有图标"), icon_button(appearance, "undo", "撤销")
    cap = KeyCap("Ctrl+Enter")
    for one in (export, add, cap, plain, undo):
        row.addWidget(one)
    qtbot.addWidget(host)
    host.show()
    whole = least_width(row)
    parts = (cap, export, add, plain, undo)
    fold_until(parts, least_width(row), whole)
    assert not any(one.is_folded for one in parts)
    fold_until(parts, least_width(row), whole - cap.spare - 1)
    assert [one.is_folded for one in parts] == [True, True, False, False, False]
    assert (export.text(), export.toolTip(), export.accessibleName()) == ("", "导出 Excel Ctrl+E", "导出 Excel")
    fold_until(parts, least_width(row), 0)
    assert [one.is_folded for one in parts] == [True, True, True, False, False]
    assert plain.text() == "没有图标"
    export.say("导出全部")
    fold_until(parts, least_width(row), whole + 100)
    assert (
        least_width(row)
        == whole + export.sizeHint().width() - Button(appearance, "导出 Excel", icon_name="excel").sizeHint().width()
    )
    assert (export.text(), export.toolTip()) == (" 导出全部", "Ctrl+E")


def test_columns_stand_below_each_other_and_the_scrolled_one_is_whole(appearance: Appearance, qtbot: QtBot) -> None:
    host, page = QWidget(), QWidget()
    columns = QHBoxLayout(host)
    down = QVBoxLayout(page)
    for number in range(20):
        down.addWidget(QLabel(str(number)))
    main, area = QLabel("主"), scrolled(page)
    columns.addWidget(main, 3)
    columns.addWidget(area, 2)
    reflow = Reflow(host, columns, appearance, area=area)
    qtbot.addWidget(host)
    wide = LEAST * appearance.tokens.body
    host.resize(wide, 200)
    host.show()
    assert not reflow.stacked
    assert main.geometry().right() < area.geometry().left()
    host.resize(wide - 1, 200)
    qtbot.waitUntil(lambda: main.geometry().bottom() < area.geometry().top())
    qtbot.waitUntil(lambda: area.height() >= page.sizeHint().height())
    host.resize(wide, 200)
    qtbot.waitUntil(lambda: main.geometry().right() < area.geometry().left())
    assert area.minimumHeight() == 0


def test_a_column_that_would_be_cut_goes_below_too(appearance: Appearance, qtbot: QtBot) -> None:
    host, page = QWidget(), QWidget()
    columns = QHBoxLayout(host)
    wide = LEAST * appearance.tokens.body
    QVBoxLayout(page).addWidget(broad := QLabel("宽"))
    area = scrolled(page)
    columns.addWidget(QLabel("主"), 3)
    columns.addWidget(area, 2)
    reflow = Reflow(host, columns, appearance, area=area)
    qtbot.addWidget(host)
    host.resize(wide, 200)
    host.show()
    assert not reflow.stacked
    broad.setMinimumWidth(wide // 2)
    qtbot.waitUntil(lambda: reflow.stacked)
