"""The text of one part of the issue: its sentences to write in, between them what stands there as an object."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inspector.domain.figures.findings import Finding
from inspector.services.studio_view import PICTURED, ObjectView, SectionView, Slot
from inspector.texts import sentence
from inspector.ui.screens.bulletin import words
from inspector.ui.screens.bulletin.sentence_edit import SentenceEdit
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.typed_text import TypedLine, TypedText

_BEGINNING = 24
"""Letters by which a sentence is found on its page."""
HEAD = "head"
"""The key of the part that holds title and 按语."""


class HeadForm(QWidget):
    """Title and 按语; both are told when they are settled."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.title = TypedLine(sentence("ui_bulletin.title"))
        self.note = TypedText(sentence("ui_bulletin.editor_note"))
        self.note.setPlaceholderText(sentence("ui_bulletin.editor_note_hint"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(Field(appearance, sentence("ui_bulletin.title"), self.title))
        column.addWidget(Field(appearance, sentence("ui_bulletin.editor_note"), self.note), 1)


class TextPane(QScrollArea):
    """`drafted` and `settled` carry (section, sentence, template); figures are told by (section, name)."""

    drafted = Signal(str, int, str)
    settled = Signal(str, int, str)
    figure_chosen = Signal(str, str)
    figure_opened = Signal(str, str)
    object_shown = Signal(str)
    """The title of a table, chart or photos whose page is wanted."""
    left_out = Signal(str, str, bool)
    """(section, title) of a table or chart, and whether it is to be left out."""
    photos_wanted = Signal()
    entered = Signal(str, str)
    """(section, beginning of the sentence) where somebody works now."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("kind", "surface")
        self.head = HeadForm(appearance)
        self.edits: list[SentenceEdit] = []
        self._key = ""
        self._shape: tuple[object, ...] = ()
        self._current: SentenceEdit | None = None
        self._page = QWidget()
        self._page.setProperty("kind", "surface")
        column = QVBoxLayout(self._page)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(4)
        self.heading = plain_label("", "section", wrap=True)
        column.addWidget(self.heading)
        column.addSpacing(4)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(4)
        column.addLayout(self._parts)
        column.addWidget(self.head, 1)
        column.addStretch(1)
        self.setWidget(self._page)

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_head(self, title: str, note: str, *, editable: bool) -> None:
        """Show title and 按语."""
        self._begin(HEAD, sentence("ui_bulletin.head"), (HEAD,))
        self.head.title.show_text(title)
        self.head.note.show_text(note)
        self.head.title.setReadOnly(not editable)
        self.head.note.setReadOnly(not editable)
        self.head.show()

    def show_section(self, heading: str, section: SectionView, *, editable: bool) -> None:
        """Show a section; a sentence in which somebody writes is left alone."""
        shape = (section.key, editable, *(one if isinstance(one, ObjectView) else one.index for one in section.parts))
        fresh = self._begin(section.key, heading, shape)
        if fresh:
            self._build(section, editable=editable)
        slots = [one for one in section.parts if isinstance(one, Slot)]
        for edit, slot in zip(self.edits, slots, strict=True):
            edit.setReadOnly(not editable)
            edit.show_runs(slot.runs)
        self.show_findings(section)

    def show_findings(self, section: SectionView) -> None:
        """Underline the numbers of this section that contradict others."""
        slots = [one for one in section.parts if isinstance(one, Slot)]
        places = [one for found in section.findings for one in _places(found)]
        start = 0
        for edit, slot in zip(self.edits, slots, strict=False):
            length = sum(len(one.text) for one in slot.runs)
            inside = [(a - start, b - start) for a, b in places if start <= a and b <= start + length]
            edit.show_wrong(inside)
            start += length + 1

    def _begin(self, key: str, title: str, shape: tuple[object, ...]) -> bool:
        """Whether the part has to be built anew."""
        self.heading.setText(title)
        fresh = shape != self._shape
        if fresh:
            self.flush()
            self._clear()
            self._key, self._shape = key, shape
            self.verticalScrollBar().setValue(0)
        return fresh

    def _clear(self) -> None:
        self.head.hide()
        self._current = None
        self.edits = []
        while (item := self._parts.takeAt(0)) is not None:
            before = item.widget()
            if before is not None:
                before.hide()
                before.deleteLater()

    def _build(self, section: SectionView, *, editable: bool) -> None:
        for one in section.parts:
            if isinstance(one, ObjectView):
                self._parts.addWidget(self._object(section.key, one, editable=editable))
            else:
                self._parts.addWidget(self._edit(section, one))
        if not section.parts:
            self._parts.addWidget(plain_label(sentence("ui_bulletin.nothing_here"), "body", "ink2", wrap=True))

    def _object(self, section: str, one: ObjectView, *, editable: bool) -> QWidget:
        frame = QFrame()
        frame.setProperty("card", "well")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(self._appearance, words.OBJECTS[one.kind][0]))
        row.addWidget(ElidedLabel(words.object_line(one), "dense", "ink3" if one.left_out else "ink2"), 1)
        if one.kind in PICTURED and editable:
            choose = Button(self._appearance, sentence("ui_bulletin.object_choose"), ButtonKind.TEXT)
            choose.clicked.connect(self.photos_wanted)
            row.addWidget(choose)
        elif editable:
            told = sentence("ui_bulletin.object_print" if one.left_out else "ui_bulletin.object_leave_out")
            toggle = Button(self._appearance, told, ButtonKind.TEXT)
            toggle.setAccessibleName(sentence("ui_bulletin.object_of", what=told, title=one.title))
            toggle.clicked.connect(partial(self.left_out.emit, section, one.title, not one.left_out))
            row.addWidget(toggle)
        if one.left_out:
            return frame
        see = Button(self._appearance, sentence("ui_bulletin.object_see"), ButtonKind.TEXT)
        see.setAccessibleName(sentence("ui_bulletin.object_see_of", title=one.title))
        see.clicked.connect(partial(self.object_shown.emit, one.title))
        row.addWidget(see)
        return frame

    def _edit(self, section: SectionView, slot: Slot) -> SentenceEdit:
        name = sentence("ui_bulletin.sentence", number=slot.index + 1)
        edit = SentenceEdit(self._appearance, name, sentence("ui_bulletin.sentence_hint"))
        key, index = section.key, slot.index
        edit.drafted.connect(partial(self.drafted.emit, key, index))
        edit.settled.connect(partial(self.settled.emit, key, index))
        edit.figure_chosen.connect(partial(self.figure_chosen.emit, key))
        edit.figure_opened.connect(partial(self.figure_opened.emit, key))
        edit.entered.connect(partial(self._on_entered, edit))
        edit.stepped.connect(partial(self._on_stepped, edit))
        self.edits.append(edit)
        return edit

    # -- working ---------------------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The part that is shown."""
        return self._key

    def show_chosen(self, figure: str) -> None:
        """Fill the figure whose facts are shown."""
        for edit in self.edits:
            edit.show_chosen(figure)

    def insert_figure(self, name: str, printed: str) -> None:
        """Put a live figure where the caret is, else at the end of the last sentence."""
        edit = self._current or (self.edits[-1] if self.edits else None)
        if edit is not None and not edit.isReadOnly():
            edit.insert_figure(name, printed)

    def show_words(self, words_: str) -> None:
        """Put the caret behind these words, where a sentence has them."""
        for edit in self.edits:
            at = edit.toPlainText().find(words_)
            if at >= 0:
                cursor = edit.textCursor()
                cursor.setPosition(at + len(words_))
                edit.setTextCursor(cursor)
                edit.setFocus()
                self.ensureWidgetVisible(edit)
                return

    def flush(self) -> None:
        """Tell at once what is typed."""
        for edit in self.edits:
            edit.flush()
        self.head.title.flush()
        self.head.note.flush()

    def _on_entered(self, edit: SentenceEdit) -> None:
        self._current = edit
        self.entered.emit(self._key, edit.toPlainText()[:_BEGINNING].split("\n")[0])

    def _on_stepped(self, edit: SentenceEdit, by: int) -> None:
        at = self.edits.index(edit) + by
        if 0 <= at < len(self.edits):
            other = self.edits[at]
            cursor = other.textCursor()
            cursor.movePosition(QTextCursor.MoveOperation.Start if by > 0 else QTextCursor.MoveOperation.End)
            other.setTextCursor(cursor)
            other.setFocus()
            self.ensureWidgetVisible(other)


def _places(found: Finding) -> list[tuple[int, int]]:
    """From and to of the numbers that contradict each other, in the text of their section."""
    return [(one.start, one.end) for one in found.mentions if one.start is not None and one.end is not None]
