"""The whole register as an Excel file that can be read back, beside whatever else is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from inspector.services.bundle import Services
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.prompts import FileRequest
from inspector.ui.screen import Toast


class RegisterExport(QObject):
    """`told` carries the `Toast` of what was written."""

    told = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def ask(self) -> None:
        """Ask where to, and write."""
        name = sentence("ui_register.export_name", on=self._context.today().isoformat())
        request = FileRequest(sentence("ui_register.export_title"), (("Excel", ("*.xlsx",)),), name=name)
        self._context.prompts.save_file(request, self._write)

    def _write(self, out: Path) -> None:
        def job(services: Services, _progress: Progress) -> tuple[Path, int]:
            return services.register.export(out)

        task = LongTask(sentence("ui_register.exporting"), sentence("ui_register.exporting_kept"))
        self._context.work.long(self, task, job, self._on_written, writes=False)

    def _on_written(self, written: tuple[Path, int]) -> None:
        place, rows = written
        self.told.emit(Toast(sentence("ui_register.exported", count=rows, file=place.name), undo=False))
