"""What task packages would bring, before anything of them is kept; strangers are compared by their fingerprint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from inspector.services.packages.first_contact import strangers
from inspector.services.packages.report import Counts, FileReport, FileStatus, ImportReport
from inspector.texts import explain, label, sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.plain import plain_label

UNDONE = "services.import_was_undone"
_FILES_SHOWN = 8
_TONES = {FileStatus.ACCEPTED: "green", FileStatus.REFUSED: "red", FileStatus.QUARANTINED: "amber"}


class IntakeDialog(FrameDialog):
    """Accepted where the user wants the packages, or with `restores` the imports back that had been undone."""

    def __init__(self, parent: QWidget, report: ImportReport) -> None:
        super().__init__(parent, sentence("ui_today.import"), width=560)
        self.compared: list[QCheckBox] = []
        self.body.addLayout(_files(report.files))
        for text in _changes(report):
            self.body.addWidget(plain_label(text, wrap=True))
        for one in strangers(report):
            self._add_stranger(one)
        takes = any(one.status in {FileStatus.ACCEPTED, FileStatus.QUARANTINED} for one in report.files)
        undone = next((note for one in report.files for note in one.notes if note.key == UNDONE), None)
        self.restores = undone is not None and not takes
        told = sentence("ui_today.can_be_undone") if takes else sentence("ui_today.nothing_to_import")
        if undone is not None:
            told = explain(undone)
        self.body.addWidget(plain_label(told, "dense", "ink2", wrap=True))
        offers = takes or self.restores
        accept = sentence("ui_today.restore_import") if self.restores else sentence("ui_today.import_now")
        self.add_button(sentence("ui.cancel") if offers else sentence("ui.close")).clicked.connect(self.reject)
        self.accept_button = self.add_button(accept, kind="primary", default=True)
        self.accept_button.setVisible(offers)
        self.accept_button.clicked.connect(self.accept)
        self._on_compared()

    def _add_stranger(self, one: FileReport) -> None:
        details = one.error.details if one.error else {}
        self.body.addWidget(plain_label(sentence("ui_today.compare", sender=details.get("sender", "")), wrap=True))
        self.body.addWidget(plain_label(str(details.get("fingerprint", "")), "section"))
        box = QCheckBox(sentence("ui_today.compared"))
        box.toggled.connect(self._on_compared)
        self.compared.append(box)
        self.body.addWidget(box)

    def _on_compared(self) -> None:
        self.accept_button.setEnabled(all(box.isChecked() for box in self.compared))


def _files(files: Iterable[FileReport]) -> QVBoxLayout:
    """Each file with what is in it, or why it is refused."""
    column = QVBoxLayout()
    column.setSpacing(2)
    listed = list(files)
    for one in listed[:_FILES_SHOWN]:
        column.addWidget(ElidedLabel(one.file.name, "strong", mode=Qt.TextElideMode.ElideMiddle))
        column.addWidget(plain_label(_told(one), "dense", _TONES.get(one.status, "ink2"), wrap=True))
        column.addSpacing(4)
    more = len(listed) - _FILES_SHOWN
    if more > 0:
        column.addWidget(plain_label(sentence("ui_today.more_files", count=more), "dense", "ink2"))
    return column


def _told(one: FileReport) -> str:
    sender = one.manifest.sender.device_name if one.manifest else ""
    if one.status is FileStatus.ACCEPTED:
        return sentence("ui_today.file_new", sender=sender, count=one.fresh)
    if any(note.key == UNDONE for note in one.notes):
        return sentence("ui_today.file_undone", sender=sender)
    if one.status is FileStatus.KNOWN:
        return sentence("ui_today.file_known", sender=sender)
    if one.status is FileStatus.QUARANTINED:
        return sentence("ui_today.file_stranger", sender=sender)
    return explain(one.error) if one.error else ""


def _changes(report: ImportReport) -> list[str]:
    """New, changed and deleted records by kind, and conflicts, each where there are some."""
    told = {
        "new": _counted(one.new for one in report.projects),
        "changed": _counted(one.changed for one in report.projects),
        "deleted": _counted(one.deleted for one in report.projects),
    }
    texts = [
        sentence("ui_today.brings_new", what=told["new"]) if told["new"] else "",
        sentence("ui_today.brings_changed", what=told["changed"]) if told["changed"] else "",
        sentence("ui_today.brings_deleted", what=told["deleted"]) if told["deleted"] else "",
        sentence("ui_today.brings_conflicts", count=len(report.conflicts)) if report.conflicts else "",
    ]
    return [one for one in texts if one]


def _counted(parts: Iterable[Counts]) -> str:
    sums: Counter[str] = Counter()
    for part in parts:
        sums.update(part)
    return "，".join(f"{label(kind)} {count}" for kind, count in sums.most_common())
