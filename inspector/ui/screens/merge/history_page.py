"""合并记录: the merges of before with their packages, and the way to take the last one back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.services.bundle import Services
from inspector.services.merge_history import PastMerge
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.screens.merge import words
from inspector.ui.widgets.buttons import Button
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow


class HistoryPage(QWidget):
    """Merges left, the packages of the marked one right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._past: tuple[PastMerge, ...] = ()
        appearance = context.appearance
        self.list: RowList[TwoLineRow] = RowList(sentence("ui_merge.history"), TwoLineDelegate(appearance))
        self.packages: RowList[TwoLineRow] = RowList(sentence("ui_merge.packages"), TwoLineDelegate(appearance))
        self.undo = Button(appearance, sentence("ui_merge.undo_all"), icon_name="undo")
        self.empty = EmptyState(
            appearance, "merge", sentence("ui_merge.no_history"), sentence("ui_merge.no_history_how")
        )
        self._left = Card(sentence("ui_merge.history"))
        self._right = Card(sentence("ui_merge.packages"))
        page = QHBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(16)
        for card, rows in ((self._left, self.list), (self._right, self.packages)):
            card.body.setContentsMargins(0, 12, 0, 8)
            card.title_row.setContentsMargins(16, 0, 16, 0)
            card.body.addWidget(rows, 1)
            page.addWidget(card, 1)
        self._right.add_at_title(self.undo)
        page.addWidget(self.empty, 1)
        self.list.marked.connect(lambda _row: self._show_packages())
        self.undo.clicked.connect(self._on_undo_clicked)
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

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
        self._show_packages()

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
        self.undo.setEnabled(one is not None and one.undoable)
        self.undo.setToolTip("" if self.undo.isEnabled() else sentence("ui_merge.only_the_last"))

    def _on_undo_clicked(self) -> None:
        one, author = self._chosen(), self._context.author
        if one is None:
            return
        change_id = one.change_id

        def job(services: Services) -> None:
            services.office.merge_history.undo(change_id, author)

        self._context.work.write(self, job, lambda _done: self.refresh())
