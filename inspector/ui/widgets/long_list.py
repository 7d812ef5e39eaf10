"""A list of any length: rows of one height, drawn where they are in sight.

A table of one column, because Qt's own list asks its model about every row whenever it lays itself out: a fifth of a
second for 100,000 of them. What a row says and what is done with it stands in the lists made of it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
)

from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.table_rows import LongTable


class LongList(LongTable):
    """Rows as high as the delegate says of any of them."""

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setMinimumSectionSize(1)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setMinimumSectionSize(1)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        appearance.changed.connect(self._fit)

    def setItemDelegate(self, delegate: QAbstractItemDelegate) -> None:  # noqa: N802 - Qt's name
        """Rows take on its height."""
        super().setItemDelegate(delegate)
        self._fit()

    def _fit(self) -> None:
        height = self.itemDelegate().sizeHint(QStyleOptionViewItem(), self.rootIndex()).height()
        self.verticalHeader().setDefaultSectionSize(height)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Home and End are the first and the last row: there is nothing beside one."""
        if event.matches(QKeySequence.StandardKey.MoveToStartOfLine):
            self._go_to(0)
        elif event.matches(QKeySequence.StandardKey.MoveToEndOfLine):
            self._go_to(self.model().rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def _go_to(self, at: int) -> None:
        self.setCurrentIndex(self.model().index(at, 0))
