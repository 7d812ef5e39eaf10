"""A surface to draw on with mouse, pen or finger: strokes that can be taken back one by one, and the picture of them.

Strokes are kept in shares of the surface, so that a window that changes its size neither cuts nor bends them.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.photos.png import png_of

WIDTH, HEIGHT = 1200, 480
"""Pixels of a drawing without a picture under it."""
_PEN = 0.004
_INK, _RED, _PAPER = "#111111", "#C00000", "#FFFFFF"
"""A drawing is a document, not part of the window: black on white, marks on photos red, in every theme."""
_TYPED_SHARE = 0.45


class Canvas(QWidget):
    """`changed` after every stroke and every one taken back. A picture under the strokes makes the pen red."""

    changed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._strokes: list[list[QPointF]] = []
        self._under = QPixmap()
        self._typed = ""
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # -- what is on it ---------------------------------------------------------------------------------------------

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn or typed."""
        return not self._strokes and not self._typed

    @property
    def strokes(self) -> int:
        """How many strokes there are."""
        return len(self._strokes)

    def put_under(self, picture: QPixmap) -> None:
        """Draw over a picture."""
        self._under = picture
        self.updateGeometry()
        self.update()

    def type_name(self, text: str) -> None:
        """A name instead of strokes, set in the middle."""
        self._typed = text
        self._changed()

    def take_back(self) -> None:
        """Take the last stroke back."""
        if self._strokes:
            self._strokes.pop()
            self._changed()

    def wipe(self) -> None:
        """Take everything back."""
        self._strokes, self._typed = [], ""
        self._changed()

    def _changed(self) -> None:
        self.update()
        self.changed.emit()

    def picture(self) -> bytes:
        """The drawing as PNG: on white, or on the picture in its own size."""
        size = self._under.size() if not self._under.isNull() else QSize(WIDTH, HEIGHT)
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(QColor(_PAPER))
        painter = QPainter(image)
        self._paint(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
        return png_of(image)

    # -- looks -----------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A third of a page, or as high as the picture at the width there is."""
        return QSize(360, 320 if not self._under.isNull() else 180)

    def _surface(self) -> QRectF:
        """Where the drawing stands in the widget, in its own proportions."""
        size = self._under.size() if not self._under.isNull() else QSize(WIDTH, HEIGHT)
        fitted = size.scaled(self.size() - QSize(2, 2), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - fitted.width()) / 2, (self.height() - fitted.height()) / 2
        return QRectF(left, top, fitted.width(), fitted.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The drawing on its sheet."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        surface = self._surface()
        painter.fillRect(surface, QColor(_PAPER))
        self._paint(painter, surface)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.primary if self.hasFocus() else tokens.line2), tokens.border))
        painter.drawRect(surface)
        painter.end()

    def _paint(self, painter: QPainter, surface: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over_picture = not self._under.isNull()
        if over_picture:
            painter.drawPixmap(surface, self._under, QRectF(self._under.rect()))
        pen = QPen(QColor(_RED if over_picture else _INK), max(1.5, _PEN * surface.width()))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self._strokes:
            painter.drawPath(_path(stroke, surface))
        if self._typed:
            painter.setPen(QColor(_INK))
            painter.setFont(_fitting(self._typed, surface))
            painter.drawText(surface, Qt.AlignmentFlag.AlignCenter, self._typed)

    # -- drawing ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A stroke begins; Qt gives finger and pen as a mouse, where nobody else takes them."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._typed = ""
            self._strokes.append([self._share(event.position())])
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """It goes on."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._strokes:
            self._strokes[-1].append(self._share(event.position()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """It ends."""
        if event.button() is Qt.MouseButton.LeftButton and self._strokes:
            self._changed()

    def _share(self, point: QPointF) -> QPointF:
        surface = self._surface()
        across = (point.x() - surface.left()) / max(1.0, surface.width())
        down = (point.y() - surface.top()) / max(1.0, surface.height())
        return QPointF(min(1.0, max(0.0, across)), min(1.0, max(0.0, down)))


def _path(stroke: list[QPointF], surface: QRectF) -> QPainterPath:
    points = [
        QPointF(surface.left() + one.x() * surface.width(), surface.top() + one.y() * surface.height())
        for one in stroke
    ]
    made = QPainterPath(points[0])
    for one in points[1:]:
        made.lineTo(one)
    if len(points) == 1:
        made.lineTo(points[0] + QPointF(0.1, 0.1))  # a dot: round caps need a line, however short
    return made


def _fitting(text: str, surface: QRectF) -> QFont:
    """The face for a typed name, no wider than the sheet."""
    font = face(max(8, int(surface.height() * _TYPED_SHARE)))
    wide = QFontMetricsF(font).horizontalAdvance(text)
    if wide > surface.width() * 0.9:
        font.setPixelSize(max(8, int(font.pixelSize() * surface.width() * 0.9 / wide)))
    return font
