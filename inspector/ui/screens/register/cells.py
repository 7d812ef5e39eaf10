"""Cells of the grid, drawn from tokens, and the line in which one is typed.

Drawn here and not by the style sheet, which takes ten times as long for a screen full of cells.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPolygon
from PySide6.QtWidgets import QCompleter, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from inspector.services.ledger_columns import LedgerColumn, Reading, read_cell
from inspector.services.ledger_window import GridRow
from inspector.ui.models.windowed import ROW, Index
from inspector.ui.screens.register.columns import NAME, cell_text
from inspector.ui.screens.register.model import LedgerModel
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face

PAD = 10
_CORNER = 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ENTERS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CellEditor(QLineEdit):
    """What is typed into a cell; `reading` says what it amounts to, `down` that Enter ended it."""

    def __init__(self, parent: QWidget, column: LedgerColumn, row: int) -> None:
        super().__init__(parent)
        self.column = column
        self.row = row
        self.down = False
        self.setAccessibleName(column.label)
        if column.choices:
            words = QCompleter(list(column.choices), self)
            words.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            self.setCompleter(words)

    @property
    def reading(self) -> Reading:
        """What the text amounts to."""
        return read_cell(self.column.key, self.text(), in_yi=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on to the cell below."""
        self.down = event.key() in _ENTERS
        super().keyPressEvent(event)


class LedgerCells(QStyledItemDelegate):
    """Draws the cells of a `LedgerModel`; `typed` carries row, column and text, `typing` the editor."""

    typed = Signal(int, int, str)
    typing = Signal(object)

    def __init__(self, appearance: Appearance, model: LedgerModel) -> None:
        super().__init__()
        self._appearance = appearance
        self._model = model
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Fonts and colours are made once for a look."""
        tokens = self._appearance.tokens
        self._plain = face(tokens.dense)
        self._ink, self._ink2 = QColor(tokens.ink), QColor(tokens.ink2)
        self._tint, self._corner = QColor(tokens.tint), QColor(tokens.bar)
        self._grounds = (QColor(tokens.surface), QColor(tokens.zebra))
        self._line, self._edge = QColor(tokens.grid), QColor(tokens.line2)
        self._row = tokens.row
        metrics = QFontMetrics(self._plain)

        @lru_cache(maxsize=4_000)
        def cut(text: str, width: int) -> str:
            return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

        self._cut = cut

    # -- drawing ---------------------------------------------------------------------------------------------------

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Rows have the height of the view."""
        return QSize(PAD, self._row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell; one that is still being read is blank."""
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self.paint_cell(painter, area, (index.row(), index.column()), index.data(ROW), chosen=chosen)

    def paint_cell(
        self, painter: QPainter, area: QRect, place: tuple[int, int], row: GridRow | None, *, chosen: bool
    ) -> None:
        """Ground, lines, words, and the folded corner of what was changed since the last package."""
        column = self._model.columns[place[1]]
        named = column.key == NAME
        painter.fillRect(area, self._tint if chosen else self._grounds[place[0] % 2])
        painter.setPen(self._line)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.setPen(self._edge if named else self._line)
        painter.drawLine(area.topRight(), area.bottomRight())
        if row is None:
            return
        text = cell_text(column, row.row.cells.get(column.key))
        if text:
            inside = area.adjusted(PAD, 0, -PAD, 0)
            painter.setFont(self._plain)
            painter.setPen(self._ink if named or column.number else self._ink2)
            side = _RIGHT if column.number else _LEFT
            painter.drawText(inside, side, self._cut(text.partition("\n")[0], inside.width()))
        if column.key in row.row.changed:
            self._paint_corner(painter, area.topRight())

    def _paint_corner(self, painter: QPainter, at: QPoint) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._corner)
        painter.drawPolygon(QPolygon([at - QPoint(_CORNER, 0), at, at + QPoint(0, _CORNER)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def is_cut(self, index: Index, width: int) -> bool:
        """Whether a cell of so many pixels cannot say all that it has to."""
        text = str(index.data() or "")
        return self._cut(text, width - 2 * PAD) != text

    # -- typing ----------------------------------------------------------------------------------------------------

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A line of text, with the words of a fixed list to choose from."""
        editor = CellEditor(parent, self._model.columns[index.column()], index.row())
        editor.textEdited.connect(lambda: self.typing.emit(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """What the cell says."""
        if isinstance(editor, CellEditor):
            editor.setText(str(index.data() or ""))

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, _model: QAbstractItemModel, index: Index
    ) -> None:
        """Hand on what was typed; the register decides."""
        if isinstance(editor, CellEditor) and editor.text() != index.data():
            self.typed.emit(index.row(), index.column(), editor.text())

    def updateEditorGeometry(  # noqa: N802 - Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """The editor covers its cell."""
        editor.setGeometry(option.rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter does not take what the cell cannot hold: the line stays, with the reason below it."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTERS
        if pressed and isinstance(watched, CellEditor) and watched.reading.refusal is not None:
            self.typing.emit(watched)
            return True
        return super().eventFilter(watched, event)
