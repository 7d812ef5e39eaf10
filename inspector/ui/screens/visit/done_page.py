"""After the signature: the visit is locked; hand it over, or go to the next site."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.widgets.buttons import Button, ButtonKind, with_key
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label


class DonePage(QWidget):
    """`handover_wanted`, `next_wanted` and `look_wanted` say where to go on."""

    handover_wanted = Signal()
    next_wanted = Signal()
    look_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        card = Card(kind="good")
        card.setMaximumWidth(720)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel(context.appearance, "lock", "green", 32))
        self.title = plain_label("", "section", wrap=True)
        head.addWidget(self.title, 1)
        card.body.addLayout(head)
        card.body.addWidget(plain_label(sentence("ui_visit.sign_done_hint"), "body", "ink2", wrap=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        self.handover = Button(context.appearance, sentence("ui_visit.sign_handover"), ButtonKind.PRIMARY, "export")
        self.following = Button(context.appearance, sentence("ui_visit.sign_next"), ButtonKind.SECONDARY, "route")
        look = Button(context.appearance, sentence("ui_visit.screen_look"), ButtonKind.TEXT)
        self.handover.clicked.connect(self.handover_wanted)
        self.following.clicked.connect(self.next_wanted)
        look.clicked.connect(self.look_wanted)
        buttons.addWidget(with_key(self.handover, "Ctrl+E"))
        buttons.addWidget(self.following)
        buttons.addWidget(look)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)

    def show_project(self, name: str) -> None:
        """Which visit was signed."""
        self.title.setText(sentence("ui_visit.sign_done", project=name))
        self.handover.setFocus()
