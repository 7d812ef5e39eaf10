"""One record in conflict, field by field: what was common last, what stands here, what the packages bring."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from inspector.services.merge_told import ToldField, ToldRecord
from inspector.texts import sentence
from inspector.ui.pictures import PictureLoader
from inspector.ui.screens.merge import words
from inspector.ui.screens.merge.dispute_row import COMMON_WIDTH, GAP, NAME_WIDTH, DisputeRow
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.badge import Badge, BadgeTone
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.key_cap import KeyCap
from inspector.ui.widgets.photos.thumb import Thumb
from inspector.ui.widgets.plain import plain_label, restyle

_STACKED = 600
"""Pixels of width below which the sides stand under the name of their field."""


class RecordPage(QWidget):
    """`chosen` carries a conflict's key and the choice; `stepped` by how many conflicts to go."""

    chosen = Signal(str, str)
    stepped = Signal(int)
    typing = Signal()
    postponed = Signal()

    def __init__(
        self, appearance: Appearance, pictures: PictureLoader, record: ToldRecord, today: date, brought: str
    ) -> None:
        super().__init__()
        self._appearance = appearance
        self.record = record
        self.rows = [DisputeRow(appearance, pictures, one, today) for one in record.conflicts]
        self.place = Badge("", BadgeTone.AMBER)
        self._heads = QWidget()
        self._name_head = ElidedLabel(sentence("ui_merge.head_field"), "dense", "ink2")
        self._arranged: tuple[int, bool] | None = None
        for row in self.rows:
            row.chosen.connect(lambda choice, key=row.conflict.key: self.chosen.emit(key, choice))
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 16, 24, 16)
        down.setSpacing(GAP)
        down.addLayout(self._head())
        if record.photo:
            down.addWidget(Thumb(appearance, pictures, record.photo, record.title))
        down.addWidget(self._column_heads())
        for row in self.rows:
            down.addWidget(row)
        down.addWidget(self._keys())
        if record.merged:
            down.addWidget(MergedCard(appearance, record.merged))
        if brought:
            down.addWidget(_told(appearance, "package", sentence("ui_merge.also_brings", what=brought)))
        self._down = down
        down.addStretch(1)
        self._arrange()

    # -- parts -----------------------------------------------------------------------------------------------------

    def _head(self) -> QVBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.before = Button(self._appearance, sentence("ui_merge.previous"), icon_name="chevron-up")
        self.after = Button(self._appearance, sentence("ui_merge.next"), icon_name="chevron-down")
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.after.clicked.connect(lambda: self.stepped.emit(1))
        row.addWidget(self.place)
        row.addWidget(ElidedLabel(self.record.project, "section"), 1)
        row.addWidget(self.before)
        row.addWidget(self.after)
        down = QVBoxLayout()
        down.setSpacing(4)
        down.addLayout(row)
        down.addWidget(ElidedLabel(words.record_note(self.record), "dense", "ink2"))
        return down

    def _column_heads(self) -> QWidget:
        grid = QGridLayout(self._heads)
        grid.setContentsMargins(12, 4, 0, 0)
        grid.setHorizontalSpacing(GAP)
        others = dict.fromkeys(words.side_of(side) for row in self.rows for side in row.conflict.sides if not side.own)
        own = any(side.own for row in self.rows for side in row.conflict.sides)
        packages = sentence("ui_merge.head_package", device=sentence("ui_merge.comma").join(others))
        heads = (
            (sentence("ui_merge.head_common"), COMMON_WIDTH),
            (sentence("ui_merge.head_own") if own else packages, 0),
            (packages if own else "", 0),
        )
        grid.addWidget(self._name_head, 0, 0)
        for column, (text, width) in enumerate(heads, start=1):
            label = ElidedLabel(text, "dense", "ink2")
            if width:
                label.setFixedWidth(width)
            grid.addWidget(label, 0, column)
            grid.setColumnStretch(column, int(not width))
        return self._heads

    def _keys(self) -> QWidget:
        """What the keys do; each is a button too."""
        strip = QWidget()
        row = FlowLayout(strip, gap=16)
        told = (
            ("1", sentence("ui_merge.key_own"), None),
            ("2", sentence("ui_merge.key_package"), None),
            ("3", sentence("ui_merge.key_other"), self.typing),
            ("0", sentence("ui_merge.key_later"), self.postponed),
        )
        for key, text, signal in told:
            what: QWidget = plain_label(text, "body", "ink2")
            if signal is not None:
                what = button = Button(self._appearance, text)
                button.clicked.connect(signal)
            row.addWidget(_keyed(key, what))
        return strip

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_state(self, decisions: Mapping[str, str], current: str, place: tuple[int, int]) -> None:
        """The decisions, and where the user is among all conflicts."""
        at, count = place
        decided = current in decisions
        self.place.setText(sentence("ui_merge.place", at=at, count=count))
        restyle(self.place, kind=(BadgeTone.GREEN if decided else BadgeTone.AMBER).value)
        for row in self.rows:
            key = row.conflict.key
            row.show_state(decisions.get(key), current=key == current)

    def add_below(self, card: QWidget) -> None:
        """Put something under all that is about the record."""
        self._down.insertWidget(self._down.count() - 1, card)

    def row_of(self, key: str) -> DisputeRow | None:
        """The row of a conflict."""
        return next((row for row in self.rows if row.conflict.key == key), None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The sides go below their field where room is short."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        name_width = max((row.name_width for row in self.rows), default=NAME_WIDTH)
        stacked = self.width() < _STACKED
        if (name_width, stacked) == self._arranged:
            return
        self._arranged = name_width, stacked
        self._heads.setVisible(not stacked)
        self._name_head.setFixedWidth(name_width)
        for row in self.rows:
            row.arrange(name_width, stacked=stacked)


class MergedCard(Card):
    """另有 9 个字段无冲突: folded until somebody wants to see them."""

    def __init__(self, appearance: Appearance, merged: tuple[ToldField, ...]) -> None:
        super().__init__(kind="well")
        self.body.setContentsMargins(12, 4, 4, 4)
        head = QHBoxLayout()
        head.addWidget(IconLabel(appearance, "check", "green"))
        head.addWidget(plain_label(sentence("ui_merge.merged_fields", count=len(merged)), wrap=True), 1)
        self.fold = Button(appearance, sentence("ui_merge.unfold"), ButtonKind.TEXT, "chevron-down")
        self.fold.clicked.connect(self._on_fold_clicked)
        head.addWidget(self.fold)
        self.body.addLayout(head)
        self.lines = QWidget()
        down = QVBoxLayout(self.lines)
        down.setContentsMargins(24, 0, 8, 8)
        down.setSpacing(2)
        for one in merged:
            down.addWidget(plain_label(_merged_text(one), "dense", "ink2", wrap=True))
        self.lines.hide()
        self.body.addWidget(self.lines)

    def _on_fold_clicked(self) -> None:
        folded = self.lines.isHidden()
        self.lines.setVisible(folded)
        self.fold.show_icon("chevron-up" if folded else "chevron-down")
        self.fold.say(sentence("ui_merge.fold") if folded else sentence("ui_merge.unfold"))


def _merged_text(one: ToldField) -> str:
    after = one.after or sentence("ui_merge.is_empty")
    if one.both:
        return sentence("ui_merge.both_wrote", name=one.name, value=after)
    before = one.before or sentence("ui_merge.is_empty")
    return sentence("ui_merge.field_changes", name=one.name, before=before, after=after)


def _keyed(key: str, what: QWidget) -> QWidget:
    """A key cap before what it does."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(KeyCap(key))
    row.addWidget(what)
    return pair


def _told(appearance: Appearance, icon_name: str, text: str) -> Card:
    card = Card(kind="well")
    card.body.setContentsMargins(12, 8, 12, 8)
    row = QHBoxLayout()
    row.addWidget(IconLabel(appearance, icon_name))
    row.addWidget(plain_label(text, "body", "ink2", wrap=True), 1)
    card.body.addLayout(row)
    return card
