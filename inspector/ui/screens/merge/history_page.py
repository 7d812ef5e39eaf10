"""合并记录: the merges of before with their packages and reports; each can be taken back and brought back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.services.bundle import Services
from inspector.services.merge_history import PastMerge, Restored
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.prompts import Question
from inspector.ui.screen import Toast
from inspector.ui.screens.merge import words
from inspector.ui.widgets.buttons import Button
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow


class HistoryPage(QWidget):
    """Merges left, the packages of the marked one right.

    `told` carries a `Toast`, `report_wanted` a `PastMerge` and the ending of the file, `disputed` that conflicts came.
    """

    told = Signal(object)
    report_wanted = Signal(object, str)
    disputed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._past: tuple[PastMerge, ...] = ()
        self._sought: tuple[str, int] | None = None
        appearance = context.appearance
        self.list: RowList[TwoLineRow] = RowList(sentence("ui_merge.history"), TwoLineDelegate(appearance))
        self.packages: RowList[TwoLineRow] = RowList(sentence("ui_merge.packages"), TwoLineDelegate(appearance))
        self.undo = Button(appearance, sentence("ui_merge.undo_all"), icon_name="undo")
        self.restore = Button(appearance, sentence("ui_merge.restore"), icon_name="redo")
        self.pdf = Button(appearance, sentence("ui_merge.report_pdf"), icon_name="report")
        self.excel = Button(appearance, sentence("ui_merge.report_excel"), icon_name="excel")
        self.empty = EmptyState(
            appearance, "merge", sentence("ui_merge.no_history"), sentence("ui_merge.no_history_how")
        )
        self._left = Card(sentence("ui_merge.history"))
        self._right = Card(sentence("ui_merge.packages"))
        page = QHBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(16)
        self._right.body.addLayout(self._buttons())
        for card, rows in ((self._left, self.list), (self._right, self.packages)):
            card.body.setContentsMargins(0, 12, 0, 8)
            card.title_row.setContentsMargins(16, 0, 16, 0)
            card.body.addWidget(rows, 1)
            page.addWidget(card, 1)
        page.addWidget(self.empty, 1)
        self.list.marked.connect(lambda _row: self._show_packages())
        self.undo.clicked.connect(self._on_undo_clicked)
        self.restore.clicked.connect(self._on_restore_clicked)
        self.pdf.clicked.connect(lambda: self._on_report_clicked(".pdf"))
        self.excel.clicked.connect(lambda: self._on_report_clicked(".xlsx"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _buttons(self) -> QVBoxLayout:
        strip = QWidget()
        row = FlowLayout(strip, gap=8)
        for button in (self.pdf, self.excel, self.undo, self.restore):
            row.addWidget(button)
        inset = QVBoxLayout()
        inset.setContentsMargins(16, 4, 16, 8)
        inset.addWidget(strip)
        return inset

    def look_for(self, device: str, number: int) -> None:
        """Mark the merge of this package when the merges are read next."""
        self._sought = (device, number)

    def refresh(self) -> None:
        """Read the merges."""
        self._context.work.read(
            self, lambda services: services.office.merge_history.listed(), self._show, key="history"
        )

    def _show(self, past: tuple[PastMerge, ...]) -> None:
        self._past = past
        for part in (self._left, self._right):
            part.setVisible(bool(past))
        self.empty.setVisible(not past)
        self.list.show_rows([words.past_row(one, self._context.today()) for one in past], marks_first=True)
        self._mark_sought()
        self._show_packages()

    def _mark_sought(self) -> None:
        sought, self._sought = self._sought, None
        for at, one in enumerate(self._past):
            if sought in {(package.device, package.number) for package in one.packages}:
                self.list.setCurrentIndex(self.list.model().index(at, 0))
                self.list.setFocus()

    def _chosen(self) -> PastMerge | None:
        row = self.list.marked_row
        return next((one for one in self._past if row is not None and str(one.change_id) == row.row_id), None)

    def _show_packages(self) -> None:
        one = self._chosen()
        packages = one.packages if one is not None else ()
        rows = [
            TwoLineRow(str(at), package.device, package.file_name, side=str(package.number), icon="package")
            for at, package in enumerate(packages)
        ]
        self.packages.show_rows(rows, marks_first=False)
        gone = one is not None and one.undone
        self.restore.setVisible(gone)
        self.restore.setToolTip(sentence("ui_merge.restore_how"))
        self.undo.setVisible(not gone)
        self.undo.setEnabled(one is not None)

    def _on_undo_clicked(self) -> None:
        one = self._chosen()
        if one is None:
            return
        if one.undoable:
            self._undo(one.change_id)
            return
        title, told = sentence("ui_merge.withdraw_title"), sentence("ui_merge.withdraw_how")
        question = Question(title, told, sentence("ui_merge.undo_all"), dangerous=True)
        self._context.prompts.confirm(question, lambda: self._withdraw(one.change_id))

    def _undo(self, change_id: int) -> None:
        author = self._context.author

        def job(services: Services) -> None:
            services.office.merge_history.undo(change_id, author)

        self._context.work.write(self, job, lambda _done: self.refresh())

    def _withdraw(self, change_id: int) -> None:
        author = self._context.author

        def job(services: Services) -> Restored:
            return services.office.merge_history.withdraw(change_id, author)

        self._context.work.write(self, job, self._on_withdrawn)

    def _on_withdrawn(self, withdrawn: Restored) -> None:
        text = sentence("ui_merge.merge_undone")
        self._tell(withdrawn, text, sentence("ui_merge.withdrawn_disputed", count=withdrawn.conflicts))

    def _tell(self, done: Restored, plain: str, disputed: str) -> None:
        self.refresh()
        self.told.emit(Toast(disputed if done.conflicts else plain))
        if done.conflicts:
            self.disputed.emit()

    def _on_restore_clicked(self) -> None:
        one, author = self._chosen(), self._context.author
        if one is None:
            return
        change_id = one.change_id

        def job(services: Services) -> Restored:
            return services.office.merge_history.restore(change_id, author)

        self._context.work.write(self, job, self._on_restored)

    def _on_restored(self, restored: Restored) -> None:
        text = sentence("ui_merge.restored")
        self._tell(restored, text, sentence("ui_merge.restored_disputed", count=restored.conflicts))

    def _on_report_clicked(self, ending: str) -> None:
        one = self._chosen()
        if one is not None:
            self.report_wanted.emit(one, ending)
