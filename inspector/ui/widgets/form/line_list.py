"""The lines of a form under each other: one card, and around it only so many folded lines as are seen.

Lines are of different heights and one of them is a real editor, which a list view with a delegate cannot hold without
showing through; so the lines that are near are small widgets, placed where they belong and used again when scrolled.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.form.folded import FoldedLine, fold_height
from inspector.ui.widgets.form.item_card import ItemCard
from inspector.ui.widgets.form.rows import AddRow, HeadingRow, Line
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.plain import plain_label

_BEYOND = 240
"""Pixels above and below the window in which lines stand ready."""
_CARD_GAP = 4
_SPARE = 24
"""Folded lines that are kept for the next one: to make one takes longer than to fill it."""
_STEP = 48


class LineList(QAbstractScrollArea):
    """Shows lines; the card of the current one is handed in, and belongs to it from then on."""

    chosen = Signal(str)
    answered = Signal(str, object)
    added = Signal(str)
    removed = Signal(str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._lines: list[Line] = []
        self._current = -1
        self._card: ItemCard | None = None
        self._tops: list[int] = [0]
        self._heights: dict[int, int] = {}
        self._measured_at = 0
        self._shown: dict[int, QWidget] = {}
        self._spare: list[FoldedLine] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(sentence("ui_visit.item_list"))
        self.verticalScrollBar().valueChanged.connect(self._place)
        self.verticalScrollBar().setSingleStep(_STEP)

    @property
    def single(self) -> bool:
        """Whether only the current line is shown."""
        return self._around.tokens.theme is Theme.LARGE

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_lines(self, lines: list[Line], current: int, card: ItemCard | None) -> None:
        """These lines, the card standing for the current one."""
        before, self._lines = self._lines, lines
        same = {n for n, one in enumerate(lines) if n < len(before) and (one is before[n] or one == before[n])}
        self._heights = {n: high for n, high in self._heights.items() if n in same}
        self._current = current
        if card is not self._card:
            self._take_card(card)
        for number, widget in list(self._shown.items()):
            if number not in same:
                self._renew(number, widget)
        self.measure()

    def _take_card(self, card: ItemCard | None) -> None:
        if self._card is not None:
            self._card.removeEventFilter(self)
            self._card.hide()
            self._card.deleteLater()
        self._card = card
        if card is not None:
            card.setParent(self.viewport())
            card.installEventFilter(self)
            card.show()

    def _renew(self, number: int, widget: QWidget) -> None:
        line = self._lines[number] if number < len(self._lines) else None
        if isinstance(line, tuple) and isinstance(widget, FoldedLine):
            widget.show_line(line)
        else:
            self._discard(number)

    def _discard(self, number: int) -> None:
        widget = self._shown.pop(number)
        widget.hide()
        if isinstance(widget, FoldedLine) and len(self._spare) < _SPARE:
            self._spare.append(widget)
        else:
            widget.deleteLater()

    def forget(self) -> None:
        """Nothing that was measured or made holds any more: the look has changed."""
        self._heights = {}
        for number in list(self._shown):
            self._discard(number)
        for one in self._spare:
            one.deleteLater()
        self._spare = []

    # -- places ----------------------------------------------------------------------------------------------------

    def measure(self) -> None:
        """Work out where every line stands; only lines that changed are measured again."""
        width = self.viewport().width()
        if width != self._measured_at:
            self._measured_at, self._heights = width, {}
        folded = [0] * len(self._lines) if self.single else self._folded_heights(width)
        heights = [self._card_height(width) if n == self._current else high for n, high in enumerate(folded)]
        self._tops = list(accumulate(heights, initial=0))
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._tops[-1] - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        self._place()

    def _card_height(self, width: int) -> int:
        return self._card.height_for(width) + 2 * _CARD_GAP if self._card is not None else 0

    def _folded_heights(self, width: int) -> list[int]:
        known, tokens = self._heights, self._around.tokens
        for number, line in enumerate(self._lines):
            if number not in known and number != self._current:
                plain = tokens.row + tokens.dense
                known[number] = fold_height(line, width, self._around) if isinstance(line, tuple) else plain
        return [known.get(number, 0) for number in range(len(self._lines))]

    def _place(self) -> None:
        """Put the lines that are near where they belong."""
        start = self.verticalScrollBar().value()
        width, high = self.viewport().width(), self.viewport().height()
        first = max(0, bisect_right(self._tops, start - _BEYOND) - 1)
        last = min(len(self._lines), bisect_right(self._tops, start + high + _BEYOND))
        for number in [one for one in self._shown if not first <= one < last or one == self._current or self.single]:
            self._discard(number)
        for number in range(first, last):
            top, tall = self._tops[number] - start, self._tops[number + 1] - self._tops[number]
            if number == self._current and self._card is not None:
                self._card.setGeometry(0, top + _CARD_GAP, width, tall - 2 * _CARD_GAP)
            elif tall:
                self._line_widget(number).setGeometry(0, top, width, tall)
        if self._card is not None and not first <= self._current < last:
            self._card.setGeometry(0, self._tops[self._current] - start + _CARD_GAP, width, self._card.height())

    def _line_widget(self, number: int) -> QWidget:
        if number not in self._shown:
            made = self._make(self._lines[number])
            if made.parent() is not self.viewport():
                made.setParent(self.viewport())
            made.show()
            self._shown[number] = made
        return self._shown[number]

    def _make(self, line: Line) -> QWidget:
        if isinstance(line, HeadingRow):
            return self._heading(line)
        if isinstance(line, AddRow):
            return self._add_key(line)
        made = self._spare.pop() if self._spare else self._new_folded()
        made.show_line(line)
        return made

    def _new_folded(self) -> FoldedLine:
        made = FoldedLine(self._around)
        made.chosen.connect(self.chosen)
        made.answered.connect(self.answered)
        return made

    def _heading(self, line: HeadingRow) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, self._around.tokens.dense, 0, 0)
        row.addWidget(plain_label(line.text, "section"))
        row.addWidget(plain_label(line.hint, "dense", "ink2"), 1)
        if line.removable:
            text = sentence("ui_visit.item_remove_instance")
            key = Button(self._around.appearance, text, ButtonKind.TEXT, "trash")
            key.setAccessibleName(f"{text} {line.text}")
            key.clicked.connect(lambda: self.removed.emit(line.address))
            row.addWidget(key)
        return made

    def _add_key(self, line: AddRow) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 4, 0, 4)
        key = Button(self._around.appearance, line.text, icon_name="plus")
        key.clicked.connect(lambda: self.added.emit(line.address))
        row.addWidget(key)
        row.addStretch(1)
        return made

    def reveal_current(self) -> None:
        """Scroll as little as needed for the whole card to be seen, its head first."""
        if not 0 <= self._current < len(self._lines):
            return
        bar, high = self.verticalScrollBar(), self.viewport().height()
        top, bottom = self._tops[self._current], self._tops[self._current + 1]
        bar.setValue(min(top, max(bar.value(), bottom - high)) if bar.value() <= top else top)

    # -- events ----------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width wraps other labels."""
        super().resizeEvent(event)
        self.measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A card whose content changed needs another height."""
        if watched is self._card and event.type() is QEvent.Type.LayoutRequest:
            self.measure()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys mean items, not pixels: they are the form's."""
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll, whatever input lies under the mouse."""
        super().wheelEvent(event)
        event.accept()
