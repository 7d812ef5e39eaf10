"""One photo, small and whole, beside words about it: nothing to click, nothing to choose."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.texts import sentence
from inspector.ui.pictures import PictureLoader
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face

WIDTH, HEIGHT = 176, 132


class Thumb(QWidget):
    """The photo with this SHA-256, called `name`; its file need not be here."""

    def __init__(self, appearance: Appearance, pictures: PictureLoader, sha256: str, name: str) -> None:
        super().__init__()
        self._appearance, self._pictures = appearance, pictures
        self.sha256 = sha256
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        pictures.arrived.connect(self._on_arrived)

    @property
    def is_there(self) -> bool:
        """Whether the picture can be seen by now."""
        return not self._pictures.pixmap(self.sha256, WIDTH, self.devicePixelRatio()).isNull()

    def _on_arrived(self, sha256: str) -> None:
        if sha256 == self.sha256:
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Of a landscape picture; others stand in the middle of it."""
        return QSize(WIDTH, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The whole picture: what was cut away may be what people disagree on."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(area, tokens.radius, tokens.radius)
        painter.fillPath(shape, QColor(tokens.head))
        pixmap = self._pictures.pixmap(self.sha256, WIDTH, self.devicePixelRatio())
        if not pixmap.isNull():
            size = pixmap.deviceIndependentSize().scaled(area.size(), Qt.AspectRatioMode.KeepAspectRatio)
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(area.center())
            painter.setClipPath(shape)
            painter.drawPixmap(target, pixmap, QRectF(pixmap.rect()))
            painter.setClipping(False)
        elif self._pictures.is_missing(self.sha256):
            painter.setFont(face(tokens.dense))
            painter.setPen(QColor(tokens.ink2))
            words = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect(), words, sentence("ui_photos.no_picture"))
        painter.setPen(QPen(QColor(tokens.line), tokens.border))
        painter.drawPath(shape)
        painter.end()
