"""Which columns the grid shows and how dense its rows are: at once, while the dialog is open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QWidget

from inspector.services.ledger_columns import Home, LedgerColumn
from inspector.texts import sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screens.register.columns import NAME, USUAL
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label

_ACROSS = 2


class ArrangeDialog(FrameDialog):
    """`columns_chosen` carries names in their order, `density_chosen` the word of the preferences."""

    columns_chosen = Signal(object)
    density_chosen = Signal(str)

    def __init__(self, parent: QWidget, columns: Sequence[LedgerColumn], shown: Sequence[str], density: str) -> None:
        super().__init__(parent, sentence("ui_register.arrange_title"), width=640)
        self.boxes = {one.key: QCheckBox(_told(one).replace("&", "&&")) for one in columns}
        self.density = Combo(sentence("ui_register.density"))
        self.body.addWidget(self._choices(shown))
        self.body.addWidget(plain_label(sentence("ui_register.density"), "dense", "ink2"))
        for name, told in _densities().items():
            self.density.addItem(told, name)
        self.density.setCurrentIndex(self.density.findData(density))
        self.body.addWidget(self.density)
        self.usual = self.add_button(sentence("ui_register.usual_columns"))
        self.usual.clicked.connect(self._on_usual_clicked)
        self.add_button(sentence("ui.close"), kind="primary", default=True).clicked.connect(self.accept)
        self.density.activated.connect(lambda: self.density_chosen.emit(str(self.density.currentData())))

    def _choices(self, shown: Sequence[str]) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setHorizontalSpacing(24)
        for at, (name, box) in enumerate(self.boxes.items()):
            box.setChecked(name in shown)
            box.setEnabled(name != NAME)
            box.clicked.connect(self._on_clicked)
            grid.addWidget(box, at // _ACROSS, at % _ACROSS)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.setMinimumHeight(360)
        area.setAccessibleName(sentence("ui_register.arrange_title"))
        return area

    def _on_clicked(self) -> None:
        self.columns_chosen.emit(tuple(name for name, box in self.boxes.items() if box.isChecked()))

    def _on_usual_clicked(self) -> None:
        for name, box in self.boxes.items():
            box.setChecked(name in USUAL)
        self._on_clicked()


def _told(column: LedgerColumn) -> str:
    """Two columns are called alike: that of the plan says so."""
    plan = column.home is Home.PLAN and column.choices
    return sentence("ui_register.of_plan", label=column.label) if plan else column.label


def _densities() -> dict[str, str]:
    return {
        "dense": sentence("ui_register.dense"),
        "standard": sentence("ui_register.standard"),
        "roomy": sentence("ui_register.roomy"),
    }
