"""Excel 导入: a file, what it would do, and all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from inspector.domain.changes import Changes
from inspector.domain.errors import FormatError, InspectorError
from inspector.services.bundle import Services
from inspector.services.import_review import ImportReview, import_review
from inspector.services.imports import AnyPlan, ImportKind, apply_import, plan_import, send_back, write_template
from inspector.texts import explain, sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_excel import Ui_Excel
from inspector.ui.long_task import LongTask, Progress
from inspector.ui.prompts import FileRequest, Notice
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target, Toast
from inspector.ui.screens.excel.choose_page import ChoosePage
from inspector.ui.screens.excel.mapping import headers_key
from inspector.ui.screens.excel.review_page import ReviewPage
from inspector.ui.screens.excel.words import imported
from inspector.ui.shortcuts import add_keys
from inspector.ui.slots import put
from inspector.ui.widgets.buttons import Button, ButtonKind, with_key
from inspector.ui.widgets.progress_strip import ProgressStrip

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".csv")
_OF_PROJECTS = ("project", "area", "annual_plan", "dispatch_record", "assignment", "project_list")
_KINDS = frozenset({*_OF_PROJECTS, "approval_step", "clock_stop"})
_SHOWN = {ImportKind.REGISTER: ScreenKey.REGISTER, ImportKind.STEPS: ScreenKey.LAMPS}
"""Where what was written is looked at."""
_REMEMBERED = 40
"""Sets of headers whose mapping is kept."""


@dataclass(frozen=True)
class _Looked:
    """A dry run and its words."""

    plan: AnyPlan
    review: ImportReview


class ExcelScreen(Screen):
    """Reads a file, shows what it would do, and does it when the user agrees."""

    KEY: ClassVar[ScreenKey] = ScreenKey.EXCEL

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Excel()
        self._form.setupUi(self)
        appearance = context.appearance
        self._file: Path | None = None
        self._chosen: dict[str, str] = {}
        self._kind: ImportKind | None = None
        self._looked: _Looked | None = None
        self._busy = False
        self.choose_page = ChoosePage(appearance)
        self.review_page = ReviewPage(appearance)
        self.other = Button(appearance, sentence("ui_register.other_file"), icon_name="folder")
        self.errors = Button(appearance, sentence("ui_register.error_workbook"), icon_name="export")
        self.button = Button(appearance, sentence("ui_register.import_now"), ButtonKind.PRIMARY, "import")
        self._actions = self._make_actions()
        self._form.pages.addWidget(self.choose_page)
        self._form.pages.addWidget(self.review_page)
        self._form.steps_slot.hide()
        put(self._form.actions_slot, self._actions)
        self.setAcceptDrops(True)
        self._connect()
        self._show_choice()

    def _make_actions(self) -> QWidget:
        made = QWidget()
        made.setProperty("kind", "footer")
        made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(made)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addWidget(self.other)
        row.addStretch(1)
        row.addWidget(self.errors)
        row.addWidget(with_key(self.button, "Ctrl+Enter"))
        return made

    def _connect(self) -> None:
        self.choose_page.wanted.connect(self.ask)
        self.choose_page.template_wanted.connect(self._on_template_wanted)
        self.other.clicked.connect(self.ask)
        self.errors.clicked.connect(self._on_errors_wanted)
        self.button.clicked.connect(self.take)
        self.review_page.mapping.chosen.connect(self._on_mapped)
        self.review_page.mapping.kind_chosen.connect(self._on_kind_chosen)
        add_keys(self, {"Ctrl+Return": self.take, "Ctrl+Enter": self.take, "Ctrl+O": self.ask})

    # -- what a screen is ------------------------------------------------------------------------------------------

    def open_target(self, target: Target) -> None:
        """The step where the user was; a file where `detail` names one."""
        self._tell_title()
        if target.detail:
            self.look(Path(target.detail))

    def refresh(self) -> None:
        """The register has changed: the dry run is made anew."""
        if self._file is not None and not self._busy:
            self.look(self._file)

    def concerned(self, changes: Changes) -> bool:
        """Whatever rows are compared with."""
        return changes.empty or bool({*changes.inserted, *changes.updated, *changes.deleted} & _KINDS)

    def key_map(self) -> tuple[KeyHint, ...]:
        """What the keys do here."""
        choose = KeyHint("Ctrl+O", sentence("ui_register.choose_file"))
        return (choose, KeyHint("Ctrl+Enter", sentence("ui_register.import_now")))

    def leave(self) -> bool:
        """Esc: back to the choice of a file."""
        if self._looked is None or self._busy:
            return False
        self._show_choice()
        return True

    def _tell_title(self) -> None:
        self.title_changed.emit(sentence("ui.screen_excel"), self._file.name if self._file is not None else "")

    # -- the file --------------------------------------------------------------------------------------------------

    def ask(self) -> None:
        """Let the user choose a file."""
        kinds = ((sentence("ui_register.tables"), tuple(f"*{one}" for one in SUFFIXES)),)
        self.context.prompts.open_files(
            FileRequest(sentence("ui_register.choose_file"), kinds), lambda files: self.look(files[0])
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """A table may be dropped."""
        if _table_of(event.mimeData()) is not None and not self._busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """A table was dropped."""
        found = _table_of(event.mimeData())
        if found is not None:
            event.acceptProposedAction()
            self.look(found)

    def _show_choice(self) -> None:
        self._file, self._looked, self._chosen, self._kind = None, None, {}, None
        self._form.pages.setCurrentWidget(self.choose_page)
        self._form.actions_slot.hide()
        self.setFocusProxy(self.choose_page)
        self._tell_title()

    # -- the dry run -----------------------------------------------------------------------------------------------

    def look(self, file: Path) -> None:
        """Read a file and compare it with the register; nothing is written."""
        same = file == self._file
        self._try(file, self._chosen if same else {}, self._kind if same else None)

    def _try(self, file: Path, chosen: dict[str, str], kind: ImportKind | None) -> None:
        self._file, self._kind = file, kind
        kept = self._kept()

        def job(services: Services, _progress: Progress) -> tuple[_Looked, dict[str, str]]:
            return _look(services, file, (chosen, kind), kept)

        task = LongTask(sentence("ui_register.reading", file=file.name), sentence("ui_register.reading_kept"))
        self._work_on(task)
        self.context.work.long(self, task, job, self._on_looked, writes=False, failed=self._on_failed)

    def _work_on(self, task: LongTask) -> None:
        """What is under way stands above; nothing else can be begun meanwhile."""
        strip = ProgressStrip(self.context.appearance, task.name, task.consequence)
        strip.setContentsMargins(24, 12, 24, 12)
        strip.cancelled.connect(task.cancel)
        task.advanced.connect(lambda: strip.show_progress(task.done, task.total, task.seconds_left()))
        task.ended.connect(self._on_work_ended)
        put(self._form.steps_slot, strip)
        self._busy = True
        self._show_buttons()

    def _on_work_ended(self) -> None:
        self._busy = False
        self._form.steps_slot.hide()
        self._show_buttons()
        self._find_focus()

    def _find_focus(self) -> None:
        """What had the focus was put out of use while the work lasted, or belongs to the step before."""
        if self.isVisible() and QApplication.focusWidget() is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_buttons(self) -> None:
        review = self._looked.review if self._looked is not None else None
        ready = review is not None and not review.refused and review.writes > 0
        self.button.setEnabled(ready and not self._busy)
        self.errors.setEnabled(not self._busy)
        self.errors.setVisible(review is not None and review.refused > 0)
        self.other.setEnabled(not self._busy)
        self.choose_page.setEnabled(not self._busy)
        self.review_page.mapping.setEnabled(not self._busy)
        writes = review.writes if review is not None else 0
        told = sentence("ui_register.import_count", count=writes) if ready else sentence("ui_register.import_now")
        self.button.say(told)

    def _on_looked(self, found: tuple[_Looked, dict[str, str]]) -> None:
        self._looked, self._chosen = found
        self._remember()
        self.review_page.show_review(self._looked.review)
        self._form.pages.setCurrentWidget(self.review_page)
        self._form.actions_slot.show()
        self.setFocusProxy(self.review_page)
        self._show_buttons()
        self._tell_title()
        self._find_focus()

    def _on_failed(self, error: InspectorError) -> None:
        """The file is no register, or two of its columns claim one field: the step before is kept."""
        happened, kept = explain(error), sentence("ui_register.nothing_imported")
        self.context.prompts.tell(Notice(sentence("ui_register.not_read"), happened, kept))
        if self._looked is None:
            self._show_choice()
        else:
            review = self._looked.review
            self._kind = review.kind
            self.review_page.mapping.show_headers(review.headers, review.kind)

    # -- what headers mean -----------------------------------------------------------------------------------------

    def _kept(self) -> dict[str, dict[str, str]]:
        kept = self.context.preferences.of_screen(self.KEY.value).get("mappings")
        return dict(kept) if isinstance(kept, dict) else {}

    def _on_mapped(self, header: str, field: str) -> None:
        if self._file is not None:
            self._try(self._file, self._chosen | {header: field}, self._kind)

    def _on_kind_chosen(self, kind: ImportKind) -> None:
        """Other columns are known then, so what was said of headers holds no longer."""
        if self._file is not None:
            self._try(self._file, {}, kind)

    def _remember(self) -> None:
        """What has been tried with success is what files with these headers mean."""
        if self._looked is not None and self._chosen:
            kept = self._kept()
            kept.pop(key := headers_key(self._looked.review), None)
            newest = [*kept.items(), (key, self._chosen)][-_REMEMBERED:]
            self.context.preferences.remember(self.KEY.value, mappings=dict(newest))

    # -- the import ------------------------------------------------------------------------------------------------

    def take(self) -> None:
        """Write all of it, as one step."""
        if self._looked is None or not self.button.isEnabled():
            return
        plan, author = self._looked.plan, self.context.author

        def job(services: Services, _progress: Progress) -> ImportReview:
            return import_review(apply_import(services, plan, author))

        task = LongTask(sentence("ui_register.importing"), sentence("ui_register.importing_kept"))
        self._work_on(task)
        self.context.work.long(self, task, job, self._on_taken, failed=self._on_failed)

    def _on_taken(self, review: ImportReview) -> None:
        self._show_choice()
        self.told.emit(Toast(imported(review)))
        self.navigated.emit(Target(_SHOWN[review.kind]))

    def _on_errors_wanted(self) -> None:
        if self._file is None or self._looked is None:
            return
        name = sentence("ui_register.error_name", name=self._file.stem)
        request = FileRequest(sentence("ui_register.error_workbook"), (("Excel", ("*.xlsx",)),), name=name)
        plan = self._looked.plan
        self.context.prompts.save_file(request, lambda out: self._write_errors(plan, out))

    def _write_errors(self, plan: AnyPlan, out: Path) -> None:
        task = LongTask(sentence("ui_register.writing_errors"), sentence("ui_register.exporting_kept"))
        self.context.work.long(
            self, task, lambda services, _: send_back(services, plan, out), self._on_written, writes=False
        )

    def _on_template_wanted(self, kind: ImportKind) -> None:
        steps = kind is ImportKind.STEPS
        name = sentence("ui_register.step_template_name") if steps else sentence("ui_register.template_name")
        title = sentence("ui_register.step_template") if steps else sentence("ui_register.template")
        request = FileRequest(title, (("Excel", ("*.xlsx",)),), name=name)
        self.context.prompts.save_file(request, lambda out: self._write_template(kind, out))

    def _write_template(self, kind: ImportKind, out: Path) -> None:
        self.context.work.read(self, lambda services: write_template(services, kind, out), self._on_written)

    def _on_written(self, place: Path) -> None:
        self.told.emit(Toast(sentence("ui_register.written", file=place.name), undo=False))


def _look(
    services: Services, file: Path, said: tuple[dict[str, str], ImportKind | None], kept: dict[str, dict[str, str]]
) -> tuple[_Looked, dict[str, str]]:
    """The dry run; a file whose headers are known is read as the user read them before."""
    chosen, kind = said
    looked = _planned(services, file, chosen, kind)
    known = kept.get(headers_key(looked.review)) if not chosen else None
    if not known:
        return looked, chosen
    try:
        return _planned(services, file, known, kind), known
    except FormatError:  # of another version: the headers speak for themselves
        return looked, chosen


def _planned(services: Services, file: Path, chosen: dict[str, str], kind: ImportKind | None) -> _Looked:
    plan = plan_import(services, file, chosen, kind)
    return _Looked(plan, import_review(plan))


def _table_of(data: QMimeData) -> Path | None:
    """The first table that is dragged."""
    files = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return next((one for one in files if one.suffix.lower() in SUFFIXES), None)
