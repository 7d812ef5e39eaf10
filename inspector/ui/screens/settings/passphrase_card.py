"""口令 in the settings: whether there is one, and the ways to set, change or take it away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from inspector.texts import sentence
from inspector.ui.context import Context
from inspector.ui.screens.settings.passphrase_dialog import PassphraseDialog, PassphraseStep
from inspector.ui.widgets.buttons import Button
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.plain import plain_label


class PassphraseCard(Card):
    """`wanted` carries a `ClosedWork`."""

    wanted = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(sentence("ui.setting_passphrase"))
        self._context = context
        self.state = plain_label("", "dense", "ink2", wrap=True)
        names = {
            PassphraseStep.SET: sentence("ui.setting_pass_set"),
            PassphraseStep.CHANGE: sentence("ui.setting_pass_change"),
            PassphraseStep.REMOVE: sentence("ui.setting_pass_remove"),
        }
        self.buttons = {step: Button(context.appearance, name) for step, name in names.items()}
        row = QWidget()
        flow = FlowLayout(row)
        for step, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, wanted=step: self._ask(wanted))
            flow.addWidget(button)
        self.body.addWidget(self.state)
        self.body.addWidget(row)
        self.show_state(is_encrypted=False)

    def show_state(self, *, is_encrypted: bool) -> None:
        """Show what can be done."""
        text = sentence("ui.setting_pass_on") if is_encrypted else sentence("ui.setting_pass_off")
        self.state.setText(text)
        for step, button in self.buttons.items():
            button.setVisible(is_encrypted is not (step is PassphraseStep.SET))

    def _ask(self, step: PassphraseStep) -> None:
        dialog = PassphraseDialog(self, self._context, step)
        dialog.wanted.connect(self.wanted)
        dialog.open()
