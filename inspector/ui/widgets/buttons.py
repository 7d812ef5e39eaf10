"""Push buttons in their kinds, with icons that follow the theme.

One primary button per screen; `ICON` is for undo, redo, close and paging alone, and always has a name.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.icons import icon
from inspector.ui.widgets.enter import EnterClicks
from inspector.ui.widgets.key_cap import KeyCap

_AIR = 24
"""Pixels of a button beside the target for a finger."""


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


class Button(EnterClicks, QPushButton):
    """A button that is clicked by mouse, space and Enter."""

    def __init__(
        self, appearance: Appearance, text: str, kind: ButtonKind = ButtonKind.SECONDARY, icon_name: str = ""
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self._kind = kind
        self._icon_name = icon_name
        self._folded = False
        self._tip = self._said = ""
        self.setProperty("kind", kind.value)
        self.say(text)
        appearance.changed.connect(self._dress)
        self._dress()

    def say(self, text: str) -> None:
        """Change what stands on it; the gap after an icon is a space, since Qt's own is fixed."""
        self._said = text
        self._write()
        self.setAccessibleName(text)

    def _write(self) -> None:
        shown = self._said.replace("&", "&&")
        self.setText("" if self._folded else f" {shown}" if self._icon_name else shown)

    @property
    def spare(self) -> int:
        """Pixels of its words: what it takes more than its icon alone."""
        if not self._may_fold:
            return 0
        words = self.fontMetrics().horizontalAdvance(f" {self._said}")
        bare = super().sizeHint().width() - (0 if self._folded else words)
        target = self._appearance.tokens.target
        return max(bare + words, target + _AIR) - max(bare, target)

    @property
    def is_folded(self) -> bool:
        """Whether its icon stands alone."""
        return self._folded

    @property
    def _may_fold(self) -> bool:
        return bool(self._icon_name) and self._kind is not ButtonKind.ICON

    def fold(self, *, folded: bool) -> None:
        """Show the icon alone where there is one; the words are in the tooltip then."""
        if folded is self._folded or not self._may_fold:
            return
        self._folded = folded
        if folded:
            self._tip = self.toolTip()
        self.setToolTip(f"{self._said} {self._tip}".strip() if folded else self._tip)
        self._write()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for a finger. A least width in the style sheet would let layouts cut words down to it."""
        around = 0 if self._folded else _AIR
        least = 0 if self._kind is ButtonKind.ICON else self._appearance.tokens.target + around
        return super().sizeHint().expandedTo(QSize(least, 0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Nothing of it is cut off."""
        return self.sizeHint()

    def show_icon(self, icon_name: str) -> None:
        """Change the icon, as of what folds and unfolds."""
        self._icon_name = icon_name
        self._dress()

    def icon_colour(self) -> str:
        """Token of the icon's colour: that of the letters."""
        return _INKS.get(self._kind, "ink")

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
