"""The values that a cell has had: each with who wrote it, when, by what, and the package that brought it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inspector.domain.errors import InspectorError
from inspector.services.ledger_columns import LedgerColumn
from inspector.services.ledger_view import CellPast
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.screens.register.columns import cell_text, title
from inspector.ui.screens.register.grid import LedgerGrid
from inspector.ui.telling import moment
from inspector.ui.widgets.buttons import Button, ButtonKind, icon_button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.plain import plain_label, rule

_WIDTH = 360
_FIRST = 3
_HEIGHT = 320


class PastCard(QFrame):
    """Lies over the grid beside its cell; `restored` wants a cell to say again what it said before."""

    restored = Signal(int, int, str)
    """Row and column of the grid, and the text."""
    closed = Signal()

    def __init__(self, context: Context, grid: LedgerGrid) -> None:
        super().__init__(grid)
        appearance = context.appearance
        self._context = context
        self._grid = grid
        self._at = (0, 0)
        self._place = QRect()
        self._column: LedgerColumn | None = None
        self._past: Sequence[CellPast] = ()
        self.setProperty("card", "popup")
        self.name = ElidedLabel("", "strong")
        self.shut = icon_button(appearance, "cross", sentence("ui_register.close"), "Esc")
        self.back = Button(appearance, "", ButtonKind.TEXT, "undo")
        self.everything = Button(appearance, sentence("ui_register.whole_past"), ButtonKind.TEXT)
        self._area = QScrollArea()
        self._lay_out()
        self.shut.clicked.connect(self.close_card)
        self.back.clicked.connect(self._on_back_clicked)
        self.everything.clicked.connect(lambda: self._fill(len(self._past)))
        self.hide()

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 8, 8, 12)
        down.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.shut)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.everything)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(sentence("ui_register.past"))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        down.addLayout(head)
        down.addWidget(self._area, 1)
        down.addLayout(foot)

    def show_current(self) -> None:
        """Show what the cell under the cursor has been, or put the card away."""
        index = self._grid.currentIndex()
        row = self._grid.ledger.row_at(index.row())
        if self.isVisible():
            self.close_card()
            return
        if row is None:
            return
        self._at = (index.row(), index.column())
        column, project = self._grid.ledger.columns[index.column()], row.row.project_id
        self._place = self._grid.visualRect(index).translated(self._grid.viewport().pos())
        self._context.work.read(
            self,
            lambda services: services.office.ledger.past(project, column.key),
            lambda past: self._show_past(str(row.row.cells["name"]), column, past),
            key="past",
            failed=self._on_failed,
        )

    def _on_failed(self, _error: InspectorError) -> None:
        self._grid.say_refused(sentence("ui_register.past_elsewhere"), *self._at)

    def _show_past(self, project: str, column: LedgerColumn, past: Sequence[CellPast]) -> None:
        self._column, self._past = column, past
        self.name.set_text(sentence("ui_register.past_of", project=project, column=title(column)))
        before = cell_text(column, past[0].before) if past else ""
        told = (
            sentence("ui_register.back_to", value=_short(before)) if before else sentence("ui_register.back_to_empty")
        )
        self.back.say(told)
        empties = bool(past) and not before and column.required
        self.back.setVisible(bool(past) and column.editable and not empties)
        self._fill(_FIRST)
        self.shut.setFocus()

    def _fill(self, most: int) -> None:
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 8, 0)
        down.setSpacing(8)
        for at, one in enumerate(self._past[:most]):
            if at:
                down.addWidget(rule())
            self._add(down, one)
        if not self._past:
            down.addWidget(plain_label(sentence("ui_register.no_past"), "dense", "ink2", wrap=True))
        down.addStretch(1)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.everything.setVisible(len(self._past) > most)
        self._settle(inside)

    def _add(self, down: QVBoxLayout, one: CellPast) -> None:
        value = cell_text(self._column, one.after) if self._column is not None else ""
        lines = QVBoxLayout()
        lines.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(value or sentence("ui_register.empty_value"), "strong", "link"), 1)
        head.addWidget(plain_label(moment(one.at, self._context.today()), "dense", "ink2"))
        lines.addLayout(head)
        who = "  ".join(part for part in (one.author, one.step) if part)
        origin = sentence("ui_register.from_package", file=one.package) if one.package else one.device
        lines.addWidget(ElidedLabel(who, "dense", "ink2"))
        lines.addWidget(ElidedLabel(origin, "dense", "ink3", Qt.TextElideMode.ElideMiddle))
        down.addLayout(lines)

    def _settle(self, inside: QWidget) -> None:
        """Beside the cell, where there is room for it."""
        room = self._grid.rect()
        self._area.setFixedHeight(min(inside.sizeHint().height(), _HEIGHT, room.height() // 2))
        scale = self._context.appearance.tokens.dense / 13
        self.setFixedWidth(min(round(_WIDTH * scale), room.width()))
        self.adjustSize()
        left = self._place.right() + 12
        if left + self.width() > room.width():
            left = max(self._place.left() - 12 - self.width(), 0)
        top = min(max(self._place.top(), 0), max(room.height() - self.height() - 8, 0))
        self.move(left, top)
        self.show()
        self.raise_()

    def _on_back_clicked(self) -> None:
        if self._column is not None and self._past:
            self.restored.emit(*self._at, cell_text(self._column, self._past[0].before))
        self.close_card()

    def close_card(self) -> None:
        """Away with it."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc and F4 put it away."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_F4}:
            self.close_card()
        else:
            super().keyPressEvent(event)


def _short(text: str) -> str:
    most = 12
    return text if len(text) <= most else f"{text[:most]}…"
