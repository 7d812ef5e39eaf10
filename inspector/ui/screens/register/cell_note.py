"""What a cell says below itself: how a typed text is taken, or why it is not."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label, restyle

_WIDTH = 340
_GAP = 2


class CellNote(QFrame):
    """A note over the grid, in the viewport that is its parent; it takes no focus and no mouse."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.text = plain_label("", "dense", wrap=True)
        self._sign = IconLabel(appearance, "cross", "red")
        self.setProperty("card", "popup")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self.text, 1)
        self.hide()

    def show_refusal(self, told: str, cell: QRect) -> None:
        """Why the text is not taken."""
        self._show(told, "red", cell, refused=True)

    def show_reading(self, told: str, how: str, cell: QRect) -> None:
        """What the text is taken as, and how."""
        self._show(f"{told}  {how}", "ink2", cell, refused=False)

    def _show(self, told: str, tone: str, cell: QRect, *, refused: bool) -> None:
        self.text.setText(told)
        restyle(self.text, tone=tone)
        self._sign.setVisible(refused)
        self.setFixedWidth(min(_WIDTH, self._parent.width()))
        height = self.layout().heightForWidth(self.width())  # type: ignore[union-attr]
        self.setFixedHeight(max(height, self.sizeHint().height()))
        below = cell.bottom() + _GAP
        if below + self.height() > self._parent.height():
            below = max(cell.top() - _GAP - self.height(), 0)
        left = min(max(cell.left(), 0), max(self._parent.width() - self.width(), 0))
        self.move(left, below)
        self.show()
        self.raise_()
