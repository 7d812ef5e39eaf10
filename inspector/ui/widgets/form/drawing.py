"""Pictures that are drawn: a sketch (`draw`), a signature, marks over a photo (`annotate`).

A drawing is given as PNG a moment after its last stroke; who keeps it attaches it as the item's photo.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.form.canvas import Canvas
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Photo, Surroundings
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.typed_text import TypedLine

_SETTLED_MS = 1200
"""Strokes of one character follow each other faster than this; with the write it stays below two seconds."""


class DrawingEditor(ItemEditor):
    """A sheet with its keys; a signature may be typed, so that nobody needs a mouse for it."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self._answered = False
        self._under = ""
        self.canvas = Canvas(around.appearance)
        self.canvas.setAccessibleName(sentence("ui_visit.item_sheet"))
        self.canvas.changed.connect(self._on_changed)
        self.back = Button(around.appearance, sentence("ui_visit.item_stroke_back"), icon_name="undo")
        self.back.clicked.connect(self.canvas.take_back)
        self.wipe = Button(around.appearance, sentence("ui_visit.item_wipe"), icon_name="trash")
        self.wipe.clicked.connect(self._wipe)
        self.name = TypedLine(sentence("ui_visit.item_typed_name"))
        self.name.setPlaceholderText(sentence("ui_visit.item_typed_name"))
        self.name.textEdited.connect(self.canvas.type_name)
        self.photo = Button(around.appearance, sentence("ui_visit.item_photo_first"), ButtonKind.TEXT, "camera")
        self.photo.clicked.connect(self.photos_wanted)
        self._state = plain_label("", "caption", "ink2")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED_MS)
        self._timer.timeout.connect(self._give_drawing)
        self._arrange()

    def _arrange(self) -> None:
        line = QHBoxLayout()
        for one in (self.back, self.wipe, self.photo):
            line.addWidget(one)
        line.addWidget(self.name, 1)
        line.addWidget(self._state)
        if not self.look.has("signature"):
            line.addStretch(1)
        self.body.addWidget(self.canvas)
        self.body.addLayout(line)
        self.photo.setVisible(self.look.has("annotate"))
        self.name.setVisible(self.look.has("signature"))
        self._enable()

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Say whether a drawing is kept; the sheet itself is the user's."""
        self._answered = entry.value is not None
        self._state.setText(sentence("ui_visit.item_attached") if self._answered else "")
        self._enable()

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """To mark up: the newest photo lies under the strokes, until there are some."""
        if not photos or not self.look.has("annotate") or not self.canvas.empty or photos[-1].id == self._under:
            return
        self._under = photos[-1].id
        whole = photos[-1].whole
        self.canvas.put_under(whole() if whole else photos[-1].picture)

    def _on_changed(self) -> None:
        self._enable()
        self._timer.start()

    def _enable(self) -> None:
        self.back.setEnabled(self.canvas.strokes > 0)
        self.wipe.setEnabled(not self.canvas.empty or self._answered)

    def _wipe(self) -> None:
        self.name.clear()
        self.canvas.wipe()
        self._give_drawing()

    def flush(self) -> None:
        """Give what is drawn now, or that nothing is."""
        if self._timer.isActive():
            self._give_drawing()

    def _give_drawing(self) -> None:
        self._timer.stop()
        if self.canvas.empty:
            self.files_removed.emit()
        else:
            self.drawn.emit(self.canvas.picture())

    def first_input(self) -> QWidget | None:
        """The line for a typed name of a signature, else the sheet."""
        return self.name if self.look.has("signature") else self.canvas
