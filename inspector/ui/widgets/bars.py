"""Bars: thin ones for progress, and horizontal ones of charts, from zero, in one hue."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Tokens

_THIN = 6
_MARK = 2


def paint_bar(painter: QPainter, rect: QRectF, share: float, tokens: Tokens, colour: str = "bar") -> None:
    """A bar of `share` (0 to 1, cut off beyond) on its track."""
    painter.fillRect(rect, QColor(tokens.track))
    paint_share(painter, rect, share, tokens, colour)


def paint_share(painter: QPainter, rect: QRectF, share: float, tokens: Tokens, colour: str = "bar") -> None:
    """The filled part alone, for bars that share an axis."""
    width = rect.width() * min(1.0, max(0.0, share))
    painter.fillRect(QRectF(rect.left(), rect.top(), width, rect.height()), QColor(tokens.colour(colour)))


def paint_mark(painter: QPainter, rect: QRectF, share: float, tokens: Tokens) -> None:
    """The ink line of time progress, two pixels wide, through the height of `rect`."""
    left = rect.left() + rect.width() * min(1.0, max(0.0, share)) - _MARK / 2
    painter.fillRect(QRectF(left, rect.top(), _MARK, rect.height()), QColor(tokens.ink))


class Bar(QWidget):
    """A bar of the width that it is given; `height` in pixels, thin by default; `mark` is a share, as of time gone."""

    def __init__(self, appearance: Appearance, name: str, height: int = _THIN, colour: str = "bar") -> None:
        super().__init__()
        self._appearance = appearance
        self._height = height
        self._colour = colour
        self._name = name
        self._share = 0.0
        self._mark: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)
        self.show_share(0.0)

    def show_share(self, share: float, mark: float | None = None) -> None:
        """Fill it to `share`, 0 to 1."""
        self._share, self._mark = share, mark
        self.setAccessibleName(f"{self._name} {share:.0%}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as asked; it grows sideways."""
        return QSize(80, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Track, bar, and the mark over both."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()), self._share, tokens, self._colour)
        if self._mark is not None:
            paint_mark(painter, QRectF(self.rect()), self._mark, tokens)
        painter.end()
