"""The register as an Excel file that can be read back, as it is shown or whole, beside whatever else is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.services import exports
from inspector.services.aside_worker import Errand
from inspector.services.ledger_export import Shown
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.long_task import LongTask
from inspector.ui.prompts import FileRequest
from inspector.ui.screen import Toast
from inspector.ui.widgets.plain import plain_label

Job = Callable[[Path], Errand]
"""What writes to a place."""


class ExportDialog(FrameDialog):
    """`shown_wanted` wants what is shown, `whole_wanted` all projects with all fields."""

    shown_wanted = Signal()
    whole_wanted = Signal()

    def __init__(self, parent: QWidget, shown: tuple[int, int], total: int) -> None:
        super().__init__(parent, sentence("ui_register.export"))
        rows, columns = shown
        told = sentence("ui_register.export_shown_told", count=rows, columns=columns)
        self.body.addWidget(plain_label(told, wrap=True))
        self.body.addWidget(plain_label(sentence("ui_register.export_whole_told", count=total), wrap=True))
        self.add_button(sentence("ui_register.cancel")).clicked.connect(self.reject)
        self.whole = self.add_button(sentence("ui_register.export_whole"))
        self.shown = self.add_button(sentence("ui_register.export_shown"), kind="primary", default=True)
        self.shown.setEnabled(bool(rows))
        self.whole.clicked.connect(self._on_whole_clicked)
        self.shown.clicked.connect(self._on_shown_clicked)
        (self.shown if rows else self.whole).setFocus()

    def _on_shown_clicked(self) -> None:
        self.accept()
        self.shown_wanted.emit()

    def _on_whole_clicked(self) -> None:
        self.accept()
        self.whole_wanted.emit()


class RegisterExport(QObject):
    """`told` carries the `Toast` of what was written."""

    told = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window

    def ask(self, shown: Shown, rows: int, total: int) -> None:
        """Ask what and where to, and write; of an empty register there is nothing."""
        if not total:
            self.told.emit(Toast(sentence("ui_register.nothing_to_export"), undo=False))
            return
        dialog = ExportDialog(self._window, (rows, len(shown.columns)), total)
        dialog.shown_wanted.connect(lambda: self._ask_place(partial(partial, exports.shown_register, shown)))
        dialog.whole_wanted.connect(lambda: self._ask_place(partial(partial, exports.whole_register)))
        dialog.open()

    def _ask_place(self, job: Job) -> None:
        name = sentence("ui_register.export_name", on=self._context.today().isoformat())
        request = FileRequest(sentence("ui_register.export"), (("Excel", ("*.xlsx",)),), name=name)
        self._context.prompts.save_file(request, lambda out: self._write(job, out))

    def _write(self, job: Job, out: Path) -> None:
        task = LongTask(sentence("ui_register.exporting"), sentence("ui_register.exporting_kept"))
        self._context.work.long_apart(self, task, job(out), self._on_written)

    def _on_written(self, written: tuple[Path, int]) -> None:
        place, rows = written
        self.told.emit(Toast(sentence("ui_register.exported", count=rows, file=place.name), undo=False))
