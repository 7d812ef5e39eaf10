"""Which columns the list shows and by what it is sorted: at once, while the dialog is open."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from inspector.domain.project_query import ProjectQuery, SortColumn
from inspector.texts import sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.models.project_columns import COLUMNS, USUAL, title
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label


class ArrangeDialog(FrameDialog):
    """`columns_chosen` carries names in their order, `sort_chosen` a column and whether it falls."""

    columns_chosen = Signal(object)
    sort_chosen = Signal(object, bool)

    def __init__(self, parent: QWidget, columns: tuple[str, ...], query: ProjectQuery) -> None:
        super().__init__(parent, sentence("ui_projects.arrange_title"), width=520)
        self.boxes = {name: QCheckBox(title(name).replace("&", "&&")) for name in COLUMNS}
        self.sort = Combo(sentence("ui_projects.sort"))
        self.falling = QCheckBox(sentence("ui_projects.falling"))
        self._fill(columns, query)
        self.usual = self.add_button(sentence("ui_projects.usual_columns"))
        self.usual.clicked.connect(self._on_usual_clicked)
        self.add_button(sentence("ui.close"), kind="primary", default=True).clicked.connect(self.accept)
        for box in self.boxes.values():
            box.clicked.connect(self._on_columns_clicked)
        self.sort.activated.connect(self._on_sort_chosen)
        self.falling.clicked.connect(self._on_sort_chosen)

    def _fill(self, columns: tuple[str, ...], query: ProjectQuery) -> None:
        self.body.addWidget(plain_label(sentence("ui_projects.columns"), "dense", "ink2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for at, (name, box) in enumerate(self.boxes.items()):
            box.setChecked(name in columns)
            box.setEnabled(name != "name")
            grid.addWidget(box, at // 2, at % 2)
        self.body.addLayout(grid)
        self.body.addWidget(plain_label(sentence("ui_projects.sort"), "dense", "ink2"))
        for name, column in COLUMNS.items():
            if column.sort is not None:
                self.sort.addItem(title(name), column.sort)
        self.sort.setCurrentIndex(self.sort.findData(query.sort))
        self.falling.setChecked(query.descending)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.sort, 1)
        row.addWidget(self.falling)
        self.body.addLayout(row)

    def _on_columns_clicked(self) -> None:
        self.columns_chosen.emit(tuple(name for name, box in self.boxes.items() if box.isChecked()))

    def _on_usual_clicked(self) -> None:
        for name, box in self.boxes.items():
            box.setChecked(name in USUAL)
        self._on_columns_clicked()

    def _on_sort_chosen(self) -> None:
        self.sort_chosen.emit(SortColumn(self.sort.currentData()), self.falling.isChecked())
