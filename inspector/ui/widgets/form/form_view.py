"""A section of a checklist, filled by keyboard or touch: the current item a card, the others folded to a line.

It knows nothing of sessions and storage: it is shown rows, and says what the user did. Whoever answers shows it the
rows that came of it, at once or later; either way focus and typed text stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.checklists.scoring import Verdict
from inspector.texts import sentence
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.form.item_card import ItemCard
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.line_list import LineList
from inspector.ui.widgets.form.rows import ItemRow, Line, Row, lines_of
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.verdicts import verdict_of

_STEP_PAD = 10
_SETTLED = frozenset({Verdict.FIT, Verdict.NOT_APPLICABLE})
"""Verdicts after which nothing is left to say: the form goes on to the next item."""


class FormView(QWidget):
    """The first part of every signal is an address; `navigated` tells which item is current, "" for none."""

    answer_given = Signal(str, object)
    note_changed = Signal(str, str)
    photos_wanted = Signal(str)
    photo_opened = Signal(str, str)
    drawing_made = Signal(str, bytes)
    file_given = Signal(str, object)
    files_removed = Signal(str)
    problem_toggled = Signal(str, bool)
    problem_changed = Signal(str, str, object)
    repeat_added = Signal(str)
    repeat_removed = Signal(str)
    current_changed = Signal(str)
    left = Signal(int)
    """The user went on beyond the last item (1) or back before the first (-1): the next section is wanted."""
    unanswered_wanted = Signal()
    """No item of this section is open any more: the next open one is wanted, wherever it is."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._items: tuple[ItemRow, ...] = ()
        self._lines: list[Line] = []
        self._current = ""
        self._owners: tuple[str, ...] = ()
        self.card: ItemCard | None = None
        self._advancing = False
        self._told = ""
        self.list = LineList(around)
        self.list.chosen.connect(self.go_to)
        self.list.answered.connect(self._answered_folded)
        self.list.added.connect(self._add)
        self.list.removed.connect(self._remove)
        self.setFocusProxy(self.list)
        self.setProperty("kind", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        self._steps = self._step_bar()
        column.addWidget(self._steps)
        self._show_steps()
        around.appearance.changed.connect(self._on_appearance_changed)

    def _step_bar(self) -> QWidget:
        """The keys at the thumb in large mode."""
        bar = QWidget()
        bar.setProperty("kind", "footer")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, _STEP_PAD, 24, _STEP_PAD)
        row.setSpacing(12)
        appearance = self._around.appearance
        back = Button(appearance, sentence("ui_visit.item_previous"), icon_name="chevron-up")
        missing = Button(appearance, sentence("ui_visit.item_next_open"))
        on = Button(appearance, sentence("ui_visit.item_next"), ButtonKind.PRIMARY, "chevron-down")
        for key, share, action in ((back, 2, self.go_back), (missing, 4, self.go_to_open), (on, 4, self.go_on)):
            key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            key.clicked.connect(action)
            row.addWidget(key, share)
        return bar

    def _show_steps(self) -> None:
        tokens = self._around.tokens
        self._steps.setFixedHeight(tokens.start + 2 * _STEP_PAD)
        self._steps.setVisible(tokens.theme is Theme.LARGE)

    # -- showing ---------------------------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        """The address of the current item, "" for none."""
        return self._current

    @property
    def items(self) -> tuple[ItemRow, ...]:
        """The questions that are shown."""
        return self._items

    def offer_owners(self, owners: Sequence[str]) -> None:
        """The units that a problem may be given to."""
        self._owners = tuple(owners)
        if self.card is not None:
            self.card.offer_owners(self._owners)

    def show_rows(self, rows: Sequence[Row], current: str = "") -> None:
        """Show a section as it stands now. Another section begins at `current`, else at its first open item.

        Rows of the same section keep the current item; when it is not asked any more, the next one takes over.
        """
        before = [one.address for one in self.items]
        self._items = tuple(one for one in rows if isinstance(one, ItemRow))
        self._lines = lines_of(rows)
        known = [one.address for one in self.items]
        if current in known:
            self._current = current
        elif self._current not in known:
            self._current = self._successor(before, known)
        elif self._advancing and self._current in known[:-1]:
            self._current = known[known.index(self._current) + 1]
            self._refresh()
            self._arrive()
            return
        self._refresh()

    def _successor(self, before: list[str], known: list[str]) -> str:
        """Where to stand when the current item is gone, or another section is shown."""
        later = before[before.index(self._current) + 1 :] if self._current in before else []
        following = next((one for one in later if one in known), "")
        first_open = next((one.address for one in self.items if one.open), "")
        return following or first_open or next(iter(known), "")

    def _refresh(self) -> None:
        number = self._line_number()
        line = self._lines[number] if number >= 0 else ()
        if not isinstance(line, tuple) or not line:
            self._drop_card()
        elif self.card is not None and self.card.fits(line):
            self.card.show_line(line)
        else:
            self._turn_card(line)
        self.list.show_lines(self._lines, number, self.card)

    def _line_number(self) -> int:
        for number, line in enumerate(self._lines):
            if isinstance(line, tuple) and any(one.address == self._current for one in line):
                return number
        return -1

    def _turn_card(self, line: tuple[ItemRow, ...]) -> None:
        """Let the card show another line, after what is typed in it has been said."""
        if self.card is None:
            self.card = self._new_card(line)
            return
        focus = QApplication.focusWidget()
        self.card.flush()
        if focus is not None and self.card.isAncestorOf(focus):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.card.fits(line):
            self.card.show_line(line)
        else:
            self.card.turn_to(line)

    def _drop_card(self) -> None:
        old, self.card = self.card, None
        if old is not None:
            old.flush()
            old.blockSignals(True)  # noqa: FBT003 - Qt's

    def _new_card(self, line: tuple[ItemRow, ...]) -> ItemCard:
        card = ItemCard(line, self._around)
        card.offer_owners(self._owners)
        card.answered.connect(self._answered)
        card.note_changed.connect(self.note_changed)
        card.photos_wanted.connect(self.photos_wanted)
        card.photo_opened.connect(self.photo_opened)
        card.problem_toggled.connect(self.problem_toggled)
        card.problem_changed.connect(self.problem_changed)
        card.drawn.connect(self.drawing_made)
        card.file_chosen.connect(self.file_given)
        card.files_removed.connect(self.files_removed)
        card.focused.connect(self._stand_at)
        card.key_left.connect(self.keyPressEvent)
        return card

    def _on_appearance_changed(self) -> None:
        """Other sizes need another card; what was typed is said before."""
        self._show_steps()
        self._drop_card()
        self.list.forget()
        self._refresh()

    # -- going -----------------------------------------------------------------------------------------------------

    def go_to(self, address: str) -> None:
        """Make an item the current one; what was typed into the last one is said."""
        if address not in {one.address for one in self.items}:
            return
        if address != self._current:
            if self.card is not None and address not in self.card.addresses:
                self.flush()
            self._current = address
            self._refresh()
        self._arrive()

    def _arrive(self) -> None:
        """Stand at the current item: seen whole, the focus where it is answered."""
        self._advancing = False
        if self._current != self._told:
            self._told = self._current
            self.current_changed.emit(self._current)
        self.list.reveal_current()
        editor = self.editor()
        if editor is not None and (editor.TYPED or len(self._current_line()) > 1):
            editor.focus_first()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _current_line(self) -> tuple[str, ...]:
        return self.card.addresses if self.card is not None else ()

    def _stand_at(self, address: str) -> None:
        self._current = self._told = address
        self.current_changed.emit(address)

    def go_on(self) -> None:
        """The next item, or beyond the last."""
        self._step(1)

    def go_back(self) -> None:
        """The item before, or beyond the first."""
        self._step(-1)

    def _step(self, by: int) -> None:
        order = [one.address for one in self.items]
        place = order.index(self._current) + by if self._current in order else 0
        if 0 <= place < len(order):
            self.go_to(order[place])
        else:
            self.flush()
            self.left.emit(by)

    def go_to_open(self) -> None:
        """The next item without an answer, from here to the end and on from the beginning."""
        items = self.items
        here = next((n for n, one in enumerate(items) if one.address == self._current), -1)
        found = next((one for one in (*items[here + 1 :], *items[: here + 1]) if one.open), None)
        if found is None:
            self.unanswered_wanted.emit()
        else:
            self.go_to(found.address)

    def editor(self) -> ItemEditor | None:
        """The editor of the current item."""
        return self.card.editors.get(self._current) if self.card is not None else None

    def flush(self) -> None:
        """Say at once what is typed and not said yet."""
        if self.card is not None:
            self.card.flush()

    # -- answering -------------------------------------------------------------------------------------------------

    def _row(self, address: str) -> ItemRow | None:
        return next((one for one in self.items if one.address == address), None)

    def _verdict(self, address: str, answer: object) -> Verdict | None:
        row = self._row(address)
        if row is None or row.verdict is None:
            return None
        return next((verdict_of(row.question, one) for one in row.choices if one.name == answer), None)

    def _answered(self, address: str, answer: object) -> None:
        """A settled verdict goes on to the next item; an unfit one stays, for there is more to say.

        Where the answer is shown at once, going on is part of showing it; else it comes after.
        """
        settled = self._verdict(address, answer) in _SETTLED and address == self._current
        if settled and self.card is not None:
            self.card.flush()
        self._advancing = settled
        self.answer_given.emit(address, answer)
        waits, self._advancing = self._advancing, False
        if waits and self._current == address != self.items[-1].address:
            self._step(1)

    def _answered_folded(self, address: str, answer: object) -> None:
        """A small key of a folded item; an unfit answer opens it."""
        unfit = self._verdict(address, answer) is Verdict.UNFIT
        self.answer_given.emit(address, answer)
        if unfit:
            self.go_to(address)

    def _add(self, address: str) -> None:
        self.flush()
        self.repeat_added.emit(address)

    def _remove(self, address: str) -> None:
        self.flush()
        self.repeat_removed.emit(address)

    # -- keys ------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys that no input took: they mean the item or the form."""
        if not self._took(event):
            super().keyPressEvent(event)

    def _took(self, event: QKeyEvent) -> bool:
        key, editor = Qt.Key(event.key()), self.editor()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        going = {
            Qt.Key.Key_Up: self.go_back,
            Qt.Key.Key_PageUp: self.go_back,
            Qt.Key.Key_Down: self.go_on,
            Qt.Key.Key_PageDown: self.go_on,
            Qt.Key.Key_F8: self.go_to_open,
        }
        walking = plain or event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if walking and key in going:
            going[key]()
            return True
        if not plain or editor is None or self.card is None:
            return False
        return self._took_plain(key, editor, self.card)

    def _took_plain(self, key: Qt.Key, editor: ItemEditor, card: ItemCard) -> bool:
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            return editor.choose(key - Qt.Key.Key_0)
        if key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            return editor.clear()
        if key == Qt.Key.Key_N:
            card.ask_note()
        elif key == Qt.Key.Key_P:
            self.photos_wanted.emit(self._current)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            editor.focus_first()
        else:
            return False
        return True
