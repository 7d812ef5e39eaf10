"""F1: all keys of the screen and of the window, as key caps beside what they do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from inspector.texts import sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screen import KeyHint
from inspector.ui.widgets.plain import plain_label


class KeysDialog(FrameDialog):
    """Two columns: this screen, and everywhere."""

    def __init__(self, parent: QWidget, own: tuple[KeyHint, ...], everywhere: tuple[KeyHint, ...]) -> None:
        super().__init__(parent, sentence("ui.keys_title"), width=720)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        self.body.addLayout(grid)
        self._add_column(grid, 0, sentence("ui.keys_here"), own)
        self._add_column(grid, 2, sentence("ui.keys_everywhere"), everywhere)
        self.body.addStretch(1)
        self.add_button(sentence("ui.close"), kind="primary", default=True).clicked.connect(self.accept)

    @staticmethod
    def _add_column(grid: QGridLayout, column: int, title: str, hints: tuple[KeyHint, ...]) -> None:
        grid.addWidget(plain_label(title, "dense", "ink2"), 0, column, 1, 2)
        for row, hint in enumerate(hints, start=1):
            cap = plain_label(hint.keys, "dense")
            grid.addWidget(cap, row, column, alignment=Qt.AlignmentFlag.AlignLeft)
            text = plain_label(hint.text, wrap=True)
            grid.addWidget(text, row, column + 1)
        grid.setColumnStretch(column + 1, 1)
