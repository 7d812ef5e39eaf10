"""What came out of an export: the files with their sizes and checksums, and that they were read back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.telling import size_in_words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label

_SHORT = 12
"""Characters of a checksum that people compare."""


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written and read back; `sha256` of the whole file in hex."""

    path: Path
    size: int
    sha256: str


@dataclass(frozen=True)
class Outcome:
    """An export that is done: `to` is empty for everybody, `absent` counts photos that are not here."""

    files: tuple[WrittenFile, ...]
    to: str
    photos: int
    absent: int
    is_encrypted: bool


class ResultCard(Card):
    """Stands above the options after an export."""

    folder_wanted = Signal()
    shut = Signal()

    def __init__(self, appearance: Appearance, outcome: Outcome) -> None:
        super().__init__()
        self._appearance = appearance
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(appearance, "check-circle", "green", 22))
        told = sentence(
            "ui_handover.done", count=len(outcome.files), to=outcome.to or sentence("ui_handover.everybody")
        )
        self.title = plain_label(told, "section", wrap=True)
        head.addWidget(self.title, 1)
        self.body.addLayout(head)
        for one in outcome.files:
            self.body.addWidget(_line(one))
        for text, tone in _notes(outcome):
            self.body.addWidget(plain_label(text, "dense", tone, wrap=True))
        self.open_folder = Button(appearance, sentence("ui_handover.open_folder"), ButtonKind.SECONDARY, "folder")
        self.open_folder.clicked.connect(self.folder_wanted)
        self.close_button = Button(appearance, sentence("ui.close"), ButtonKind.TEXT)
        self.close_button.clicked.connect(self.shut)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.open_folder)
        self.body.addLayout(foot)


def _line(one: WrittenFile) -> QWidget:
    line = QWidget()
    down = QVBoxLayout(line)
    down.setContentsMargins(30, 0, 0, 0)
    down.setSpacing(0)
    down.addWidget(ElidedLabel(one.path.name, "strong", mode=Qt.TextElideMode.ElideMiddle))
    told = sentence("ui_handover.checked_file", size=size_in_words(one.size), sha256=one.sha256[:_SHORT])
    down.addWidget(ElidedLabel(told, "dense", "ink2"))
    return line


def _notes(outcome: Outcome) -> list[tuple[str, str]]:
    """What else the user should know, each with its tone."""
    notes = [(sentence("ui_handover.folder_is", folder=outcome.files[0].path.parent), "ink2")] if outcome.files else []
    if outcome.is_encrypted:
        notes.append((sentence("ui_handover.is_encrypted"), "ink2"))
    if outcome.absent:
        notes.append((sentence("ui_handover.absent", count=outcome.absent), "amber"))
    return notes
