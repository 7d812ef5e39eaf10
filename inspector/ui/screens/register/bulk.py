"""One text into a column of all selected projects, with what the text amounts to while it is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from inspector.services.ledger_columns import LedgerColumn, read_cell
from inspector.texts import explain, sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screens.register.columns import cell_text, title
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label


class BulkDialog(FrameDialog):
    """`wanted` carries the column and the text."""

    wanted = Signal(object, str)

    def __init__(
        self, parent: QWidget, appearance: Appearance, columns: Sequence[LedgerColumn], chosen: str, rows: int
    ) -> None:
        super().__init__(parent, sentence("ui_register.bulk_title", count=rows))
        self._columns = {one.key: one for one in columns if one.editable}
        self.column = Combo(sentence("ui_register.bulk_column"))
        for key, one in self._columns.items():
            self.column.addItem(title(one), key)
        self.column.setCurrentIndex(max(self.column.findData(chosen), 0))
        self.line = QLineEdit()
        self.value = Field(appearance, sentence("ui_register.bulk_value"), self.line)
        self.body.addWidget(Field(appearance, sentence("ui_register.bulk_column"), self.column))
        self.body.addWidget(self.value)
        self.body.addWidget(plain_label(sentence("ui_register.bulk_empty"), "dense", "ink2", wrap=True))
        self.add_button(sentence("ui_register.cancel")).clicked.connect(self.reject)
        self.button = self.add_button(sentence("ui_register.bulk_write", count=rows), kind="primary", default=True)
        self.button.clicked.connect(self._on_accepted)
        self.line.textChanged.connect(self._on_changed)
        self.column.activated.connect(self._on_column_chosen)
        self._on_column_chosen()
        self.line.setFocus()

    @property
    def _column(self) -> LedgerColumn:
        return self._columns[str(self.column.currentData())]

    def _on_column_chosen(self) -> None:
        choices = list(self._column.choices)
        self.line.setCompleter(QCompleter(choices, self.line) if choices else None)  # type: ignore[arg-type]
        self.line.setPlaceholderText("、".join(choices))
        self._on_changed()

    def _on_changed(self) -> None:
        reading = read_cell(self._column.key, self.line.text(), in_yi=True)
        refused = reading.refusal
        told = sentence("ui_register.taken_as", value=cell_text(self._column, reading.value)) if reading.how else ""
        self.value.show_note(told)
        self.value.show_error(explain(refused) if refused is not None and self.line.text().strip() else "")
        self.button.setEnabled(refused is None)
        self.fit()

    def _on_accepted(self) -> None:
        self.wanted.emit(self._column, self.line.text())
        self.accept()
