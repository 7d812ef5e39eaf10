"""The photos of an item in a row, numbered, with the place that takes another one at the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.form.even_grid import EvenGrid, discard
from inspector.ui.widgets.form.surroundings import Photo
from inspector.ui.widgets.plain import plain_tip

_PAD = 8


class PhotoStrip(QWidget):
    """`wanted` asks for another photo, `opened` for a larger look at one (its id)."""

    wanted = Signal()
    opened = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._grid = EvenGrid(0)
        self.setLayout(self._grid)
        self.add = AddPhoto(appearance)
        self.add.clicked.connect(self.wanted)
        self._tiles: list[PhotoTile] = []
        self._grid.addWidget(self.add)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """These photos."""
        if [one.photo for one in self._tiles] == list(photos):
            return
        while (item := self._grid.takeAt(0)) is not None:
            if item.widget() is not self.add:
                discard(item)
        self._tiles = [PhotoTile(one, number, self._appearance) for number, one in enumerate(photos, start=1)]
        for tile in self._tiles:
            tile.opened.connect(self.opened)
            self._grid.addWidget(tile)
        self._grid.addWidget(self.add)
        self.updateGeometry()


def _height(appearance: Appearance) -> int:
    tokens = appearance.tokens
    return 88 if tokens.theme is Theme.LARGE else 64


class AddPhoto(QAbstractButton):
    """A dashed place with a camera: what is missing is visible."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setText(sentence("ui_visit.item_add_photo"))
        self.setAccessibleName(self.text())
        self.setToolTip(f"{self.text()} P")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for camera and words."""
        tokens = self._appearance.tokens
        words = QFontMetrics(face(tokens.body, medium=True)).horizontalAdvance(self.text())
        return QSize(tokens.icon + words + 4 * _PAD, _height(self._appearance))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Nothing of it may be cut off."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Dashes, camera, words."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        style = Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine
        edge, wide = (tokens.ink, tokens.ring) if self.hasFocus() else (tokens.line2, tokens.border)
        painter.setPen(QPen(QColor(edge), wide, style))
        painter.setBrush(QColor(tokens.head if self.underMouse() else tokens.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), tokens.radius, tokens.radius)
        painter.setFont(face(tokens.body, medium=True))
        words = painter.fontMetrics().horizontalAdvance(self.text())
        left = (self.width() - words - tokens.icon_small - _PAD) / 2
        mark = QRectF(left, (self.height() - tokens.icon_small) / 2, tokens.icon_small, tokens.icon_small)
        paint_icon(painter, mark, "camera", tokens.ink)
        painter.setPen(QColor(tokens.ink))
        room = QRectF(mark.right() + _PAD, 0, words + 4, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()


class PhotoTile(QWidget):
    """One photo, filling its tile, with its number in the corner."""

    opened = Signal(str)

    def __init__(self, photo: Photo, number: int, appearance: Appearance) -> None:
        super().__init__()
        self.photo = photo
        self._number = number
        self._appearance = appearance
        self.setToolTip(plain_tip(photo.caption))
        self.setAccessibleName(sentence("ui_visit.item_photo_number", number=number))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three to two."""
        high = _height(self._appearance)
        return QSize(high * 3 // 2, high)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The middle of the picture, its number on black."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), tokens.radius, tokens.radius)
        painter.setClipPath(shape)
        painter.drawPixmap(self.rect(), self.photo.picture, self._middle())
        cap = tokens.dense + 7
        corner = QRect(4, 4, cap, cap)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#111111"))  # on a photo, not on the window: the same in every theme
        painter.drawRoundedRect(corner, 3, 3)
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(face(tokens.dense, medium=True))
        painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.end()

    def _middle(self) -> QRect:
        size = self.size().scaled(self.photo.picture.size(), Qt.AspectRatioMode.KeepAspectRatio)
        whole = self.photo.picture.size()
        left, top = (whole.width() - size.width()) // 2, (whole.height() - size.height()) // 2
        return QRect(left, top, size.width(), size.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click looks closer."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self.photo.id)
