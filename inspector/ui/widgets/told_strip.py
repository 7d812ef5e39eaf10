"""A strip above a screen that says in good green what the program has seen to: how the last session ended."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label

_SHIELD = 22


class ToldStrip(QFrame):
    """A title over a text beside a shield; buttons come to the right of them, in `row`."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setProperty("card", "good")
        self.title = plain_label("", "strong", wrap=True)
        self.text = plain_label("", "dense", "ink2", wrap=True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(16, 8, 16, 8)
        self.row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self.row.addWidget(IconLabel(appearance, "shield", "green", _SHIELD))
        self.row.addLayout(words, 1)

    def show_told(self, title: str, text: str) -> None:
        """Say it."""
        self.title.setText(title)
        self.text.setText(text)
        self.setAccessibleName(f"{title} {text}")
