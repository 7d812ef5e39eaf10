"""县区和园区排名: place, rate with its bar, what it is counted from, and the places gained since the last issue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.screens.cockpit.fitted_list import FittedDelegate, FittedList
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.bars import paint_bar
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.focus_ring import paint_focus_ring
from inspector.ui.widgets.row_list import ROW, Index

_BAR = 8
_BAR_LEAST, _BAR_MOST = 16, 46
_GAP = 12
_PERCENT = 100
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class RankRow:
    """A place: its rate in percent, None where it has none, and the words of each column."""

    row_id: str
    rank: str
    name: str
    rate: float | None
    rate_text: str
    counts: str
    change: str

    @property
    def spoken(self) -> str:
        """The row in words."""
        return f"{self.rank} {self.name} {self.rate_text}% {self.counts} {self.change}".strip()


@dataclass(frozen=True)
class Columns:
    """The right edge of each column, and where names and bars begin."""

    name: float
    name_end: float
    rate: float
    bar: float
    bar_end: float
    counts: float
    change: float


def columns_of(width: int, names: int, tokens: Tokens) -> Columns:
    """The columns of a ranking that is `width` pixels wide: `names` get what they need, bars what is left then."""
    letters = QFontMetrics(face(tokens.dense, medium=True))
    small = QFontMetrics(face(tokens.caption))
    heads = [small.horizontalAdvance(one) for one in (_heads()[0], *_heads()[2:])]
    rank = heads[0] + _GAP
    rate = max(letters.horizontalAdvance("100.0"), heads[1] * 3 // 5)
    counts = max(letters.horizontalAdvance("0000/0000"), heads[2])
    change = max(small.horizontalAdvance("00 00"), heads[3])
    left = width - rank - rate - counts - change - 4 * _GAP
    bar = min(_BAR_MOST, left - names) if left - names >= _BAR_LEAST else 0
    name = max(24, left - bar)
    end = rank + name + _GAP + rate
    return Columns(rank, rank + name, end, end + _GAP, end + _GAP + bar, width - change - _GAP, width)


def _heads() -> tuple[str, ...]:
    return (
        sentence("ui_cockpit.head_rank"),
        sentence("ui_cockpit.head_area"),
        sentence("ui_cockpit.head_rate"),
        sentence("ui_cockpit.head_counts"),
        sentence("ui_cockpit.head_change"),
    )


def width_of_names(rows: Sequence[RankRow], tokens: Tokens) -> int:
    """Pixels of the longest name."""
    letters = QFontMetrics(face(tokens.dense))
    return max((letters.horizontalAdvance(one.name) for one in rows), default=0) + 2


class RankDelegate(FittedDelegate):
    """One place a row, with a line below; `names` are the pixels that names need."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self.names = 0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: RankRow = index.data(ROW)
        tokens, area = self.appearance.tokens, QRectF(option.rect)
        state = option.state
        place = columns_of(round(area.width()), self.names, tokens)
        painter.save()
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(tokens.head))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), QColor(tokens.line))
        medium, plain = face(tokens.dense, medium=True), face(tokens.dense)
        painter.setPen(QColor(tokens.ink))
        painter.setFont(medium)
        painter.drawText(_span(area, area.left(), place.name), _LEFT, row.rank)
        painter.drawText(_span(area, place.name_end, place.rate), _RIGHT, row.rate_text)
        painter.setFont(plain)
        cut = QFontMetrics(plain).elidedText(
            row.name, Qt.TextElideMode.ElideRight, round(place.name_end - place.name) + 1
        )
        painter.drawText(_span(area, place.name, place.name_end), _LEFT, cut)
        bar = QRectF(place.bar, area.center().y() - _BAR / 2, place.bar_end - place.bar, _BAR)
        paint_bar(painter, bar, (row.rate or 0) / _PERCENT, tokens)
        _paint_counts(painter, _span(area, place.bar_end, place.counts), row.counts, tokens)
        painter.setFont(face(tokens.caption))
        painter.setPen(QColor(tokens.ink2))
        painter.drawText(_span(area, place.counts, place.change), _RIGHT, row.change)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, area, tokens)
        painter.restore()


def _span(area: QRectF, left: float, right: float) -> QRectF:
    return QRectF(left, area.top(), right - left, area.height() - 1)


def _paint_counts(painter: QPainter, room: QRectF, text: str, tokens: Tokens) -> None:
    """65/86 with the dots of a figure that opens rows."""
    painter.setPen(QColor(tokens.ink2))
    painter.drawText(room, _RIGHT, text)
    metrics = painter.fontMetrics()
    below = room.center().y() + metrics.ascent() / 2 + 4
    painter.setPen(QPen(QColor(tokens.ink2), 1, Qt.PenStyle.DotLine))
    painter.drawLine(
        round(room.right() - metrics.horizontalAdvance(text)), round(below), round(room.right()), round(below)
    )


class _Head(QWidget):
    """The names of the columns."""

    def __init__(self, appearance: Appearance, delegate: RankDelegate) -> None:
        super().__init__()
        self._appearance = appearance
        self._delegate = delegate
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line with a rule below."""
        return QSize(120, self._appearance.tokens.caption + 16)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Each name over its column."""
        tokens = self._appearance.tokens
        place, area = columns_of(self.width(), self._delegate.names, tokens), QRectF(self.rect())
        rank, name, rate, counts, change = _heads()
        painter = QPainter(self)
        painter.setFont(face(tokens.caption))
        painter.setPen(QColor(tokens.ink2))
        painter.drawText(_span(area, 0, place.name), _LEFT, rank)
        painter.drawText(_span(area, place.name, place.name_end), _LEFT, name)
        painter.drawText(_span(area, place.name_end, place.bar_end), _RIGHT, rate)
        painter.drawText(_span(area, place.bar_end, place.counts), _RIGHT, counts)
        painter.drawText(_span(area, place.counts, place.change), _RIGHT, change)
        painter.fillRect(QRectF(0, area.bottom() - 1, area.width(), 1), QColor(tokens.line))
        painter.end()


class RankingCard(Card):
    """The ranking of areas, or of parks; `opened` carries whether it is a park's, and the id of the place."""

    opened = Signal(bool, str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_cockpit.ranking"))
        self.areas_chip, self.parks_chip = Chip(sentence("ui_cockpit.areas")), Chip(sentence("ui_cockpit.parks"))
        self._group = QButtonGroup(self)
        for chip in (self.areas_chip, self.parks_chip):
            self._group.addButton(chip)
            self.add_at_title(chip)
        self.areas_chip.setChecked(True)
        self._group.buttonClicked.connect(self._show_chosen)
        self._rows: dict[bool, Sequence[RankRow]] = {False: (), True: ()}
        self._appearance = appearance
        self._delegate = RankDelegate(appearance)
        self._head = _Head(appearance, self._delegate)
        self.list: FittedList[RankRow] = FittedList(sentence("ui_cockpit.ranking"), self._delegate, 8)
        self.list.picked.connect(lambda row: self.opened.emit(self.shows_parks, row))
        appearance.changed.connect(self._show_chosen)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        self.body.addLayout(column, 1)

    @property
    def shows_parks(self) -> bool:
        """Whether parks are ranked instead of areas."""
        return self.parks_chip.isChecked()

    def show_rows(self, areas: Sequence[RankRow], parks: Sequence[RankRow]) -> None:
        """Show other rankings."""
        self._rows = {False: areas, True: parks}
        for chip in (self.areas_chip, self.parks_chip):
            chip.setVisible(bool(parks))
        if not parks:
            self.areas_chip.setChecked(True)
        self._show_chosen()

    def _show_chosen(self) -> None:
        rows = self._rows[self.shows_parks]
        self._delegate.names = width_of_names(rows, self._appearance.tokens)
        self._head.update()
        self.list.show_rows(rows, marks_first=False)
        self.list.fit_rows()
