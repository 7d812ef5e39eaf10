"""Beside a photo: what to look at, what the file tells of itself, and the words that are printed with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from inspector.services.photo_gallery import PhotoCard
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.photos import words
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.typed_text import TypedLine, TypedText

WIDTH = 300
WIDTH_NARROW = 248


class PhotoSide(QWidget):
    """`captioned` carries caption and credit as they were typed, None for the one that was not."""

    captioned = Signal(object, object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.caption = TypedText(sentence("ui_photos.caption"))
        self.credit = TypedLine(sentence("ui_photos.credit"))
        self.code = plain_label("", "dense", "ink2", wrap=True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._title = plain_label("", "section", wrap=True)
        self._warnings = QVBoxLayout()
        self._facts = QGridLayout()
        self._lay_out()
        self.caption.settled.connect(lambda text: self.captioned.emit(text, None))
        self.credit.settled.connect(lambda text: self.captioned.emit(None, text))

    def _lay_out(self) -> None:
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.caption.setFixedHeight(76)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        self._warnings.setSpacing(8)
        column.addLayout(self._warnings)
        column.addWidget(Field(self._appearance, sentence("ui_photos.caption"), self.caption))
        column.addWidget(Field(self._appearance, sentence("ui_photos.credit"), self.credit))
        column.addWidget(plain_label(sentence("ui_photos.credit_note"), "caption", "ink3", wrap=True))
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        column.addLayout(self._facts)
        column.addWidget(self.code)
        column.addWidget(plain_label(sentence("ui_photos.kept"), "caption", "ink3", wrap=True))
        column.addStretch(1)

    def show_card(self, card: PhotoCard) -> None:
        """Another photo, or the same one anew."""
        self._title.setText(card.project or sentence("ui_photos.no_project"))
        self.caption.show_text(card.photo.caption or "")
        self.credit.show_text(card.photo.credit or "")
        self._show_warnings(card)
        self._show_facts(card)

    def show_code(self, code: str) -> None:
        """The verification code of the watermark, "" while it is not shown."""
        self.code.setText(sentence("ui_photos.code", code=code) if code else "")
        self.code.setVisible(bool(code))

    def flush(self) -> None:
        """Tell at once what is typed."""
        self.caption.flush()
        self.credit.flush()

    def _show_warnings(self, card: PhotoCard) -> None:
        while (item := self._warnings.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in card.warnings:
            strip = Card(kind="warning")
            strip.body.setContentsMargins(10, 8, 10, 8)
            row = QHBoxLayout()
            row.addWidget(IconLabel(self._appearance, "warning", "amber"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(plain_label(sentence(one.key, **one.details), "dense", wrap=True), 1)
            strip.body.addLayout(row)
            self._warnings.addWidget(strip)

    def _show_facts(self, card: PhotoCard) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, (name, value) in enumerate(words.facts_of(card.photo)):
            self._facts.addWidget(plain_label(name, "dense", "ink3"), row, 0, Qt.AlignmentFlag.AlignTop)
            told: QLabel = plain_label(value, "dense", wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(told, row, 1)
