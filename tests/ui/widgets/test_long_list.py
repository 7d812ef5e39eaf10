"""A list of any length: its keys, its height, and what it does not ask."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.long_list import LongList

ROWS = 100_000


class Numbers(QAbstractListModel):
    """Counts what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[int] = set()
        self.questions = 0

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex | None = None) -> int:  # noqa: N802 - Qt's name
        self.questions += 1
        return ROWS

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        self.asked.add(index.row())
        return str(index.row()) if role == Qt.ItemDataRole.DisplayRole else None


class Rows(QStyledItemDelegate):
    """As high as the letters of the theme."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Any) -> QSize:  # noqa: N802 - Qt's
        return QSize(0, 2 * self._appearance.tokens.body)


@pytest.fixture
def rows(appearance: Appearance, qtbot: QtBot) -> LongList:
    made = LongList(appearance, "数")
    qtbot.addWidget(made)
    made.setModel(Numbers())
    delegate = Rows(appearance)
    delegate.setParent(made)
    made.setItemDelegate(delegate)
    made.resize(300, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_asks_for_what_is_in_sight(rows: LongList, qtbot: QtBot) -> None:
    model = rows.model()
    assert isinstance(model, Numbers)
    rows.grab()
    assert len(model.asked) < 50
    assert model.questions < 1_000
    qtbot.keyClick(rows, Qt.Key.Key_7)  # a letter would ask for every row
    assert len(model.asked) < 50


def test_home_and_end_are_the_first_and_the_last_row(rows: LongList, qtbot: QtBot) -> None:
    qtbot.keyClick(rows, Qt.Key.Key_End)
    assert rows.currentIndex().row() == ROWS - 1
    assert rows.viewport().rect().contains(rows.visualRect(rows.currentIndex()).center())
    qtbot.keyClick(rows, Qt.Key.Key_Home)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    assert rows.currentIndex().row() == 1


def test_rows_are_as_wide_as_the_list_and_grow_with_the_letters(rows: LongList, appearance: Appearance) -> None:
    first = rows.model().index(0, 0)
    small = rows.visualRect(first)
    assert small.width() == rows.viewport().width()
    appearance.choose(Theme.LARGE)
    assert rows.visualRect(first).height() > small.height()
    appearance.choose(Theme.LIGHT)
