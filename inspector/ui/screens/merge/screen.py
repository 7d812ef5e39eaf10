"""合并中心: packages dropped, previewed, decided on and merged as one step; task packages out, devices, history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError
from inspector.services import exports
from inspector.services.merge_history import PastMerge
from inspector.services.merge_record import MergeRecord
from inspector.services.merge_told import ToldConflict, check_value
from inspector.services.merge_view import PackageView
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.forms.ui_merge import Ui_Merge
from inspector.ui.long_task import LongTask
from inspector.ui.package_drop import PackageDrop, is_welcome, local_paths
from inspector.ui.prompts import FileRequest, TextQuestion
from inspector.ui.screen import KeyHint, Screen, ScreenKey, Target, Toast
from inspector.ui.screens.merge.devices_page import DevicesPage, refuse_question, trust_question
from inspector.ui.screens.merge.history_page import HistoryPage
from inspector.ui.screens.merge.merging import Merging, Stage
from inspector.ui.screens.merge.sending_page import SendingPage
from inspector.ui.screens.merge.work_page import WorkPage
from inspector.ui.search_button import SearchButton
from inspector.ui.shortcuts import add_keys
from inspector.ui.telling import short_day
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.chip import Chip

_PDF = ".pdf"
_SEND, _DEVICES, _HISTORY = 1, 2, 3


@dataclass(frozen=True)
class Reported:
    """The merge that a report is wanted of; `record` where it has just been done."""

    change_id: int
    at: datetime
    record: MergeRecord | None = None


class MergeScreen(Screen):
    """Four pages: the merge itself, task packages, devices, and the merges of before."""

    KEY = ScreenKey.MERGE

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._form = Ui_Merge()
        self._form.setupUi(self)
        self.setAcceptDrops(True)
        self.merging = Merging(context, self)
        self.drop = PackageDrop(context, self)
        self.work = WorkPage(context, self._form, self.merging, self)
        self.sending = SendingPage(context)
        self.devices = DevicesPage(context)
        self.history = HistoryPage(context)
        self.search = SearchButton(context)
        self._header = QWidget(self)
        self._header.hide()
        self.tabs = [
            Chip(sentence("ui_merge.tab_merge")),
            Chip(sentence("ui_merge.tab_send")),
            Chip(sentence("ui_merge.tab_devices")),
            Chip(sentence("ui_merge.tab_history")),
        ]
        self._fill()
        self._connect()
        self.work.show_all()
        self.merging.unfinished.look()
        self.setFocusProxy(self.work.add)

    def _fill(self) -> None:
        row = QHBoxLayout(self._header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for at, tab in enumerate(self.tabs):
            tab.clicked.connect(lambda _on, wanted=at: self.show_page(wanted))
            row.addWidget(tab)
        row.addWidget(self.search)
        self.context.appearance.changed.connect(self._fit)
        self._fit()
        for page in (self.sending, self.devices, self.history):
            self._form.pages.addWidget(page)
        self.tabs[0].setChecked(True)

    def _fit(self) -> None:
        """Large letters leave no room for a button that Ctrl+K stands for."""
        if self.context.appearance.tokens.theme is Theme.LARGE:
            self.search.hide()
        elif self.search.isHidden():
            self.search.show()

    def _connect(self) -> None:
        work, merging = self.work, self.merging
        merging.told.connect(self.told)
        self.drop.found.connect(self._take)
        merging.changed.connect(self._tell_title)
        work.add_wanted.connect(self._on_add_wanted)
        work.merge_wanted.connect(merging.merge)
        work.typing_wanted.connect(self._on_typing_wanted)
        work.device_trusted.connect(self._on_device_trusted)
        work.device_refused.connect(self._on_device_refused)
        work.history_wanted.connect(self._on_history_wanted)
        work.project_opened.connect(lambda one: self.navigated.emit(Target(ScreenKey.PROJECT, one)))
        done = work.overview.done
        done.pdf_wanted.connect(lambda: self._on_report_wanted(_PDF))
        done.excel_wanted.connect(lambda: self._on_report_wanted(".xlsx"))
        done.undo_wanted.connect(merging.undo)
        done.closed.connect(self._on_done_closed)
        self.devices.take_wanted.connect(self._on_take_wanted)
        self.history.told.connect(self.told)
        self.history.report_wanted.connect(self._on_past_report_wanted)
        self.history.disputed.connect(lambda: self.show_page(0))
        self.search.navigated.connect(self.navigated)
        add_keys(self, {"Ctrl+O": self._on_add_wanted})

    # -- pages and reading -----------------------------------------------------------------------------------------

    def show_page(self, at: int) -> None:
        """Show one of the pages."""
        self._form.pages.setCurrentIndex(at)
        for place, tab in enumerate(self.tabs):
            tab.setChecked(place == at)
        self._refresh_page()
        self.keys_changed.emit()

    def open_target(self, target: Target) -> None:
        """`send`, `devices` or `history` of a target open that page."""
        pages = {"send": _SEND, "devices": _DEVICES, "history": _HISTORY}
        self.show_page(pages.get(target.detail, 0))
        self._tell_title()

    def refresh(self) -> None:
        """Read what is open, and the page that is shown."""
        self.merging.refresh()
        self._refresh_page()

    def _on_history_wanted(self, package: PackageView) -> None:
        self.history.look_for(package.device, package.number)
        self.show_page(_HISTORY)

    def concerned(self, changes: Changes) -> bool:
        """Whatever changes, but for a decision that is only written down."""
        return bool(changes.change_id) or not (changes.empty and self.merging.keeping)

    def _refresh_page(self) -> None:
        page = self._form.pages.currentWidget()
        if page in (self.sending, self.devices, self.history):
            page.refresh()

    def leave(self) -> bool:
        """Back to the merge."""
        if self._form.pages.currentIndex() == 0:
            return False
        self.show_page(0)
        return True

    def _tell_title(self) -> None:
        count = len(self.merging.packages)
        day = short_day(self.context.today())
        told = sentence("ui_merge.subtitle", day=day, count=count) if count else day
        self.title_changed.emit(sentence("ui.screen_merge"), told)

    # -- packages --------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Packages are welcome everywhere on the screen."""
        if is_welcome(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Look at what was dropped; the order of volumes does not matter."""
        event.acceptProposedAction()
        self.show_page(0)
        self.drop.take(local_paths(event.mimeData()))

    def _take(self, files: tuple[Path, ...]) -> None:
        self.show_page(0)
        self.merging.add(files)

    def _on_add_wanted(self) -> None:
        self.drop.ask(sentence("ui_merge.add"))

    def _on_take_wanted(self, files: tuple[Path, ...]) -> None:
        self._take(files)

    # -- decisions -------------------------------------------------------------------------------------------------

    def _on_typing_wanted(self) -> None:
        found = self.merging.conflict(self.merging.current)
        if found is None or self.merging.stage not in {Stage.EMPTY, Stage.PREVIEW}:
            return
        if not found.typable:
            self.told.emit(Toast(sentence("ui_merge.cannot_type"), undo=False))
            return
        question = TextQuestion(
            sentence("ui_merge.type_title", field=found.name),
            sentence("ui_merge.type_label"),
            sentence("ui_merge.type_accept"),
            text=found.common,
        )
        self.context.prompts.ask_text(question, lambda text: self._check(found, text))

    def _check(self, conflict: ToldConflict, text: str) -> None:
        """Whether the field can hold it is told now, not at the merge."""
        kind, field = conflict.kind, conflict.field

        def failed(error: InspectorError) -> None:
            self.context.prompts.tell(error)

        self.context.work.read(
            self,
            lambda _services: check_value(kind, field, text.strip()),
            lambda checked: self.merging.decide(conflict.key, checked),
            failed=failed,
        )

    def _on_device_trusted(self, package: PackageView) -> None:
        def decided(by: str) -> None:
            self.merging.decide_on(package, by, trusted=True)

        self.context.prompts.ask_text(trust_question(package.device, self.context.author), decided)

    def _on_device_refused(self, package: PackageView) -> None:
        def decided() -> None:
            self.merging.decide_on(package, self.context.author, trusted=False)

        self.context.prompts.confirm(refuse_question(package.device), decided)

    # -- after the merge -------------------------------------------------------------------------------------------

    def _on_done_closed(self) -> None:
        self.merging.clear()
        self.merging.changed.emit()

    def _on_report_wanted(self, ending: str) -> None:
        looked = self.merging.looked
        if looked is not None and looked.view.record is not None:
            self._ask_report(Reported(looked.view.change_id, looked.view.at, looked.view.record), ending)

    def _on_past_report_wanted(self, past: PastMerge, ending: str) -> None:
        self._ask_report(Reported(past.change_id, past.at), ending)

    def _ask_report(self, wanted: Reported, ending: str) -> None:
        told = sentence("ui_merge.pdf") if ending == _PDF else sentence("ui_merge.workbook")
        name = sentence("ui_merge.report_name", day=f"{wanted.at:%Y-%m-%d %H%M}") + ending
        request = FileRequest(sentence("ui_merge.report"), ((told, (f"*{ending}",)),), name=name)
        self.context.prompts.save_file(request, lambda path: self._report(wanted, path, is_pdf=ending == _PDF))

    def _report(self, wanted: Reported, path: Path, *, is_pdf: bool) -> None:
        merge = exports.MergeWanted(wanted.change_id, wanted.record, is_pdf)
        task = LongTask(sentence("ui_merge.reporting"), sentence("ui_merge.reporting_cancelled"))
        self.context.work.long_apart(self, task, partial(exports.merge_report, merge, path), self._on_reported)

    def _on_reported(self, path: Path) -> None:
        self.told.emit(Toast(sentence("ui_merge.reported", name=path.name), undo=False))

    # -- the window ------------------------------------------------------------------------------------------------

    def header(self) -> QWidget:
        """The pages and the search."""
        return self._header

    def key_map(self) -> tuple[KeyHint, ...]:
        """The keys of the page that is shown."""
        if self._form.pages.currentWidget() is self.sending:
            return (KeyHint("Ctrl+Enter", sentence("ui_merge.send")),)
        if self._form.pages.currentIndex():
            return (KeyHint("Esc", sentence("ui_merge.tab_merge")),)
        return (
            KeyHint("1", sentence("ui_merge.key_own")),
            KeyHint("2", sentence("ui_merge.key_package")),
            KeyHint("3", sentence("ui_merge.key_other")),
            KeyHint("0", sentence("ui_merge.key_later")),
            KeyHint("Ctrl+Enter", sentence("ui_merge.key_merge")),
            KeyHint("Ctrl+O", sentence("ui_merge.add"), bar=False),
            KeyHint("Alt+↑ ↓", sentence("ui_merge.key_step"), bar=False),
        )
