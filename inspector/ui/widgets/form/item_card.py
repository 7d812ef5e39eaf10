"""The current line of a form as a card: the editors of its questions, and what an unfit answer opens.

An editor is kept while its line is current, so that focus, caret and half-typed text live through every recalculation.
The card itself with its panel for evidence, and the editor of judged items, which a checklist mostly has, serve line
after line: building them takes longer than a key press may.
"""

from __future__ import annotations

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
    note_changed = Signal(str, str)
    photos_wanted = Signal(str)
    photo_opened = Signal(str, str)
    problem_toggled = Signal(str, bool)
    problem_changed = Signal(str, str, object)
    drawn = Signal(str, bytes)
    file_chosen = Signal(str, object)
    files_removed = Signal(str)
    focused = Signal(str)
    key_left = Signal(QKeyEvent)
    """Up or down on a key of the card, which Qt would use to go from button to button."""

    def __init__(self, line: tuple[ItemRow, ...], around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._line = line
        self._note_asked = False
        self._panel = self._new_panel()
        large = around.tokens.theme is Theme.LARGE
        self.setProperty("card", "" if large else "current")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*((24, 16, 24, 16) if large else (18, 14, 18, 16)))
        self._column.setSpacing(12)
        self._column.addLayout(self._grid)
        self._column.addWidget(self._panel)
        self._watch(self._panel)
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
            editor.show()  # a layout does it only later, and what is not shown takes no focus
            column += span
            self.editors[row.address] = editor
        for one in range(_GRID):
            self._grid.setColumnStretch(one, int(len(self._line) > 1 or one == 0))
        self._watch(self)

    def _new_panel(self) -> UnfitPanel:
        """The panel for evidence; what it says is said of the line's only question."""
        panel = UnfitPanel(self._around)
        panel.note_changed.connect(lambda text: self.note_changed.emit(self.addresses[0], text))
        panel.photos_wanted.connect(lambda: self.photos_wanted.emit(self.addresses[0]))
        panel.photo_opened.connect(lambda photo: self.photo_opened.emit(self.addresses[0], photo))
        panel.problem_toggled.connect(lambda on: self.problem_toggled.emit(self.addresses[0], on))
        panel.problem_changed.connect(lambda field, value: self.problem_changed.emit(self.addresses[0], field, value))
        panel.hide()
        return panel

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

    def turn_to(self, line: tuple[ItemRow, ...]) -> None:
        """Show another line: the editor of a judged item serves the next one too, others are built anew."""
        self._put_panel_away()
        self._note_asked = False
        editor = self._hands_on(line)
        if editor is None:
            self._take_editors_out()
            self._line = line
            self._place_editors()
        else:
            self._line, self.editors = line, {line[0].address: editor}
            editor.question = line[0].question
            editor.head.standard.setChecked(False)
            editor.show_number(line[0].number)
            editor.show_entry(line[0].entry, line[0].choices, line[0].message)
        self._show_panel()

    def _hands_on(self, line: tuple[ItemRow, ...]) -> ItemEditor | None:
        """The editor of a judged item, if the line is one as well."""
        editor = next(iter(self.editors.values()))
        row = line[0]
        alone = len(self._line) == len(line) == 1 and type(editor) is JudgedEditor
        return editor if alone and editor_class(row.question, row.entry, row.choices) is JudgedEditor else None

    def _take_editors_out(self) -> None:
        for one in self.editors.values():
            one.blockSignals(True)  # noqa: FBT003 - Qt's
            one.hide()
            self._grid.removeWidget(one)
            one.deleteLater()
        self.editors = {}

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
            self._put_panel_away()
            return
        self.panel = self._panel
        self._panel.show_evidence(row.evidence, unfit=unfit)
        self._panel.setEnabled(not row.entry.read_only)
        self._panel.show()

    def _put_panel_away(self) -> None:
        """Say what is typed in the panel, and hide it."""
        self._panel.flush()
        self._panel.hide()
        self.panel = None

    def offer_owners(self, owners: tuple[str, ...]) -> None:
        """The units that a problem may be given to."""
        self._panel.offer_owners(owners)

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
