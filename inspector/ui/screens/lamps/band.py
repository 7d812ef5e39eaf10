"""计时带: a calendar where each day of a step's clock is counted, not counted (hatched) or over (red)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.domain.step_band import Band, BandDay, BandMark
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.plain import plain_label

_WEEK = 7
_GAP = 4
_SWATCH = 12
_HATCHED = {
    BandMark.WEEKEND: Qt.BrushStyle.BDiagPattern,
    BandMark.HOLIDAY: Qt.BrushStyle.BDiagPattern,
    BandMark.STOPPED: Qt.BrushStyle.DiagCrossPattern,
}
_INKS = {BandMark.COUNTED: "ink", BandMark.OVER: "on_red"}


def paint_day(painter: QPainter, rect: QRectF, mark: BandMark, tokens: Tokens) -> None:
    """The ground of a day."""
    radius = tokens.radius - 1
    painter.setPen(Qt.PenStyle.NoPen)
    if mark in _HATCHED:
        painter.setBrush(QColor(tokens.head))
        painter.drawRoundedRect(rect, radius, radius)
        painter.setBrush(QBrush(QColor(tokens.line), _HATCHED[mark]))
    elif mark is BandMark.COUNTED:
        painter.setBrush(QColor(tokens.tint2))
    elif mark is BandMark.OVER:
        painter.setBrush(QColor(tokens.red_fill))
    else:
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(rect, radius, radius)


class BandCalendar(QWidget):
    """The weeks of a band from Monday on; acceptance, due date and the day itself are framed."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._band: Band | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def show_band(self, band: Band | None, spoken: str) -> None:
        """Show another band; `spoken` is what it says in words."""
        self._band = band
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line of weekdays, then a line a week."""
        weeks = len(self._band.days) // _WEEK if self._band else 0
        return QSize(_WEEK * 24, self._head + weeks * (self._line + _GAP))

    @property
    def _head(self) -> int:
        return self._appearance.tokens.caption + 8

    @property
    def _line(self) -> int:
        return self._appearance.tokens.dense + 13

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Weekdays, then the days."""
        if self._band is None:
            return
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = (self.width() - (_WEEK - 1) * _GAP) / _WEEK
        painter.setFont(face(tokens.caption))
        painter.setPen(QColor(tokens.ink2))
        for column, name in enumerate(sentence("ui_lamps.weekdays").split("|")):
            room = QRectF(column * (width + _GAP), 0, width, self._head)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)
        for at, day in enumerate(self._band.days):
            row, column = divmod(at, _WEEK)
            top = self._head + row * (self._line + _GAP)
            self._paint(painter, QRectF(column * (width + _GAP), top, width, self._line), day, self._band)
        painter.end()

    def _paint(self, painter: QPainter, rect: QRectF, one: BandDay, band: Band) -> None:
        tokens = self._appearance.tokens
        paint_day(painter, rect, one.mark, tokens)
        framed = one.day in {band.accepted_on, band.due_on, band.as_of}
        if framed:
            painter.setPen(QPen(QColor(tokens.ink), tokens.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), tokens.radius - 1, tokens.radius - 1)
        painter.setFont(face(tokens.caption, medium=framed or one.mark in _INKS))
        painter.setPen(QColor(tokens.colour(_INKS.get(one.mark, "ink" if framed else "ink3"))))
        text = f"{one.day.month}/1" if one.day.day == 1 else str(one.day.day)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


class _Swatch(QWidget):
    """A small day beside its name."""

    def __init__(self, appearance: Appearance, mark: BandMark) -> None:
        super().__init__()
        self._appearance = appearance
        self._mark = mark
        self.setFixedSize(_SWATCH, _SWATCH)
        appearance.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground of such a day."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_day(painter, QRectF(self.rect()), self._mark, self._appearance.tokens)
        painter.end()


class BandBlock(QWidget):
    """The calendar with its heading, and below it what the grounds mean and how many days each has."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.calendar = BandCalendar(appearance)
        self.counts = {mark: plain_label("", "caption", "ink2") for mark in _LEGEND}
        self._items: dict[BandMark, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(plain_label(sentence("ui_lamps.band"), "dense", "ink", wrap=True))
        column.addWidget(self.calendar)
        legend = QWidget()
        flow = FlowLayout(legend, gap=12)
        for mark, label in self.counts.items():
            self._items[mark] = item = QWidget()
            across = QHBoxLayout(item)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(4)
            across.addWidget(_Swatch(appearance, mark))
            across.addWidget(label)
            flow.addWidget(item)
        column.addWidget(legend)

    def show_band(self, band: Band | None) -> None:
        """Show another band; without one there is nothing to see."""
        self.setVisible(band is not None)
        if band is None:
            return
        counts = {
            BandMark.COUNTED: band.count(BandMark.COUNTED),
            BandMark.WEEKEND: band.count(BandMark.WEEKEND) + band.count(BandMark.HOLIDAY),
            BandMark.STOPPED: band.count(BandMark.STOPPED),
            BandMark.OVER: band.count(BandMark.OVER),
        }
        told = {
            BandMark.COUNTED: sentence("ui_lamps.counted", count=counts[BandMark.COUNTED]),
            BandMark.WEEKEND: sentence("ui_lamps.uncounted", count=counts[BandMark.WEEKEND]),
            BandMark.STOPPED: sentence("ui_lamps.stood", count=counts[BandMark.STOPPED]),
            BandMark.OVER: sentence("ui_lamps.over", count=counts[BandMark.OVER]),
        }
        for mark, text in told.items():
            self.counts[mark].setText(text)
            self._items[mark].setVisible(bool(counts[mark]) or mark is BandMark.COUNTED)
        self.calendar.show_band(band, " ".join(told.values()))


_LEGEND = (BandMark.COUNTED, BandMark.WEEKEND, BandMark.STOPPED, BandMark.OVER)
