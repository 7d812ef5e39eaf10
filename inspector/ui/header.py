"""The strip above every screen: title, what the screen puts there, undo and redo, and the save chip at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.texts import explain, sentence
from inspector.ui.forms.ui_main_window import Ui_MainWindow
from inspector.ui.screen import Screen
from inspector.ui.slots import put
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, icon_button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.folding import Foldable, fold_until, widget_width
from inspector.ui.widgets.key_cap import KeyCap
from inspector.ui.widgets.save_chip import SaveChip
from inspector.ui.work import SaveKind, SaveState

_TITLE = 5
"""Letters of the title that nothing else may take the room of."""

_LEAST = 320
"""Pixels: without it the window would grow for a header that is about to be fitted."""


class Header(QObject):
    """Fills the header of the main window's form and follows the screen shown."""

    back_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, form: Ui_MainWindow, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._appearance = appearance
        self.title = ElidedLabel("", "title")
        self.subtitle = ElidedLabel("", "dense", "ink2")
        form.title_grid.addWidget(self.subtitle)  # before it is shown: without a parent it would be a window
        self.save_chip = SaveChip(appearance)
        self.back = icon_button(appearance, "arrow-back", sentence("ui.back"), "Esc")
        self.undo = icon_button(appearance, "undo", sentence("ui.undo"), "Ctrl+Z")
        self.redo = icon_button(appearance, "redo", sentence("ui.redo"), "Ctrl+Y")
        self.back.clicked.connect(self.back_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.redo.clicked.connect(self.redo_wanted)
        places = {form.save_slot: self.save_chip, form.back_slot: self.back, form.undo_slot: self.undo}
        for slot, widget in {**places, form.redo_slot: self.redo}.items():
            put(slot, widget)
        form.title_block.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        form.header_row.setStretchFactor(form.title_block, 1)
        self._header: QWidget | None = None
        self._primary: QWidget | None = None
        form.header.setMinimumWidth(_LEAST)
        form.header.installEventFilter(self)
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def _on_appearance_changed(self) -> None:
        self._form.header.setFixedHeight(self._appearance.tokens.header)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Another width has room for more words, or for fewer."""
        if watched is self._form.header and event.type() == QEvent.Type.Resize:
            self.fit()
        return False

    def fit(self) -> None:
        """Before the title gives way, keys and then buttons do; that something is not saved always stands in words."""
        caps: list[Foldable] = [cap for one in self._given for cap in one.findChildren(KeyCap)]
        buttons = [button for one in self._given for button in _buttons_of(one)]
        chip = [] if self.save_chip.is_failed else [self.save_chip]
        room = self._form.header.width()
        fold_until([*caps, *chip, *buttons], self._others() + self._title_width(), room)
        self.title.setMinimumWidth(max(0, min(self._title_width(), room - self._others())))

    @property
    def _given(self) -> tuple[QWidget, ...]:
        """What the screen has put here."""
        return tuple(one for one in (self._header, self._primary) if one is not None)

    def _title_width(self) -> int:
        return min(self.title.sizeHint().width(), _TITLE * self._appearance.tokens.title)

    def _others(self) -> int:
        """Pixels of all that stands here beside the title."""
        row = self._form.header_row
        margins = row.contentsMargins()
        shown = [self.undo, self.redo, self.save_chip, *self._given]
        if not self._form.back_slot.isHidden():
            shown.append(self.back)
        beside = self.subtitle.minimumSizeHint().width() + self._form.title_grid.horizontalSpacing()
        widths = sum(map(widget_width, shown)) + row.spacing() * len(shown)
        return margins.left() + margins.right() + widths + beside

    def show_screen(self, screen: Screen) -> None:
        """Put up what the screen has for the header.

        What stood there goes first, and what comes is fitted before it is shown: for a moment there would be too much
        for the window, which would grow.
        """
        header, primary = screen.header(), screen.primary()
        if (header, primary) != (self._header, self._primary):
            self.title.setMinimumWidth(0)
            put(self._form.header_slot, None)
            put(self._form.primary_slot, None)
        self._header, self._primary = header, primary
        grid = self._form.title_grid
        grid.setColumnStretch(2, 1)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.subtitle, 1 if screen.STACKED_TITLE else 0, 0 if screen.STACKED_TITLE else 1)
        self._form.back_slot.setVisible(screen.HAS_BACK)
        self.fit()
        put(self._form.header_slot, header)
        put(self._form.primary_slot, primary)

    def show_title(self, title: str, subtitle: str) -> None:
        """Title and the small line beside or below it."""
        self.title.set_text(title)
        self.subtitle.set_text(subtitle)
        self.subtitle.setVisible(bool(subtitle))  # nothing below a title is no line
        self.fit()

    def show_steps(self, undo: str, redo: str) -> None:
        """What would be taken back and done again; empty where there is nothing."""
        self.undo.setEnabled(bool(undo))
        self.redo.setEnabled(bool(redo))
        self.undo.setToolTip(sentence("ui.undo_of", step=undo) if undo else sentence("ui.undo"))
        self.redo.setToolTip(sentence("ui.redo_of", step=redo) if redo else sentence("ui.redo"))

    def show_save_state(self, state: SaveState) -> None:
        """已存, 正在存, 没有存上."""
        if state.kind is SaveKind.FAILED and state.error is not None:
            self.save_chip.failed(explain(state.error))
        elif state.kind is SaveKind.SAVING:
            self.save_chip.saving()
        else:
            self.save_chip.saved(state.at.time())
        self.fit()


def _buttons_of(place: QWidget) -> list[Button]:
    """The place itself where it is one."""
    return [place] if isinstance(place, Button) else place.findChildren(Button)
