"""An icon that only shows: beside a message, at the head of a row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.icons import paint_icon


class IconLabel(QWidget):
    """An icon in a token's colour; `size` in pixels, that of the theme's small icons if 0."""

    def __init__(self, appearance: Appearance, icon_name: str, colour: str = "ink2", size: int = 0) -> None:
        super().__init__()
        self._appearance = appearance
        self._icon_name = icon_name
        self._colour = colour
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._on_appearance_changed)

    def show_icon(self, icon_name: str, colour: str) -> None:
        """Show another icon."""
        self._icon_name, self._colour = icon_name, colour
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        size = self._size or self._appearance.tokens.icon_small
        return QSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The icon; small ones with the heavier stroke."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        paint_icon(
            painter,
            QRectF(self.rect()),
            self._icon_name,
            tokens.colour(self._colour),
            heavy=self.width() <= tokens.icon_small,
        )
        painter.end()

    def _on_appearance_changed(self) -> None:
        self.updateGeometry()
        self.update()
