"""A question for photos: those that are attached, and the place for another one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.photo_strip import PhotoStrip
from inspector.ui.widgets.form.surroundings import Photo, Surroundings


class PictureEditor(ItemEditor):
    """Its answer is made by who attaches the photos."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.strip = PhotoStrip(around.appearance)
        self.strip.wanted.connect(self.photos_wanted)
        self.body.addWidget(self.strip)

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:
        """The photos say it all."""

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show them."""
        self.strip.show_photos(photos)

    def first_input(self) -> QWidget | None:
        """The place for another photo."""
        return self.strip.add
