"""The tools for drawing on a photo, each a pill: what with, in which colour, and taking the last one back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.markup import MarkColour, MarkKind
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.flow import FlowLayout

_TOOLS = {
    MarkKind.ARROW: "ui_photos.tool_arrow",
    MarkKind.BOX: "ui_photos.tool_box",
    MarkKind.CIRCLE: "ui_photos.tool_circle",
    MarkKind.TEXT: "ui_photos.tool_text",
    MarkKind.PEN: "ui_photos.tool_pen",
}
_COLOURS = {
    MarkColour.RED: "ui_photos.colour_red",
    MarkColour.YELLOW: "ui_photos.colour_yellow",
    MarkColour.BLUE: "ui_photos.colour_blue",
    MarkColour.WHITE: "ui_photos.colour_white",
}


class MarkupTools(QWidget):
    """`chosen` carries a `MarkKind` and a `MarkColour`; `last_unwanted`: the last mark shall go."""

    chosen = Signal(object, object)
    last_unwanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.tool, self.colour = MarkKind.ARROW, MarkColour.RED
        self.tools = {kind: Chip(sentence(key)) for kind, key in _TOOLS.items()}
        self.colours = {colour: Chip(sentence(key)) for colour, key in _COLOURS.items()}
        self.remove = Button(appearance, sentence("ui_photos.remove_last"), ButtonKind.TEXT, "undo")
        row = FlowLayout(self)
        for kind, chip in self.tools.items():
            chip.clicked.connect(partial(self._take, kind))
            row.addWidget(chip)
        for colour, chip in self.colours.items():
            chip.clicked.connect(partial(self._dip, colour))
            row.addWidget(chip)
        row.addWidget(self.remove)
        self.remove.clicked.connect(self.last_unwanted)
        self._show()

    def _take(self, kind: MarkKind) -> None:
        self.tool = kind
        self._show()

    def _dip(self, colour: MarkColour) -> None:
        self.colour = colour
        self._show()

    def _show(self) -> None:
        for kind, chip in self.tools.items():
            chip.setChecked(kind is self.tool)
        for colour, chip in self.colours.items():
            chip.setChecked(colour is self.colour)
        self.chosen.emit(self.tool, self.colour)
