"""Whether all is saved: always at the top right, in both workplaces."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.plain import restyle

_PATIENCE = 2000
"""Milliseconds that a save may take before it is spoken of."""


class SaveChip(Button):
    """`已存 10:32`, `正在存` only after two seconds, or `没有存上`, which a click explains."""

    help_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        self._colour = "ink2"
        super().__init__(appearance, "", ButtonKind.SECONDARY, "check")
        self._failed = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._show_saving)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)
        self._show("save_nothing", "check", sentence("ui.widget_save_nothing"))

    @property
    def is_failed(self) -> bool:
        """Whether something is not on disk."""
        return self._failed

    def saved(self, at: time) -> None:
        """All is on disk since `at`."""
        self._patience.stop()
        self._failed = False
        self._show("save_good", "check", sentence("ui.widget_saved", time=f"{at:%H:%M}"))

    def saving(self) -> None:
        """A save began; a failure stays in sight until one succeeds."""
        if not self._failed and not self._patience.isActive():
            self._patience.start()

    def failed(self, reason: str) -> None:
        """What was typed is not on disk."""
        self._patience.stop()
        self._failed = True
        self._show("save_bad", "cross", sentence("ui.widget_save_failed", reason=reason))

    def _show_saving(self) -> None:
        self._show("save_nothing", "clock", sentence("ui.widget_saving"))

    def _show(self, kind: str, icon_name: str, text: str) -> None:
        self._colour = _COLOURS[kind]
        self.show_icon(icon_name)
        self.say(text)
        restyle(self, kind=kind)

    def icon_colour(self) -> str:
        """Token of the icon: the same as of the words."""
        return self._colour

    def _on_clicked(self) -> None:
        if self._failed:
            self.help_wanted.emit()


_COLOURS = {"save_good": "green", "save_nothing": "ink2", "save_bad": "red"}
