"""The first step: a file is dropped or chosen; a template for who has none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.services.imports import ImportKind
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label

_ICON = 48
_WIDTH = 620


class ChoosePage(QWidget):
    """`wanted` wants a file chosen, `template_wanted` an empty table of the `ImportKind` that it carries."""

    wanted = Signal()
    template_wanted = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.choose = Button(appearance, sentence("ui_register.choose_file"), ButtonKind.PRIMARY, "folder")
        self.template = Button(appearance, sentence("ui_register.template"), ButtonKind.TEXT, "excel")
        self.step_template = Button(appearance, sentence("ui_register.step_template"), ButtonKind.TEXT, "excel")
        self.choose.clicked.connect(self.wanted)
        self.template.clicked.connect(lambda: self.template_wanted.emit(ImportKind.REGISTER))
        self.step_template.clicked.connect(lambda: self.template_wanted.emit(ImportKind.STEPS))
        card = Card(kind="drop")
        card.setFixedWidth(_WIDTH)
        card.body.setContentsMargins(32, 40, 32, 32)
        middle = Qt.AlignmentFlag.AlignHCenter
        title = plain_label(sentence("ui_register.drop_here"), "section")
        told = plain_label(sentence("ui_register.drop_told"), "body", "ink2", wrap=True)
        for label in (title, told):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.body.addWidget(IconLabel(appearance, "excel", "ink3", _ICON), 0, middle)
        card.body.addWidget(title)
        card.body.addWidget(told)
        card.body.addWidget(self.choose, 0, middle)
        card.body.addWidget(self.template, 0, middle)
        card.body.addWidget(self.step_template, 0, middle)
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 16, 24, 16)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(card)
        across.addStretch(1)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(2)
        self.setFocusProxy(self.choose)
