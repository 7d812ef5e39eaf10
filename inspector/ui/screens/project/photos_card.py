"""Photos of a project by day, the newest first: small pictures that open the photo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from inspector.domain.inspection import Photo
from inspector.services.project_card import PhotoDay
from inspector.texts import sentence
from inspector.ui.pictures import PictureLoader
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.icons import paint_icon
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.focus_ring import paint_focus_ring
from inspector.ui.widgets.plain import plain_label, plain_tip

_EDGE = 96
_DAYS = 3
_OF_A_DAY = 10


class Thumbnail(QAbstractButton):
    """A small picture of a photo; while it is not there, its place."""

    def __init__(self, appearance: Appearance, pictures: PictureLoader, photo: Photo, name: str) -> None:
        super().__init__()
        self._appearance, self._pictures, self._photo = appearance, pictures, photo
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        pictures.arrived.connect(self._on_arrived)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        return QSize(_EDGE, _EDGE)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The picture in the middle of its place, with a ring in focus."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.head))
        pixmap = self._pictures.pixmap(self._photo.sha256, _EDGE, self.devicePixelRatioF())
        if pixmap.isNull():
            size, middle = tokens.icon, QRectF(self.rect()).center()
            place = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
            paint_icon(painter, place, "photo", tokens.ink3)
        else:
            shown = pixmap.deviceIndependentSize()
            painter.drawPixmap(
                round((self.width() - shown.width()) / 2), round((self.height() - shown.height()) / 2), pixmap
            )
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), tokens)
        painter.end()

    def _on_arrived(self, sha256: str) -> None:
        if sha256 == self._photo.sha256:
            self.update()


class PhotosCard(Card):
    """`opened` carries the id of a photo, `all_wanted` that there are more than these."""

    opened = Signal(str)
    all_wanted = Signal()

    def __init__(self, appearance: Appearance, pictures: PictureLoader) -> None:
        super().__init__(sentence("ui_projects.photos"), " ")
        self._appearance, self._pictures = appearance, pictures
        self._days = QWidget()
        self._column = QVBoxLayout(self._days)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.nothing = plain_label(sentence("ui_projects.no_photos"), "dense", "ink2", wrap=True)
        self.all_button = Button(appearance, sentence("ui_projects.all_photos"), ButtonKind.TEXT)
        self.all_button.clicked.connect(self.all_wanted)
        self.thumbnails: list[Thumbnail] = []
        self.body.addWidget(self._days)
        self.body.addWidget(self.nothing)
        self.add_at_title(self.all_button)

    def show_days(self, days: Sequence[PhotoDay]) -> None:
        """Show the newest photos of the newest days."""
        self._clear()
        count = sum(len(one.photos) for one in days)
        self.note.setText(sentence("ui_projects.photo_count", count=count) if count else "")
        self.nothing.setVisible(not count)
        self.all_button.setVisible(bool(count))
        self._days.setVisible(bool(count))
        for day in days[:_DAYS]:
            self._add_day(day)

    def _clear(self) -> None:
        self.thumbnails.clear()
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _add_day(self, day: PhotoDay) -> None:
        told = day.day.isoformat() if day.day else sentence("ui_projects.undated")
        heading = sentence("ui_projects.photo_day", day=told, count=len(day.photos))
        self._column.addWidget(plain_label(heading, "dense", "ink2"))
        row = QWidget()
        flow = FlowLayout(row)
        for at, photo in enumerate(day.photos[:_OF_A_DAY], start=1):
            name = sentence("ui_projects.photo_name", day=told, number=at)
            thumbnail = Thumbnail(self._appearance, self._pictures, photo, name)
            thumbnail.clicked.connect(lambda _checked=False, found=photo.id: self.opened.emit(found))
            thumbnail.setToolTip(plain_tip(photo.caption or ""))
            flow.addWidget(thumbnail)
            self.thumbnails.append(thumbnail)
        self._column.addWidget(row)
