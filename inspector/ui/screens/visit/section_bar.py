"""Above the items: the section, how far it is, and 其余全部合格; in large mode also the way to the next section."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.screens.visit.section_list import SectionLine
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.folding import fold_until, least_width
from inspector.ui.widgets.key_cap import KeyCap
from inspector.ui.widgets.plain import plain_label

_TITLE = 5
"""Letters of a section's name that stay in sight."""


class SectionBar(QWidget):
    """Says what is wanted; knows nothing of the visit."""

    back_wanted = Signal()
    on_wanted = Signal()
    fit_wanted = Signal()
    photos_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._alone = False
        self.back = Button(appearance, sentence("ui_visit.screen_section_before"), icon_name="chevron-left")
        self.on = Button(appearance, sentence("ui_visit.screen_section_after"), icon_name="chevron-right")
        self.fit = Button(appearance, sentence("ui_visit.screen_rest_fit"), icon_name="check")
        self.photos = Button(appearance, sentence("ui_visit.screen_photos"), icon_name="camera")
        self.back.clicked.connect(self.back_wanted)
        self.on.clicked.connect(self.on_wanted)
        self.fit.clicked.connect(self.fit_wanted)
        self.photos.clicked.connect(self.photos_wanted)
        self.number = plain_label("", "section", "link")
        self.title = ElidedLabel("", "section")
        self.far = plain_label("", "dense", "ink2")
        self._cap = KeyCap("Ctrl+Enter")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.number)
        row.addWidget(self.title)
        row.addWidget(self.far)
        row.addStretch(1)
        for part in (self.photos, self.fit, self._cap, self.on):
            row.addWidget(part)
        self.setFixedHeight(56)
        self.show_as(narrow=False, alone=self._large)

    @property
    def _large(self) -> bool:
        return self._appearance.tokens.theme is Theme.LARGE

    def show_as(self, *, narrow: bool, alone: bool) -> None:
        """What there is room for; without the list beside it (`alone`) the sections are gone through one by one."""
        for key in (self.back, self.on):
            key.setVisible(alone)
            key.setText(f" {key.accessibleName()}" if self._large else "")
        self.number.setVisible(alone)
        self._cap.setVisible(not alone)
        self._alone = alone
        self.photos.setVisible(narrow)
        self.setFixedHeight(self._appearance.tokens.toolbar + 8)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Before the name of the section gives way, words of buttons do."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        least = _TITLE * self._appearance.tokens.section
        caps = () if self._alone else (self._cap,)
        fold_until((*caps, self.photos, self.fit), least_width(self._row), self.width() - least)

    def show_section(self, line: SectionLine, item: int, items: int) -> None:
        """Which section, and which of its items."""
        self.number.setText(str(line.number))
        self.title.set_text(line.title)
        if self._large and item:
            self.far.setText(sentence("ui_visit.screen_item_of", number=item, count=items))
        else:
            self.far.setText(sentence("ui_visit.screen_answered_of", answered=line.answered, asked=line.asked))

    def show_photo_count(self, count: int) -> None:
        """How many photos the drawer holds."""
        self.photos.say(sentence("ui_visit.screen_photos_count", count=count))
        self._fold()

    def allow(self, *, back: bool, on: bool, fit: bool) -> None:
        """What can be done now."""
        self.back.setEnabled(back)
        self.on.setEnabled(on)
        self.fit.setEnabled(fit)
