"""Long work under way: its name, how far, time left, what a cancel leaves, and 取消."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.bars import Bar
from inspector.ui.widgets.buttons import Button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.plain import plain_label

_MINUTE = 60
_BAR = 6


class ProgressStrip(QWidget):
    """`consequence` says what a cancel leaves; `cancelled` is emitted once, by 取消."""

    cancelled = Signal()

    def __init__(self, appearance: Appearance, name: str, consequence: str = "") -> None:
        super().__init__()
        self._consequence = consequence
        self._name = ElidedLabel(name, "strong")
        self._count = plain_label("", "dense", "ink2")
        self._bar = Bar(appearance, name, _BAR)
        self._rest = plain_label("", "dense", "ink2", wrap=True)
        self.button = Button(appearance, sentence("ui.widget_cancel"))
        self.button.clicked.connect(self._on_cancel_clicked)
        self._lay_out()
        self.show_progress(0, 0)

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.addWidget(self._rest, 1)
        foot.addWidget(self.button)
        down.addLayout(head)
        down.addWidget(self._bar)
        down.addLayout(foot)

    def show_progress(self, done: int, total: int, seconds_left: float | None = None) -> None:
        """How far it is; a `total` of 0 is not known yet."""
        self._count.setText(f"{done} / {total}" if total else "")
        self._bar.show_share(done / total if total else 0.0)
        if self.button.isEnabled():
            self._rest.setText(" ".join(part for part in (time_left(seconds_left), self._consequence) if part))

    def _on_cancel_clicked(self) -> None:
        self.button.setEnabled(False)
        self._rest.setText(sentence("ui.widget_progress_cancelling"))
        self.cancelled.emit()


def time_left(seconds: float | None) -> str:
    """`约剩 4 秒`, in minutes from one minute on; empty while nothing can be said."""
    if seconds is None:
        return ""
    if seconds >= _MINUTE:
        return sentence("ui.widget_minutes_left", minutes=round(seconds / _MINUTE))
    return sentence("ui.widget_seconds_left", seconds=max(1, round(seconds)))
