"""导出 PDF: asks where, prints the issue in the background, and tells what was written."""

from __future__ import annotations

from pathlib import Path

from inspector.domain.periods import Period
from inspector.services.bundle import Services
from inspector.services.studio_view import StudioView
from inspector.texts import sentence
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.prompts import FileRequest
from inspector.ui.screen import Screen, Toast


def export_issue(screen: Screen, view: StudioView, period: Period) -> None:
    """Print an issue as it stands to a file of the user's choice."""

    def write(services: Services, _progress: Progress, path: Path) -> tuple[str, int]:
        report = services.bulletins.print(services.bulletins.show(view.bulletin_id).bulletin, path).report
        return report.path.name, report.pages

    def tell(done: tuple[str, int]) -> None:
        screen.told.emit(Toast(sentence("ui_bulletin.exported", name=done[0], pages=done[1]), undo=False))

    def begin(path: Path) -> None:
        task = LongTask(sentence("ui_bulletin.exporting"), sentence("ui_bulletin.exporting_cancel"))
        screen.context.work.long(screen, task, lambda services, progress: write(services, progress, path), tell)

    kinds = ((sentence("ui_bulletin.pdf"), ("*.pdf",)),)
    name = sentence("ui_bulletin.file", year=period.year, number=view.issue_number)
    screen.context.prompts.save_file(FileRequest(sentence("ui_bulletin.export"), kinds, name=name), begin)
