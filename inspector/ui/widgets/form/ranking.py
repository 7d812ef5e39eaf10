"""Choices in an order of preference: dragged, or moved with Alt+Up and Alt+Down, or by two keys beside the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.buttons import Button, icon_button
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.plain import plain_label

_NAME = Qt.ItemDataRole.UserRole
_LABEL = Qt.ItemDataRole.UserRole + 1


class RankEditor(ItemEditor):
    """Until something is moved or the order is confirmed there is no answer, and it says so."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.list = _OrderList()
        self.list.reordered.connect(self._give_order)
        self.up = icon_button(around.appearance, "arrow-up", sentence("ui_visit.item_rank_up"), "Alt+↑")
        self.down = icon_button(around.appearance, "arrow-down", sentence("ui_visit.item_rank_down"), "Alt+↓")
        self.up.clicked.connect(lambda: self.list.move_row(-1))
        self.down.clicked.connect(lambda: self.list.move_row(1))
        self.confirm = Button(around.appearance, sentence("ui_visit.item_rank_as_is"))
        self.confirm.clicked.connect(self._give_order)
        self._state = plain_label("", "caption", "ink2")
        line = QHBoxLayout()
        for one in (self.up, self.down, self.confirm):
            line.addWidget(one)
        line.addWidget(self._state, 1)
        self.body.addWidget(self.list)
        self.body.addLayout(line)
        self._order: tuple[str, ...] = ()

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:
        """Show the order of the answer; choices that it does not have yet stand behind."""
        answered = entry.value if isinstance(entry.value, list) else []
        named = {one.name: self.around.choice(one) for one in choices}
        order = (*(one for one in answered if one in named), *(one for one in named if one not in answered))
        self.confirm.setVisible(entry.value is None)
        self._state.setText("" if entry.value else sentence("ui_visit.item_rank_open"))
        if order != self.list.names():
            self.list.show_items([(one, named[one]) for one in order], self.around.tokens.control)

    def _give_order(self) -> None:
        self.list.renumber()
        self.give(list(self.list.names()) or None)

    def clear(self) -> bool:
        """Take the order back."""
        self.give(None)
        return True

    def first_input(self) -> QWidget | None:
        """The list."""
        return self.list


class _OrderList(QListWidget):
    """A list whose lines change places; it is as high as its lines, so it never scrolls by itself."""

    reordered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(True)
        self.setProperty("card", "popup")
        self.setAccessibleName(sentence("ui_visit.item_rank_list"))

    def show_items(self, items: list[tuple[str, str]], height: int) -> None:
        """These lines, `(name, label)`; the line that was current stays so."""
        current = self.currentItem().data(_NAME) if self.count() else None
        self.clear()
        for name, label in items:
            item = QListWidgetItem(label)
            item.setData(_NAME, name)
            item.setData(_LABEL, label)
            self.addItem(item)
            item.setSizeHint(QSize(0, height))
        self.renumber()
        self.setFixedHeight(height * max(1, len(items)) + 4)
        names = self.names()
        self.setCurrentRow(names.index(current) if current in names else 0)

    def names(self) -> tuple[str, ...]:
        """The names of the choices in the order that is shown."""
        return tuple(self.item(row).data(_NAME) for row in range(self.count()))

    def renumber(self) -> None:
        """Put its number before each label."""
        for row in range(self.count()):
            self.item(row).setText(f"{row + 1}　{self.item(row).data(_LABEL)}")

    def move_row(self, step: int) -> None:
        """Move the current line up (-1) or down (1)."""
        row = self.currentRow()
        if not 0 <= row + step < self.count() or row < 0:
            return
        item = self.takeItem(row)
        self.insertItem(row + step, item)
        self.setCurrentRow(row + step)
        self.reordered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt with an arrow moves the line; digits are no search here."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and step:
            self.move_row(step)
        elif (step and not 0 <= self.currentRow() + step < self.count()) or event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """A line was dropped at its new place; said when the list has settled, for Qt still removes the old line."""
        super().dropEvent(event)
        QTimer.singleShot(0, self, self.reordered.emit)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The list is shown whole: the wheel belongs to the form."""
        event.ignore()
