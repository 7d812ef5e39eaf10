"""断电恢复: what a start after an unclean end says, and the one step back to work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind, icon_button
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label

_SHIELD = 22


class PowerCutStrip(QFrame):
    """`title` and `text` in the user's words; 继续填报 only where a draft is open."""

    continued = Signal()
    looked_at = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setProperty("card", "good")
        self.title = plain_label("", "strong", wrap=True)
        self.text = plain_label("", "dense", "ink2", wrap=True)
        self.look = Button(appearance, sentence("ui_today.look_at_each"), ButtonKind.TEXT)
        self.go_on = Button(appearance, sentence("ui_today.continue"), ButtonKind.SECONDARY)
        self.shut = icon_button(appearance, "cross", sentence("ui_today.close_strip"))
        self.look.clicked.connect(self.looked_at)
        self.go_on.clicked.connect(self.continued)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row.addWidget(IconLabel(appearance, "shield", "green", _SHIELD))
        row.addLayout(words, 1)
        for button in (self.look, self.go_on, self.shut):
            row.addWidget(button)

    def show_told(self, title: str, text: str, *, with_draft: bool) -> None:
        """Say when it ended and what is there."""
        self.title.setText(title)
        self.text.setText(text)
        self.go_on.setVisible(with_draft)
        self.setAccessibleName(f"{title} {text}")
