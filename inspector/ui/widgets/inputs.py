"""Inputs that the wheel cannot change by accident, and a date that may stay empty.

They stand apart because Qt's own change under the wheel while a page is scrolled past them, and its date editor
cannot be empty.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.icons import icon
from inspector.ui.widgets.calendar_popup import CalendarPopup
from inspector.ui.widgets.plain import restyle

_PAD = 7
if TYPE_CHECKING:
    _Input = QWidget
else:
    _Input = object


class CalmWheel(_Input):
    """To be named before the kind of input: the wheel changes it only in focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Let the page scroll unless the user is in this field."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Combo(CalmWheel, QComboBox):
    """A combo box that the wheel changes only in focus."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class WholeNumberBox(CalmWheel, QSpinBox):
    """A whole number that the wheel changes only in focus."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        _calm(self, name)


class NumberBox(CalmWheel, QDoubleSpinBox):
    """A number for measures that are no money; the wheel changes it only in focus."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        _calm(self, name)


def _calm(box: QAbstractSpinBox, name: str) -> None:
    box.setAccessibleName(name)
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.lineEdit().setTextMargins(_PAD, 0, 0, 0)  # a style sheet's padding does not reach the text of a spin box


class DateField(QLineEdit):
    """A date, or nothing; typed as 2022-06-13, 2022/6/13, 20220613 or 2022年6月13日, or picked from a calendar.

    `chosen` carries a `date` or None, when the user has finished it; what is no date stays and is marked.
    """

    chosen = Signal(object)

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._value: date | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(sentence("ui.widget_date_form"))
        self._action = QAction(self)
        self._action.setText(sentence("ui.widget_open_calendar"))
        self._action.triggered.connect(self._open_calendar)
        self.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self._settle)
        appearance.changed.connect(self._dress)
        self._dress()

    @property
    def value(self) -> date | None:
        """The date last finished."""
        return self._value

    @property
    def is_valid(self) -> bool:
        """Whether what stands there is a date or nothing."""
        return not self.text().strip() or read_date(self.text()) is not None

    def show_date(self, value: date | None) -> None:
        """Show a date; not told as chosen."""
        self._value = value
        self.setText(value.isoformat() if value else "")
        self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down go by a day, Alt+Down opens the calendar."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open_calendar()
        elif key in steps and (day := read_date(self.text())) is not None:
            self._choose(day + timedelta(days=steps[key]))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Leaving the field finishes it."""
        super().focusOutEvent(event)
        self._mark()

    def _settle(self) -> None:
        """Take what was typed, in whatever form, if it is a date or nothing."""
        self._mark()
        if self.is_valid and (value := read_date(self.text())) != self._value:
            self._choose(value)
        elif self.is_valid:
            self.show_date(self._value)

    def _choose(self, value: date | None) -> None:
        self.show_date(value)
        self.chosen.emit(value)

    def _mark(self) -> None:
        kind = "" if self.is_valid else "wrong"
        if (self.property("kind") or "") != kind:
            restyle(self, kind=kind)

    def _dress(self) -> None:
        tokens = self._appearance.tokens
        self._action.setIcon(icon("calendar", tokens, "ink2", tokens.icon_small))

    def _open_calendar(self) -> None:
        calendar = CalendarPopup(self, self._appearance.tokens, read_date(self.text()))
        calendar.picked.connect(self._on_picked)
        calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        calendar.show()

    def _on_picked(self, day: date) -> None:
        if day != self._value:
            self._choose(day)


_FORMS = (
    re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"),
    re.compile(r"(\d{4})(\d{2})(\d{2})"),
)


def read_date(text: str) -> date | None:
    """The date that a user typed, None where it is none."""
    for form in _FORMS:
        if found := form.fullmatch(text.strip()):
            year, month, day = (int(part) for part in found.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None
