"""What the lamps put on paper and into files: letters, a workbook with every reason; and the holiday list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from inspector.domain.workdays import HolidayList
from inspector.services import exports
from inspector.services.bundle import Services
from inspector.services.holiday_change import HolidayReport
from inspector.services.lamp_matrix_view import MatrixWish
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.long_task import LongTask
from inspector.ui.prompts import FileRequest
from inspector.ui.screen import Toast
from inspector.ui.screens.lamps import words


class LampPrinting(QObject):
    """Asks where to, works in the background, tells what came of it."""

    told = Signal(object)
    holidays_read = Signal(object, object)
    """A file, and the `HolidayPreview` of what it would change."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def print_slips(self, on: date, projects: Sequence[str], wish: MatrixWish) -> None:
        """Letters for the red lamps of these projects."""
        kinds = ((sentence("ui_lamps.pdf"), ("*.pdf",)),)
        name = sentence("ui_lamps.slip_file", on=on.isoformat())
        request = FileRequest(sentence("ui_lamps.slip"), kinds, name=name)
        errand = partial(exports.slips, on, projects, wish)
        self._write(request, sentence("ui_lamps.printing"), errand, words.printed)

    def export(self, on: date, projects: Sequence[str] | None, wish: MatrixWish) -> None:
        """All steps with their reasons, or those of some projects."""
        kinds = ((sentence("ui_cockpit.excel"), ("*.xlsx",)),)
        name = sentence("ui_lamps.export_file", on=on.isoformat())
        request = FileRequest(sentence("ui_lamps.export"), kinds, name=name)
        errand = partial(exports.lamps, on, projects, wish)
        self._write(request, sentence("ui_cockpit.exporting"), errand, words.exported)

    def _write(self, request: FileRequest, name: str, errand: Callable[..., object], say: Callable[..., str]) -> None:
        def tell(done: object) -> None:
            self.told.emit(Toast(say(done), undo=False))

        def start(path: Path) -> None:
            task = LongTask(name, sentence("ui_cockpit.exporting_cancel"))
            self._context.work.long_apart(self, task, partial(errand, path), tell)

        self._context.prompts.save_file(request, start)

    def import_holidays(self, on: date) -> None:
        """Read a published list, and tell which lamps it would change before it is taken in."""
        kinds = ((sentence("ui_lamps.holiday_list"), ("*.xlsx", "*.xls", "*.csv", "*.json")),)
        request = FileRequest(sentence("ui_lamps.import_holidays"), kinds)
        self._context.prompts.open_files(request, lambda paths: self._look(paths[0], on))

    def _look(self, path: Path, on: date) -> None:
        self._context.work.read(
            self,
            lambda services: services.office.holidays.looked(path, on),
            lambda preview: self.holidays_read.emit(path, preview),
            key="holidays",
        )

    def take_holidays(self, path: Path, on: date) -> None:
        """Take the list in."""
        author = self._context.author

        def job(services: Services) -> tuple[HolidayList, HolidayReport]:
            return services.office.holidays.take(path, on, author)

        self._context.work.write(self, job, lambda done: self.told.emit(Toast(words.imported(*done))))
