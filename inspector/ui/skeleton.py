"""What the window shows before anything in it is made: navigation, header and canvas in their places and colours.

Apart from everything else because it is painted first: whatever this module imports, the user waits for with an empty
screen. No words and no marks stand in it, for these need the fonts and the style sheet.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget

from inspector.ui.preferences import Preferences
from inspector.ui.theme.tokens import Theme, Workplace, tokens_of

BARE = "bare"
"""A property of a page that lets the places be seen behind it."""
SIZE = (1366, 696)
"""What a laptop of 1366 × 768 leaves under title bar and taskbar."""
COLUMN = 1280
"""From this width on the navigation of the office is a column of words (tokens.md)."""


class Skeleton(QStackedWidget):
    """A top-level window that is not filled yet. `painted`, once: it is on the screen, and the rest may be made."""

    painted = Signal()

    left = Signal()
    """The user closes the window."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._bare = tokens_of(Theme(preferences.theme), Workplace(preferences.workplace))
        self._waits = True
        self.resize(*SIZE)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Say so before it is gone."""
        self.left.emit()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The places, as long as no page covers them."""
        page = self.currentWidget()
        if page is not None and not page.property(BARE):
            super().paintEvent(event)
            return
        tokens = self._bare
        column = tokens.workplace is Workplace.OFFICE and tokens.theme is not Theme.LARGE and self.width() >= COLUMN
        left = tokens.nav if column else tokens.rail
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.canvas))
        for place, ground, edge in (
            (QRect(0, 0, left, self.height()), tokens.sunken, QRect(left - tokens.border, 0, tokens.border, 10_000)),
            (
                QRect(left, 0, self.width() - left, tokens.header),
                tokens.surface,
                QRect(left, tokens.header - tokens.border, self.width(), tokens.border),
            ),
            (
                QRect(left, self.height() - tokens.status, self.width() - left, tokens.status),
                tokens.sunken,
                QRect(left, self.height() - tokens.status, self.width(), tokens.border),
            ),
        ):
            painter.fillRect(place, QColor(ground))
            painter.fillRect(edge, QColor(tokens.line))
        painter.end()
        if self._waits:
            self._waits = False
            QTimer.singleShot(0, self.painted.emit)
