"""Left side of 导出巡查包: what is inside, and what was exported before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow

_FIGURE_GAP = 32


class ContentsCard(Card):
    """包里有什么: four figures, what else, and the visits one by one."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_handover.contents"), sentence("ui_handover.until_receipt"))
        self.body.setContentsMargins(0, 12, 0, 8)
        self.title_row.setContentsMargins(16, 0, 16, 0)
        names = (
            sentence("ui_handover.figure_visits"),
            sentence("ui_handover.figure_photos"),
            sentence("ui_handover.figure_problems"),
            sentence("ui_handover.figure_size"),
        )
        self.figures = [plain_label("", "figure") for _ in names]
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(_FIGURE_GAP)
        for name, figure in zip(names, self.figures, strict=True):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(figure)
            pair.addWidget(plain_label(name, "dense", "ink2"))
            row.addLayout(pair)
        row.addStretch(1)
        self.others = ElidedLabel("", "dense", "ink2")
        self.others.setContentsMargins(16, 0, 16, 4)
        self.list: RowList[TwoLineRow] = RowList(sentence("ui_handover.figure_visits"), TwoLineDelegate(appearance))
        self.empty = EmptyState(
            appearance, "package", sentence("ui_handover.no_visits"), sentence("ui_handover.no_visits_how")
        )
        self.body.addLayout(row)
        self.body.addWidget(self.others)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)  # before it is filled: alone it would show its widgets as windows
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)

    def show_told(self, figures: Sequence[str], others: str, rows: Sequence[TwoLineRow]) -> None:
        """Show what travels: visits, photos, problems and size as words."""
        for label, text in zip(self.figures, figures, strict=True):
            label.setText(text)
        self.others.setVisible(bool(others))
        self.others.set_text(others)
        self._stack.setCurrentWidget(self.list if rows else self.empty)
        self.list.show_rows(rows, marks_first=False)


class PastCard(Card):
    """以前的导出."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_handover.past"))
        self.body.setContentsMargins(0, 12, 0, 8)
        self.title_row.setContentsMargins(16, 0, 16, 0)
        self.list: RowList[TwoLineRow] = RowList(sentence("ui_handover.past"), TwoLineDelegate(appearance))
        self.empty = plain_label(sentence("ui_handover.no_past"), "dense", "ink2", wrap=True)
        self.empty.setContentsMargins(16, 0, 16, 8)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty)
        self.body.addStretch(0)

    def show_rows(self, rows: Sequence[TwoLineRow]) -> None:
        """Show the exports, the newest first."""
        self.note.setText(str(len(rows)) if rows else "")
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.list.show_rows(rows, marks_first=False)
