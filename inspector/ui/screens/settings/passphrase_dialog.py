"""口令: set, changed or taken away; what is wrong is said beside the line, before anything is closed."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from inspector.domain.errors import StorageError
from inspector.services.passphrases import LEAST_CHARACTERS, PassphraseService
from inspector.services.recovery_keys import write_recovery_key
from inspector.texts import sentence
from inspector.ui.closed_work import ClosedWork
from inspector.ui.context import Context
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.prompts import FileRequest
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.field import Field
from inspector.ui.widgets.plain import plain_label

_PUBLIC = "age1"


class PassphraseStep(StrEnum):
    """What is to be done with the passphrase."""

    SET = "set"
    CHANGE = "change"
    REMOVE = "remove"


class PassphraseDialog(FrameDialog):
    """`wanted` carries the `ClosedWork` that the user has agreed to."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, context: Context, step: PassphraseStep) -> None:
        super().__init__(parent, _titles()[step], width=520)
        self._context, self._step = context, step
        self.now = _secret()
        self.new = _secret()
        self.again = _secret()
        self.recipient = QLineEdit()
        self.recipient.setPlaceholderText(f"{_PUBLIC}…")
        self._fields: dict[QLineEdit, Field] = {}
        note = plain_label(_notes()[step], "dense", "ink2", wrap=True)
        self.body.addWidget(note)
        self._add_fields()
        self.add_button(sentence("ui.cancel")).clicked.connect(self.reject)
        kind = "danger" if step is PassphraseStep.REMOVE else "primary"
        self.accept_button = self.add_button(_titles()[step], kind=kind, default=True)
        self.accept_button.clicked.connect(self._on_accept_clicked)

    def _add_fields(self) -> None:
        if self._step is not PassphraseStep.SET:
            self._add(sentence("ui.setting_pass_now"), self.now)
        if self._step is not PassphraseStep.REMOVE:
            self._add(sentence("ui.setting_pass_new"), self.new)
            self._add(sentence("ui.setting_pass_again"), self.again)
        if self._step is PassphraseStep.SET:
            self._add(sentence("ui.setting_pass_recovery"), self.recipient)
            self.make_key = Button(
                self._context.appearance, sentence("ui.setting_pass_make_key"), ButtonKind.TEXT, "key"
            )
            self.make_key.setAutoDefault(False)
            self.make_key.clicked.connect(self._on_make_key_clicked)
            self.body.addWidget(self.make_key, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, name: str, line: QLineEdit) -> None:
        self._fields[line] = Field(self._context.appearance, name, line)
        self.body.addWidget(self._fields[line])

    def error_of(self, line: QLineEdit) -> str:
        """What is said to be wrong with a line."""
        return self._fields[line].error

    def _on_make_key_clicked(self) -> None:
        request = FileRequest(
            sentence("ui.setting_pass_make_key"),
            ((sentence("ui.setting_pass_key_file"), ("*.txt",)),),
            name=sentence("ui.setting_pass_key_name"),
        )
        self._context.prompts.save_file(request, self._make_key)

    def _make_key(self, path: Path) -> None:
        try:
            self.recipient.setText(write_recovery_key(path))
        except StorageError as error:
            self._context.prompts.tell(error)
            return
        self._fields[self.recipient].show_error("")
        self._fields[self.recipient].show_note(sentence("ui.setting_pass_key_made", file=path.name))

    def _on_accept_clicked(self) -> None:
        faults = self._faults()
        for line, field in self._fields.items():
            field.show_error(faults.get(line, ""))
        self.fit()
        if faults:
            next(iter(faults)).setFocus()
            return
        self.accept()
        self.wanted.emit(self._work())

    def _faults(self) -> dict[QLineEdit, str]:
        """What is wrong, by the line that it is wrong with."""
        faults = {}
        if self.now in self._fields and not self.now.text():
            faults[self.now] = sentence("ui.setting_pass_missing")
        if self.new in self._fields and len(self.new.text()) < LEAST_CHARACTERS:
            faults[self.new] = sentence("ui.setting_pass_short", least=LEAST_CHARACTERS)
        elif self.new in self._fields and self.new.text() != self.again.text():
            faults[self.again] = sentence("ui.setting_pass_differs")
        if self.recipient in self._fields and not self.recipient.text().strip().startswith(_PUBLIC):
            faults[self.recipient] = sentence("ui.setting_pass_no_key")
        return faults

    def _work(self) -> ClosedWork:
        now, new, recipient = self.now.text(), self.new.text(), self.recipient.text().strip()
        clock = self._context.clock
        jobs: dict[PassphraseStep, Callable[[Path], None]] = {
            PassphraseStep.SET: lambda folder: PassphraseService(folder, clock).set(new, recipient),
            PassphraseStep.CHANGE: lambda folder: PassphraseService(folder, clock).change(now, new),
            PassphraseStep.REMOVE: lambda folder: PassphraseService(folder, clock).remove(now),
        }
        told = {
            PassphraseStep.SET: sentence("ui.setting_pass_is_set"),
            PassphraseStep.CHANGE: sentence("ui.setting_pass_is_changed"),
            PassphraseStep.REMOVE: sentence("ui.setting_pass_is_removed"),
        }
        return ClosedWork(
            name=sentence("ui.setting_pass_working"),
            job=jobs[self._step],
            passphrase=None if self._step is PassphraseStep.REMOVE else new,
            told=told[self._step],
        )


def _titles() -> dict[PassphraseStep, str]:
    return {
        PassphraseStep.SET: sentence("ui.setting_pass_set"),
        PassphraseStep.CHANGE: sentence("ui.setting_pass_change"),
        PassphraseStep.REMOVE: sentence("ui.setting_pass_remove"),
    }


def _notes() -> dict[PassphraseStep, str]:
    return {
        PassphraseStep.SET: sentence("ui.setting_pass_set_note"),
        PassphraseStep.CHANGE: sentence("ui.setting_pass_change_note"),
        PassphraseStep.REMOVE: sentence("ui.setting_pass_remove_note"),
    }


def _secret() -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
