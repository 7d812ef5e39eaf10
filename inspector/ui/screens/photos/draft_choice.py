"""Which visit dropped photos belong to, where more than one is being filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.services.draft_photos import Source
from inspector.services.drafts import DraftSummary
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow

_WIDTH = 640


class DraftChoice(QWidget):
    """`decided` carries the visit and the files."""

    decided = Signal(str, object)
    left = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._files: tuple[Source, ...] = ()
        self._title = plain_label("", "section")
        action = sentence("ui_photos.put_here")
        self.list: RowList[TwoLineRow] = RowList(sentence("ui_photos.drafts"), TwoLineDelegate(appearance, action))
        self.cancel = Button(appearance, sentence("ui_photos.put_nowhere"), ButtonKind.TEXT)
        card = Card()
        card.setMaximumWidth(_WIDTH)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.cancel)
        card.body.addLayout(head)
        card.body.addWidget(self.list, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addWidget(card, 1, Qt.AlignmentFlag.AlignHCenter)
        self.list.picked.connect(lambda visit: self.decided.emit(visit, self._files))
        self.cancel.clicked.connect(self.left)
        self.setFocusProxy(self.list)

    def ask(self, files: tuple[Source, ...], drafts: Sequence[DraftSummary]) -> None:
        """Ask for these files."""
        self._files = files
        self._title.setText(sentence("ui_photos.which_draft", count=len(files)))
        self.list.show_rows([_row(one) for one in drafts], marks_first=True)


def _row(one: DraftSummary) -> TwoLineRow:
    begun = f"{one.inspection.visited_at:%m-%d %H:%M}"
    told = sentence("ui_photos.draft_note", begun=begun, checklist=one.checklist, count=one.photos)
    return TwoLineRow(one.inspection.id, one.project, told)
