"""The buttons over the map: nearer, farther, everything, layers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import icon_button
from inspector.ui.widgets.plain import rule


class MapTools(QFrame):
    """A column at the right edge of the map."""

    zoomed = Signal(int)
    fitted = Signal()
    layers_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setProperty("card", "popup")
        self.nearer = icon_button(appearance, "plus", sentence("ui_map.nearer"), "+")
        self.farther = icon_button(appearance, "minus", sentence("ui_map.farther"), "-")
        self.all = icon_button(appearance, "expand", sentence("ui_map.show_all"), "Home")
        self.layers = icon_button(appearance, "layers", sentence("ui_map.layers"), "L")
        self.nearer.clicked.connect(lambda: self.zoomed.emit(1))
        self.farther.clicked.connect(lambda: self.zoomed.emit(-1))
        self.all.clicked.connect(self.fitted)
        self.layers.clicked.connect(self.layers_wanted)
        down = QVBoxLayout(self)
        down.setContentsMargins(3, 3, 3, 3)
        down.setSpacing(2)
        for one in (self.nearer, self.farther, rule(), self.all, rule(), self.layers):
            down.addWidget(one)

    def fit(self) -> None:
        """Take the place at the upper right."""
        self.adjustSize()
        self.move(self._room.width() - self.width() - 12, 12)
