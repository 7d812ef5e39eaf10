"""导出: asks where and as what, writes the issue in the background, and tells what was written.

The ending decides: the PDF that is issued and kept, or a Word document to go on writing in.
"""

from __future__ import annotations

from pathlib import Path

from inspector.domain.periods import Period
from inspector.services.bundle import Services
from inspector.services.studio_view import StudioView
from inspector.texts import sentence
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.prompts import FileRequest
from inspector.ui.screen import Screen, Toast

_WORD = ".docx"


def export_issue(screen: Screen, view: StudioView, period: Period) -> None:
    """Write an issue as it stands to a file of the user's choice."""

    def write(services: Services, _progress: Progress, path: Path) -> str:
        return (_as_word if path.suffix.lower() == _WORD else _as_pdf)(services, view.bulletin_id, path)

    def tell(told: str) -> None:
        screen.told.emit(Toast(told, undo=False))

    def begin(path: Path) -> None:
        task = LongTask(sentence("ui_bulletin.exporting"), sentence("ui_bulletin.exporting_cancel"))
        screen.context.work.long(screen, task, lambda services, progress: write(services, progress, path), tell)

    kinds = ((sentence("ui_bulletin.pdf"), ("*.pdf",)), (sentence("ui_bulletin.word"), (f"*{_WORD}",)))
    name = sentence("ui_bulletin.file", year=period.year, number=view.issue_number)
    screen.context.prompts.save_file(FileRequest(sentence("ui_bulletin.export"), kinds, name=name), begin)


def _as_pdf(services: Services, issue: str, path: Path) -> str:
    report = services.bulletins.print(services.bulletins.show(issue).bulletin, path).report
    return sentence("ui_bulletin.exported", name=report.path.name, pages=report.pages)


def _as_word(services: Services, issue: str, path: Path) -> str:
    return sentence("ui_bulletin.exported_word", name=services.office.word.write(issue, path).path.name)
