"""A range of numbers: a slider with its ends and ticks; what it has no answer for it does not show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from inspector.checklists.check_parameters import range_bounds
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.plain import plain_label

_MOST_TICKS = 20
_ONE = Decimal(1)
_MOST_STEPS = 100_000


class RangeEditor(ItemEditor):
    """Left and right go a step; a click on the bar goes there. A wheel that turns over it changes nothing."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        start, end, step = range_bounds(question) or (_ONE, Decimal(10), _ONE)
        step = abs(step) or _ONE
        self._start, self._step = start, step if end >= start else -step
        steps = min(_MOST_STEPS, int(abs(end - start) / step))
        self.slider = TickSlider(steps, self._label, around.appearance)
        self.slider.setAccessibleName(sentence("ui_visit.item_range"))
        self.slider.passed.connect(self._pass)
        self.slider.stepped.connect(lambda index: self.give(self._label(index)))
        self.slider.stepped.connect(self._pass)
        self.value = plain_label("", "section")
        self.value.setMinimumWidth(4 * around.tokens.section)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.slider, 1)
        self.value.setFixedHeight(max(around.tokens.control, around.tokens.target))
        line.addWidget(self.value, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(line)

    def _label(self, index: int) -> str:
        return format((self._start + self._step * index).normalize(), "f")

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Show the number, or that there is none."""
        if entry.value is None:
            self.slider.show_index(None)
            self.value.setText(sentence("ui_visit.item_empty_value"))
            return
        number = Decimal(str(entry.value))
        self.slider.show_index(int(((number - self._start) / self._step).to_integral_value()))
        self.value.setText(f"{entry.value} {self.around.unit(self.question)}".strip())

    def _pass(self, index: int) -> None:
        self.value.setText(f"{self._label(index)} {self.around.unit(self.question)}".strip())

    def clear(self) -> bool:
        """Take the number back."""
        if not self.slider.answered:
            return False
        self.give(None)
        return True

    def first_input(self) -> QWidget | None:
        """The slider."""
        return self.slider


class TickSlider(QSlider):
    """A slider that draws itself, with ticks and the numbers of its ends; without an answer it has no handle.

    `passed` is emitted with every step on the way of a drag, `stepped` where it ends and for every key.
    """

    passed = Signal(int)
    stepped = Signal(int)

    def __init__(self, steps: int, label: Callable[[int], str], appearance: Appearance) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(0, steps)
        self.setPageStep(max(1, steps // 10))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.answered = False
        self._appearance = appearance
        self._ends = (label(0), label(steps))
        self._before: int | None = None

    def show_index(self, index: int | None) -> None:
        """Stand at a step, or nowhere."""
        self.answered = index is not None
        self.setValue(index or 0)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the handle and the numbers under it."""
        tokens = self._appearance.tokens
        return QSize(200, max(tokens.control, tokens.target) + tokens.caption + 8)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same height, however narrow."""
        return QSize(80, self.sizeHint().height())

    def _knob(self) -> int:
        return 32 if self._appearance.tokens.theme is Theme.LARGE else 20

    def _x(self, index: int) -> float:
        knob = self._knob()
        return knob / 2 + (self.width() - knob) * index / max(1, self.maximum())

    def _take(self, index: int, *, settled: bool) -> None:
        bounded = max(0, min(self.maximum(), index))
        before = self.value() if self.answered else None
        self.show_index(bounded)
        if settled and bounded != before:
            self.stepped.emit(bounded)
        elif not settled:
            self.passed.emit(bounded)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Bar, ticks, ends and handle."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = max(tokens.control, tokens.target) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.line2))
        painter.drawRoundedRect(QRectF(self._x(0), middle - 2, self._x(self.maximum()) - self._x(0), 4), 2, 2)
        self._paint_ticks(painter, middle)
        painter.setPen(QColor(tokens.ink2))
        painter.setFont(face(tokens.caption))
        below = QRectF(0, middle + self._knob() / 2, self.width(), tokens.caption + 10)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._ends[0])
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._ends[1])
        if self.answered:
            self._paint_knob(painter, middle)
        elif self.hasFocus():
            painter.setPen(QPen(QColor(tokens.ink), tokens.ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(1, middle - 12, self.width() - 2, 24), 4, 4)
        painter.end()

    def _paint_ticks(self, painter: QPainter, middle: float) -> None:
        if not 0 < self.maximum() <= _MOST_TICKS:
            return
        for index in range(self.maximum() + 1):
            painter.drawRect(QRectF(self._x(index) - 0.5, middle - 6, 1, 12))

    def _paint_knob(self, painter: QPainter, middle: float) -> None:
        tokens, knob = self._appearance.tokens, self._knob()
        centre = self._x(self.value())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bar))
        painter.drawRoundedRect(QRectF(self._x(0), middle - 3, centre - self._x(0), 6), 3, 3)
        edge = tokens.ink if self.hasFocus() else tokens.primary
        painter.setPen(QPen(QColor(edge), 3 if self.hasFocus() else 2))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(QRectF(centre - knob / 2 + 2, middle - knob / 2 + 2, knob - 4, knob - 4))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go to where the click is."""
        self._before = self.value() if self.answered else None
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the drag."""
        self._follow(event)

    def _follow(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            share = (event.position().x() - self._knob() / 2) / max(1, self.width() - self._knob())
            self._take(round(share * self.maximum()), settled=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The drag ends here: now it is an answer, if it is another one."""
        if event.button() is Qt.MouseButton.LeftButton and self.value() != self._before:
            self.stepped.emit(self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up, down and page keys go from item to item; the first arrow at an open range takes its first step."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._take(self.value() + step if self.answered else 0, settled=True)
        elif event.key() in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._take(0 if event.key() == Qt.Key.Key_Home else self.maximum(), settled=True)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The wheel belongs to the form."""
        event.ignore()
