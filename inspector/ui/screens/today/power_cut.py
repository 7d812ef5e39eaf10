"""断电恢复: what a start after an unclean end says, and the one step back to work."""

from __future__ import annotations

from PySide6.QtCore import Signal

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind, icon_button
from inspector.ui.widgets.told_strip import ToldStrip


class PowerCutStrip(ToldStrip):
    """`title` and `text` in the user's words; 继续填报 only where a draft is open."""

    continued = Signal()
    looked_at = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self.look = Button(appearance, sentence("ui_today.look_at_each"), ButtonKind.TEXT)
        self.go_on = Button(appearance, sentence("ui_today.continue"), ButtonKind.SECONDARY)
        self.shut = icon_button(appearance, "cross", sentence("ui_today.close_strip"))
        self.look.clicked.connect(self.looked_at)
        self.go_on.clicked.connect(self.continued)
        for button in (self.look, self.go_on, self.shut):
            self.row.addWidget(button)

    def offer(self, *, with_draft: bool) -> None:
        """Whether there is a draft to go on with."""
        self.go_on.setVisible(with_draft)
