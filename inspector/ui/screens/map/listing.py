"""The projects in view as a list: row numbers, and a window of rows that were read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.project_query import ProjectRow
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.enter import is_enter
from inspector.ui.widgets.lamp import paint_lamp
from inspector.ui.widgets.long_list import LongList
from inspector.ui.widgets.map.marks import SHAPES, TONES, letter_of

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
BLOCK = 60
KEPT = 600
"""Rows in memory; whoever scrolls on reads them again."""
_NOWHERE = QModelIndex()
_PAD = 16


class ListingModel(QAbstractListModel):
    """Row numbers of projects; `wanted` carries those whose rows are about to be shown."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.numbers: Sequence[int] = ()
        self._rows: dict[int, ProjectRow] = {}
        self._asked: set[int] = set()

    def show_numbers(self, numbers: Sequence[int], *, fresh: bool = False) -> None:
        """Take other projects; with `fresh` what was read of them is read again."""
        self.beginResetModel()
        self.numbers = numbers
        self._asked.clear()
        if fresh:
            self._rows.clear()
        self.endResetModel()

    def take_rows(self, rows: Sequence[ProjectRow]) -> None:
        """Keep rows that were read."""
        if len(self._rows) > KEPT:
            self._rows.clear()
        self._rows |= {one.number: one for one in rows}
        self._asked.clear()
        if self.numbers:
            self.dataChanged.emit(self.index(0), self.index(len(self.numbers) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many projects there are."""
        return 0 if parent.isValid() else len(self.numbers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The row for the delegate, its words for everybody else."""
        if not index.isValid() or role not in {ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        row = self._rows.get(self.numbers[index.row()])
        if row is None:
            self._ask(index.row())
        if role == ROW:
            return row
        return "" if row is None else f"{row.name} {told(row)}"

    def _ask(self, at: int) -> None:
        first = at - at % BLOCK
        block = [one for one in self.numbers[first : first + BLOCK] if one not in self._rows]
        if not self._asked.issuperset(block):
            self._asked.update(block)
            self.wanted.emit(tuple(block))


def told(row: ProjectRow) -> str:
    """The second line: area, open problems, last visit."""
    parts = [row.area or ""]
    if row.open_problems:
        parts.append(sentence("ui_map.open_problems", count=row.open_problems))
    day = row.last_visit
    parts.append(
        sentence("ui_map.never_visited") if day is None else sentence("ui_map.last_visit", month=day.month, day=day.day)
    )
    return "  ".join(one for one in parts if one)


class ListingDelegate(QStyledItemDelegate):
    """Two lines: the name, and the lamp with what is open."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """The height of two lines in the theme."""
        tokens = self._appearance.tokens
        return QSize(120, max(tokens.row_two - 8, tokens.body + tokens.dense + 24))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row; one that is still being read is blank."""
        tokens, row = self._appearance.tokens, index.data(ROW)
        painter.save()
        room = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(room, QColor(tokens.tint))
            painter.fillRect(QRectF(room.left(), room.top(), 3, room.height()), QColor(tokens.primary))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        if isinstance(row, ProjectRow):
            self._paint_row(painter, room.adjusted(_PAD, 8, -_PAD, -8), row)
        painter.restore()

    def _paint_row(self, painter: QPainter, room: QRectF, row: ProjectRow) -> None:
        tokens = self._appearance.tokens
        upper, lower = face(tokens.body, medium=True), face(tokens.dense)
        name = QFontMetrics(upper).elidedText(row.name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setFont(upper)
        painter.setPen(QColor(tokens.ink))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)
        colour, size = row.lamps.worst, tokens.lamp
        middle = room.bottom() - QFontMetrics(lower).height() / 2
        paint_lamp(painter, QRectF(room.left(), middle - size / 2, size, size), SHAPES[colour], tokens)
        left = room.left() + size + 6
        painter.setFont(lower)
        if letter := letter_of(colour):
            painter.setPen(QColor(tokens.colour(TONES[colour])))
            painter.drawText(room.adjusted(left - room.left(), 0, 0, 0), Qt.AlignmentFlag.AlignBottom, letter)
            left += QFontMetrics(lower).horizontalAdvance(letter) + 8
        words = QFontMetrics(lower).elidedText(told(row), Qt.TextElideMode.ElideRight, int(room.right() - left))
        painter.setPen(QColor(tokens.ink2))
        painter.drawText(room.adjusted(left - room.left(), 0, 0, 0), Qt.AlignmentFlag.AlignBottom, words)


class Listing(LongList):
    """`marked` carries the row number of the project that the cursor is on, `picked` of one that is opened."""

    marked = Signal(int)
    picked = Signal(int)

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__(appearance, name)
        self.model_ = ListingModel()
        self._delegate = ListingDelegate(appearance)
        self.setModel(self.model_)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(lambda index: self.picked.emit(self.model_.numbers[index.row()]))

    def mark(self, number: int) -> None:
        """Put the cursor on a project, if it is in the list."""
        at = next((at for at, one in enumerate(self.model_.numbers) if one == number), -1)
        if at >= 0 and at != self.currentIndex().row():
            self.setCurrentIndex(self.model_.index(at))
        elif at < 0:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens; the arrows tell where the cursor went."""
        at = self.currentIndex().row()
        if is_enter(event) and at >= 0:
            self.picked.emit(self.model_.numbers[at])
            return
        super().keyPressEvent(event)
        if self.currentIndex().row() != at:
            self._on_clicked(self.currentIndex())

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.isValid():
            self.marked.emit(self.model_.numbers[index.row()])
