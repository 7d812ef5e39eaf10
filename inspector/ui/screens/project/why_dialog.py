"""Why a step burns as it does: the reason, the limit, and every stop of its clock."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.services.lamps import StepLamp
from inspector.texts import sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screens.project.words import told
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.lamp import LampLabel, sign_of
from inspector.ui.widgets.plain import plain_label


class WhyDialog(FrameDialog):
    """The sentences behind one lamp."""

    def __init__(self, parent: QWidget, appearance: Appearance, step: StepLamp) -> None:
        super().__init__(parent, step.name, width=520)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(LampLabel(appearance, sign_of(step.lamp)))
        row.addWidget(plain_label(step.step.department or "", "body", "ink2"))
        row.addStretch(1)
        self.body.addLayout(row)
        self.reasons = [told(one) for one in (step.lamp.reason, *step.lamp.why)]
        for text in self.reasons:
            self.body.addWidget(plain_label(text, "body", wrap=True))
        self.add_button(sentence("ui.close"), kind="primary", default=True).clicked.connect(self.accept)
