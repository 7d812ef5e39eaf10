"""A figure of a screen that opens its rows."""

from __future__ import annotations

from PySide6.QtCore import Signal

from inspector.ui.figure_rows.page import Figure
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.figure_link import FigureLink


class RowsLink(FigureLink):
    """`opened` carries the `Figure` that it shows."""

    opened = Signal(object)

    def __init__(self, appearance: Appearance, size: str = "body", tone: str = "ink2") -> None:
        super().__init__(appearance, "", size, tone)
        self.figure: Figure | None = None
        self.clicked.connect(self._on_clicked)

    def show_figure(self, text: str, figure: Figure) -> None:
        """Show another figure; its name says what it counts."""
        self.figure = figure
        self.say(text)
        self.setAccessibleName(f"{figure.title} {text}")

    def _on_clicked(self) -> None:
        if self.figure is not None:
            self.opened.emit(self.figure)
