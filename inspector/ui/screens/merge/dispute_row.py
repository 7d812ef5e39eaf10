"""One conflict on the board: its field, the last common value, and the sides beside one another."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from inspector.services.merge_told import ToldConflict, ToldSide
from inspector.texts import sentence
from inspector.ui.pictures import PictureLoader
from inspector.ui.screens.merge import words
from inspector.ui.screens.merge.choice_card import ChoiceCard, Offer
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.photos.thumb import Thumb
from inspector.ui.widgets.plain import plain_label, restyle

NAME_WIDTH, COMMON_WIDTH = 96, 104
GAP = 8
_BAR = 3
_PAD = 12
_SIDES_IN_A_ROW = 2


class DisputeRow(QWidget):
    """`chosen` carries the choice of a card, `typing` wants another value."""

    chosen = Signal(str)

    def __init__(self, appearance: Appearance, pictures: PictureLoader, conflict: ToldConflict, today: date) -> None:
        super().__init__()
        self._appearance = appearance
        self._pictures = pictures
        self.conflict = conflict
        self._current = False
        self.name = plain_label(conflict.name, "strong", wrap=True)
        self.common = plain_label("", "body", "ink2", wrap=True)
        self.cards = [self._card(place, today) for place in range(len(conflict.sides))]
        self._cells = [self._cell(card, side) for card, side in zip(self.cards, conflict.sides, strict=True)]
        self.other = ChoiceCard(appearance, Offer("", "", sentence("ui_merge.typed_value"), "3"))
        self.other.hide()
        self.other.clicked.connect(lambda: self.chosen.emit(self.other.offer.choice))
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(_PAD, 0, 0, 0)
        self.grid.setHorizontalSpacing(GAP)
        self.grid.setVerticalSpacing(GAP)
        self.setAccessibleName(conflict.name)

    def _card(self, place: int, today: date) -> ChoiceCard:
        side = self.conflict.sides[place]
        value, note = words.side_value(side, self.conflict), words.side_note(side, today)
        card = ChoiceCard(self._appearance, Offer(f"#{side.number}", value, note, str(words.key_of(place))))
        card.clicked.connect(lambda: self.chosen.emit(card.offer.choice))
        return card

    def _cell(self, card: ChoiceCard, side: ToldSide) -> QWidget:
        """The card, below the photo that its value means."""
        if not side.photo:
            return card
        cell = QWidget()
        down = QVBoxLayout(cell)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addWidget(Thumb(self._appearance, self._pictures, side.photo, self.conflict.name))
        down.addWidget(card)
        return cell

    @property
    def name_width(self) -> int:
        """Pixels that the name of the field needs: Latin words are not broken."""
        self.name.ensurePolished()
        measure = self.name.fontMetrics().horizontalAdvance
        return max(NAME_WIDTH, *(measure(word) + 1 for word in self.conflict.name.split() if word.isascii()), 0)

    def arrange(self, name_width: int, *, stacked: bool) -> None:
        """Side by side, or the cards below where room is short."""
        grid, top = self.grid, Qt.AlignmentFlag.AlignTop
        name, common = (0, 0) if stacked else (name_width, COMMON_WIDTH)
        value = words.common_value(self.conflict)
        self.common.setText(sentence("ui_merge.common_is", value=value) if stacked else value)
        for label, width in ((self.name, name), (self.common, common)):
            label.setMinimumWidth(width)
            label.setMaximumWidth(width or 10_000)
            label.setContentsMargins(0, 0 if stacked else _PAD, 0, 0)
        grid.addWidget(self.name, 0, 0, top)
        grid.addWidget(self.common, 0, 1, top)
        row, column = (1, 0) if stacked else (0, 2)
        for place, card in enumerate((*self._cells, self.other)):
            grid.addWidget(card, row + place // _SIDES_IN_A_ROW, column + place % _SIDES_IN_A_ROW)
        for at in range(4):
            grid.setColumnStretch(at, int(at >= column and at < column + _SIDES_IN_A_ROW))

    def show_state(self, choice: str | None, *, current: bool) -> None:
        """The decision taken, None for none."""
        self._current = current
        for card in self.cards:
            card.show_state(chosen=card.offer.choice == choice, current=current)
        typed = choice is not None and all(card.offer.choice != choice for card in self.cards)
        if typed and choice is not None:
            self.other.show_offer(Offer(choice, choice, sentence("ui_merge.typed_value"), "3"))
        self.other.show_state(chosen=typed, current=current)
        self.other.setVisible(typed)
        restyle(self.name, tone="link" if current else "ink")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A bar before the conflict that keys decide."""
        if self._current:
            painter = QPainter(self)
            painter.fillRect(0, 0, _BAR, self.height(), QColor(self._appearance.tokens.primary))
            painter.end()
