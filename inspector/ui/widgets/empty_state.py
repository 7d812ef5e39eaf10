"""What stands where nothing is yet: an icon, what is missing, what to do first, one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label

_ICON = 40


class EmptyState(QWidget):
    """`acted` is emitted when the one button is clicked; without `action` there is none."""

    acted = Signal()

    def __init__(
        self, appearance: Appearance, icon_name: str, title: str, text: str, action: tuple[str, str] | None = None
    ) -> None:
        """`action` is what the button says, and its icon."""
        super().__init__()
        self.title = plain_label(title, "section", wrap=True)
        self.text = plain_label(text, "body", "ink2", wrap=True)
        self.button = Button(appearance, action[0], ButtonKind.PRIMARY, action[1]) if action else None
        self.setAccessibleName(title)
        self._lay_out(IconLabel(appearance, icon_name, "ink3", _ICON))

    def _lay_out(self, picture: QWidget) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 24, 24, 24)
        down.setSpacing(12)
        down.addStretch(1)
        down.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self.title, self.text):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            down.addWidget(part)
        if self.button is not None:
            self.button.clicked.connect(self.acted)
            down.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        down.addStretch(1)
