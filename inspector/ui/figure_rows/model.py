"""The rows behind a figure as a table: ids, and a window of rows that were read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.lamps import Lamp
from inspector.services.figure_rows import FigureRow, RowCell, RowColumn
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.lamp import paint_sign, sign_of
from inspector.ui.widgets.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
CELL = Qt.ItemDataRole.UserRole
BLOCK = 60
KEPT = 900
"""Rows in memory; whoever scrolls on reads them again."""
_NOWHERE = QModelIndex()
_PAD = 10
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowsModel(QAbstractTableModel):
    """`wanted` carries the ids of rows that are about to be shown."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.ids: Sequence[str] = ()
        self._columns: tuple[RowColumn, ...] = ()
        self._headers: tuple[str, ...] = ()
        self._rows: dict[str, FigureRow] = {}
        self._asked: set[int] = set()

    def show_ids(self, columns: tuple[RowColumn, ...], ids: Sequence[str]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self._columns, self.ids = columns, ids
        self._headers = tuple(one.header for one in columns)
        self._rows.clear()
        self._asked.clear()
        self.endResetModel()

    def take_rows(self, rows: Sequence[FigureRow]) -> None:
        """Keep rows that were read."""
        if len(self._rows) > KEPT:
            self._rows.clear()
            self._asked.clear()
        self._rows |= {one.row_id: one for one in rows}
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self._columns) - 1))

    def row_at(self, at: int) -> FigureRow | None:
        """A row that was read."""
        return self._rows.get(self.ids[at]) if 0 <= at < len(self.ids) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Text for everybody, the cell itself for the delegate; a row that is still being read is blank."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[index.column()].is_amount else _LEFT
        if role not in {CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        row = self._rows.get(self.ids[index.row()])
        if row is None:
            self._ask(index.row())
            return None
        cell = row.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(in_words(cell))
        return cell if role == CELL else in_words(cell)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """What the columns are called, on the side of their cells."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[section].is_amount else _LEFT
        return self._headers[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _ask(self, at: int) -> None:
        first = at - at % BLOCK
        if first not in self._asked:
            self._asked.add(first)
            self.wanted.emit(tuple(self.ids[first : first + BLOCK]))


def in_words(cell: RowCell) -> str:
    """A cell as text; empty stays empty."""
    if cell is None:
        return ""
    if isinstance(cell, Lamp):
        sign = sign_of(cell)
        return sign.text or sign.spoken
    if isinstance(cell, Decimal):
        return f"{cell:,.2f}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


class RowsDelegate(QStyledItemDelegate):
    """Draws lamps as their signs, everything else as text with the air of the header above it."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        tokens, cell = self._appearance.tokens, index.data(CELL)
        area, state = QRectF(option.rect), option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(tokens.tint))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(tokens.grid))
        room = area.adjusted(_PAD, 0, -_PAD, 0)
        if isinstance(cell, Lamp):
            paint_sign(painter, room, sign_of(cell), tokens)
        elif cell is not None:
            painter.setFont(face(tokens.dense))
            painter.setPen(QColor(tokens.ink))
            text = painter.fontMetrics().elidedText(in_words(cell), Qt.TextElideMode.ElideRight, round(room.width()))
            painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
        painter.restore()
