"""The lines of 选用照片: a photo, or two of them side by side, with caption, credits and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from inspector.services.photo_picks import PairKind, PairPick, PhotoPick, Pick
from inspector.services.studio_photos import renamed
from inspector.services.studio_view import PhotoChoice, PhotoLot
from inspector.texts import sentence
from inspector.ui.screens.bulletin import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind, icon_button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import restyle

EDGE = 96
_KINDS = {PairKind.RECTIFIED: "ui_bulletin.pair_rectified", PairKind.COMPARED: "ui_bulletin.pair_compared"}


class PhotoLine(QFrame):
    """One photo or pair. `wants_pair` is a single one's wish for another, `parted` and `swapped` those of a pair."""

    wants_pair = Signal()
    parted = Signal()
    swapped = Signal()

    def __init__(self, appearance: Appearance, lot: PhotoLot) -> None:
        super().__init__()
        self.lot = lot
        self.setProperty("card", "well")
        project = lot.photos[0].project
        self.use = QCheckBox()
        self.use.setAccessibleName(sentence("ui_bulletin.photo_use", project=project))
        self.use.setChecked(lot.printed)
        self.pictures = [_picture() for _ in lot.photos]
        self.caption = _line(sentence("ui_bulletin.photo_caption"), lot.caption)
        self.credits = [_line(_credit_name(lot, at), one.credit) for at, one in enumerate(lot.photos)]
        self.up = icon_button(appearance, "arrow-up", sentence("ui_bulletin.photo_up"))
        self.kind = self._kinds() if lot.kind else None
        self.pair = Button(appearance, "", ButtonKind.TEXT, "scissors" if lot.kind else "pair")
        self.swap = icon_button(appearance, "refresh", sentence("ui_bulletin.pair_swap")) if lot.kind else None
        self.show_waiting(None)
        self._lay_out(project)
        self.pair.clicked.connect(self.parted if lot.kind else self.wants_pair)
        if self.swap is not None:
            self.swap.clicked.connect(self.swapped)

    def _kinds(self) -> Combo:
        box = Combo(sentence("ui_bulletin.pair_kind"))
        for kind, key in _KINDS.items():
            box.addItem(sentence(key), kind)
        box.setCurrentIndex(list(_KINDS).index(self.lot.kind or PairKind.RECTIFIED))
        box.currentIndexChanged.connect(self._on_kind_changed)
        return box

    def _lay_out(self, project: str) -> None:
        told = QVBoxLayout()
        told.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel("　".join(one for one in (project, _days(self.lot)) if one), "dense", "ink2"), 1)
        head.addWidget(self.pair)
        for button in (self.swap, self.up):
            if button is not None:
                head.addWidget(button)
        told.addLayout(head)
        lines = QHBoxLayout()
        lines.setSpacing(8)
        lines.addWidget(self.caption, 3)
        if self.kind is not None:
            lines.addWidget(self.kind, 1)
            below = QHBoxLayout()
            below.setSpacing(8)
            told.addLayout(lines)
            told.addLayout(below)
            lines = below
        for one in self.credits:
            lines.addWidget(one, 2)
        if self.kind is None:
            told.addLayout(lines)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.use)
        for picture in self.pictures:
            row.addWidget(picture)
        row.addSpacing(4)
        row.addLayout(told, 1)

    def show_waiting(self, waiting: PhotoLine | None) -> None:
        """Offer what can be done: begin a pair, leave it, or complete the one that `waiting` began."""
        if self.lot.kind is not None:
            self.pair.say(sentence("ui_bulletin.pair_part"))
            return
        if waiting is None:
            self.pair.say(sentence("ui_bulletin.pair_begin"))
        elif waiting is self:
            self.pair.say(sentence("ui_bulletin.pair_leave"))
        else:
            self.pair.say(sentence("ui_bulletin.pair_complete"))
        restyle(self, card="current" if waiting is self else "well")

    @property
    def typed(self) -> PhotoLot:
        """The lot with what was typed and chosen."""
        credits_ = zip(self.lot.photos, self.credits, strict=True)
        photos = tuple(replace(photo, credit=line.text().strip()) for photo, line in credits_)
        kind: PairKind | None = self.kind.currentData() if self.kind is not None else None
        return PhotoLot(photos, self.caption.text().strip(), kind, printed=self.use.isChecked())

    @property
    def pick(self) -> Pick:
        """As it is to be printed."""
        lot = self.typed
        if lot.kind is None:
            return PhotoPick(lot.photos[0].id, lot.caption, lot.photos[0].credit)
        before, after = lot.photos
        return PairPick((before.id, after.id), lot.caption, (before.credit, after.credit), lot.kind)

    def mark(self) -> bool:
        """Mark a photo that is to be printed and credits nobody; whether all is well."""
        for one in self.credits:
            restyle(one, kind="" if self._is_good(one) else "wrong")
        return all(self._is_good(one) for one in self.credits)

    def _is_good(self, credit: QLineEdit) -> bool:
        return not self.use.isChecked() or bool(credit.text().strip())

    def show_pictures(self, pixmap: Callable[[str], object]) -> None:
        """Ask `pixmap` for the picture of each photo."""
        for place, photo in zip(self.pictures, self.lot.photos, strict=True):
            place.setPixmap(pixmap(photo.sha256))  # type: ignore[arg-type]

    def _on_kind_changed(self) -> None:
        kind: PairKind = self.kind.currentData() if self.kind is not None else PairKind.RECTIFIED
        self.caption.setText(renamed(self.caption.text(), self.lot.photos[0].project, kind))


def _picture() -> QLabel:
    made = QLabel()
    made.setFixedSize(EDGE, EDGE * 3 // 4)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def _line(name: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setCursorPosition(0)
    made.setAccessibleName(name)
    made.setPlaceholderText(name)
    return made


def _credit_name(lot: PhotoLot, at: int) -> str:
    if lot.kind is None:
        return sentence("ui_bulletin.photo_credit")
    return sentence("ui_bulletin.pair_credit_after" if at else "ui_bulletin.pair_credit_before")


def _days(lot: PhotoLot) -> str:
    """5 月 30 日 → 6 月 8 日."""
    return " → ".join(_day(one) for one in lot.photos if one.taken_on)


def _day(photo: PhotoChoice) -> str:
    return words.day(photo.taken_on) if photo.taken_on else ""
