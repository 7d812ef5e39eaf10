"""The current line of a form as a card: the editors of its questions, and what an unfit answer opens.

A card is built for one line and kept while that line is current, so that focus, caret and half-typed text live
through every recalculation. Judged items, which a checklist mostly has, hand their card on to the next one; and there
is one panel for evidence, which the card borrows: building either takes longer than a key press may.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QVBoxLayout, QWidget

from inspector.checklists.scoring import Verdict
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.form.editors import editor_class, make_editor
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.judged import JudgedEditor
from inspector.ui.widgets.form.rows import ItemRow
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.unfit_panel import UnfitPanel

_GRID = 60
"""Columns behind the questions of a line: their shares are fractions of small numbers."""


class ItemCard(QFrame):
    """The first part of every signal is the address of the question; the rest is what editors and panel say."""

    answered = Signal(str, object)
    photos_wanted = Signal(str)
    drawn = Signal(str, bytes)
    file_chosen = Signal(str, object)
    files_removed = Signal(str)
    focused = Signal(str)
    key_left = Signal(QKeyEvent)
    """Up or down on a key of the card, which Qt would use to go from button to button."""

    def __init__(self, line: tuple[ItemRow, ...], around: Surroundings, lend: Callable[[str], UnfitPanel]) -> None:
        """`lend` gives the panel for the question at an address."""
        super().__init__()
        self._around = around
        self._lend = lend
        self._line = line
        self._note_asked = False
        large = around.tokens.theme is Theme.LARGE
        self.setProperty("card", "" if large else "current")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*((24, 16, 24, 16) if large else (18, 14, 18, 16)))
        self._column.setSpacing(12)
        self._column.addLayout(self._grid)
        self.editors: dict[str, ItemEditor] = {}
        self.panel: UnfitPanel | None = None
        self._place_editors()
        self._show_panel()

    @property
    def addresses(self) -> tuple[str, ...]:
        """The questions of the line."""
        return tuple(one.address for one in self._line)

    # -- building --------------------------------------------------------------------------------------------------

    def _place_editors(self) -> None:
        column = 0
        for row in self._line:
            editor = make_editor(row.question, row.entry, row.choices, self._around, row.message)
            editor.show_number(row.number)
            editor.show_photos(row.evidence.photos)
            self._connect(editor)
            span = max(1, round(row.share * _GRID))
            self._grid.addWidget(editor, 0, column, 1, span, Qt.AlignmentFlag(0))
            column += span
            self.editors[row.address] = editor
        for one in range(_GRID):
            self._grid.setColumnStretch(one, int(len(self._line) > 1 or one == 0))
        self._watch(self)

    def _connect(self, editor: ItemEditor) -> None:
        editor.answered.connect(lambda answer: self.answered.emit(self._where(editor), answer))
        editor.photos_wanted.connect(lambda: self.photos_wanted.emit(self._where(editor)))
        editor.drawn.connect(lambda picture: self.drawn.emit(self._where(editor), picture))
        editor.file_chosen.connect(lambda path: self.file_chosen.emit(self._where(editor), path))
        editor.files_removed.connect(lambda: self.files_removed.emit(self._where(editor)))

    def _where(self, editor: ItemEditor) -> str:
        return next(address for address, one in self.editors.items() if one is editor)

    def _watch(self, part: QWidget) -> None:
        """Only what needs it: every event of a watched widget is a call from Qt into here."""
        for one in part.findChildren(QWidget if len(self._line) > 1 else QAbstractButton):
            one.installEventFilter(self)

    # -- showing ---------------------------------------------------------------------------------------------------

    def fits(self, line: tuple[ItemRow, ...]) -> bool:
        """Whether this card can show a line: the same questions, answered in the same way."""
        if tuple(one.address for one in line) != self.addresses:
            return False
        wanted = (editor_class(one.question, one.entry, one.choices) for one in line)
        return all(type(self.editors[one.address]) is kind for one, kind in zip(line, wanted, strict=True))

    def turn_to(self, line: tuple[ItemRow, ...]) -> bool:
        """Hand a judged item's card on to another judged item; False where a new card is needed."""
        editor = self.editors[self.addresses[0]]
        if len(self._line) > 1 or len(line) > 1 or type(editor) is not JudgedEditor:
            return False
        row = line[0]
        if editor_class(row.question, row.entry, row.choices) is not JudgedEditor:
            return False
        self.give_panel_back()
        self._note_asked = False
        self.editors = {row.address: editor}
        editor.question = row.question
        editor.head.standard.setChecked(False)
        editor.show_number(row.number)
        editor.show_entry(row.entry, row.choices, row.message)
        self._line = line
        self._show_panel()
        return True

    def show_line(self, line: tuple[ItemRow, ...]) -> None:
        """The same questions as they stand now."""
        for row, before in zip(line, self._line, strict=True):
            if row == before:
                continue
            editor = self.editors[row.address]
            editor.show_number(row.number)
            editor.show_entry(row.entry, row.choices, row.message)
            editor.show_photos(row.evidence.photos)
        self._line = line
        self._show_panel()

    def _show_panel(self) -> None:
        row = self._line[0]
        unfit = row.verdict is Verdict.UNFIT
        told = bool(row.evidence.note or (row.evidence.photos and row.verdict is not None))
        if len(self._line) > 1 or not (unfit or told or self._note_asked):
            self.give_panel_back()
            return
        if self.panel is None:
            self.panel = self._lend(row.address)
            self._column.addWidget(self.panel)
            self._watch(self.panel)
        self.panel.show_evidence(row.evidence, unfit=unfit)
        self.panel.show()

    def give_panel_back(self) -> None:
        """Say what is typed in the panel, and lay it out of the card."""
        if self.panel is None:
            return
        panel, self.panel = self.panel, None
        panel.flush()
        for one in panel.findChildren(QAbstractButton):
            one.removeEventFilter(self)
        self._column.removeWidget(panel)
        panel.hide()

    def ask_note(self) -> None:
        """Open the place for words and go there."""
        self._note_asked = True
        self._show_panel()
        if self.panel is not None:
            self.panel.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> None:
        """Say what is typed."""
        for one in self.editors.values():
            one.flush()
        if self.panel is not None:
            self.panel.flush()

    def height_for(self, width: int) -> int:
        """The height in which everything stands whole."""
        layout = self._column
        return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()

    # -- keys ------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Up and down on a button go from item to item; where the focus is, is the current question."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            walks = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
            if walks and isinstance(watched, QAbstractButton) and not event.modifiers():
                self.key_left.emit(event)
                return True
        elif isinstance(event, QFocusEvent) and event.type() is QEvent.Type.FocusIn and len(self._line) > 1:
            found = next((at for at, one in self.editors.items() if _holds(one, watched)), None)
            if found is not None:
                self.focused.emit(found)
        return super().eventFilter(watched, event)


def _holds(editor: ItemEditor, watched: QObject) -> bool:
    return isinstance(watched, QWidget) and editor.isAncestorOf(watched)
