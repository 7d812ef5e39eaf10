"""A framed part of a screen: white on the canvas, with an optional title row."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector.ui.widgets.plain import plain_label

_PAD = 16
_GAP = 8


class Card(QFrame):
    """`kind`: plain, current, well, alert, warning, good, drop. What it holds goes into `body`."""

    def __init__(self, title: str = "", note: str = "", kind: str = "plain") -> None:
        super().__init__()
        self.setProperty("card", kind)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(_PAD, _PAD - 4, _PAD, _PAD)
        self.body.setSpacing(_GAP)
        self.title_row = QHBoxLayout()
        self.title_row.setSpacing(_GAP)
        self.title: QLabel = plain_label(title, "section")
        self.note: QLabel = plain_label(note, "dense", "ink3")
        if title:
            self.title_row.addWidget(self.title)
            self.title_row.addWidget(self.note)
            self.title_row.addStretch(1)
            self.body.addLayout(self.title_row)
            self.setAccessibleName(title)

    def add_at_title(self, widget: QWidget) -> None:
        """Put something at the right end of the title row."""
        self.title_row.addWidget(widget)
