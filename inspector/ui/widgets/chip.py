"""A filter as a pill: a word, how many rows it leaves, on or off."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QSizePolicy

from inspector.ui.widgets.enter import EnterClicks

_WIDER = 8


class Chip(EnterClicks, QPushButton):
    """`红 4`; checked while its filter holds."""

    def __init__(self, text: str, count: int | None = None) -> None:
        super().__init__()
        self._name = text
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_count(count)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A little wider than high: Qt rounds no corners that meet."""
        wanted = super().sizeHint()
        return wanted.expandedTo(QSize(wanted.height() + _WIDER, 0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Nothing of it is cut off."""
        return self.sizeHint()

    def show_count(self, count: int | None) -> None:
        """How many rows the filter leaves; None while nobody knows."""
        text = self._name if count is None else f"{self._name} {count}"
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
