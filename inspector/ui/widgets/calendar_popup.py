"""The calendar that a date field opens: weeks from Monday, in the language in use, red left to lamps."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QWidget

from inspector.texts import language, sentence
from inspector.ui.theme.tokens import Tokens


class CalendarPopup(QCalendarWidget):
    """Tells the day picked as a `date` and closes; it deletes itself."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, tokens: Tokens, shown: date | None) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(sentence("ui.widget_open_calendar"))
        self.setLocale(QLocale(language()))
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        weekend = QTextCharFormat()
        weekend.setForeground(QColor(tokens.ink2))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, weekend)
        if shown is not None:
            self.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.activated.connect(self._pick)
        self.clicked.connect(self._pick)

    def _pick(self, day: QDate) -> None:
        self.close()
        self.picked.emit(date(day.year(), day.month(), day.day()))
