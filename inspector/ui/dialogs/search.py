"""Ctrl+K: one line over everything; projects and problems appear while somebody types, Enter goes there."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from inspector.services.bundle import Services
from inspector.texts import label, sentence
from inspector.ui.context import Context
from inspector.ui.screen import ScreenKey, Target
from inspector.ui.widgets.key_cap import KeyCap
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.search_line import SearchLine
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow

_MOST = 12
"""Hits of each kind: more than fit are not looked through but typed away."""
_WIDTH = 680
_FROM_TOP = 72
_SHOWN = 8
_PROJECT, _PROBLEM = "project", "problem"


class HitDelegate(TwoLineDelegate):
    """The focus stays in the line above: the row that Enter would open is marked all the same."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row of the cursor as one that has the focus."""
        if option.state & QStyle.StateFlag.State_Selected:
            option.state |= QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)


class SearchDialog(QDialog):
    """`navigated` carries the `Target` of the hit that was chosen; the dialog is closed by then."""

    navigated = Signal(object)

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent.window()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(sentence("ui_projects.search_title"))
        self.line = SearchLine(context.appearance, sentence("ui_projects.search_all"))
        self._delegate = HitDelegate(context.appearance)
        self.hits: RowList[TwoLineRow] = RowList(sentence("ui_projects.hits"), self._delegate)
        self.note = plain_label("", "dense", "ink2")
        self._lay_out()
        self.line.textChanged.connect(self._ask)
        self.line.moved.connect(self._move)
        self.line.returnPressed.connect(self._on_return_pressed)
        self.hits.picked.connect(self._go)
        self._show("", ())

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("card", "popup")
        self._around = around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        down = QVBoxLayout(frame)
        down.setContentsMargins(12, 12, 12, 12)
        down.setSpacing(8)
        down.addWidget(self.line)
        down.addWidget(self.hits)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.note, 1)
        hints = (
            ("↑ ↓", sentence("ui_projects.key_choose")),
            ("Enter", sentence("ui_projects.key_go")),
            ("Esc", sentence("ui_projects.key_close")),
        )
        for keys, text in hints:
            foot.addWidget(KeyCap(keys))
            foot.addWidget(plain_label(text, "dense", "ink2"))
        down.addLayout(foot)
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(min(_WIDTH, max(self._window.width() - 48, 320)))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Stand at the top of the window, where the eye is."""
        super().showEvent(event)
        corner = self._window.mapToGlobal(self._window.rect().topLeft())
        self.move(corner.x() + (self._window.width() - self.width()) // 2, corner.y() + _FROM_TOP)
        self.line.setFocus()

    # -- finding ---------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        text = self.line.text().strip()
        if not text:
            self._show("", ())
        self._context.work.read(
            self, lambda services: _found(services, text), lambda rows: self._show(text, rows), key="hits"
        )

    def _show(self, text: str, rows: tuple[TwoLineRow, ...]) -> None:
        """The hits; the first one is marked, so that Enter opens the best."""
        self.hits.show_rows(rows, marks_first=False)
        if rows:
            self.hits.setCurrentIndex(self.hits.model().index(0, 0))
            self.hits.scrollToTop()
        self.hits.setVisible(bool(rows))
        self.hits.setFixedHeight(min(len(rows), _SHOWN) * self._delegate.height())
        if rows:
            self.note.setText(sentence("ui_projects.hit_count", count=len(rows)))
        else:
            self.note.setText(sentence("ui_projects.no_hits") if text else sentence("ui_projects.search_how"))
        self._around.activate()
        self.resize(QSize(self.width(), self.sizeHint().height()))

    # -- going -----------------------------------------------------------------------------------------------------

    def _move(self, by: int) -> None:
        at = min(max(self.hits.currentIndex().row() + by, 0), len(self.hits.rows) - 1)
        if at >= 0:
            self.hits.setCurrentIndex(self.hits.model().index(at, 0))

    def _on_return_pressed(self) -> None:
        row = self.hits.marked_row
        if row is not None:
            self._go(row.row_id)

    def _go(self, row_id: str) -> None:
        kind, _, record_id = row_id.partition(":")
        self.accept()
        self.navigated.emit(Target(ScreenKey.PROJECT if kind == _PROJECT else ScreenKey.PROBLEMS, record_id))


def _found(services: Services, text: str) -> tuple[TwoLineRow, ...]:
    """Projects before problems, each as a row."""
    hits = services.finding.search(text, _MOST)
    projects = (TwoLineRow(f"{_PROJECT}:{one.id}", one.name, one.area or "", icon="building") for one in hits.projects)
    problems = (
        TwoLineRow(
            f"{_PROBLEM}:{one.id}",
            one.description,
            one.project or "",
            side=one.number or "",
            side_note=label("problem", "state", one.state.value),
            icon="flag",
        )
        for one in hits.problems
    )
    return (*projects, *problems)
