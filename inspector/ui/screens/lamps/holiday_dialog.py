"""What a holiday list would change, step by step, before it is taken in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.services.holiday_change import HolidayPreview
from inspector.texts import sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screens.lamps import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow

_HEIGHT = 320


class HolidayDialog(FrameDialog):
    """`accepted` takes the list in; `opened` carries the id of a step to look at, and leaves all as it is."""

    opened = Signal(str)

    def __init__(self, parent: QWidget, appearance: Appearance, preview: HolidayPreview) -> None:
        super().__init__(parent, words.holidays_title(preview), width=640)
        self.told = plain_label(words.would_change(preview), wrap=True)
        self.body.addWidget(self.told)
        name = sentence("ui_lamps.holidays_changed")
        self.list: RowList[TwoLineRow] = RowList(name, TwoLineDelegate(appearance))
        self.list.setMinimumHeight(_HEIGHT)
        changes = preview.report.changes
        self.list.show_rows([words.change_row(one) for one in changes], marks_first=True)
        self.list.setVisible(bool(changes))
        self.list.picked.connect(self._on_picked)
        self.body.addWidget(self.list, 1)
        self.add_button(sentence("ui.cancel")).clicked.connect(self.reject)
        self.taking = self.add_button(sentence("ui_lamps.take_holidays"), kind="primary", default=True)
        self.taking.clicked.connect(self.accept)
        self.taking.setFocus()

    def _on_picked(self, step: str) -> None:
        self.opened.emit(step)
        self.reject()
