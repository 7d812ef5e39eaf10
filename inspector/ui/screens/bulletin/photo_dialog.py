"""选用照片: which photos of the period are printed, in which order, with their captions and credits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from inspector.services.bulletin_edits import PhotoPick
from inspector.services.studio_view import PhotoChoice
from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.pictures import PictureLoader
from inspector.ui.widgets.buttons import icon_button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.plain import plain_label, restyle

_EDGE = 96
_HEIGHT = 420


class PhotoLine(QFrame):
    """One photo: whether it is printed, its picture, caption and credit."""

    def __init__(self, context: Context, photo: PhotoChoice, *, used: bool) -> None:
        super().__init__()
        self.photo = photo
        self.setProperty("card", "well")
        named = [photo.project, sentence("ui_bulletin.photo_pair")] if photo.pair else [photo.project]
        self.use = QCheckBox()
        self.use.setAccessibleName(sentence("ui_bulletin.photo_use", project=photo.project))
        self.use.setChecked(used)
        self.picture = QLabel()
        self.picture.setFixedSize(_EDGE, _EDGE * 3 // 4)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.caption = _line("ui_bulletin.photo_caption", photo.caption)
        self.credit = _line("ui_bulletin.photo_credit", photo.credit)
        self.up = icon_button(context.appearance, "arrow-up", sentence("ui_bulletin.photo_up"))
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(ElidedLabel("　".join(named), "dense", "ink2"))
        lines = QHBoxLayout()
        lines.setSpacing(8)
        lines.addWidget(self.caption, 3)
        lines.addWidget(self.credit, 2)
        words.addLayout(lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self.use)
        row.addWidget(self.picture)
        row.addLayout(words, 1)
        row.addWidget(self.up)

    @property
    def pick(self) -> PhotoPick:
        """The photo as it is to be printed."""
        return PhotoPick(self.photo.id, self.caption.text().strip(), self.credit.text().strip())

    def mark(self) -> bool:
        """Mark a photo that is to be printed and credits nobody; whether all is well."""
        good = not self.use.isChecked() or bool(self.pick.credit)
        restyle(self.credit, kind="" if good else "wrong")
        return good


def _line(key: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(sentence(key))
    made.setPlaceholderText(sentence(key))
    return made


class PhotoDialog(FrameDialog):
    """`take` gets the photos in their order when the user is done."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        photos: Sequence[PhotoChoice],
        take: Callable[[tuple[PhotoPick, ...]], None],
    ) -> None:
        super().__init__(parent, sentence("ui_bulletin.photos_title"), width=760)
        self._take = take
        self._pictures = PictureLoader(context, self)
        chosen = any(one.picked for one in photos)  # else the program prints what it may
        self.lines = [PhotoLine(context, one, used=one.picked if chosen else one.printable) for one in photos]
        how = "ui_bulletin.photos_how" if photos else "ui_bulletin.photos_none"
        self.body.addWidget(plain_label(sentence(how), "dense", "ink2", wrap=True))
        self._column = QVBoxLayout()
        if photos:
            self.body.addWidget(self._listing(), 1)
        self.add_button(sentence("ui_bulletin.cancel")).clicked.connect(self.reject)
        self.done_button = self.add_button(sentence("ui_bulletin.photos_take"), kind="primary", default=True)
        self.done_button.setEnabled(bool(photos))
        self.done_button.clicked.connect(self._on_done)
        self._pictures.arrived.connect(self._on_picture_arrived)
        for line in self.lines:
            line.up.clicked.connect(partial(self._on_up_clicked, line))
            self._show_picture(line)

    def _listing(self) -> QScrollArea:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        for line in self.lines:
            self._column.addWidget(line)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setProperty("kind", "bare")
        area.setMinimumHeight(_HEIGHT)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        return area

    def _show_picture(self, line: PhotoLine) -> None:
        line.picture.setPixmap(self._pictures.pixmap(line.photo.sha256, _EDGE, self.devicePixelRatioF()))

    def _on_picture_arrived(self, sha256: str) -> None:
        for line in self.lines:
            if line.photo.sha256 == sha256:
                self._show_picture(line)

    def _on_up_clicked(self, line: PhotoLine) -> None:
        at = self.lines.index(line)
        if at:
            self.lines[at - 1 : at + 1] = [line, self.lines[at - 1]]
            self._column.removeWidget(line)
            self._column.insertWidget(at - 1, line)
            line.up.setFocus()

    def _on_done(self) -> None:
        marked = [line.mark() for line in self.lines]
        if all(marked):
            self._take(tuple(line.pick for line in self.lines if line.use.isChecked()))
            self.accept()
