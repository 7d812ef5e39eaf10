"""导入任务包 from files: looked at, previewed with counts, and taken in when the user agrees.

It stands apart from the screen because a drop, a dialog and the button lead here, and none of them waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.errors import InspectorError
from inspector.services.bundle import Services
from inspector.services.packages.first_contact import take_trusting
from inspector.services.packages.importing import ImportWish
from inspector.services.packages.report import FileStatus, ImportReport
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.package_drop import PackageDrop
from inspector.ui.prompts import Notice, Question
from inspector.ui.screen import Toast
from inspector.ui.screens.today.intake_dialog import IntakeDialog

_ASKS = "services.import_deletes_many"


@dataclass(frozen=True)
class _Wanted:
    """What is to be taken in, and what the user has agreed to."""

    files: tuple[Path, ...]
    confirmed: bool = False


class TaskIntake(QObject):
    """Takes task packages in; `told` carries the `Toast` of what was done."""

    told = Signal(object)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self.drop = PackageDrop(context, self)
        self.drop.found.connect(self.offer)

    def ask(self) -> None:
        """Let the user choose files."""
        self.drop.ask(sentence("ui_today.import"))

    def offer(self, files: tuple[Path, ...]) -> None:
        """Look at the files and show what they would bring."""
        task = LongTask(sentence("ui_today.looking"), sentence("ui_today.looking_cancelled"))

        def look(services: Services, progress: Progress) -> ImportReport:
            return services.incoming.take(files, ImportWish(dry_run=True), progress)

        self._context.work.long(self, task, look, self._on_looked)

    def _on_looked(self, report: ImportReport) -> None:
        dialog = IntakeDialog(self._window, report)
        if dialog.restores:
            dialog.accepted.connect(lambda: self._restore(report))
        else:
            dialog.accepted.connect(lambda: self._take(_Wanted(tuple(one.file for one in report.files))))
        dialog.open()

    def _restore(self, report: ImportReport) -> None:
        packages, author = [one.package_id for one in report.files if one.package_id], self._context.author

        def job(services: Services) -> int:
            return sum(one.conflicts for one in services.office.merge_history.restore_with(packages, author))

        self._context.work.write(self, job, self._on_restored)

    def _on_restored(self, conflicts: int) -> None:
        told = sentence("ui_today.restored_disputed", count=conflicts) if conflicts else sentence("ui_today.restored")
        self.told.emit(Toast(told))

    def _take(self, wanted: _Wanted) -> None:
        task = LongTask(sentence("ui_today.importing"), sentence("ui_today.importing_cancelled"))
        wish = ImportWish(author=self._context.author, confirmed=wanted.confirmed)

        def take(services: Services, progress: Progress) -> ImportReport:
            return take_trusting(services.incoming, services.devices, wanted.files, wish, progress)

        def failed(error: InspectorError) -> None:
            self._on_failed(error, wanted)

        self._context.work.long(self, task, take, self._on_taken, failed=failed)

    def _on_failed(self, error: InspectorError, wanted: _Wanted) -> None:
        if error.key != _ASKS:
            self._context.prompts.tell(error)
            return
        question = Question(
            sentence("ui_today.import"), explain(error), sentence("ui_today.import_anyway"), dangerous=True
        )
        self._context.prompts.confirm(question, lambda: self._take(_Wanted(wanted.files, confirmed=True)))

    def _on_taken(self, report: ImportReport) -> None:
        taken = [one for one in report.files if one.status is FileStatus.ACCEPTED]
        projects = sum(1 for one in report.projects if one.project_id)
        if taken:
            self.told.emit(Toast(sentence("ui_today.imported", files=len(taken), projects=projects)))
        elif all(one.status is FileStatus.KNOWN for one in report.files):
            self.told.emit(Toast(sentence("ui_today.imported_before"), undo=False))
        refused = [one for one in report.files if one.error is not None]
        if refused:
            self._context.prompts.tell(
                Notice(
                    title=sentence("ui_today.refused", count=len(refused)),
                    happened="\n".join(f"{one.file.name}：{explain(one.error)}" for one in refused if one.error),
                    kept=sentence("ui_today.refused_kept"),
                )
            )
