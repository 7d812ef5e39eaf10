"""Choices as keys in a list, in columns or in a row, for one answer or several.

The keys are built anew only when the choices themselves change; a filter that leaves the same choices takes neither
the focus nor a pressed key away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from inspector.checklists.model import Choice
from inspector.ui.widgets.form.choice_button import ChoiceButton, Mark
from inspector.ui.widgets.form.even_grid import EvenGrid, discard
from inspector.ui.widgets.form.surroundings import Surroundings

_KEYS = 9


class ChoiceList(QWidget):
    """`pressed` is called with the name of the choice whose key was pressed."""

    def __init__(self, around: Surroundings, mark: Mark, columns: int, pressed: Callable[[str], None]) -> None:
        super().__init__()
        self._around = around
        self._mark = mark
        self._pressed = pressed
        self._grid = EvenGrid(columns)
        self.setLayout(self._grid)
        self._choices: tuple[Choice, ...] = ()
        self.buttons: list[ChoiceButton] = []

    def show_choices(self, choices: Sequence[Choice], chosen: Collection[str]) -> None:
        """These choices, of which `chosen` are chosen."""
        if tuple(choices) != self._choices:
            self._build(tuple(choices))
        for choice, button in self.pairs():
            button.setChecked(choice.name in chosen)

    def _build(self, choices: tuple[Choice, ...]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            discard(item)
        self._choices, self.buttons = choices, []
        for number, choice in enumerate(choices, start=1):
            key = number if number <= _KEYS else 0
            button = ChoiceButton(self._around.choice(choice), self._mark, self._around.appearance, key)
            button.clicked.connect(lambda _on=False, name=choice.name: self._pressed(name))
            self._grid.addWidget(button)
            button.show()
            self.buttons.append(button)
        self.updateGeometry()

    def pairs(self) -> Iterator[tuple[Choice, ChoiceButton]]:
        """The choices with their keys."""
        return zip(self._choices, self.buttons, strict=True)

    def press(self, number: int) -> bool:
        """Press the key of a number; whether there is one."""
        if not 1 <= number <= min(_KEYS, len(self.buttons)):
            return False
        self.buttons[number - 1].click()
        return True

    def first(self) -> QWidget | None:
        """The chosen key, else the first one."""
        return next((one for one in self.buttons if one.isChecked()), self.buttons[0] if self.buttons else None)
