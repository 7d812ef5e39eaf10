"""年度投资完成率: a bar for the city and for each area, and the time gone as one ink line through all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.screens.cockpit.fitted_list import FittedDelegate, FittedList
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.bars import paint_mark, paint_share
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.focus_ring import paint_focus_ring
from inspector.ui.widgets.lamp import LampShape, paint_lamp
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import ROW, Index

_TEN = 10
_MOST = 200
"""Percent that an axis shows at most."""
_BAR = 14
_GAP = 12
_NAME_SHARE = 0.3


@dataclass(frozen=True)
class CompletionRow:
    """An area: its rate in percent, None where it has none, and how far it is from the time gone."""

    row_id: str
    name: str
    rate: float | None
    rate_text: str
    ahead: str
    far: bool
    is_city: bool

    @property
    def spoken(self) -> str:
        """The row in words."""
        return f"{self.name} {self.rate_text}% {self.ahead}".strip()


@dataclass(frozen=True)
class Axis:
    """Where the bars of a chart begin and end, and what they measure: `top` percent, `elapsed` of them gone."""

    left: float
    right: float
    rate: float
    """The right edge of the printed rates."""
    top: int
    elapsed: float

    def area(self, row: QRectF) -> QRectF:
        """The part of a row where its bar is drawn."""
        return QRectF(self.left, row.top(), self.right - self.left, row.height())


class Chart:
    """The rows of a chart and the time gone; every part of it asks here for the same axis."""

    def __init__(self) -> None:
        self.rows: Sequence[CompletionRow] = ()
        self.elapsed = 0.0
        self._known: dict[tuple[int, Tokens], Axis] = {}

    def show(self, rows: Sequence[CompletionRow], elapsed: float) -> None:
        """Take other rows."""
        self.rows, self.elapsed = rows, elapsed
        self._known.clear()

    def axis(self, width: int, tokens: Tokens) -> Axis:
        """The axis of a chart that is `width` pixels wide."""
        if (width, tokens) not in self._known:
            self._known[width, tokens] = self._measured(width, tokens)
        return self._known[width, tokens]

    def _measured(self, width: int, tokens: Tokens) -> Axis:
        letters = QFontMetrics(face(tokens.dense, medium=True))
        small = QFontMetrics(face(tokens.caption, medium=True))
        name = max(map(letters.horizontalAdvance, (one.name for one in self.rows)), default=0)
        rate = max(map(letters.horizontalAdvance, (one.rate_text for one in self.rows)), default=0)
        ahead = max(map(small.horizontalAdvance, (one.ahead for one in self.rows)), default=0)
        left = min(name, round(width * _NAME_SHARE)) + _GAP
        rates = width - ahead - tokens.lamp - 2 * _GAP
        top = max((one.rate or 0 for one in self.rows), default=0)
        measure = min(_MOST, ceil((max(top, self.elapsed) + 2) / _TEN) * _TEN)
        return Axis(left, max(left + 40, rates - rate - _GAP), rates, measure, self.elapsed)


class CompletionDelegate(FittedDelegate):
    """Name, bar, rate, and how far behind or ahead."""

    def __init__(self, appearance: Appearance, chart: Chart) -> None:
        super().__init__(appearance)
        self._chart = chart

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: CompletionRow = index.data(ROW)
        tokens, area = self.appearance.tokens, QRectF(option.rect)
        state = option.state
        axis = self._chart.axis(round(area.width()), tokens)
        painter.save()
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.head))
        _paint_grid(painter, axis, area, tokens)
        bars = axis.area(area)
        place = QRectF(bars.left(), area.center().y() - _BAR / 2, bars.width(), _BAR)
        paint_share(painter, place, (row.rate or 0) / axis.top, tokens)
        paint_mark(painter, bars, axis.elapsed / axis.top, tokens)
        self._write(painter, area, axis, row)
        if row.is_city:
            painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(tokens.line))
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, area, tokens)
        painter.restore()

    def _write(self, painter: QPainter, area: QRectF, axis: Axis, row: CompletionRow) -> None:
        tokens = self.appearance.tokens
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        font = face(tokens.dense, medium=row.is_city)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink))
        room = QRectF(area.left(), area.top(), axis.left - _GAP / 2 - area.left(), area.height())
        name = QFontMetrics(font).elidedText(row.name, Qt.TextElideMode.ElideRight, round(room.width()) + 1)
        painter.drawText(room, middle, name)
        painter.setFont(face(tokens.dense, medium=True))
        painter.drawText(QRectF(axis.right, area.top(), axis.rate - axis.right, area.height()), right, row.rate_text)
        painter.setFont(face(tokens.caption, medium=row.far))
        painter.setPen(QColor(tokens.amber if row.far else tokens.ink2))
        painter.drawText(QRectF(axis.rate, area.top(), area.right() - axis.rate, area.height()), right, row.ahead)
        if row.far:
            size = tokens.lamp
            place = QRectF(axis.rate + _GAP / 2, area.center().y() - size / 2, size, size)
            paint_lamp(painter, place, LampShape.YELLOW, tokens)


def _paint_grid(painter: QPainter, axis: Axis, area: QRectF, tokens: Tokens) -> None:
    """A thin line every ten percent, twenty where they would stand too close."""
    for percent in range(0, axis.top + 1, _step(axis)):
        left = round(axis.left + (axis.right - axis.left) * percent / axis.top)
        painter.fillRect(QRectF(left, area.top(), 1, area.height()), QColor(tokens.grid))


def _step(axis: Axis) -> int:
    return _TEN if axis.top <= 6 * _TEN else 2 * _TEN


class _Edge(QWidget):
    """The strip above the bars with the time gone, or the one below with percents."""

    def __init__(self, appearance: Appearance, chart: Chart, *, above: bool) -> None:
        super().__init__()
        self._appearance = appearance
        self._chart = chart
        self._above = above
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(120, self._appearance.tokens.caption + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the words at their places on the axis."""
        if not self._chart.rows:
            return
        tokens = self._appearance.tokens
        axis = self._chart.axis(self.width(), tokens)
        painter = QPainter(self)
        painter.setFont(face(tokens.caption, medium=self._above))
        painter.setPen(QColor(tokens.ink if self._above else tokens.ink3))
        if self._above:
            self._write(painter, axis, axis.elapsed, sentence("ui_cockpit.elapsed", percent=f"{axis.elapsed:.1f}"))
        else:
            for percent in range(0, axis.top + 1, 2 * _step(axis)):
                self._write(painter, axis, percent, f"{percent}%" if percent else "0")
        painter.end()

    def _write(self, painter: QPainter, axis: Axis, percent: float, text: str) -> None:
        width = painter.fontMetrics().horizontalAdvance(text)
        middle = axis.left + (axis.right - axis.left) * percent / axis.top
        left = max(0.0, min(middle - width / 2, self.width() - width))
        painter.drawText(
            QRectF(left, 0, width + 1, self.height()),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            text,
        )


class CompletionCard(Card):
    """The chart; a row opens its projects (`list.picked`)."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_cockpit.completion"))
        self.add_at_title(plain_label(sentence("ui_cockpit.by_completion"), "caption", "ink3"))
        self._chart = Chart()
        name = sentence("ui_cockpit.completion")
        self.list: FittedList[CompletionRow] = FittedList(name, CompletionDelegate(appearance, self._chart), 9)
        self._edges = [_Edge(appearance, self._chart, above=above) for above in (True, False)]
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._edges[0])
        column.addWidget(self.list, 1)
        column.addWidget(self._edges[1])
        self.body.addLayout(column, 1)

    def show_rows(self, rows: Sequence[CompletionRow], elapsed: float) -> None:
        """Show other rows against the percent of time gone."""
        self._chart.show(rows, elapsed)
        self.list.show_rows(rows, marks_first=False)
        self.list.fit_rows()
        for edge in self._edges:
            edge.update()
