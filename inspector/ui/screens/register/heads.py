"""The heads of the grid: row numbers that show what is selected, and the frozen title of the name column."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face

_LEAST = 44
_SIDE = 8


class RowNumbers(QHeaderView):
    """Numbers of the rows, drawn from tokens; those of selected rows are tinted."""

    def __init__(self, appearance: Appearance, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._appearance = appearance
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        tokens = self._appearance.tokens
        self._face = face(tokens.caption)
        self._ink, self._line = QColor(tokens.ink3), QColor(tokens.grid)
        self._ground, self._chosen, self._strong = QColor(tokens.head), QColor(tokens.tint2), QColor(tokens.link)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the last number."""
        room = QFontMetrics(self._face).horizontalAdvance(str(max(self.count(), 1))) + 2 * _SIDE
        return QSize(max(room, _LEAST), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:  # noqa: N802 - Qt's name
        """A number on its ground."""
        chosen = self.selectionModel().rowIntersectsSelection(at)
        painter.fillRect(rect, self._chosen if chosen else self._ground)
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(self._face)
        painter.setPen(self._strong if chosen else self._ink)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(at + 1))


class FrozenHead(QHeaderView):
    """The title of the first column, which stays while the others are scrolled."""

    def __init__(self, table: QTableView, model: QAbstractItemModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setModel(model)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sectionResized.connect(self._on_resized)

    def fit(self) -> None:
        """Lie over the first title of the table."""
        head, side = self._table.horizontalHeader(), self._table.verticalHeader()
        for at in range(self.count()):
            self.setSectionHidden(at, at > 0)
        width = head.sectionSize(0) if head.count() else 0
        if self.count():
            self.resizeSection(0, width)
        frame = self._table.frameWidth()
        self.setGeometry(side.width() + frame, frame, width, head.height())

    def _on_resized(self, at: int, _before: int, width: int) -> None:
        head = self._table.horizontalHeader()
        if at == 0 and head.count() and head.sectionSize(0) != width and width > 0:
            head.resizeSection(0, width)
