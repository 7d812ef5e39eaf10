"""One picture as large as there is room, to look at closely: zoom, move, and what is drawn on it.

The picture is the print copy, upright; places on it are shares of its width and height.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.domain.markup import Mark, Point
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.focus_ring import paint_focus_ring
from inspector.ui.widgets.photos.mark_painting import paint_marks

ZOOM_STEP = 1.25
MOST_ZOOM = 6.0


class PictureView(QWidget):
    """Fitted at zoom 1; `say` is shown instead of a picture that is not there (yet)."""

    def __init__(self, appearance: Appearance, name: str) -> None:
        super().__init__()
        self._appearance = appearance
        self._pixmap = QPixmap()
        self._fitted = QPixmap()
        self._said = ""
        self._zoom = 1.0
        self._offset = QPointF()
        self._held: QPointF | None = None
        self.marks: tuple[Mark, ...] = ()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 150)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_picture(self, pixmap: QPixmap) -> None:
        """Another picture, fitted."""
        self._pixmap, self._fitted, self._said = pixmap, QPixmap(), ""
        self.fit()

    def swap_picture(self, pixmap: QPixmap) -> None:
        """Another view of the same picture: zoom and place stay."""
        self._pixmap, self._fitted, self._said = pixmap, QPixmap(), ""
        self.update()

    def say(self, text: str) -> None:
        """No picture, but words."""
        self._pixmap, self._fitted, self._said = QPixmap(), QPixmap(), text
        self.update()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """What is drawn on it."""
        self.marks = tuple(marks)
        self.update()

    @property
    def has_picture(self) -> bool:
        """Whether a picture is shown."""
        return not self._pixmap.isNull()

    # -- zoom and place --------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1 is fitted."""
        return self._zoom

    def fit(self) -> None:
        """As large as there is room."""
        self._zoom, self._offset = 1.0, QPointF()
        self.update()

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller, around the middle."""
        before = self._zoom
        self._zoom = min(MOST_ZOOM, max(1.0, before * factor))
        self._offset *= self._zoom / before
        self._keep_inside()
        self.update()

    def area(self) -> QRectF:
        """Where the picture is drawn."""
        size = QSizeF(self._pixmap.deviceIndependentSize())
        size.scale(QSizeF(self.size()) * self._zoom, Qt.AspectRatioMode.KeepAspectRatio)
        middle = QRectF(self.rect()).center() + self._offset
        return QRectF(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height())

    def share_of(self, where: QPointF) -> Point:
        """A place in the widget as a share of the picture, at its edge if outside."""
        area = self.area()
        across = (where.x() - area.left()) / max(1.0, area.width())
        down = (where.y() - area.top()) / max(1.0, area.height())
        return min(1.0, max(0.0, across)), min(1.0, max(0.0, down))

    def _keep_inside(self) -> None:
        """A picture larger than the room covers it; a smaller one stands in the middle."""
        area = self.area()
        across = max(0.0, (area.width() - self.width()) / 2)
        down = max(0.0, (area.height() - self.height()) / 2)
        x, y = self._offset.x(), self._offset.y()
        self._offset = QPointF(min(across, max(-across, x)), min(down, max(-down, y)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit anew."""
        super().resizeEvent(event)
        self._fitted = QPixmap()
        self._keep_inside()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Plus, minus and 0."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_by(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / ZOOM_STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The wheel zooms."""
        if event.angleDelta().y():
            self.zoom_by(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of a picture that is larger than the room."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._held = event.position() - self._offset

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move it."""
        if self._held is not None:
            self._offset = event.position() - self._held
            self._keep_inside()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Let go."""
        self._held = None

    # -- painting --------------------------------------------------------------------------------------------------

    def shown_marks(self) -> tuple[Mark, ...]:
        """What is painted over the picture."""
        return self.marks

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ground, picture, marks, the ring of the focus."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.sunken))
        if self.has_picture:
            area = self.area()
            self._paint_picture(painter, area)
            paint_marks(painter, area, self.shown_marks())
        else:
            painter.setFont(face(tokens.body))
            painter.setPen(QColor(tokens.ink2))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._said)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), tokens)
        painter.end()

    def _paint_picture(self, painter: QPainter, area: QRectF) -> None:
        """Fitted from a copy that was scaled once; enlarged directly."""
        if self._zoom > 1:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(area, self._pixmap, QRectF(self._pixmap.rect()))
            return
        ratio = self.devicePixelRatio()
        wanted = (area.size() * ratio).toSize()
        if self._fitted.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._fitted = self._pixmap.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            self._fitted.setDevicePixelRatio(ratio)
        painter.drawPixmap(area.topLeft(), self._fitted)
