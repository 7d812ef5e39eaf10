"""Columns that stand one below the other where a screen is narrow: a small laptop at 150 or 200 %.

They stand apart from the screens because all of them turn in the same way and at the same width, which is counted in
letters, so that large ones turn earlier.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from inspector.ui.theme.appearance import Appearance

_SHARE = 0.45
"""Of the width at most for a column that is scrolled."""
LEAST = 56
"""Letters of running text that two columns need."""


class Reflow(QObject):
    """Turns the `columns` of a `host`. A scrolled column (`area`) is shown whole below the other; the screen scrolls.

    `turned` says whether they are stacked.
    """

    turned = Signal(bool)

    def __init__(
        self,
        host: QWidget,
        columns: QBoxLayout,
        appearance: Appearance,
        *,
        area: QScrollArea | None = None,
        least: int = LEAST,
        share: float = _SHARE,
    ) -> None:
        super().__init__(host)
        self._share = share
        self._least = least
        self._host, self._columns, self._area = host, columns, area
        self._page = area.widget() if area is not None else None
        self._appearance = appearance
        self.stacked = False
        host.installEventFilter(self)
        if self._page is not None:
            self._page.installEventFilter(self)
        appearance.changed.connect(self.fit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Another width of the host, or another height of what the area holds."""
        concerned = {QEvent.Type.Resize} if watched is self._host else {QEvent.Type.Resize, QEvent.Type.LayoutRequest}
        if event.type() in concerned:
            self.fit()
        return False

    def fit(self) -> None:
        """Take on the direction that there is room for."""
        width, needed = self._room(), self._needed()
        stacked = width < self._least * self._appearance.tokens.body or needed > width * self._share
        if stacked is not self.stacked:
            self.stacked = stacked
            direction = QBoxLayout.Direction
            self._columns.setDirection(direction.TopToBottom if stacked else direction.LeftToRight)
            self.turned.emit(stacked)
        self._unroll(needed)

    def _room(self) -> int:
        """Pixels in sight: a host that scrolls is as wide as what stands in it side by side."""
        around = self._host.parentWidget()
        return self._host.width() if around is None else min(self._host.width(), around.width())

    def _needed(self) -> int:
        """Pixels that a scrolled column needs, since what it holds would be cut and not scrolled sideways."""
        if self._area is None or self._page is None:
            return 0
        return self._page.minimumSizeHint().width() + self._area.verticalScrollBar().sizeHint().width()

    def _unroll(self, needed: int) -> None:
        """Below the other column the area is as high as what it holds, beside it as wide."""
        if self._area is None or self._page is None:
            return
        least = QSize(0, _height_of(self._page)) if self.stacked else QSize(needed, 0)
        if self._area.minimumSize() != least:
            self._area.setMinimumSize(least)


def _height_of(page: QWidget) -> int:
    inner = page.layout()
    if inner is None or not inner.hasHeightForWidth():
        return page.sizeHint().height()
    return inner.totalHeightForWidth(page.width())
