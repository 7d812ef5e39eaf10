"""Two hands at keyboard and mouse, that count: an action is a click, a key or a drop (product.md).

Typing text counts as nothing by itself ("+ typing"). Everything goes to the widget that has the focus, as in life.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QKeyCombination, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.ui.kit import Desk


class Hands:
    """Acts in one window and waits for what comes of it; `actions` counts."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk = desk
        self._window = window
        self.actions = 0

    def key(self, keys: str, times: int = 1) -> None:
        """Press a key, as `F2`, `1` or `Ctrl+Return`."""
        combination: QKeyCombination = QKeySequence(keys)[0]  # type: ignore[index]  # Qt has it, the stub does not
        for _ in range(times):
            self.actions += 1
            QTest.keyClick(self._target(), combination.key(), combination.keyboardModifiers())
            self._desk.settle()

    def type(self, text: str) -> None:
        """Type text where the focus is; no action, but time. Chinese comes from an input method, as in life."""
        if text.isascii():
            QTest.keyClicks(self._target(), text)
            return
        committed = QInputMethodEvent()
        committed.setCommitString(text)
        QApplication.sendEvent(self._target(), committed)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click a widget that is in sight."""
        assert widget.isVisible(), "nobody clicks what he cannot see"
        self.actions += 1
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at or widget.rect().center()
        )
        self._desk.settle()

    def press(self, text: str) -> None:
        """Click the button that says this."""
        self.click(self.button(text))

    def button(self, text: str) -> QAbstractButton:
        """The visible button that says this."""
        shown = (one for one in self._window.window().findChildren(QAbstractButton) if one.isVisible())
        return next(one for one in shown if text in (one.text().strip(), one.accessibleName()))

    def drop(self, widget: QWidget, paths: Sequence[Path]) -> None:
        """Drop files onto a widget: one action however many they are."""
        self.actions += 1
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(one)) for one in paths])
        middle = widget.rect().center()
        held, kind = Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
        entering = QDragEnterEvent(middle, kind, data, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, entering)
        assert entering.isAccepted(), "the widget takes no files"
        falling = QDropEvent(QPointF(middle), kind, data, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(widget, falling)
        self._desk.settle()

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self._window
