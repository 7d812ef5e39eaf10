"""The strip below every screen: its keys, work in the background, who works here, and what the data are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from inspector.texts import sentence
from inspector.ui.long_task import LongTask
from inspector.ui.screen import KeyHint
from inspector.ui.slots import replace
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.badge import tier_badge
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.plain import plain_label


class StatusBar(QWidget):
    """Left the keys or the running work, right the role, the device and the data tier."""

    tasks_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setProperty("kind", "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.keys = ElidedLabel("", "dense", "ink2")
        self.task = QPushButton()
        self.task.setProperty("kind", "text")
        self.task.setObjectName("tasks")
        self.task.clicked.connect(self.tasks_wanted)
        self.who = plain_label("", "dense", "ink2")
        self.tier = QWidget()
        self._lay_out()
        self._running: LongTask | None = None
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()
        self.show_task(None, 0)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(16)
        row.addWidget(self.keys, 1)
        row.addWidget(self.task)
        row.addWidget(self.who)
        row.addWidget(self.tier)

    def _on_appearance_changed(self) -> None:
        self.setFixedHeight(self._appearance.tokens.status)

    def show_keys(self, hints: tuple[KeyHint, ...]) -> None:
        """The keys of the screen, as `F2 开始巡查`."""
        self.keys.set_text("    ".join(f"{one.keys} {one.text}" for one in hints if one.bar))

    def show_who(self, *, author: str, device: str, tier: str) -> None:
        """Who works here, on which device, with what data."""
        told = sentence("ui.device", device=device)
        self.who.setText(f"{author}    {told}" if author else told)
        self.tier.setVisible(tier in {"real", "demo", "synthetic"})
        replace(self.tier, tier_badge(real=tier == "real", demonstration=tier == "demo"))

    def show_task(self, task: LongTask | None, waiting: int) -> None:
        """The first of the works under way, and how many wait behind it."""
        if self._running is not None:
            self._running.advanced.disconnect(self._on_task_advanced)
        self._running = task
        self._waiting = waiting
        self.task.setVisible(task is not None)
        if task is not None:
            task.advanced.connect(self._on_task_advanced)
            self._on_task_advanced()

    def _on_task_advanced(self) -> None:
        task = self._running
        if task is None:
            return
        counted = f" {task.done} / {task.total}" if task.total else ""
        more = sentence("ui.tasks_waiting", count=self._waiting) if self._waiting else ""
        self.task.setText(f"{task.name}{counted} {more}".strip())
