"""Cells of the list of projects, drawn from tokens: text cut with …, numbers at the right, lamps as shape and letter.

Drawn here and not by the style sheet, which takes ten times as long for a screen full of cells.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from inspector.domain.lamps import LampColour
from inspector.domain.project_query import ProjectRow
from inspector.ui.models.project_columns import ProjectColumn, lamp_text
from inspector.ui.models.project_table import Index, ProjectTableModel
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.lamp import LampShape, LampSign, paint_sign

Cut = Callable[[str, int, bool], str]
"""A text, the pixels that it has, and whether its letters are strong: what can be shown of it."""
PAD = 10
_BAR = 3
_LAMPS = {
    LampColour.RED: (LampShape.RED, "red", "red_tint"),
    LampColour.YELLOW: (LampShape.YELLOW, "amber", "amber_tint"),
    LampColour.GREEN: (LampShape.GREEN, "green", ""),
}


class ProjectCells(QStyledItemDelegate):
    """Draws the cells of a `ProjectTableModel`; the row of the cursor is tinted, with a bar at its left."""

    def __init__(self, appearance: Appearance, model: ProjectTableModel) -> None:
        super().__init__()
        self._appearance = appearance
        self._model = model
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Fonts and colours are made once for a look: a screen full of cells asks for them two hundred times."""
        tokens = self._appearance.tokens
        self._tokens = tokens
        self._plain, self._strong = face(tokens.dense), face(tokens.dense, medium=True)
        self._ink, self._ink2 = QColor(tokens.ink), QColor(tokens.ink2)
        self._tint, self._primary = QColor(tokens.tint), QColor(tokens.primary)
        self._cut = lru_cache(maxsize=4_000)(_cutter(self._plain, self._strong))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Rows have the height of the view."""
        return QSize(self._tokens.target, self._tokens.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell; one that is still being read is blank."""
        area: QRect = option.rect
        at = index.column()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._tint)
            if at == 0:
                painter.fillRect(QRect(area.left(), area.top(), _BAR, area.height()), self._primary)
        row = self._model.wanted_row(index.row())
        if row is None:
            return
        column = self._model.columns[at]
        inside = area.adjusted(PAD, 0, -PAD, 0)
        if column.name == "lamp":
            self._paint_lamp(painter, inside, row)
        else:
            self._paint_text(painter, inside, column, column.text(row))

    def _paint_text(self, painter: QPainter, inside: QRect, column: ProjectColumn, text: str) -> None:
        if not text:
            return
        named = column.name == "name"
        painter.setFont(self._strong if named else self._plain)
        painter.setPen(self._ink if named or column.right else self._ink2)
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, self._cut(text, inside.width(), named))

    def _paint_lamp(self, painter: QPainter, inside: QRect, row: ProjectRow) -> None:
        if (colour := row.lamps.worst) in _LAMPS:
            paint_sign(painter, QRectF(inside), sign_of_row(row, colour), self._tokens)

    def is_cut(self, index: Index, width: int) -> bool:
        """Whether a cell of so many pixels cannot say all that it has to."""
        column = self._model.columns[index.column()]
        text = str(index.data() or "")
        return column.name != "lamp" and self._cut(text, width - 2 * PAD, column.name == "name") != text


def sign_of_row(row: ProjectRow, colour: LampColour) -> LampSign:
    """The worst lamp of a project in a list."""
    shape, tone, tint = _LAMPS[colour]
    return LampSign(shape, lamp_text(row), tone, tint)


def _cutter(plain: QFont, strong: QFont) -> Cut:
    metrics = {False: QFontMetrics(plain), True: QFontMetrics(strong)}

    def cut(text: str, width: int, is_strong: bool) -> str:  # noqa: FBT001 - a key of the cache
        return metrics[is_strong].elidedText(text, Qt.TextElideMode.ElideRight, width)

    return cut
