"""What a project is, and when it was to begin and to be done: small tables of label and value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.lamp import LampLabel, LampShape, LampSign
from inspector.ui.widgets.plain import plain_label

_ACROSS = 4


class FactsCard(Card):
    """Facts in columns, each its label above its value; what is not known says so."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(2)
        self.body.addLayout(self._grid)
        self.values: dict[str, ElidedLabel] = {}

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show label and value of each."""
        for at, (name, value) in enumerate(facts):
            if name not in self.values:
                self.values[name] = ElidedLabel("", "body")
                row, column = divmod(at, _ACROSS)
                self._grid.addWidget(plain_label(name, "dense", "ink2"), 3 * row, column)
                self._grid.addWidget(self.values[name], 3 * row + 1, column)
                self._grid.setRowMinimumHeight(3 * row + 2, 6)
                self._grid.setColumnStretch(column, 1)
            self.values[name].set_text(value or sentence("ui_projects.unknown"))


class DatesCard(Card):
    """Planned beside actual, and how late."""

    def __init__(self) -> None:
        super().__init__(sentence("ui_projects.dates"))
        self._table = QWidget()
        self.body.addWidget(self._table)
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(3, 1)
        for column, title in enumerate((sentence("ui_projects.planned"), sentence("ui_projects.actual")), start=1):
            self._grid.addWidget(plain_label(title, "dense", "ink2"), 0, column)
        self._cells: list[tuple[ElidedLabel, ...]] = []

    def show_dates(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        """Show what, planned, actual, how late."""
        for at, row in enumerate(rows):
            if at == len(self._cells):
                cells = tuple(ElidedLabel("", "body", "ink2" if column in {0, 3} else "ink") for column in range(4))
                self._cells.append(cells)
                for column, cell in enumerate(cells):
                    self._grid.addWidget(cell, at + 1, column)
            for cell, text in zip(self._cells[at], row, strict=True):
                cell.set_text(text or ("" if cell is self._cells[at][3] else sentence("ui_projects.unknown")))


class SeenCard(Card):
    """上报 against 所见: what was told beside what the last visit saw; ▲ where they are ten points apart."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_projects.seen_title"))
        self.apart = LampLabel(appearance, LampSign(LampShape.YELLOW, "", "amber"))
        self.apart.hide()
        self.add_at_title(self.apart)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        self._values: list[tuple[ElidedLabel, ElidedLabel]] = []
        for row, title in enumerate((sentence("ui_projects.reported"), sentence("ui_projects.seen"))):
            value = (ElidedLabel("", "body"), ElidedLabel("", "strong"))
            grid.addWidget(plain_label(title, "dense", "ink2"), row, 0)
            grid.addWidget(value[1], row, 1)
            grid.addWidget(value[0], row, 2)
            self._values.append(value)
        grid.setColumnStretch(2, 1)
        self.body.addLayout(grid)

    def show_sides(self, sides: Sequence[tuple[str, str]], apart: str) -> None:
        """The words and the progress of both sides; `apart` says how far they are from each other, if too far."""
        self.apart.show_sign(LampSign(LampShape.YELLOW, apart, "amber"))
        self.apart.setVisible(bool(apart))
        for (words, progress), (text, percent) in zip(self._values, sides, strict=True):
            words.set_text(text or sentence("ui_projects.unknown"))
            progress.set_text(percent)
