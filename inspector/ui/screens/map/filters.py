"""Which projects the map shows: words, lamps with their counts, area, and those of today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from inspector.domain.lamps import LampColour
from inspector.domain.project_query import ProjectQuery
from inspector.texts import sentence
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.map.marks import letter_of

_PAUSE_MS = 150
"""After the last key, before the map is read anew."""


class Filters(QWidget):
    """`changed` when the user wants to see others."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = QLineEdit()
        self.search.setPlaceholderText(sentence("ui_map.search"))
        self.search.setAccessibleName(sentence("ui_map.search"))
        self.search.setClearButtonEnabled(True)
        self.lamps = {colour: Chip(letter_of(colour) or name) for colour, name in lamp_names().items()}
        self.today = Chip(sentence("ui_map.only_today"))
        self.area = Combo(sentence("ui_map.area"))
        self.area.addItem(sentence("ui_map.all_areas"), "")
        self._chips = QWidget()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.changed)
        self._lay_out()
        self.search.textChanged.connect(self._pause.start)
        self.area.activated.connect(self.changed)
        for chip in (*self.lamps.values(), self.today):
            chip.clicked.connect(self.changed)

    @property
    def query(self) -> ProjectQuery:
        """What is asked for."""
        area = str(self.area.currentData() or "")
        lamps = tuple(colour for colour, chip in self.lamps.items() if chip.isChecked())
        return ProjectQuery(text=self.search.text().strip(), lamps=lamps, areas=(area,) if area else ())

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        return self.today.isChecked() or self.query != ProjectQuery()

    def clear(self) -> None:
        """Show everything again."""
        self.search.clear()
        self.area.setCurrentIndex(0)
        for chip in (*self.lamps.values(), self.today):
            chip.setChecked(False)
        self._pause.stop()
        self.changed.emit()

    def settle(self) -> None:
        """Do not wait for another key."""
        if self._pause.isActive():
            self._pause.stop()
            self.changed.emit()

    def show_counts(self, counts: Mapping[LampColour, int]) -> None:
        """How many projects each lamp would leave."""
        for colour, chip in self.lamps.items():
            chip.show_count(counts.get(colour, 0))
        self._chips.updateGeometry()  # other numbers may need another line

    def show_areas(self, areas: Sequence[tuple[str, str]]) -> None:
        """The areas to choose from: (id, name)."""
        chosen = self.area.currentData()
        while self.area.count() > 1:
            self.area.removeItem(1)
        for area_id, name in areas:
            self.area.addItem(name, area_id)
        self.area.setCurrentIndex(max(self.area.findData(chosen), 0))

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 12, 16, 12)
        down.setSpacing(8)
        down.addWidget(self.search)
        flow = FlowLayout(self._chips)
        for chip in self.lamps.values():
            flow.addWidget(chip)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.today)
        row.addWidget(self.area, 1)
        down.addWidget(self._chips)
        down.addLayout(row)


def lamp_names() -> dict[LampColour, str]:
    """What the lamps of projects are called, the worst first."""
    return {
        LampColour.RED: sentence("ui_map.lamp_red"),
        LampColour.YELLOW: sentence("ui_map.lamp_yellow"),
        LampColour.GREEN: sentence("ui_map.lamp_green"),
        LampColour.NONE: sentence("ui_map.lamp_none"),
    }
