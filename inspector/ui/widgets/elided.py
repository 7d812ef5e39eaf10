"""A label that ends in … where room is short, and tells the whole text by its tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from inspector.ui.widgets.plain import plain_tip

_LEAST = 24
"""Pixels that it may be squeezed to."""


class ElidedLabel(QLabel):
    """One line of text; `full_text` is what it would say with room enough."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "ink",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__()
        self._mode = mode
        self.full_text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Say something else."""
        self.full_text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the whole text."""
        width = self.fontMetrics().horizontalAdvance(self.full_text) + 2 * self.margin() + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It gives way to everything beside it."""
        return QSize(min(_LEAST, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut the text to the new room."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another font has other widths."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.updateGeometry()
            self._fit()

    def _fit(self) -> None:
        room = (
            self.contentsRect().width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) or self.isVisible() else 0
        )
        cut = self.fontMetrics().elidedText(self.full_text, self._mode, room) if room else self.full_text
        if cut != self.text():
            self.setText(cut)
        self.setToolTip("" if cut == self.full_text else plain_tip(self.full_text))
