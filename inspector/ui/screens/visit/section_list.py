"""The sections of a visit at the left: number, title, what is unfit, how much is answered."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon

_ROW = 44
_NUMBER = 28
_PAD = 16


@dataclass(frozen=True)
class SectionLine:
    """One section as the list shows it."""

    number: int
    title: str
    answered: int
    asked: int
    unfit: int

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.answered == self.asked


class SectionList(QWidget):
    """`chosen` carries the index of a section. Up and down move, as does a click."""

    chosen = Signal(int)

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._lines: tuple[SectionLine, ...] = ()
        self._current = 0
        self._name = name
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def show_lines(self, lines: tuple[SectionLine, ...], current: int) -> None:
        """Show the sections, with one of them current."""
        if (lines, current) == (self._lines, self._current):
            return
        grown = len(lines) != len(self._lines)
        self._lines, self._current = lines, current
        if lines:
            here = lines[current]
            self.setAccessibleName(f"{self._name}: {here.number} {here.title} {here.answered}/{here.asked}")
        if grown:
            self.updateGeometry()
        self.update()

    @property
    def _row(self) -> int:
        return max(_ROW, self._appearance.tokens.control)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All sections, one below the other."""
        return QSize(200, self._row * len(self._lines))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It scrolls as a whole, or not at all."""
        return self.sizeHint()

    def row_rect(self, index: int) -> QRect:
        """Where a section is drawn."""
        return QRect(0, index * self._row, self.width(), self._row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click goes there."""
        index = int(event.position().y()) // self._row
        if event.button() is Qt.MouseButton.LeftButton and 0 <= index < len(self._lines):
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()), 0)
        if by and 0 <= self._current + by < len(self._lines):
            self.chosen.emit(self._current + by)
        elif not by:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The rows that are in sight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index, line in enumerate(self._lines):
            place = self.row_rect(index)
            if place.intersects(event.rect()):
                self._paint_line(painter, place, line, chosen=index == self._current)
        painter.end()

    def _paint_line(self, painter: QPainter, place: QRect, line: SectionLine, *, chosen: bool) -> None:
        tokens = self._appearance.tokens
        if chosen:
            painter.fillRect(place, QColor(tokens.tint))
            painter.fillRect(QRect(place.left(), place.top(), 4, place.height()), QColor(tokens.primary))
        if chosen and self.hasFocus():
            painter.setPen(QColor(tokens.ink))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(1, 1, -2, -2))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(face(tokens.body, medium=chosen))
        painter.setPen(QColor(tokens.link if chosen else tokens.ink3))
        painter.drawText(place.adjusted(_PAD, 0, 0, 0), left, str(line.number))
        right = place.right() - _PAD - self._paint_state(painter, place, line, chosen=chosen)
        painter.setFont(face(tokens.body, medium=chosen))
        painter.setPen(QColor(tokens.link if chosen else tokens.ink))
        room = QRect(
            place.left() + _PAD + _NUMBER, place.top(), right - place.left() - _PAD - _NUMBER - 6, place.height()
        )
        text = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, left, text)

    def _paint_state(self, painter: QPainter, place: QRect, line: SectionLine, *, chosen: bool) -> int:
        """Paint count or check, and the unfit ones before it; the width that this took."""
        tokens = self._appearance.tokens
        edge = place.right() - _PAD
        wide = painter.fontMetrics().horizontalAdvance("00/00") if not line.complete else tokens.icon
        if line.complete and line.asked:
            size = tokens.icon
            mark = QRectF(edge - size, place.center().y() - size / 2, size, size)
            paint_icon(painter, mark, "check", tokens.green, heavy=True)
        elif line.asked:
            painter.setPen(QColor(tokens.link if chosen else tokens.ink2))
            painter.setFont(face(tokens.body - 1, medium=chosen))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(place.adjusted(0, 0, -_PAD, 0), right, f"{line.answered}/{line.asked}")
        if not line.unfit:
            return wide
        size = tokens.lamp_small
        painter.setFont(face(tokens.dense))
        count = str(line.unfit)
        room = size + 4 + painter.fontMetrics().horizontalAdvance(count) + 10
        box = QRectF(edge - wide - room, place.center().y() - size / 2, size, size)
        painter.fillRect(box, QColor(tokens.red_fill))
        painter.setPen(QColor(tokens.red))
        painter.drawText(
            QRectF(box.right() + 4, place.top(), room, place.height()), Qt.AlignmentFlag.AlignVCenter.value, count
        )
        return wide + room
