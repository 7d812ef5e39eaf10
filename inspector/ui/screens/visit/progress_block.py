"""已答 31 / 48, 缺 17, and the bar below: what the header shows of a visit that is being filled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.bars import Bar
from inspector.ui.widgets.plain import plain_label

_WIDE = 176


class ProgressBlock(QWidget):
    """Two figures and a bar."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._answered = plain_label("", "body")
        self._missing = plain_label("", "body", "ink2")
        self._missing.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._bar = Bar(appearance, sentence("ui_visit.screen_progress"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setVerticalSpacing(4)
        grid.addWidget(self._answered, 0, 0)
        grid.addWidget(self._missing, 0, 1)
        grid.addWidget(self._bar, 1, 0, 1, 2)
        self.setMinimumWidth(_WIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_counts(self, answered: int, asked: int) -> None:
        """How far the visit is."""
        self._answered.setText(sentence("ui_visit.screen_far", answered=answered, asked=asked))
        self._missing.setText(sentence("ui_visit.screen_missing", count=asked - answered) if answered < asked else "")
        self._bar.show_share(answered / asked if asked else 0.0)
