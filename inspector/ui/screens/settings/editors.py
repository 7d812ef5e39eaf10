"""One editor for each type of setting; each changes its setting at once, as everything here is saved at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.preferences import Preferences, Setting
from inspector.ui.prompts import FileRequest
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.flow import FlowLayout


class ChoiceEditor(QWidget):
    """A few values side by side; `names` says what each is called."""

    changed = Signal(str)

    def __init__(self, preferences: Preferences, setting: Setting[str], names: Mapping[str, str]) -> None:
        super().__init__()
        self._preferences, self._setting = preferences, setting
        self.buttons = {value: QRadioButton(names[value]) for value in setting.options}
        self._group = QButtonGroup(self)
        row = FlowLayout(self, gap=24)
        for button in self.buttons.values():
            self._group.addButton(button)
            row.addWidget(button)
        self.show_value()
        self._group.buttonClicked.connect(lambda _button: self._on_chosen())

    def show_value(self) -> None:
        """Show the value in force: it may have been changed elsewhere."""
        self.buttons[self._setting.__get__(self._preferences, Preferences)].setChecked(True)

    def _on_chosen(self) -> None:
        value = next(value for value, button in self.buttons.items() if button.isChecked())
        self._setting.__set__(self._preferences, value)
        self.changed.emit(value)


class SeveralEditor(QWidget):
    """Any of a few values; `names` says what each is called."""

    changed = Signal(object)

    def __init__(self, preferences: Preferences, setting: Setting[list[str]], names: Mapping[str, str]) -> None:
        super().__init__()
        self._preferences, self._setting = preferences, setting
        self.boxes = {value: QCheckBox(name) for value, name in names.items()}
        chosen = setting.__get__(preferences, Preferences)
        row = FlowLayout(self, gap=24)
        for value, box in self.boxes.items():
            box.setChecked(value in chosen)
            box.clicked.connect(self._on_clicked)
            row.addWidget(box)

    def _on_clicked(self) -> None:
        chosen = [value for value, box in self.boxes.items() if box.isChecked()]
        self._setting.__set__(self._preferences, chosen)
        self.changed.emit(chosen)


class TextEditor(QLineEdit):
    """A line of text, kept when the field is left or after Enter."""

    changed = Signal(str)

    def __init__(self, preferences: Preferences, setting: Setting[str], hint: str = "") -> None:
        super().__init__(setting.__get__(preferences, Preferences))
        self._preferences, self._setting = preferences, setting
        self.setPlaceholderText(hint)
        self.editingFinished.connect(self.keep)

    def keep(self) -> None:
        """Keep what stands there."""
        value = self.text().strip()
        if value != self._setting.__get__(self._preferences, Preferences):
            self._setting.__set__(self._preferences, value)
            self.changed.emit(value)


class FolderEditor(QWidget):
    """A folder, or none."""

    changed = Signal(str)

    def __init__(self, context: Context, setting: Setting[str]) -> None:
        super().__init__()
        self._preferences, self._prompts, self._setting = context.preferences, context.prompts, setting
        appearance = context.appearance
        self._shown = ElidedLabel()
        self.choose = Button(appearance, sentence("ui.setting_choose_folder"), ButtonKind.SECONDARY, "folder")
        self.clear = Button(appearance, sentence("ui.setting_no_folder"), ButtonKind.TEXT)
        self.choose.clicked.connect(self._on_choose_clicked)
        self.clear.clicked.connect(lambda: self._keep(""))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._shown, 1)
        row.addWidget(self.clear)
        row.addWidget(self.choose)
        self._show()

    def _show(self) -> None:
        value = self._setting.__get__(self._preferences, Preferences)
        self._shown.set_text(value or sentence("ui.setting_folder_none"))
        self.clear.setVisible(bool(value))

    def _on_choose_clicked(self) -> None:
        request = FileRequest(sentence("ui.setting_choose_folder"))
        self._prompts.choose_folder(request, lambda folder: self._keep(str(folder)))

    def _keep(self, value: str) -> None:
        self._setting.__set__(self._preferences, value)
        self._show()
        self.changed.emit(value)
