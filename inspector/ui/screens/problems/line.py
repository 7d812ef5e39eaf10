"""A problem in the list as it is drawn: lamp, what it is over whose it is, and its state at the right."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from inspector.services.problem_board import ProblemRow
from inspector.texts import label
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.lamp import LampSign, paint_sign, sign_of, sign_width
from inspector.ui.widgets.row_list import ROW, Index, RowDelegate
from inspector.ui.widgets.two_line_row import paint_ground, two_lines, write

_PAD = 16
_GAP = 12


@dataclass(frozen=True)
class ProblemLine:
    """What a row says."""

    row_id: str
    sign: LampSign
    text: str
    note: str
    state: str
    level: str

    @property
    def spoken(self) -> str:
        """The row in words."""
        told = (self.sign.spoken or self.sign.text, self.text, self.note, self.state, self.level)
        return "\n".join(one for one in told if one)


def line_of(row: ProblemRow) -> ProblemLine:
    """The line of a problem."""
    problem = row.problem
    told = (problem.number, row.project, problem.owner_department)
    return ProblemLine(
        row_id=problem.id,
        sign=sign_of(row.lamp),
        text=problem.description,
        note="    ".join(one for one in told if one),
        state=label("problem", "state", problem.state.value),
        level=label("problem", "level", problem.level.value),
    )


class ProblemLineDelegate(RowDelegate):
    """Two lines, whatever the width."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self._signs: AbstractSet[LampSign] = frozenset()
        self._lamps = 0
        appearance.changed.connect(self._measure)

    def show_signs(self, signs: AbstractSet[LampSign]) -> None:
        """The lamps that the list has, each once."""
        self._signs = signs
        self._measure()

    def _measure(self) -> None:
        """Pixels of the widest lamp of the list, so that all texts begin at one edge."""
        tokens = self.appearance.tokens
        self._lamps = max((sign_width(one, tokens) for one in self._signs), default=0) + _GAP

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Room for two lines, and for a finger."""
        tokens = self.appearance.tokens
        return QSize(0, max(tokens.row_two - 8, 2 * tokens.body + 24))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: ProblemLine = index.data(ROW)
        tokens, area = self.appearance.tokens, option.rect
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, tokens, marked=marked, first=index.row() == 0, pad=_PAD)
        letters = QFontMetrics(face(tokens.dense, medium=True))
        side = max(letters.horizontalAdvance(row.state), letters.horizontalAdvance(row.level)) + 4
        middle = area.adjusted(_PAD + self._lamps, 0, -_PAD - side - _GAP, 0)
        upper, lower = two_lines(middle, tokens)
        sign = QRectF(area.left() + _PAD, upper.top(), self._lamps, upper.height())
        paint_sign(painter, sign, row.sign, tokens)
        write(painter, upper, row.text, tokens, "ink", tokens.body)
        write(painter, lower, row.note, tokens, "ink2", tokens.dense)
        right = QRect(area.right() - _PAD - side, area.top(), side, area.height())
        upper, lower = two_lines(right, tokens)
        write(painter, upper, row.state, tokens, "ink", tokens.dense, right=True)
        write(painter, lower, row.level, tokens, "ink3", tokens.dense, right=True)
        painter.restore()
