"""What was just done, for eight seconds, with a way to take it back; never for errors."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label

SHOWN_FOR = 8000
"""Milliseconds."""
_HEIGHT = 44
_WIDEST = 560


class ToastStrip(QFrame):
    """A dark strip at the bottom centre of `host`, one at a time: a newer toast replaces the one in sight."""

    undo_wanted = Signal()

    def __init__(self, host: QWidget, appearance: Appearance, above: int = 0) -> None:
        """`above`: pixels of the host that it must not cover, such as a status bar."""
        super().__init__(host)
        self._host, self._above = host, above
        self.setProperty("card", "toast")
        self._text = ElidedLabel("", "body", "toast")
        self.button = Button(appearance, sentence("ui.widget_undo"), ButtonKind.TOAST)
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._keys = plain_label("Ctrl+Z", "caption", "toast")
        self.button.clicked.connect(self._on_undo_clicked)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self.hide)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 4, 16, 4)
        across.setSpacing(12)
        for part in (IconLabel(appearance, "check", "on_toast", 20), self._text, self.button, self._keys):
            across.addWidget(part, 1 if part is self._text else 0)
        host.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.full_text

    def show_text(self, text: str, *, undo: bool = True) -> None:
        """Say what was done, for eight seconds from now."""
        self._text.set_text(text)
        self.setAccessibleName(text)
        self.button.setVisible(undo)
        self._keys.setVisible(undo)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def withdraw_undo(self) -> None:
        """Something else was done since: taking the last step back would not take back what this tells of."""
        self.button.hide()
        self._keys.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay at the bottom centre of a host that is resized."""
        if watched is self._host and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.ensurePolished()
        width = min(self._host.width() - 32, max(360, min(_WIDEST, self.sizeHint().width())))
        height = max(_HEIGHT, self.sizeHint().height())
        left = (self._host.width() - width) // 2
        self.setGeometry(left, self._host.height() - self._above - height - 16, width, height)

    def _on_undo_clicked(self) -> None:
        self._timer.stop()
        self.hide()
        self.undo_wanted.emit()
