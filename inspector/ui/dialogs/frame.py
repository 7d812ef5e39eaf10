"""What all dialogs have: a heading, room, and a row of buttons; opened, never waited for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from inspector.ui.widgets.plain import plain_label


class FrameDialog(QDialog):
    """A dialog over the window; it deletes itself when it is closed."""

    def __init__(self, parent: QWidget | None, title: str, *, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("kind", "surface")
        self.setMinimumWidth(width)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        self.heading = plain_label(title, "section", wrap=True)
        column.addWidget(self.heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Take the room that the broken lines need at this width: Qt asks only for that of its own guess."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Grow where what is shown needs more lines."""
        down = self.layout()
        if down is not None:
            down.invalidate()
            down.activate()
            self.resize(self.width(), max(self.height(), down.totalHeightForWidth(self.width())))

    def add_button(self, text: str, *, kind: str = "secondary", default: bool = False) -> QPushButton:
        """A button in the row, from left to right."""
        button = QPushButton(text)
        button.setProperty("kind", kind)
        button.setDefault(default)
        button.setAutoDefault(default)
        self._buttons.addWidget(button)
        return button
