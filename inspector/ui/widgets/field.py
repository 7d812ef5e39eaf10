"""A labelled input: the label above, a note beside it, what is wrong below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label, restyle


class Field(QWidget):
    """`editor` with its label; `note` says where a prefilled value comes from."""

    def __init__(self, appearance: Appearance, label: str, editor: QWidget, note: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._label = plain_label(label, "dense", "ink2")
        self._label.setBuddy(editor)
        self._note = ElidedLabel(note, "dense", "ink3")
        self._error = plain_label("", "dense", "red", wrap=True)
        self._error_row = QWidget()
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        self._lay_out(appearance)
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Say below what is wrong and what to do; an empty text takes it away."""
        self._error.setText(text)
        self._error_row.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        if (self.editor.property("kind") or "") != (kind := "wrong" if text else ""):
            restyle(self.editor, kind=kind)

    def show_note(self, text: str) -> None:
        """Say where the value comes from."""
        self._note.set_text(text)

    def add_at_label(self, widget: QWidget) -> None:
        """Put something small at the right end of the label's row."""
        self._head.addWidget(widget)

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._error.text()

    def _lay_out(self, appearance: Appearance) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        self._head = head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._label)
        head.addWidget(self._note, 1)
        below = QHBoxLayout(self._error_row)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(4)
        below.addWidget(IconLabel(appearance, "cross", "red"))
        below.addWidget(self._error, 1)
        down.addLayout(self._head)
        down.addWidget(self.editor)
        down.addWidget(self._error_row)
        if not self.editor.sizePolicy().expandingDirections() & Qt.Orientation.Vertical:
            down.addStretch(1)
