"""A part of the window that passes the focus on to the widget where work in it begins.

Qt has focus proxies for this; but Tab takes a widget with a proxy for one stop and goes on behind the proxy, so that
whatever stands before it (a search, a toolbar) can never be reached by Tab.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Entrance(QWidget):
    """A widget that is entered at one of those inside of it."""

    _entry: QWidget | None = None

    def setFocusProxy(self, widget: QWidget | None) -> None:  # noqa: N802 - Qt's name
        """Enter at `widget`; Qt itself learns nothing of it."""
        self._entry = widget
        if widget is not None and self.hasFocus():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """On to where work begins."""
        super().focusInEvent(event)
        if self._entry is not None:
            self._entry.setFocus(event.reason())
