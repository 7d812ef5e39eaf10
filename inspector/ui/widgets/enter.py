"""Enter does what a click does, as people at a keyboard expect and Qt does for buttons of dialogs alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object
_PLAIN = frozenset({Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier})


def is_enter(event: QKeyEvent) -> bool:
    """Whether it is Enter alone, be it that of the number block, which Qt tells apart by a modifier."""
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() in _PLAIN


class EnterClicks(_Button):
    """To be named before the kind of button: `class Chip(EnterClicks, QPushButton)`."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter clicks as space does, outside dialogs too."""
        if is_enter(event):
            self.click()
        else:
            super().keyPressEvent(event)
