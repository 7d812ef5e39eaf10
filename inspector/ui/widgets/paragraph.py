"""Running text with the leading that Chinese needs (165 %), which a QLabel cannot give."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face

_LEADING = 165
_WIDTH = 320
"""Width that it asks for while nobody has given it one."""


class Paragraph(QWidget):
    """Plain text, broken into lines; `size` and `tone` are names of tokens."""

    def __init__(self, appearance: Appearance, text: str = "", size: str = "body", tone: str = "ink") -> None:
        super().__init__()
        self._appearance = appearance
        self._size, self._tone = size, tone
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.text = ""
        appearance.changed.connect(self._set)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Say something else; line breaks begin new lines."""
        self.text = text
        self.setAccessibleName(text)
        self._set()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Its height at the width that it has."""
        width = max(_WIDTH, self.width())
        return QSize(_WIDTH, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """More lines where it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Pixels that the lines need."""
        before = self._document.textWidth()
        self._document.setTextWidth(width)
        height = self._document.size().height()
        self._document.setTextWidth(before)
        return round(height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Break the lines anew."""
        super().resizeEvent(event)
        self._document.setTextWidth(self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The lines in the ink of the theme."""
        painter = QPainter(self)
        context = QAbstractTextDocumentLayout.PaintContext()
        colours = QPalette()
        colours.setColor(QPalette.ColorRole.Text, QColor(self._appearance.tokens.colour(self._tone)))
        context.palette = colours
        self._document.documentLayout().draw(painter, context)
        painter.end()

    def _set(self) -> None:
        self._document.setDefaultFont(face(int(getattr(self._appearance.tokens, self._size))))
        self._document.setPlainText(self.text)
        cursor = QTextCursor(self._document)
        cursor.select(QTextCursor.SelectionType.Document)
        leading = QTextBlockFormat()
        leading.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.mergeBlockFormat(leading)
        self.updateGeometry()
        self.update()
