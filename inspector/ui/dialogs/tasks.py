"""Work in the background: a strip for each, with its count, the time left, what a cancel leaves, and 取消."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.long_task import LongTask
from inspector.ui.widgets.progress_strip import ProgressStrip


class TasksDialog(FrameDialog):
    """All works under way; it closes when the last one ends."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, sentence("ui.tasks_title"), width=520)
        self._context = context
        self._strips: list[tuple[LongTask, ProgressStrip]] = []
        for task in context.work.tasks:
            self._add(task)
        context.work.tasks_changed.connect(self._on_tasks_changed)
        self.add_button(sentence("ui.to_background"), default=True).clicked.connect(self.accept)

    def _add(self, task: LongTask) -> None:
        strip = ProgressStrip(self._context.appearance, task.name, task.consequence)
        strip.cancelled.connect(task.cancel)
        task.advanced.connect(self._on_advanced)
        task.ended.connect(strip.hide)
        self._strips.append((task, strip))
        self.body.addWidget(strip)

    def _on_advanced(self) -> None:
        """A method of the dialog, not a function of its own: a task may outlive the dialog."""
        for task, strip in self._strips:
            strip.show_progress(task.done, task.total, task.seconds_left())

    def _on_tasks_changed(self) -> None:
        if not self._context.work.tasks:
            self.accept()
