"""A defect of the program: what was kept, and a report to copy; the window goes on where it can."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from inspector.services.crash_report import CrashReport
from inspector.texts import sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.widgets.plain import plain_label


class CrashDialog(FrameDialog):
    """Everything saved stays saved; the report folds out and can be copied."""

    def __init__(self, parent: QWidget | None, report: CrashReport) -> None:
        super().__init__(parent, sentence("ui.crash_title"), width=560)
        text = plain_label(sentence("ui.crash_text", report=report.file), wrap=True)
        self.body.addWidget(text)
        self._report = QPlainTextEdit(report.text)
        self._report.setReadOnly(True)
        self._report.setAccessibleName(sentence("ui.crash_report"))
        self._report.setMinimumHeight(180)
        self._report.hide()
        self.body.addWidget(self._report)
        fold = self.add_button(sentence("ui.details"), kind="text")
        fold.clicked.connect(lambda: self._report.setVisible(self._report.isHidden()))
        copy = self.add_button(sentence("ui.crash_copy"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report.text))
        self.add_button(sentence("ui.crash_go_on"), kind="primary", default=True).clicked.connect(self.accept)
