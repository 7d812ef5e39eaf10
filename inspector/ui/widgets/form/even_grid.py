"""A layout of equal columns: choices beside each other, as many columns as asked for or as fit.

Qt's own grid neither changes its number of columns with its width nor knows the height that follows from it.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem

ONE_ROW = -1


class EvenGrid(QLayout):
    """`columns` 0: as many as the widest item allows; ONE_ROW: all of them. A width that is too small gets fewer."""

    def __init__(self, columns: int, gap: int = 8) -> None:
        super().__init__()
        self._columns = columns
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Append an item."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """The item at an index, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Fewer columns need more height."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of all lines."""
        return self._arranged(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Place the items."""
        super().setGeometry(rect)
        self._arranged(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One item above the other; the real height follows from the width."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest of the least widths, and one line."""
        least = [one.minimumSize() for one in self._items]
        wide, high = (max((size.width() for size in least), default=0), max((s.height() for s in least), default=0))
        return QSize(wide, high)

    def _fitting(self, width: int) -> int:
        if not self._items:
            return 1
        wanted = self._columns if self._columns > 0 else len(self._items)
        needed = [one.minimumSize() if self._columns else one.sizeHint() for one in self._items]
        widest = max(one.width() for one in needed)
        return min(wanted, max(1, (width + self._gap) // max(1, widest + self._gap)))

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        columns = self._fitting(rect.width())
        wide = (rect.width() - self._gap * (columns - 1)) // columns
        top = rect.top()
        for start in range(0, len(self._items), columns):
            line = self._items[start : start + columns]
            high = max(_height(one, wide) for one in line)
            if move:
                for place, one in enumerate(line):
                    one.setGeometry(QRect(rect.left() + place * (wide + self._gap), top, wide, high))
            top += high + self._gap
        return max(0, top - self._gap - rect.top())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def discard(item: QLayoutItem) -> None:
    """Take a widget that was laid out off the screen; not at once, for it may be the key that was just pressed."""
    widget = item.widget()
    if widget is not None:
        widget.hide()
        widget.deleteLater()
