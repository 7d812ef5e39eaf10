"""What the lamps put on paper and into files: letters, a workbook with every reason; and the holiday list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from inspector.domain.workdays import HolidayList
from inspector.services.bundle import Services
from inspector.services.holiday_change import HolidayReport
from inspector.services.lamp_choices import all_steps, red_steps
from inspector.services.lamp_matrix_view import MatrixWish
from inspector.services.supervision_slip import PrintedSlips
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.long_task import LongTask, Progress
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

        def job(services: Services, path: Path) -> PrintedSlips:
            return services.office.supervision.print(path, on, red_steps(services, on, projects, wish))

        kinds = ((sentence("ui_lamps.pdf"), ("*.pdf",)),)
        name = sentence("ui_lamps.slip_file", on=on.isoformat())
        request = FileRequest(sentence("ui_lamps.slip"), kinds, name=name)
        self._write(request, sentence("ui_lamps.printing"), job, words.printed)

    def export(self, on: date, projects: Sequence[str] | None, wish: MatrixWish) -> None:
        """All steps with their reasons, or those of some projects."""

        def job(services: Services, path: Path) -> tuple[Path, int]:
            steps = None if projects is None else all_steps(services, on, projects, wish)
            return services.office.lamp_export.write(path, on, steps)

        kinds = ((sentence("ui_cockpit.excel"), ("*.xlsx",)),)
        name = sentence("ui_lamps.export_file", on=on.isoformat())
        request = FileRequest(sentence("ui_lamps.export"), kinds, name=name)
        self._write(request, sentence("ui_cockpit.exporting"), job, words.exported)

    def _write(
        self, request: FileRequest, name: str, job: Callable[[Services, Path], object], say: Callable[..., str]
    ) -> None:
        def tell(done: object) -> None:
            self.told.emit(Toast(say(done), undo=False))

        def start(path: Path) -> None:
            def run(services: Services, _progress: Progress) -> object:
                return job(services, path)

            task = LongTask(name, sentence("ui_cockpit.exporting_cancel"))
            self._context.work.long(self, task, run, tell, writes=False)

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
