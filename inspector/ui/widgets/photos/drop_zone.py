"""The dashed place that takes photos: dropped, chosen from a file dialog, pasted, or from a folder that is watched."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.enter import EnterClicks
from inspector.ui.widgets.focus_ring import paint_focus_ring


class DropZone(Card):
    """`choose_wanted`: ask for files; `watch_wanted`: watch a folder, or no more."""

    choose_wanted = Signal()
    watch_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(kind="drop")
        self.choose = DropButton(appearance, sentence("ui_photos.drop_here"))
        self.watch = Button(appearance, sentence("ui_photos.watch_off"), ButtonKind.TEXT)
        self.choose.clicked.connect(self.choose_wanted)
        self.watch.clicked.connect(self.watch_wanted)
        self.body.setContentsMargins(4, 4, 4, 4)
        self.body.setSpacing(0)
        self.body.addWidget(self.choose)
        self.body.addWidget(self.watch, 0, Qt.AlignmentFlag.AlignHCenter)

    def show_watch(self, folder: str) -> None:
        """Which folder is watched, "" for none."""
        told = sentence("ui_photos.watch_on", folder=folder) if folder else sentence("ui_photos.watch_off")
        self.watch.say(told)


class DropButton(EnterClicks, QAbstractButton):
    """An arrow into a tray over the words, in the middle."""

    def __init__(self, appearance: Appearance, text: str) -> None:
        super().__init__()
        self._appearance = appearance
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Icon and words."""
        tokens = self._appearance.tokens
        letters = QFontMetrics(face(tokens.dense, medium=True))
        return QSize(letters.horizontalAdvance(self.text()) + 16, tokens.icon + letters.height() + 20)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Answer to the mouse."""
        super().enterEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Icon, words, and the ring of the focus."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        side = tokens.icon
        paint_icon(painter, QRectF((self.width() - side) / 2, 8, side, side), "import", tokens.ink2)
        painter.setFont(face(tokens.dense, medium=True))
        painter.setPen(QColor(tokens.link if self.underMouse() else tokens.ink))
        room = QRectF(0, 8 + side, self.width(), self.height() - side - 8)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), tokens)
        painter.end()
