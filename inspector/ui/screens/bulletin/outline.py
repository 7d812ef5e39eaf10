"""提纲: the parts of the issue with how far each is, and below them the way from 草稿 to 印发."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.screens.bulletin.outline_list import OutlineList, OutlineRow
from inspector.ui.screens.bulletin.stepper import Stepper
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import icon_button
from inspector.ui.widgets.plain import plain_label

_PAD = 16


class Outline(QWidget):
    """`chosen` carries the key of a part, `moved` one with its new place, `toggled` one to hide or to show."""

    chosen = Signal(str)
    moved = Signal(str, int)
    toggled = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setProperty("kind", "side_left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = OutlineList(appearance)
        self.stepper = Stepper(appearance)
        self.up = icon_button(appearance, "arrow-up", sentence("ui_bulletin.section_up"), "Alt+Up")
        self.down = icon_button(appearance, "arrow-down", sentence("ui_bulletin.section_down"), "Alt+Down")
        self.eye = icon_button(appearance, "eye", sentence("ui_bulletin.section_toggle"), "Space")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(_PAD, 0, 8, 0)
        head.setSpacing(0)
        head.addWidget(plain_label(sentence("ui_bulletin.outline"), "section"), 1)
        for button in (self.up, self.down, self.eye):
            head.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 12, 8, 12)
        foot.addWidget(self.stepper)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self._connect()
        appearance.changed.connect(self._dress)
        self._dress()

    def _connect(self) -> None:
        listing = self.list
        listing.marked.connect(self._on_marked)
        listing.moved.connect(self.moved)
        listing.toggled.connect(self.toggled)
        self.up.clicked.connect(lambda: listing.move_marked(-1))
        self.down.clicked.connect(lambda: listing.move_marked(1))
        self.eye.clicked.connect(listing.toggle_marked)

    def show_rows(self, rows: Sequence[OutlineRow]) -> None:
        """Show the parts; at first the cursor stands on the first section, not on the head."""
        fresh = self.list.marked_row is None
        self.list.show_rows(rows, marks_first=not fresh)
        if fresh and rows:
            self.list.setCurrentIndex(self.list.model().index(min(1, len(rows) - 1), 0))

    def choose(self, key: str) -> None:
        """Put the cursor on a part."""
        keys = [one.row_id for one in self.list.rows]
        if key in keys:
            self.list.setCurrentIndex(self.list.model().index(keys.index(key), 0))

    def _on_marked(self, key: str) -> None:
        """Offer what can be done with this part."""
        movable = [one.row_id for one in self.list.rows if one.movable]
        at = movable.index(key) if key in movable else -1
        self.up.setEnabled(at > 0)
        self.down.setEnabled(0 <= at < len(movable) - 1)
        row = self.list.marked_row
        self.eye.setEnabled(row is not None and row.hideable)
        self.chosen.emit(key)

    def _dress(self) -> None:
        tokens = self._appearance.tokens
        self._head.setFixedHeight(tokens.toolbar - 4)
        self.setFixedWidth(292 if tokens.theme is Theme.LARGE else 224)
