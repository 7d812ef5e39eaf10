"""The questions of `ui.prompts` as real dialogs over the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from inspector.domain.errors import InspectorError
from inspector.texts import explain, sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.preferences import Preferences
from inspector.ui.prompts import FileRequest, Notice, Question, TextQuestion
from inspector.ui.widgets.plain import plain_label


class DialogPrompts:
    """Asks by dialogs over `window()`; each answers through its callback."""

    def __init__(self, window: Callable[[], QWidget | None], preferences: Preferences) -> None:
        self._window = window
        self._preferences = preferences

    def tell(self, told: InspectorError | Notice) -> None:
        """Say what did not work."""
        NoticeDialog(self._window(), told if isinstance(told, Notice) else notice_of(told)).open()

    def confirm(self, question: Question, then: Callable[[], None]) -> None:
        """Ask, and go on only where the user agrees."""
        dialog = FrameDialog(self._window(), question.title)
        text = plain_label(question.text, wrap=True)
        dialog.body.addWidget(text)
        dialog.add_button(question.reject or sentence("ui.cancel")).clicked.connect(dialog.reject)
        kind = "danger" if question.dangerous else "primary"
        accept = dialog.add_button(question.accept, kind=kind, default=not question.dangerous)
        accept.clicked.connect(dialog.accept)
        dialog.accepted.connect(then)
        dialog.open()

    def ask_text(self, question: TextQuestion, then: Callable[[str], None]) -> None:
        """Ask for a line of text."""
        dialog = FrameDialog(self._window(), question.title)
        label = plain_label(question.label)
        line = QLineEdit(question.text)
        line.setAccessibleName(question.label)
        if question.secret:
            line.setEchoMode(QLineEdit.EchoMode.Password)
        label.setBuddy(line)
        dialog.body.addWidget(label)
        dialog.body.addWidget(line)
        dialog.add_button(sentence("ui.cancel")).clicked.connect(dialog.reject)
        accept = dialog.add_button(question.accept, kind="primary", default=True)
        accept.clicked.connect(dialog.accept)
        dialog.accepted.connect(lambda: then(line.text()))
        dialog.open()
        line.setFocus()

    def open_files(self, request: FileRequest, then: Callable[[tuple[Path, ...]], None]) -> None:
        """Ask for existing files; never an empty answer."""
        dialog = self._files(request)
        several = QFileDialog.FileMode.ExistingFiles
        dialog.setFileMode(several if request.several else QFileDialog.FileMode.ExistingFile)
        dialog.filesSelected.connect(lambda names: self._chosen(tuple(map(Path, names)), then))
        dialog.open()

    def save_file(self, request: FileRequest, then: Callable[[Path], None]) -> None:
        """Ask where to write a file."""
        dialog = self._files(request)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if request.kinds:
            endings = [patterns[0].removeprefix("*.") for _, patterns in request.kinds]
            by_filter = dict(zip(dialog.nameFilters(), endings, strict=True))
            dialog.setDefaultSuffix(endings[0])
            dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(by_filter[chosen]))
        dialog.selectFile(request.name)
        dialog.filesSelected.connect(lambda names: self._chosen((Path(names[0]),), lambda paths: then(paths[0])))
        dialog.open()

    def choose_folder(self, request: FileRequest, then: Callable[[Path], None]) -> None:
        """Ask for a folder."""
        dialog = self._files(request)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(lambda names: self._chosen((Path(names[0]),), lambda paths: then(paths[0])))
        dialog.open()

    def _files(self, request: FileRequest) -> QFileDialog:
        folder = request.folder or Path(self._preferences.last_folder or Path.home())
        dialog = QFileDialog(self._window(), request.title, str(folder))
        dialog.setNameFilters([f"{name} ({' '.join(patterns)})" for name, patterns in request.kinds])
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _chosen(self, paths: tuple[Path, ...], then: Callable[[tuple[Path, ...]], None]) -> None:
        if paths:
            self._preferences.last_folder = str(paths[0].parent)
            then(paths)


class NoticeDialog(FrameDialog):
    """发生了什么, 保住了什么, 怎么办; details fold out."""

    def __init__(self, parent: QWidget | None, notice: Notice) -> None:
        super().__init__(parent, notice.title, width=520)
        lines = (
            (sentence("ui.happened"), notice.happened),
            (sentence("ui.kept"), notice.kept),
            (sentence("ui.advice"), notice.advice),
        )
        for name, text in (one for one in lines if one[1]):
            self._add_line(name, text)
        if notice.details:
            self._add_details(notice.details)
        self.add_button(sentence("ui.understood"), kind="primary", default=True).clicked.connect(self.accept)

    def _add_line(self, name: str, text: str) -> None:
        self.body.addWidget(plain_label(name, "dense", "ink2"))
        told = plain_label(text, wrap=True)
        self.body.addWidget(told)

    def _add_details(self, text: str) -> None:
        details = plain_label(text, "dense", "ink2", wrap=True)
        details.hide()
        fold = self.add_button(sentence("ui.details"), kind="text")
        fold.clicked.connect(lambda: details.setVisible(details.isHidden()))
        self.body.addWidget(details)


def notice_of(error: InspectorError) -> Notice:
    """What to say of a refusal: its sentence tells what happened, what was kept and what to do."""
    return Notice(title=sentence("ui.refused"), happened=explain(error))
