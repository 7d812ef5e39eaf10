"""Text that is saved while it is typed: told 0.7 s after the last key, 1.5 s after the first at the latest.

So that nothing typed is lost for more than two seconds, whatever happens to the machine.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

PAUSE = 700
LIMIT = 1500
"""Milliseconds after the last key, and after the first key that is not told yet."""


class Settling(QObject):
    """Two clocks: one that every key winds up again, and one that runs through."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pause, self._limit = QTimer(self), QTimer(self)
        for timer, length in ((self._pause, PAUSE), (self._limit, LIMIT)):
            timer.setSingleShot(True)
            timer.setInterval(length)
            timer.timeout.connect(self.settle)

    @property
    def waits(self) -> bool:
        """Whether something is typed and not told."""
        return self._limit.isActive()

    def touch(self) -> None:
        """A key was typed."""
        self._pause.start()
        if not self._limit.isActive():
            self._limit.start()

    def settle(self) -> None:
        """Tell now what was typed, if anything."""
        if not (self._limit.isActive() or self._pause.isActive()):
            return
        self.forget()
        self.due.emit()

    def forget(self) -> None:
        """Nothing is typed."""
        self._pause.stop()
        self._limit.stop()


def _stays(field: QWidget, typed: str, stored: str) -> bool:
    """Whether a text is what is stored; blanks at its ends, which are not stored, stay while somebody types there."""
    return typed == stored or (field.hasFocus() and typed.strip() == stored.strip())


def _leaves(event: QEvent, *, undo: bool, redo: bool) -> bool:
    """Whether a key means undo or redo and the field has nothing of its own to take back: it is the window's then."""
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    back, again = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
    return (back and not undo) or (again and not redo)


class TypedLine(QLineEdit):
    """A line of text that tells itself; `settled` carries the text."""

    settled = Signal(str)

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(text)
        self.setAccessibleName(name)
        self._settling = Settling(self)
        self._settling.due.connect(self._tell)
        self.textEdited.connect(self._settling.touch)
        self.returnPressed.connect(self.flush)

    def show_text(self, text: str) -> None:
        """Show what is stored; what the user types at this moment is never overwritten."""
        if not (self._settling.waits or _stays(self, self.text(), text)):
            self.setText(text)

    def flush(self) -> None:
        """Tell at once what is typed and not told yet."""
        self._settling.settle()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing was typed here."""
        if _leaves(event, undo=self.isUndoAvailable(), redo=self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leaving the field tells."""
        super().focusOutEvent(event)
        self.flush()

    def _tell(self) -> None:
        self.settled.emit(self.text())


class TypedText(QPlainTextEdit):
    """Several lines of text that tell themselves; `settled` carries the text. Tab goes to the next field.

    Up in the first line and down in the last one are left to what is around it, which may go on to another item.
    """

    settled = Signal(str)

    def __init__(self, name: str, text: str = "") -> None:
        super().__init__(text)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._settling = Settling(self)
        self._settling.due.connect(self._tell)
        self._showing = False
        self.textChanged.connect(self._on_text_changed)

    def show_text(self, text: str) -> None:
        """Show what is stored; what the user types at this moment is never overwritten."""
        if self._settling.waits or _stays(self, self.toPlainText(), text):
            return
        self._showing = True
        self.setPlainText(text)
        self._showing = False

    def flush(self) -> None:
        """Tell at once what is typed and not told yet."""
        self._settling.settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leaving the field tells."""
        super().focusOutEvent(event)
        self.flush()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window where nothing was typed here."""
        if _leaves(event, undo=self.document().isUndoAvailable(), redo=self.document().isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down move in the text as long as there is somewhere to go."""
        if event.key() not in {Qt.Key.Key_Up, Qt.Key.Key_Down} or event.modifiers():
            super().keyPressEvent(event)
            return
        before = self.textCursor().position()
        super().keyPressEvent(event)
        event.setAccepted(self.textCursor().position() != before)

    def _on_text_changed(self) -> None:
        if not self._showing:
            self._settling.touch()

    def _tell(self) -> None:
        self.settled.emit(self.toPlainText())
