"""What an imported holiday list has changed, step by step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.domain.workdays import HolidayList
from inspector.services.holiday_change import HolidayReport
from inspector.texts import sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screens.lamps import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow

_HEIGHT = 320


class HolidayDialog(FrameDialog):
    """`opened` carries the id of a step to look at."""

    opened = Signal(str)

    def __init__(self, parent: QWidget, appearance: Appearance, found: HolidayList, report: HolidayReport) -> None:
        super().__init__(parent, sentence("ui_lamps.holidays_title"), width=640)
        self.body.addWidget(plain_label(words.imported(found, report), wrap=True))
        name = sentence("ui_lamps.holidays_changed")
        self.list: RowList[TwoLineRow] = RowList(name, TwoLineDelegate(appearance))
        self.list.setMinimumHeight(_HEIGHT)
        self.list.show_rows([words.change_row(one) for one in report.changes], marks_first=True)
        self.list.setVisible(bool(report.changes))
        self.list.picked.connect(self._on_picked)
        self.body.addWidget(self.list, 1)
        self.add_button(sentence("ui.close"), kind="primary", default=True).clicked.connect(self.accept)

    def _on_picked(self, step: str) -> None:
        self.opened.emit(step)
        self.accept()
