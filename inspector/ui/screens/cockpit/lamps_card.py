"""手续亮灯 of the cockpit: one bar of all steps, and a counter for each lamp."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from inspector.services.cockpit_view import Counted, LampBoard
from inspector.texts import sentence
from inspector.ui.figure_rows.link import RowsLink
from inspector.ui.screens.cockpit.words import counted_figure
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.lamp import LampLabel, LampShape, LampSign

_HEIGHT = 12
_GAP = 2
_LEAST = 4
"""Pixels of the smallest part that is not empty."""


class _LampBar(QWidget):
    """The steps as one bar: red, yellow, under way, green; their order is that of the counters below."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._counts: Sequence[int] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def show_counts(self, counts: Sequence[int]) -> None:
        """Show other parts."""
        self._counts = counts
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A flat bar; it grows sideways."""
        return QSize(120, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """One part beside the other."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        total = sum(self._counts)
        if not total:
            painter.fillRect(self.rect(), QColor(tokens.track))
            painter.end()
            return
        shown = sum(count > 0 for count in self._counts)
        room = self.width() - _GAP * (shown - 1) - _LEAST * shown
        left = 0.0
        for count, colour in zip(self._counts, ("red_fill", "amber_fill", "", "green_fill"), strict=True):
            if not count:
                continue
            part = QRectF(left, 0, _LEAST + room * count / total, _HEIGHT)
            if colour:
                painter.fillRect(part, QColor(tokens.colour(colour)))
            else:
                painter.setPen(QPen(QColor(tokens.ink3), 1))
                painter.drawRect(part.adjusted(0.5, 0.5, -0.5, -0.5))
            left += part.width() + _GAP
        painter.end()


class LampsCard(Card):
    """Counters of red, yellow, open and green; below each what is new, stopped or finished."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_cockpit.lamps"))
        self._bar = _LampBar(appearance)
        self.counters = [RowsLink(appearance, "figure", "ink") for _ in range(4)]
        self.notes = [RowsLink(appearance, "caption", "ink2") for _ in range(5)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for column, sign in enumerate(_signs()):
            grid.setColumnStretch(column, 1)
            for row, part in enumerate((LampLabel(appearance, sign), self.counters[column], self.notes[column])):
                grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignLeft)
        self.add_at_title(self.notes[4])
        self.body.addWidget(self._bar)
        self.body.addLayout(grid)

    @property
    def links(self) -> list[RowsLink]:
        """Everything that opens rows."""
        return [*self.counters, *self.notes]

    def show_board(self, board: LampBoard) -> None:
        """Show other counts."""
        self.note.setText(sentence("ui_cockpit.step_count", count=board.total))
        under_way = board.open.count + board.stopped.count
        finished = board.green.count + board.late.count
        self._bar.show_counts((board.red.lamps.count, board.yellow.lamps.count, under_way, finished))
        names = [sign.text for sign in _signs()]
        parts = (board.red.lamps, board.yellow.lamps, board.open, board.green)
        for name, counted, link in zip(names, parts, self.counters, strict=True):
            link.show_figure(str(counted.count), counted_figure(f"{sentence('ui_cockpit.lamps')} {name}", counted))
        told = (
            (sentence("ui_cockpit.new", count=board.red.new.count), board.red.new),
            (sentence("ui_cockpit.new", count=board.yellow.new.count), board.yellow.new),
            (sentence("ui_cockpit.stopped_count", count=board.stopped.count), board.stopped),
            (sentence("ui_cockpit.finished_now", count=board.finished_now.count), board.finished_now),
            (sentence("ui_cockpit.late_count", count=board.late.count), board.late),
        )
        for (text, counted), link in zip(told, self.notes, strict=True):
            _show_note(link, text, counted)


def _show_note(link: RowsLink, text: str, counted: Counted) -> None:
    """A small figure; one of nothing opens nothing."""
    link.show_figure(text, counted_figure(f"{sentence('ui_cockpit.lamps')} {text}", counted))
    link.setEnabled(counted.count > 0)
    link.setCursor(Qt.CursorShape.PointingHandCursor if counted.count else Qt.CursorShape.ArrowCursor)


def _signs() -> tuple[LampSign, ...]:
    return (
        LampSign(LampShape.RED, sentence("ui_cockpit.red"), "red"),
        LampSign(LampShape.YELLOW, sentence("ui_cockpit.yellow"), "amber"),
        LampSign(LampShape.RING, sentence("ui_cockpit.open"), "ink2"),
        LampSign(LampShape.GREEN_DONE, sentence("ui_cockpit.green"), "green"),
    )
