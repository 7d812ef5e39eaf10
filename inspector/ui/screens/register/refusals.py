"""What cannot be written of a block, told before anything is written: where, what, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from inspector.services.ledger_columns import LedgerColumn
from inspector.services.ledger_view import CellRefusal, LedgerPlan
from inspector.texts import explain, sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.plain import plain_label

_SHOWN = 50
_HEIGHT = 300


class RefusalsDialog(FrameDialog):
    """Accepted: the user wants the rest to be written."""

    def __init__(
        self,
        parent: QWidget,
        appearance: Appearance,
        plan: LedgerPlan,
        place: tuple[Sequence[LedgerColumn], int],
    ) -> None:
        """`place` are the columns of the block, and the row of the grid in which it begins."""
        count, rest = len(plan.refusals), len(plan.changes)
        super().__init__(parent, sentence("ui_register.refused_title", count=count), width=620)
        self._columns, self._top = place
        told = sentence("ui_register.refused_rest", rest=rest, unchanged=plan.unchanged)
        self.body.addWidget(plain_label(told, "body", "ink2", wrap=True))
        self.body.addWidget(self._list(appearance, plan.refusals))
        if count > _SHOWN:
            self.body.addWidget(
                plain_label(sentence("ui_register.refused_more", count=count - _SHOWN), "dense", "ink2")
            )
        self.discard = self.add_button(sentence("ui_register.discard"), default=True)
        self.discard.clicked.connect(self.reject)
        self.rest = self.add_button(sentence("ui_register.write_rest", count=rest), kind="primary")
        self.rest.setEnabled(bool(rest))
        self.rest.clicked.connect(self.accept)

    def _list(self, appearance: Appearance, refusals: Sequence[CellRefusal]) -> QScrollArea:
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 8, 0)
        down.setSpacing(8)
        for one in refusals[:_SHOWN]:
            down.addWidget(self._line(one))
        down.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.setMinimumHeight(min(_HEIGHT, 3 * appearance.tokens.row_two))
        area.setMaximumHeight(_HEIGHT)
        area.setAccessibleName(sentence("ui_register.refusals"))
        return area

    def _line(self, one: CellRefusal) -> Card:
        card = Card(kind="alert")
        card.body.setContentsMargins(12, 8, 12, 8)
        card.body.setSpacing(2)
        column = self._columns[one.place.column].label
        place = sentence("ui_register.refused_place", row=self._top + one.place.row + 1, column=column, text=one.text)
        card.body.addWidget(ElidedLabel(place, "dense"))
        card.body.addWidget(plain_label(explain(one.error), "dense", "red", wrap=True))
        return card
