"""A list whose rows share the height that there is: none scrolls as long as all fit."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem

from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.row_list import Index, Row, RowDelegate, RowList

R = TypeVar("R", bound=Row)


class FittedDelegate(RowDelegate):
    """`height` is that of a row now, in pixels."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self.height = 0

    @property
    def least(self) -> int:
        """The height that a row needs."""
        return self.appearance.tokens.row

    @property
    def most(self) -> int:
        """The height from which on rows look lost."""
        return self.least + 18

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """The height that was fitted, whatever the width."""
        return QSize(0, max(self.height, self.least))


class FittedList(RowList[R]):
    """Asks for `shown` rows at least, and lets them grow with the list; none is seen in part."""

    def __init__(self, name: str, delegate: FittedDelegate, shown: int) -> None:
        super().__init__(name, delegate)
        self._fitted = delegate
        self._shown = shown
        delegate.appearance.changed.connect(self._fit)
        self._fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the rows that a user must see at once."""
        return QSize(120, self._shown * self._fitted.least + 2)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """No more than it needs; it grows with its card."""
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the new height."""
        super().resizeEvent(event)
        self._fit()

    def fit_rows(self) -> None:
        """Share the height among other rows."""
        self._fit()

    def _fit(self) -> None:
        room, least = self.viewport().height() - 1, self._fitted.least
        visible = max(1, min(len(self.rows), room // least))
        height = max(least, min(self._fitted.most, room // visible))
        if height != self._fitted.height:
            self._fitted.height = height
            self.scheduleDelayedItemsLayout()
        self.updateGeometry()
