"""整改前 and 整改后 over each other, with an edge between them that is drawn by mouse or moved by keys."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.widgets.focus_ring import paint_focus_ring

_STEP = 0.05
_KNOB = 44


class PairSlider(QWidget):
    """`share` of the width shows the picture before, the rest the one after."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._before, self._after = QPixmap(), QPixmap()
        self.share = 0.5
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 150)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self._tell()

    def show_pair(self, before: QPixmap, after: QPixmap) -> None:
        """Another pair, half and half; an empty picture stays grey."""
        self._before, self._after = before, after
        self.move_to(0.5)

    def move_to(self, share: float) -> None:
        """Move the edge."""
        self.share = min(1.0, max(0.0, share))
        self._tell()
        self.update()

    def _tell(self) -> None:
        self.setAccessibleName(sentence("ui_photos.slider", percent=f"{self.share:.0%}"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right by a twentieth, Home and End to the edges."""
        places = {
            Qt.Key.Key_Left: self.share - _STEP,
            Qt.Key.Key_Right: self.share + _STEP,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        wanted = places.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self.move_to(wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The edge jumps to the mouse."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """And follows it."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    def _follow(self, event: QMouseEvent) -> None:
        area = self._area()
        self.move_to((event.position().x() - area.left()) / max(1.0, area.width()))

    def _area(self) -> QRectF:
        """Both pictures share the place of the first that is there."""
        one = self._before if not self._before.isNull() else self._after
        size = QSizeF(one.deviceIndependentSize()) if not one.isNull() else QSizeF(4, 3)
        size.scale(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        middle = QRectF(self.rect()).center()
        return QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Left one, right one, the edge with its knob, and what each side is."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(tokens.sunken))
        area = self._area()
        edge = area.left() + area.width() * self.share
        left = QRectF(area.left(), area.top(), edge - area.left(), area.height())
        right = QRectF(edge, area.top(), area.right() - edge, area.height())
        for pixmap, part in ((self._before, left), (self._after, right)):
            _paint_part(painter, pixmap, area, part)
        self._paint_word(painter, left, sentence("ui_photos.before"), at_right=False)
        self._paint_word(painter, right, sentence("ui_photos.after"), at_right=True)
        painter.setPen(QPen(QColor(tokens.surface), 3))
        painter.drawLine(round(edge), round(area.top()), round(edge), round(area.bottom()))
        knob = QRectF(edge - _KNOB / 2, area.center().y() - _KNOB / 2, _KNOB, _KNOB)
        painter.setPen(QPen(QColor(tokens.line2), tokens.border))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(knob)
        for name, shift in (("chevron-left", 5), ("chevron-right", 21)):
            paint_icon(painter, QRectF(knob.left() + shift, knob.top() + 13, 18, 18), name, tokens.ink, heavy=True)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), tokens)
        painter.end()

    def _paint_word(self, painter: QPainter, part: QRectF, text: str, *, at_right: bool) -> None:
        tokens = self._appearance.tokens
        font = face(tokens.body, medium=True)
        letters = QFontMetrics(font)
        wide, high = letters.horizontalAdvance(text) + 20, letters.height() + 8
        if part.width() < wide + 24:
            return
        left = part.right() - wide - 12 if at_right else part.left() + 12
        strip = QRect(round(left), round(part.top()) + 12, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.toast))
        painter.drawRoundedRect(strip, tokens.radius, tokens.radius)
        painter.setPen(QColor(tokens.on_toast))
        painter.setFont(font)
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, text)


def _paint_part(painter: QPainter, pixmap: QPixmap, area: QRectF, part: QRectF) -> None:
    """What of a picture, filling `area`, stands in `part`; another shape is cut, not squeezed."""
    if pixmap.isNull() or part.width() <= 0:
        return
    size = area.size().scaled(QSizeF(pixmap.size()), Qt.AspectRatioMode.KeepAspectRatio)
    corner = ((pixmap.width() - size.width()) / 2, (pixmap.height() - size.height()) / 2)
    scale = size.width() / area.width()
    source = QRectF(corner[0] + (part.left() - area.left()) * scale, corner[1], part.width() * scale, size.height())
    painter.drawPixmap(part, pixmap, source)
