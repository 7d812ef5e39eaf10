"""Push buttons in their kinds, with icons that follow the theme.

One primary button per screen; `ICON` is for undo, redo, close and paging alone, and always has a name.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.icons import icon
from inspector.ui.widgets.key_cap import KeyCap


class ButtonKind(StrEnum):
    """What a button does to the eye; `START` is the big one of a first screen, `TOAST` stands on dark."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TEXT = "text"
    DANGER = "danger"
    ICON = "icon"
    START = "start"
    TOAST = "toast"


_INKS = {
    ButtonKind.PRIMARY: "on_primary",
    ButtonKind.START: "on_primary",
    ButtonKind.DANGER: "on_red",
    ButtonKind.TEXT: "link",
    ButtonKind.TOAST: "toast_link",
}


class Button(QPushButton):
    """A button that is clicked by mouse, space and Enter."""

    def __init__(
        self, appearance: Appearance, text: str, kind: ButtonKind = ButtonKind.SECONDARY, icon_name: str = ""
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._kind = kind
        self._icon_name = icon_name
        self.setProperty("kind", kind.value)
        self.say(text)
        appearance.changed.connect(self._dress)
        self._dress()

    def say(self, text: str) -> None:
        """Change what stands on it; the gap after an icon is a space, since Qt's own is fixed."""
        shown = text.replace("&", "&&")
        self.setText(f" {shown}" if self._icon_name else shown)
        self.setAccessibleName(text)

    def show_icon(self, icon_name: str) -> None:
        """Change the icon, as of what folds and unfolds."""
        self._icon_name = icon_name
        self._dress()

    def icon_colour(self) -> str:
        """Token of the icon's colour: that of the letters."""
        return _INKS.get(self._kind, "ink")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter clicks as space does, outside dialogs too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def _dress(self) -> None:
        if not self._icon_name:
            return
        tokens = self._appearance.tokens
        big = self._kind in {ButtonKind.ICON, ButtonKind.START}
        size = tokens.icon if big else tokens.icon_small
        self.setIcon(icon(self._icon_name, tokens, self.icon_colour(), size))
        self.setIconSize(QSize(size, size))


def icon_button(appearance: Appearance, icon_name: str, name: str, keys: str = "") -> Button:
    """An icon alone: its name is told by tooltip and screen reader."""
    button = Button(appearance, "", ButtonKind.ICON, icon_name)
    button.setText("")
    button.setAccessibleName(name)
    button.setToolTip(f"{name} {keys}".strip())
    return button


def with_key(button: QPushButton, keys: str) -> QWidget:
    """The button with the key that does the same beside it."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    across.addWidget(button)
    across.addWidget(KeyCap(keys))
    return row
