"""A side of a problem as a photo: as it was found, or as it is closed; where there is none, the way to add one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.domain.inspection import Photo
from inspector.texts import sentence
from inspector.ui.pictures import PictureLoader
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.enter import EnterClicks
from inspector.ui.widgets.focus_ring import paint_focus_ring
from inspector.ui.widgets.photos.cell_delegate import middle
from inspector.ui.widgets.photos.drops import files_of
from inspector.ui.widgets.plain import plain_label

_EDGE = 320


class PhotoFrame(QWidget):
    """`given` carries dropped files, `wanted` asks for some, `opened` for a closer look (its id)."""

    given = Signal(object)
    wanted = Signal()
    opened = Signal(str)

    def __init__(self, appearance: Appearance, pictures: PictureLoader, title: str, advice: str) -> None:
        super().__init__()
        self._photo: Photo | None = None
        self._count = plain_label("", "dense", "ink3")
        self.add = Button(appearance, sentence("ui_problems.add_photo"), ButtonKind.TEXT, "plus")
        self.picture = FramedPicture(appearance, pictures, title, advice)
        self._allowed = True
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(plain_label(title, "dense", "ink2"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.add)
        column.addLayout(head)
        column.addWidget(self.picture)
        self.setAcceptDrops(True)
        self.add.clicked.connect(self.wanted)
        self.picture.clicked.connect(self._on_clicked)

    def show_photo(self, photo: Photo | None, count: int, *, may_add: bool) -> None:
        """Show one; `count` says how many there are."""
        self._photo, self._allowed = photo, may_add
        self._count.setText(str(count) if count > 1 else "")
        self.picture.show_photo(photo)
        self.picture.setEnabled(photo is not None or may_add)
        self.add.setVisible(may_add)
        self.setAcceptDrops(may_add)

    def _on_clicked(self) -> None:
        if self._photo is not None:
            self.opened.emit(self._photo.id)
        elif self._allowed:
            self.wanted.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand them on."""
        event.acceptProposedAction()
        files: tuple[Path, ...] = files_of(event.mimeData())
        if files:
            self.given.emit(files)


class FramedPicture(EnterClicks, QAbstractButton):
    """The picture, filling its frame; dashed with words where there is none."""

    def __init__(self, appearance: Appearance, pictures: PictureLoader, title: str, advice: str) -> None:
        super().__init__()
        self._appearance, self._pictures = appearance, pictures
        self._photo: Photo | None = None
        self._advice = advice
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        pictures.arrived.connect(self._on_arrived)

    def show_photo(self, photo: Photo | None) -> None:
        """Show another one."""
        self._photo = photo
        self.update()

    def _on_arrived(self, sha256: str) -> None:
        if self._photo is not None and self._photo.sha256 == sha256:
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A little wider than high."""
        return QSize(240, 170)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Picture or advice, and the ring of the focus."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), tokens.radius, tokens.radius)
        if self._photo is None:
            self._paint_advice(painter, shape)
        else:
            self._paint_photo(painter, shape, self._photo.sha256)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), tokens)
        painter.end()

    def _paint_photo(self, painter: QPainter, shape: QPainterPath, sha256: str) -> None:
        tokens = self._appearance.tokens
        pixmap = self._pictures.pixmap(sha256, _EDGE, self.devicePixelRatio())
        painter.fillPath(shape, QColor(tokens.head))
        if not pixmap.isNull():
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(self.rect(), pixmap, middle(pixmap, self.size()))
            painter.restore()
        elif self._pictures.is_missing(sha256):
            painter.setFont(face(tokens.dense))
            painter.setPen(QColor(tokens.ink3))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, sentence("ui_photos.no_picture"))
        painter.setPen(QPen(QColor(tokens.line), tokens.border))
        painter.drawPath(shape)

    def _paint_advice(self, painter: QPainter, shape: QPainterPath) -> None:
        tokens = self._appearance.tokens
        painter.fillPath(shape, QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.line2), tokens.border, Qt.PenStyle.DashLine))
        painter.drawPath(shape)
        side = tokens.icon
        top = (self.height() - side - tokens.dense - 12) / 2
        paint_icon(painter, QRectF((self.width() - side) / 2, top, side, side), "camera", tokens.ink3)
        painter.setFont(face(tokens.dense))
        painter.setPen(QColor(tokens.ink2))
        room = QRect(8, round(top) + side + 4, self.width() - 16, tokens.dense * 2 + 8)
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self._advice)
