"""A question for a file: sound, film, any document. It is chosen from disk; who keeps it attaches it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from PySide6.QtWidgets import QHBoxLayout, QWidget

from inspector.checklists.kinds import Kind
from inspector.checklists.model import Choice, Question
from inspector.checklists.outcome import Entry
from inspector.texts import sentence
from inspector.ui.prompts import FileRequest
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.form.item_editor import ItemEditor
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.plain import plain_label

_PATTERNS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {
        Kind.AUDIO: ("*.mp3", "*.m4a", "*.wav", "*.aac", "*.amr", "*.ogg"),
        Kind.VIDEO: ("*.mp4", "*.mov", "*.avi", "*.mkv", "*.3gp"),
        Kind.FILE: ("*",),
    }
)


class AttachmentEditor(ItemEditor):
    """The name of the file that is attached, and the keys that choose another or none."""

    def __init__(self, question: Question, around: Surroundings) -> None:
        super().__init__(question, around)
        self.pick = Button(around.appearance, sentence("ui_visit.item_pick_file"), icon_name="folder")
        self.pick.clicked.connect(self._ask)
        self.name = plain_label("", wrap=True)
        self.remove = Button(around.appearance, sentence("ui_visit.item_remove_file"), ButtonKind.TEXT)
        self.remove.clicked.connect(self.files_removed)
        line = QHBoxLayout()
        line.addWidget(self.pick)
        line.addWidget(self.name, 1)
        line.addWidget(self.remove)
        self.body.addLayout(line)

    def show_value(self, entry: Entry, choices: Sequence[Choice]) -> None:  # noqa: ARG002 - it has none
        """Show the name of the file."""
        self.name.setText(str(entry.value or sentence("ui_visit.item_no_file")))
        self.remove.setVisible(entry.value is not None)

    def _ask(self) -> None:
        patterns = _PATTERNS.get(self.question.kind, ("*",))
        kinds = ((sentence("ui_visit.item_pick_file"), patterns),)
        request = FileRequest(sentence("ui_visit.item_pick_file"), kinds)
        self.around.prompts.open_files(request, self._chosen)

    def _chosen(self, paths: tuple[Path, ...]) -> None:
        self.file_chosen.emit(paths[0])

    def first_input(self) -> QWidget | None:
        """The key that chooses."""
        return self.pick
