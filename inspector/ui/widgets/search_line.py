"""A line of words to look for, above a list that it commands: the arrows move the cursor there, not here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.icons import icon

_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}


class SearchLine(QLineEdit):
    """Words to look for; the arrows move the cursor of the list, Enter opens what it is on."""

    moved = Signal(int)

    def __init__(self, appearance: Appearance, text: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.setPlaceholderText(text)
        self.setAccessibleName(text)
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        appearance.changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down belong to the list."""
        step = _MOVES.get(Qt.Key(event.key()))
        if step is not None:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        tokens = self._appearance.tokens
        self._glass.setIcon(icon("search", tokens, "ink2", tokens.icon_small))
