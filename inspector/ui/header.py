"""The strip above every screen: title, what the screen puts there, undo and redo, and the save chip at the right."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSizePolicy

from inspector.texts import explain, sentence
from inspector.ui.forms.ui_main_window import Ui_MainWindow
from inspector.ui.screen import Screen
from inspector.ui.slots import put
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import icon_button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.save_chip import SaveChip
from inspector.ui.work import SaveKind, SaveState


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
        appearance.changed.connect(self._on_appearance_changed)
        self._on_appearance_changed()

    def _on_appearance_changed(self) -> None:
        self._form.header.setFixedHeight(self._appearance.tokens.header)

    def show_screen(self, screen: Screen) -> None:
        """Put up what the screen has for the header."""
        grid = self._form.title_grid
        grid.setColumnStretch(2, 1)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.subtitle, 1 if screen.STACKED_TITLE else 0, 0 if screen.STACKED_TITLE else 1)
        self._form.back_slot.setVisible(screen.HAS_BACK)
        put(self._form.header_slot, screen.header())
        put(self._form.primary_slot, screen.primary())

    def show_title(self, title: str, subtitle: str) -> None:
        """Title and the small line beside or below it."""
        self.title.set_text(title)
        self.subtitle.set_text(subtitle)

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
