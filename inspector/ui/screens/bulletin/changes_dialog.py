"""冻结后的改动: what the issue counts, and what it would count now; Enter freezes anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.services.studio_drift import DataChange
from inspector.services.told_tables import ToldTable
from inspector.texts import sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screens.bulletin.change_words import told_change
from inspector.ui.screens.bulletin.plain_table import WordsModel, words_table
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.plain import plain_label

_SHOWN = 500
"""Rows that anybody reads; more are counted."""
_WIDE = 11


class ChangesDialog(FrameDialog):
    """`freeze` is what the primary button does; `export_wanted` carries all changes as a `ToldTable`."""

    export_wanted = Signal(object)

    def __init__(
        self, parent: QWidget, appearance: Appearance, changes: Sequence[DataChange], freeze: Callable[[], None]
    ) -> None:
        super().__init__(parent, sentence("ui_bulletin.changes", count=len(changes)), width=980)
        self.body.addWidget(plain_label(sentence("ui_bulletin.stale"), "dense", "ink2", wrap=True))
        headers = (
            sentence("ui_bulletin.change_project"),
            sentence("ui_bulletin.change_field"),
            sentence("ui_bulletin.change_before"),
            sentence("ui_bulletin.change_now"),
        )
        model = WordsModel(headers, [told_change(one) for one in changes[:_SHOWN]], numbers=2)
        self.table = words_table(appearance, self.windowTitle(), model)
        for column in (1, 2, 3):
            self.table.horizontalHeader().resizeSection(column, _WIDE * appearance.tokens.body)
        self.body.addWidget(self.table, 1)
        if len(changes) > _SHOWN:
            more = sentence("ui_bulletin.changes_more", count=len(changes) - _SHOWN)
            self.body.addWidget(plain_label(more, "dense", "ink2", wrap=True))
        title = sentence("ui_bulletin.changes_sheet")
        export = self.add_button(sentence("ui.list_export"))
        export.clicked.connect(
            lambda: self.export_wanted.emit((ToldTable(title, headers, tuple(map(told_change, changes))),))
        )
        self.add_button(sentence("ui_bulletin.close")).clicked.connect(self.reject)
        self.freeze_button = self.add_button(sentence("ui_bulletin.refreeze"), kind="primary", default=True)
        self.freeze_button.clicked.connect(self.accept)
        self.accepted.connect(freeze)
        self.freeze_button.setFocus()
